"""Names in quotes: with the noun behind them, in a list that shares one noun, or that say what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import ending

RANK = 80
SHORT = 20  # characters of a name in quotes that says itself what it is; a meeting's may be longer
QUOTED = re.compile(r"“([^“”\n，。；！？]{2,44})”|‘([^‘’\n，。；！？]{2,30})’")
LINK = re.compile(r"(?:、|和|与|及|以及|，)?(?:[^，。；\n“”‘’]{0,10}的)?[^，。；\n“”‘’、和与]{0,6}$")
PAREN = re.compile(r"\s?\([A-Z][A-Za-z0-9 .]{1,12}\)")
COUNT = re.compile(r"[\d一二三四五六七八九十多几余]+[项个款种类只]?(?:多|余)?[项个款种类只]?")
GOVERNED = re.compile("(?:推进|实施|深化|践行|抓好|开展|启动|构建|筑牢)(?:好|了)?$")  # a line of work
PURSUED = re.compile("[，。；、和与及]|建设|工作|落地|$")
POINTS = re.compile("[\u3400-\u9fff](?:\\d+|[一二三四五六七八九十]+)条(?:措施|意见|新政)?$")  # “稳外贸8条”
NUMBERED = re.compile(r"\s?(?:\d(?:\.\d)?|20\d\d)$")  # “智慧港口方案2.0”, “江州论坛2024”
IS = re.compile(r"(?:，)?(?:是|为)([^，。；：“”\n]{2,30})(?=[，。；])")
IS_A = ("Platform", "Project", "Pilot", "Initiative")
PHASE = re.compile(r"第(?:[一二三四五六七八九]|\d)(?:阶段|期)")  # “数码钱包”先导计划第二阶段
UNDERTAKEN = ("Pilot", "Project", "Initiative", "Campaign")
DIGIT = "[一二两三四五六七八九十双]"
SETS = re.compile(f"(?!一..?一){DIGIT}[\u3400-\u9fff]{{1,2}}{DIGIT}[\u3400-\u9fff]{{1,2}}")  # “一廊两港”
VERSION = re.compile(r"[二三四五六]期|升级版|\s?[2-9]\.0")


def find(line: Line) -> Iterator[Candidate]:
    """Yields quoted names; what a noun behind a name says in one place holds wherever it is quoted."""
    found = list(_read(line))
    told = {_inner(line, c): c.label for c in reversed(found) if c.found == "quoted"}
    for c in found:
        yield (
            c if c.found == "quoted" else c._replace(found="quoted", label=told.get(_inner(line, c), c.label))
        )


def _inner(line: Line, c: Candidate) -> str:
    """Gives what a quoted name has between its quotes."""
    name = line.folded[c.begin : c.end]
    match = QUOTED.search(name)
    return (match[1] or match[2]) if match else name


def _read(line: Line) -> Iterator[Candidate]:
    """Yields the names in quotes; found is own where nothing but the name says what it is."""
    pending: list[tuple[int, int]] = []
    last, pursued = 0, False
    for match in QUOTED.finditer(line.folded):
        inner = match.span(1) if match[1] is not None else match.span(2)
        if pending and not LINK.fullmatch(line.folded[last : match.start()]):
            pending = []
        last = match.end()
        noun = None if _storm(line, match.start()) else _noun(line, match.end())
        governed = GOVERNED.search(line.folded[max(0, match.start() - 8) : match.start()])
        pursued = governed is not None or (pursued and bool(pending))
        if noun and line.folded.endswith("品牌", 0, noun[0]) and _thing(line, *inner):
            noun = None
        if noun and noun[1] == "Project" and line.folded[slice(*inner)] in line.lists.raw["spans"]:
            noun = None
        if noun is None:
            label = "Event" if _storm(line, match.start()) else _own(line, *inner) or _told(line, match.end())
            if not label and inner[1] - inner[0] < 12 and _called(line, match.start()):
                label = "Product"
            if not label and pursued and PURSUED.match(line.folded, match.end()) and inner[1] - inner[0] < 9:
                label = "Initiative"
            if label:
                yield Candidate(*inner, label, "own", RANK)
            pending.append(inner)
            continue
        end, label, shared = noun
        if label == "Weather":
            yield Candidate(*inner, "Event", "quoted", RANK)
        elif shared or pending:
            for place in (*pending, inner):
                kind = "Regulation" if POINTS.search(line.folded[slice(*place)]) else label
                yield Candidate(*place, kind, "quoted", RANK + 1)
        else:
            yield from _whole(line, match.start(), end, label)
            phase = PHASE.match(line.folded, end)
            if phase and label in UNDERTAKEN:
                yield Candidate(match.start(), phase.end(), label, "quoted", RANK)
        pending = []


def _thing(line: Line, begin: int, end: int) -> bool:
    """Says whether a name in quotes is known for, or says itself, what it is: a brand of it is nothing else."""
    known = line.starting.get(begin)
    return (known is not None and known.end == end) or _own(line, begin, end) is not None


def _storm(line: Line, at: int) -> bool:
    """Says whether a storm is named here: 台风“潭美”."""
    before = line.folded[max(0, at - 8) : at]
    return any(before.endswith(word) for word in line.lists.raw["storms"])


def _called(line: Line, at: int) -> bool:
    """Says whether a noun before a quote names a sort of craft or programme: 科考船——|“探索三号”."""
    return line.folded[max(0, at - 10) : at].rstrip("—").endswith(tuple(line.lists.raw["called"]))


def _noun(line: Line, at: int) -> tuple[int, str, bool] | None:
    """Gives the end of the noun behind a quote, its class, and whether 等 says that others share it."""
    folded, table = line.folded, line.lists.quoted
    version = VERSION.match(folded, at)
    if version:
        paren = PAREN.match(folded, version.end())
        return (paren or version).end(), "Initiative", False
    shared = folded.startswith("等", at)
    begin = at + shared
    number = COUNT.match(folded, begin) if shared else None
    begin = number.end() if number else begin
    ship = folded.startswith("号", at) and at + 1 in line.word_ends  # “喀山”号|核潜艇
    best: tuple[int, str] | None = (at + 1, "Product") if ship else None
    begin += ship
    stop = begin
    for _ in range(line.lists.raw["reach"]):
        after, stop = stop, _next(line, stop)
        if stop <= begin or stop - begin > line.lists.raw["reach"]:
            break
        if best and line.folded[after:stop] in line.lists.words("governors"):  # “绿链”系统|办理业务
            break
        word = ending(folded[begin:stop], table)
        longer = folded.startswith(tuple(line.lists.raw["quoted_not_after"].get(word, ())), stop)
        if word and not longer and (stop in line.word_ends or not line.words):
            best = (stop, table[word])
    return (*best, shared) if best else None


def _next(line: Line, at: int) -> int:
    """Gives the end of the next word, if it can stand between a quote and its noun."""
    words = line.between(at, at + 1)
    if not words:
        return 0
    word = words[0]
    surface = line.surface(word)
    if surface == "组织" and word.tag == "v":
        return 0
    table = line.lists.quoted
    if surface in table or surface == "大" or surface in line.lists.words("inside"):
        return word.end
    if word.tag in (
        "n",
        "nz",
        "vn",
        "an",
        "nw",
        "s",
        "ORG",
        "LOC",
        "l",
        "j",
        "ns",
        "b",
        "eng",
    ) and surface not in line.lists.words("stop"):
        return word.end
    return 0


def _own(line: Line, begin: int, end: int) -> str | None:
    name = line.folded[begin:end]
    if POINTS.search(name):
        return "Regulation"
    if name.startswith(tuple(line.lists.raw["phrases"])):
        return None
    if SETS.fullmatch(name):
        return "Initiative"
    word = ending(NUMBERED.sub("", name), line.lists.quoted_ends)
    if word is None or len(name) < len(word) + 2:
        return None
    label: str = line.lists.quoted_ends[word]
    if label == "Event":
        return None if _acts(line, begin) else label
    return None if len(name) > SHORT or "—" in name or "、" in name else label


def _acts(line: Line, begin: int) -> bool:
    """Says whether a verb begins here, so that what is quoted is a saying: “邀请客商参加大会”."""
    word = next(iter(line.between(begin, begin + 1)), None)
    return word is not None and word.tag == "v" and line.surface(word) not in line.lists.words("inside")


def _told(line: Line, at: int) -> str | None:
    """Gives the class that the sentence itself gives a name: “商贸桥”是银行业共用的数据平台."""
    match = IS.match(line.folded, at)
    word = ending(match[1], line.lists.quoted) if match else None
    label = line.lists.quoted[word] if word else None
    return label if label in IS_A else None


def _whole(line: Line, begin: int, end: int, label: str) -> Iterator[Candidate]:
    """Yields a quoted name with its noun and the nouns before it: 跨境金融支持“渝企出海”专项行动."""
    if label == "Product":
        yield Candidate(begin, end, label, "quoted", RANK)
        return
    reach = line.reach(begin, "work")
    if (
        label == "Event"
        and line.folded.endswith("活动", begin, end)
        and reach.governor in line.lists.words("started")
    ):
        label = "Campaign"  # 开展“大走访”活动 goes on; one that is held is an event
    start = reach.begin
    for soft_begin, soft_end in reach.soft:
        if not reach.governed or soft_begin == start:
            start = max(start, soft_end)
    first = start
    for anchor in reach.anchors:
        if anchor.label not in ("Corridor", "Zone", "Initiative", "Project", "Programme"):
            first = max(first, anchor.end)
    while first < begin and (line.folded[first] in "”’)、 的" or _lead(line, first)):
        word = next(iter(line.between(first, first + 1)), None)
        first = (
            word.end if word and word.begin == first and line.folded[first] not in "”’)、 的" else first + 1
        )
    if reach.stop in ("与", "和") and not reach.anchors and first == reach.begin:
        both = line.reach(reach.begin - 1, "work")
        if not both.anchors and not both.soft and (both.governed or not both.stop):
            yield Candidate(both.begin, end, label, "quoted", RANK)
            return
    clear = reach.governed or any(a.begin == first for a in reach.anchors)
    if first < begin and not clear and (reach.stop or begin - first < 4):
        first = begin
    yield Candidate(min(first, begin), end, label, "quoted", RANK)


def _lead(line: Line, at: int) -> bool:
    word = next(iter(line.between(at, at + 1)), None)
    return word is not None and word.begin == at and line.surface(word) in line.lists.words("leads")
