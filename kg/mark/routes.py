"""Railways, roads, power and air lines by their ends: 南宁至凭祥高速铁路, 崇左至凭祥段, 南凭高铁崇凭段; lines of a metro."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import Line
from kg.mark.lists import lists
from kg.mark.works import WIDE, placed

RANK = 85
HEAD = "(?:高速铁路|城际铁路|客运专线|高铁|铁路|高速公路|高速|公路|城际|(?:±?\\d+千伏)?(?:特高压)?(?:[交直]流)?(?:输变?电|联网)(?:线路)?(?:工程)?|(?:±?\\d+千伏)?特高压(?:[交直]流)?(?:线路)?(?:工程)?|(?:输气|天然气)(?:联络)?管道(?:工程)?)"
ROUTE = re.compile(f"([\u3400-\u9fff]{{2,6}})至([\u3400-\u9fff]{{2,6}}?)({HEAD}|段)")
LISTED = re.compile(
    f"([\u3400-\u9fff]{{2,4}})至([\u3400-\u9fff]{{2,4}}?)(?=(?:[、和][\u3400-\u9fff]{{2,4}}至[\u3400-\u9fff]{{2,4}}?)+{HEAD})"
)
AIR = re.compile(
    "“?([\u3400-\u9fff]{2,6})[—–-]([\u3400-\u9fff]{2,6}?)”?(?:海上|空中|双向|直航|国际|定期|客运|货运|全货机|集装箱)*航线"
)
METRO = re.compile(
    "(?:地铁|轨道交通)(?:(?![新沿线路干支全各多])[\u3400-\u9fff]{1,2}线|\\d+号线)(?:[一二三四]期|[东西南北]延(?:长?线|段)?|支线)?"
)
NUMBERED = re.compile("(?<!\\d)\\d{1,2}号线(?:[一二三四]期|支线)?")
FIELD = re.compile("[\u3400-\u9fff]{2}\\d+-\\d+(?:油气?田|气田)群?")
SECTION = re.compile(
    "(?!首个|第)[\u3400-\u9fff]{2,4}至[\u3400-\u9fff]{2,4}段|(?!首个|第)[\u3400-\u9fff]{2,5}段"
)
BORED = re.compile(r"[\d一二三四五六]+号(?:隧道|斜井|大桥|特大桥)")  # 九万大山|一号隧道
POWERED = re.compile("千伏|特高压|管道")
ENDS = frozenset("n nz ns nr nt LOC PER ORG".split())
QUARTER = re.compile("新?片区")
NO_END = frozenset("并使将从由在和与及到经于的是")


def find(line: Line) -> Iterator[Candidate]:
    """Yields routes, and their sections."""
    for match in ROUTE.finditer(line.folded):
        begin = _first(line, match.start(1), match.end(1))
        if begin is None and POWERED.search(match[3]):
            begin = _end(line, match.start(1), match.end(1))
        if begin is None or set(match[2]) & (NO_END - {"至"} if POWERED.search(match[3]) else NO_END):
            continue
        yield Candidate(begin, match.end(), "Project", "route", RANK)
        behind = SECTION.match(line.folded, match.end()) if match[3] != "段" else None
        if behind:
            yield Candidate(begin, behind.end(), "Project", "route", RANK + 1)
            yield Candidate(behind.start(), behind.end(), "Project", "route", RANK)

    for match in LISTED.finditer(line.folded):
        begin = _first(line, match.start(1), match.end(1))
        if begin is not None and not set(match[2]) & NO_END:
            yield Candidate(begin, match.end(), "Project", "route", RANK)
    for match in AIR.finditer(line.folded):
        begin = _first(line, match.start(1), match.end(1))
        first, end = line.ending.get(match.end(1)), line.starting.get(match.start(2))
        wide = any(place is not None and place.level in WIDE for place in (first, end))
        if begin is not None and end is not None and not wide:
            begin = match.start() if begin == match.start(1) else begin
            yield Candidate(begin, match.end(), "Corridor", "route", RANK)
    yield from _metro(line)
    for match in FIELD.finditer(line.folded):
        yield Candidate(*match.span(), "Project", "route", RANK)


def _metro(line: Line) -> Iterator[Candidate]:
    """Yields the lines of a metro, behind the first of them those told by their number alone."""
    first = None
    for match in METRO.finditer(line.folded):
        first = match if first is None else first
        before = line.ending.get(match.start())
        begin = before.begin if before and before.label == "Place" else match.start()
        yield Candidate(begin, match.end(), "Project", "route", RANK)
    for match in NUMBERED.finditer(line.folded, first.end()) if first else ():
        yield Candidate(*match.span(), "Project", "route", RANK - 1)


def _first(line: Line, begin: int, end: int) -> int | None:
    """Gives where the place before 至 begins."""
    known = line.ending.get(end)
    if known and known.label == "Place":
        return known.begin
    word = line.word_at(end)
    if word and word.tag in ("LOC", "ns") and word.begin >= begin and word.end - word.begin > 1:
        return word.begin
    return None


def _end(line: Line, begin: int, end: int) -> int | None:
    """Gives where the word begins that a line of power starts from, which may be no known place: 金上|至江州…工程."""
    word = line.word_at(end)
    fits = word is not None and word.tag in ENDS and word.end - word.begin > 1
    return word.begin if word is not None and fits and word.begin >= begin else None


@cache
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(lists().raw["work_parts"]))


def sections(line: Line, found: Candidate) -> Iterator[Candidate]:
    """Yields the part of a work, the section of a railway that stand behind its name: 南凭高铁|崇凭段; a reservoir as a work."""
    unit = _parts().match(line.folded, found.end) if found.label == "Project" else None
    if unit:
        yield Candidate(found.begin, unit.end(), "Project", "route", RANK)
    if found.label == "Zone" and (place := line.starting.get(found.end)) and place.label == "Place":
        quarter = QUARTER.match(line.folded, place.end)  # 江州自贸试验区|青川片区
        if quarter:
            yield Candidate(found.begin, quarter.end(), "Zone", "route", RANK)
    name = line.folded[found.begin : found.end]
    bored = (
        BORED.match(line.folded, found.end)
        if found.label == "Place" and found.level in ("", "feature")
        else None
    )
    if bored:
        yield Candidate(found.begin, bored.end(), "Project", "route", RANK)
    if found.label == "Place" and name.endswith("水库") and line.folded.startswith("工程", found.end):
        yield Candidate(placed(line, found), found.end + 2, "Project", "route", RANK)
    if found.label == "Project" and line.folded[found.begin : found.end].endswith(
        ("高铁", "铁路", "高速", "公路")
    ):
        behind = SECTION.match(line.folded, found.end)
        if behind and not set(behind[0]) & NO_END:
            yield Candidate(found.begin, behind.end(), "Project", "route", RANK)
            yield Candidate(behind.start(), behind.end(), "Project", "route", RANK)
