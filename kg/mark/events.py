"""Events by their number, year, day or occasion: 第34届青岛国际啤酒节, 2024北京文化论坛, 世界大象日, 庆祝香港回归27周年大会."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import any_of, lists

RANK = 84
LONGEST = 30
TAIL = re.compile(
    "暨([^，。；：、！？\n]{2,26}?(?:会议|大会|论坛|峰会|对话会|研讨会|座谈会|博览会|交易会|洽谈会|展览会|仪式))|第?[一二三四]期(?!间)"
)
HALF = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:[上下]半年|前?[一二三四]季度)([\u3400-\u9fff]{2,20}?(?:座谈会|分析会|工作会议|新闻发布会))"
)
NTH = re.compile(
    r"第[一二三四五六七八九十百\d]+次([\u3400-\u9fff]{2,14}?(?:座谈会|会议|论坛|峰会|对话会|年会|研讨会|磋商|对话))(?![室厅])"
)
COUNCIL = re.compile("[\u3400-\u9fff]{0,8}(?:理事会|委员会|联委会|缔约方大会)$")
TERMED = re.compile(r"政协第[一二三四五六七八九十]+届[\u3400-\u9fff]{2,8}?委员会$")
TERM = re.compile("第?[一二三四五六七八九十]+届$")
DAY = re.compile(
    r"(?:世界|国际|全国|中国)[\u3400-\u9fff]{1,8}?(?:(?<![近每节当昔假生往同今明昨终整作首末])日|宣传周|宣传月|科技周)(?![\u3400-\u9fff]?[报本均前常子电益内外上下])"
)
OCCASION = re.compile(
    r"(?:庆祝|纪念)(?:[^，。；：、！？\n的]{3,26}?周年|[^，。；：！？\n的]{2,26}?诞辰)[^，。；：、！？\n的]{0,8}?"
    r"(?:大会|晚会|音乐会|大展|文艺演出|座谈会|招待会|活动|仪式)"
)
NO_PART = frozenset("在将由对是了的向与第")


@cache
def _numbered() -> re.Pattern[str]:
    heads = any_of(
        [*lists().raw["event"], "节", "展", "赛", "奖", "杯", "典礼", "展会", "庆典", "晚会", "盛典"]
    )
    return re.compile(
        r"(?:(?<![\d至到—-])(?:19|20)\d\d(?:年度?)?·?)?(?:第[一二三四五六七八九十百\d]+届)?"
        rf"(?=[\u3400-\u9fff“A-Z])([^，。；：、！？\n]{{2,{LONGEST}}}?)({heads}|[周月](?=活动))(?:活动)?"
    )


def find(line: Line, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields the events that a year or an ordinal before them marks as names."""
    held = {c.begin: c for c in known if c.label == "Event"}
    at = 0
    while match := _start(line.folded, at):
        found = _numbered().match(line.folded, match.start())
        at = match.end()
        if at in held and match[0].endswith("届"):  # 第136届|广交会
            yield Candidate(match.start(), held[at].end, "Event", "numbered", RANK)
            at = _further(line, held[at].end)
            yield Candidate(match.start(), at, "Event", "numbered", RANK)
            continue
        if found and found.end(1) > match.end() and _fits(line, found):
            end = _further(line, _closed(line.folded, match.start(), found.end()))
            yield Candidate(match.start(), end, "Event", "numbered", RANK)
            at = end

    for match in HALF.finditer(line.folded):
        if match.end() in line.word_ends and not _stopped(line, match.start(1), match.end()):
            yield Candidate(match.start(), match.end(), "Event", "numbered", RANK)
    for match in NTH.finditer(line.folded):
        if match.end() in line.word_ends and not _stopped(line, match.start(1), match.end()):
            yield Candidate(_convened(line, match.start()), match.end(), "Event", "numbered", RANK)
    for pattern in (DAY, OCCASION):
        for match in pattern.finditer(line.folded):
            whole = match.start() in line.starts_set and match.end() in line.word_ends
            if whole and (pattern is OCCASION or not _loose(line, match.start() + 2, match.end() - 1)):
                yield Candidate(*match.span(), "Event", "dated", RANK)


def _convened(line: Line, at: int) -> int:
    """Takes in the body whose meeting is counted, with its term: 十四届全国政协|第二十三次双周协商座谈会."""
    counted = at
    termed = TERMED.search(line.folded, max(0, at - 24), at)
    if termed:
        return termed.start()
    at -= 2 if line.folded.endswith("机制", 0, at) else 0
    council = COUNCIL.search(line.folded, max(0, at - 12), at)
    for begin in range(council.start(), at - 2) if council else ():  # 上海合作组织|成员国元首理事会
        if begin in line.ending and line.ending[begin].label not in ("Place", "Person"):
            return line.ending[begin].begin
    body = line.ending.get(at)
    if body is None or body.label in ("Place", "Person"):
        return counted
    term = TERM.search(line.folded[max(0, body.begin - 6) : body.begin])
    return body.begin - (len(term[0]) if term else 0)


def _further(line: Line, end: int) -> int:
    """Takes in the second meeting of two held as one, and the part of one in parts: 人工智能大会|暨…高级别会议, 广交会|二期."""
    behind = TAIL.match(line.folded, end)
    if behind is None:
        return end
    return behind.end() if not behind[1] or behind.end() in line.word_ends else end


def _closed(folded: str, begin: int, end: int) -> int:
    """Takes in the quotation mark that ends a name that holds its beginning: 第四届“天宫画展”."""
    name = folded[begin:end]
    return end + 1 if name.count("“") > name.count("”") and folded[end : end + 1] == "”" else end


START = re.compile(
    r"(?<![\d—–-])(?:(?:19|20)\d\d(?:年度?)?·?第[一二三四五六七八九十百\d]+届|第[一二三四五六七八九十百\d]+届|(?:19|20)\d\d年?(?!\d|全(?!国)|[、，。末底初上下前第以来至—–-]|度?[一二三四1-4]季|\d*月))"
)


def _start(folded: str, at: int) -> re.Match[str] | None:
    return START.search(folded, at)


def _fits(line: Line, found: re.Match[str]) -> bool:
    """Says whether what stands between the number and the last word is a name: no verbs and small words in it."""
    end = found.end(2)
    if end not in line.word_ends and line.words:
        return False
    if found[0].endswith("代表大会"):  # a body; its meetings have a number behind it
        return False
    if _loose(line, found.start(1), found.end(2)):
        return False
    return found[1] not in ("", "年") and not set(found[1][:1]) & NO_PART


def _stopped(line: Line, begin: int, end: int) -> bool:
    """Says whether a word stands here that ends the walk to a name's beginning."""
    surfaces = (line.surface(w) for w in line.between(begin, end) if w.begin >= begin)
    return any(s in line.lists.words("stop") and s not in ("全国", "世界级", "主席") for s in surfaces)


def _loose(line: Line, begin: int, end: int) -> bool:
    """Says whether words stand here that are in no name."""
    words = [w for w in line.between(begin, end) if w.begin >= begin]
    surfaces = [line.surface(w) for w in words]
    return _stopped(line, begin, end) or any(
        w.tag in ("v", "p", "u", "c", "d", "r", "m", "TIME") and s not in line.lists.words("inside")
        for w, s in zip(words, surfaces, strict=True)
    )
