"""Lines, periods and clauses of a text, and what kind of line one is: running text, a headline, an item of a box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg import text
from kg.dates import DateMatch
from kg.relate import within

PERIOD = re.compile(r"[。！？!?]+[”’\"')】]*|(?<=[a-z0-9)%])\.(?=\s+[\"“(]?[A-Z#])")
BULLET = re.compile(r"\s*(?:\*\*)?[■●◆▪•□○★◎▲►·]")
STOPPED = re.compile(r"[。！？；.!?;]\s*[”’\"]?\s*$")
OPENED = re.compile(
    r"\b(?:as follows|the following(?: [a-z-]+){0,4}):\s*$"
)  # a list: were priced on June 3 as follows:
LISTED = re.compile(r"(?:;|; and|,|, and)\s*$")
DATE_ONLY = re.compile(r"[\s*■:：—\-–()（）]*$")
SECTION = re.compile(r"\s*[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:、|[)）.．])")
ITEMS, PARAGRAPHS = 3, 1.5  # headlines of a digest at least, paragraphs under each at most
LONG = 48  # characters of a headline at most


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of text up to a full stop (。！？ or a line's end); line counts the lines, ordinal the periods of it.

    frame is the date of the box that it is an item of.
    """

    begin: int
    end: int
    line: int
    ordinal: int
    heading: bool
    frame: DateMatch | None = None


def split(folded: str, told: Sequence[DateMatch]) -> Iterator[Period]:
    """Yields the periods of a folded text."""
    begin, frame = 0, None
    opened, going = False, True  # a list is open; one more item comes
    for number, line in enumerate(folded.split("\n")):
        end = begin + len(line)
        dates = list(within.placed(told, begin, end))
        if _dates_box(line, begin, dates):
            frame = dates[0]
        elif OPENED.search(line) and not text.has_han(line):
            frame = dates[-1] if dates and dates[-1].value else None
            opened = frame is not None
        elif opened and line.strip() and (LISTED.search(line) or going):
            going = LISTED.search(line) is not None
        elif BULLET.match(line) is None and line.strip():
            frame, opened, going = None, False, True
        heading = (
            0 < len(line.strip()) <= LONG and STOPPED.search(line) is None and BULLET.match(line) is None
        )
        yield from _periods(folded, begin, end, number, heading, frame)
        begin = end + 1


def items(told: Sequence[Period], folded: str) -> list[int]:
    """Gives where the items of a digest begin: the headlines of a text that has a paragraph or so under each.

    Headings that are numbered (二、…) are those of the sections of one text; a list of headings is the furniture of a page.
    """
    followed = [p for p, q in pairwise(told) if p.heading and p.line and not q.heading]
    heads = [p.begin for p in followed if not SECTION.match(folded, p.begin)]
    lines = len({p.line for p in told if not p.heading})
    return heads if len(heads) >= ITEMS and lines <= len(heads) * PARAGRAPHS else []


def _dates_box(line: str, begin: int, dates: Sequence[DateMatch]) -> bool:
    """Says that a line is nothing but a date, which then dates the items below it."""
    if len(dates) != 1 or dates[0].value is None:
        return False
    rest = line[: dates[0].begin - begin] + line[dates[0].end - begin :]
    return DATE_ONLY.match(rest) is not None


def _periods(
    folded: str, begin: int, end: int, line: int, heading: bool, frame: DateMatch | None
) -> Iterator[Period]:
    stops = [match.end() for match in PERIOD.finditer(folded, begin, end)]
    starts = [begin, *stops]
    rest = [end] if folded[starts[-1] : end].strip() else []
    cut = [at for a, b in zip(starts, [*stops, *rest], strict=False) for at in (*text.cuts(folded, a, b), b)]
    for ordinal, (at, stop) in enumerate(pairwise([begin, *cut])):
        yield Period(at, stop, line, ordinal, heading, frame)
