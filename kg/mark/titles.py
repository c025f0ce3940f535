"""Names of texts: between 《 and 》, and behind 印发 without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import NOUNS, Line
from kg.mark.lists import Lists, any_of, ending

RANK = 90
TITLE = re.compile(r"《[^《》\n]{1,90}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})*》")
TAIL = re.compile(r"\s*[(（][^()（）]{1,30}[)）]$|(?:(?:19|20)\d\d年?|\d\.\d)版?$")
DOCUMENT = re.compile("的?(?:研究|咨询|谘询|评估|政策)?(?:报告|文件|通函|指引|白皮书)")  # 《X》的报告
CEREMONY = re.compile(r"(?:签署|签约|签订|发布|揭牌|启动|首发)(?:仪式|典礼|礼)")
LAW = re.compile(
    "(?:根据|依照|依据|违反|修订的|通过了|施行|出台了?|修改|颁布了?|制定了?|公布了?|实施|审议了?)(?:新修订的|修订后的|修改后的)?((?:(?!关于|相关|有关|国际|当地|现行|国家法|我国)[\u3400-\u9fff]){2,14}?(?:法|条例)(?:修正案|修订草案|草案)?)(?=[、，。；等的于自及和（(]|$)"
)
DRAFT = re.compile(
    "(?:^|(?<=审议)|(?<=关于)|(?<=提请)|(?<=听取)|(?<=印发)|(?<=发布)|(?<=公布)|(?<=[的了和与及、，：]))(?!关于|审议|提请|听取)"
    "(?:(?![和与及的了对]|关于|审议|提请|印发|发布|公布)[\u3400-\u9fff]){2,16}?(?:(?<![办方立司执])法典?|条例)(?:修订|修正案?)?草案"
)
NO_FIRST = re.compile(
    r"[与同和跟的]|两国|双方|构建[^的]*计划|(?!(?:19|20)\d\d年)\d"
)  # 签署|与邻国的协定, 签订|20多项协议
ONE_EACH = re.compile(
    r"(?:分别|[与同][^，。；\n]*、)[^，。；\n]*$"
)  # 与甲、乙签署|合作协议: with each its own
PASSING = re.compile(
    "(?:审议|审查|修改|表决)(?:结果|情况|意见)|议案|代表资格|出席|出访"
)  # what is told of another text
RESOLUTION = re.compile("(?:联合国)?(?:(?:安理会|联大|大会)第?|第)\\d{3,4}号决议")
BY_TWO = frozenset({"联合声明", "联合公报"})  # 中秘|联合声明
ACT = re.compile(
    "(?:(?![的了在对将由与和被向就、，]|通过|提出|签署|公布|审议|推出|否决|表决|议院|国会|政府|总统|宣布|要求|修改)[\u3400-\u9fff\\d]){2,14}?(?<!相关)(?<!有关)法案(?![中里])"
)
BOTH = re.compile("[\u3400-\u9fff]{2}[—–-]$")  # 中国—|塞尔维亚自贸协定
AFTER = 8  # characters behind a title in which 节目 and the like make it no policy
BEFORE = 14


def titles(line: Line) -> Iterator[Candidate]:
    """Yields the titles between 《 and 》 that are policies or media."""
    for match in TITLE.finditer(line.folded):
        label = _class(line, match)
        if label:
            yield Candidate(match.start(), match.end(), label, "title", RANK)
        held = CEREMONY.match(line.folded, match.end())
        if held:
            yield Candidate(match.start(), held.end(), "Event", "title", RANK)


def _class(line: Line, match: re.Match[str]) -> str | None:
    bare = TAIL.sub("", match[0].strip("《》")).rstrip("”’")
    word = ending(bare, line.lists.policy)
    before = line.folded[max(0, match.start() - BEFORE) : match.start()]
    after = line.folded[match.end() : match.end() + AFTER]
    shown = any(w in before[-6:] or w in after for w in line.lists.raw["shows"])
    if word:
        label = line.lists.policy[word]
        if label == "Media" and before.endswith(tuple(line.lists.raw["shows"])):  # 短剧|《喜报》
            return None
        return None if shown and label != "Media" and len(bare) < 8 and "《" not in bare else label
    issued = any(before.rstrip("了过的").endswith(w) for w in line.lists.raw["issuing"])
    return "Policy" if (issued and not shown) or DOCUMENT.match(line.folded, match.end()) else None


def bare(line: Line) -> Iterator[Candidate]:
    """Yields policies named outside 《》: 制定|推动中长期资金入市的指导意见, 推进设备更新实施方案|出台."""
    for pattern in _patterns(line.lists):
        for match in pattern.finditer(line.folded):
            begin, end = match.span("name")
            sort = match["name"] in line.lists.words("generic")
            named = end - begin >= len(match["head"]) + 4 and not sort and not NO_FIRST.match(match["name"])
            stop = end - len(match["head"])
            if match["head"].endswith(("协议", "备忘录")) and ONE_EACH.search(line.folded[:begin]):
                continue
            if named and (_titled(line, begin, stop) or _agreed(line, begin, stop, match["head"])):
                yield _text(line, begin, end)
    for match in _about(line.lists).finditer(line.folded):
        if not PASSING.search(match["name"]):
            yield _text(line, *match.span("name"))
    for match in RESOLUTION.finditer(line.folded):
        yield Candidate(*match.span(), "Policy", "bare-title", RANK - 10)
    for match in line.lists.pattern("placed_texts").finditer(line.folded):
        place = line.ending.get(match.start())
        ours = place is not None and line.folded[place.begin : place.end] in line.lists.words("stop")  # 我国
        titled = place is not None and line.folded[place.begin - 1 : place.begin] == "《"
        if (
            place
            and not ours
            and not titled
            and place.label in ("Place", "Zone")
            and (match[0] in BY_TWO or not place.found.startswith("pair:"))
        ):
            both = BOTH.search(line.folded, 0, place.begin)
            yield _text(line, both.start() if both else place.begin, match.end())


def headlines(line: Line) -> Iterator[Candidate]:
    """Yields the texts whose title is a line: 江州市人民政府关于支持企业发展的若干意见."""
    for match in _headline(line.lists).finditer(line.folded):
        if "关于" in match["name"] or line.starting.get(match.start("name")):
            yield _text(line, *match.span("name"))


def acts(line: Line, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields the acts of other countries: 江西国|农业支持法案."""
    for place in known:
        country = place.level == "country" and place.end - place.begin > 1
        act = ACT.match(line.folded, place.end) if country and not place.found.startswith("pair:") else None
        if act and act.end() in line.word_ends:
            yield Candidate(place.begin, act.end(), "Regulation", "bare-title", RANK - 10)


def _text(line: Line, begin: int, end: int) -> Candidate:
    """Gives a policy with the class that its last word says."""
    word = ending(line.folded[begin:end], line.lists.policy)
    return Candidate(begin, end, line.lists.policy[word] if word else "Policy", "bare-title", RANK - 10)


def _titled(line: Line, begin: int, end: int) -> bool:
    """Says whether a phrase reads as a title: by its first word, or a known name in it."""
    phrase = line.folded[begin:end]
    if any(phrase.startswith(lead) for lead in line.lists.raw["bare_leads"]):
        return True
    if any(
        begin <= at < end and line.starting[at].end <= end for at in range(begin, end) if at in line.starting
    ):
        return not any(c in phrase for c in "在将对由等")
    if any(c in phrase for c in "在将对由等的了一"):
        return False
    return len(phrase) >= 8 or _nouns(line, begin, end)


def _nouns(line: Line, begin: int, end: int) -> bool:
    """Says whether only nouns stand here, and two of them."""
    words = [w for w in line.between(begin, end) if w.begin >= begin]
    inside = line.lists.words("inside")
    return len(words) > 1 and all(
        (w.tag in NOUNS or line.surface(w) in inside) and line.surface(w) not in line.lists.words("stop")
        for w in words
    )


def _agreed(line: Line, begin: int, end: int, head: str) -> bool:
    """Says whether a signed text says what it is about: 签署|航天领域合作|谅解备忘录, but no 战略合作框架协议."""
    raw = line.lists.raw
    signed = line.folded[:begin].endswith(tuple(raw["signing"])) and any(map(head.endswith, raw["signed"]))
    topic = line.lists.pattern("any_agreement").sub("", line.folded[begin:end])
    return signed and len(topic) > 1 and not any(c in topic for c in "等多些几各")


@cache
def _patterns(lists: Lists) -> tuple[re.Pattern[str], ...]:
    raw = lists.raw
    ends, leads, put_out = any_of(raw["bare"]), any_of(raw["bare_leads"]), any_of(raw["put_out"])
    inner = "[^，。；：《》“”\n了一个份项]"
    further = "(?!、(?:制定|修订|出台|完善|加快|推动|研究|编制|发布|印发))"
    start = "(?<![\u3400-\u9fff])(?:我国|全国)?"
    behind = f"(?=(?:正式)?(?:{put_out}))"
    return (
        re.compile(
            f"(?:{any_of(raw['bare_before'])})(?:了|的|(?<=落实)好)?(?P<name>(?:“十[二三四五六]五”)?(?:项目|{further}{inner}){{4,30}}?(?<!为)(?P<head>{ends}))(?![\u3400-\u9fff]?[书案])"
        ),
        re.compile(
            f"(?:{any_of(raw['weak_before'])})(?P<name>(?:(?![、在对将以和等])[^，。；：《》“”\n了一个份项]){{4,24}}?(?P<head>{any_of(raw['weak'])}))(?![\u3400-\u9fff]?[书案])"
        ),
        re.compile(f"{start}(?P<name>(?:{leads}){inner[:-1]}的]{{3,24}}?(?P<head>{ends}|方案|政策)){behind}"),
        re.compile(
            f"{start}(?P<name>[^，。；：《》“”\n了一个份项的在将对]{{4,24}}?(?P<head>{any_of(raw['new_rules'])})){behind}"
        ),
    )


@cache
def _about(lists: Lists) -> re.Pattern[str]:
    return re.compile(
        f"(?:{any_of(lists.raw['about_before'])})(?P<name>关于(?!{any_of(lists.raw['about_apart'])})[^，。；：《》“”\n]{{4,36}}?的(?:{any_of(lists.raw['about'])}))(?![\u3400-\u9fff]?[书案])"
    )


@cache
def _headline(lists: Lists) -> re.Pattern[str]:
    """Finds a line that is a title: of somebody about something, or of a place without a verb that puts it out."""
    raw = lists.raw
    ends, about, done = (any_of(raw[name]) for name in ("bare", "about", "titled_apart"))
    put = ")(?<!".join(sorted(raw["put_out"]))
    year = r"(?: ?\([^()\n]{2,24}\))?"
    return re.compile(
        rf"(?:^|(?<=\n))[ \t]*(?P<name>(?:[^，。；：！？、《》\n]{{2,40}}(?<!{put})关于[^，。；：！？《》\n]{{4,80}}的?(?:{about}|{ends})"
        rf"|(?:(?!{done})[^，。；：！？“”《》\n]){{6,50}}(?:{any_of(raw['weak'])})){year})[ \t]*(?=\n|$)"
    )


def laws(line: Line) -> Iterator[Candidate]:
    """Yields laws named outside 《》, and drafts of laws: 通过了新修订的|突发事件应对法, 审议|学前教育法草案."""
    for match in DRAFT.finditer(line.folded):
        yield Candidate(*match.span(), "Regulation", "bare-title", RANK - 10)
    for match in LAW.finditer(line.folded):
        begin, end = match.span(1)
        if end in line.word_ends and not any(match[1].endswith(w) for w in line.lists.raw["no_law"]):
            yield Candidate(begin, end, "Regulation", "bare-title", RANK - 10)
