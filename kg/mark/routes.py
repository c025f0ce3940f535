"""Railways and roads by their ends: 南宁至凭祥高速铁路, 崇左至凭祥段, 南凭高铁崇凭段."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mark.candidates import Candidate
from kg.mark.line import Line

RANK = 85
HEAD = "(?:高速铁路|城际铁路|客运专线|高铁|铁路|高速公路|高速|公路|城际)"
ROUTE = re.compile(f"([\u3400-\u9fff]{{2,6}})至([\u3400-\u9fff]{{2,6}}?)({HEAD}|段)")
LISTED = re.compile(
    f"([\u3400-\u9fff]{{2,4}})至([\u3400-\u9fff]{{2,4}}?)(?=(?:[、和][\u3400-\u9fff]{{2,4}}至[\u3400-\u9fff]{{2,4}}?)+{HEAD})"
)
UNIT = re.compile("(?:二期|三期|扩建|改造)工程|[\\d一二三四五六]+号(?:机组|隧道|泵站)")
SECTION = re.compile("[\u3400-\u9fff]{2,4}至[\u3400-\u9fff]{2,4}段|[\u3400-\u9fff]{2,5}段")
NO_END = frozenset("并使将从由在和与及到经于的是")


def find(line: Line) -> Iterator[Candidate]:
    """Yields routes, and their sections."""
    for match in ROUTE.finditer(line.folded):
        begin = _first(line, match.start(1), match.end(1))
        if begin is None or set(match[2]) & NO_END:
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


def _first(line: Line, begin: int, end: int) -> int | None:
    """Gives where the place before 至 begins."""
    known = line.ending.get(end)
    if known and known.label == "Place":
        return known.begin
    word = line.word_at(end)
    if word and word.tag in ("LOC", "ns") and word.begin >= begin and word.end - word.begin > 1:
        return word.begin
    return None


def sections(line: Line, found: Candidate) -> Iterator[Candidate]:
    """Yields the section that stands behind a railway's name: 南凭高铁|崇凭段."""
    unit = UNIT.match(line.folded, found.end) if found.label == "Project" else None
    if unit:
        yield Candidate(found.begin, unit.end(), "Project", "route", RANK)
    if found.label == "Project" and line.folded[found.begin : found.end].endswith(
        ("高铁", "铁路", "高速", "公路")
    ):
        behind = SECTION.match(line.folded, found.end)
        if behind and not set(behind[0]) & NO_END:
            yield Candidate(found.begin, behind.end(), "Project", "route", RANK)
            yield Candidate(behind.start(), behind.end(), "Project", "route", RANK)
