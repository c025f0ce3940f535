"""A sentence as rules see it: one character for each mention and each date, no quotes, no brackets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.model import Extent
from kg.patterns import ANY, DATE, NUMBER
from kg.relate import within

QUOTED = re.compile(rf"[“”‘\"*「」『』]|(?<![{ANY}A-Za-z])’|’(?!s\b)")  # not the apostrophe of HKMA’s
BRACKETS = re.compile(r" ?[(\[【][^()\[\]【】]{0,40}[)\]】]")
OPENING, LATIN, SPACE = re.compile(r"[(\[【]"), re.compile("[A-Za-z]"), re.compile(r"\s")
ARTICLES = re.compile(
    rf"\b(?:(?:the|an?|its|their|our|Mr|Ms|Mrs|Dr|Prof|Sir|Professor)\.? )+(?=[{ANY}])", re.IGNORECASE
)
HAN = re.compile("[\u3400-\u9fff]")
MENTION, SIGN = re.compile(f"[{ANY}]"), re.compile(f"[{ANY}{DATE}{NUMBER}]")
NARROW = re.compile(r"(?<=\s)\s+|^\s+|\s+$")
WIDE = re.compile(
    rf"\s+(?=[\u3400-\u9fff，。、；：{ANY}{DATE}])|(?<=[\u3400-\u9fff，。、；：{ANY}{DATE}])\s+|{NARROW.pattern}"
)
GAP = re.compile(rf"(?<=[\u3400-\u9fff{ANY}{DATE}])[ \u3000]+(?=[\u3400-\u9fff{ANY}{DATE}])")
CLAUSE = 4  # characters that a clause of a headline has at least
INCLUDING = re.compile("([，,])(?=其?中?(?:包括|分别为|分别是))")
SIDES = re.compile(r"[”’\"》」』]+[“‘\"《「『]+")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A mention: where it stands, its class, its entities."""

    begin: int
    end: int
    cls: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filler:
    """What one character of a line stands for: a mention, or a list of them; None is a member without a name.

    lists are what 与 or 和 join, each a list with 、 in itself. joint is true where the last of them is joined by 与 or
    the like: what stands before acts with what stands behind. One carried over from a sentence before has that
    sentence as its origin; planned says that it was said to be about to act.
    """

    lists: tuple[tuple[Mark | None, ...], ...]
    joint: bool = False
    origin: Extent | None = None
    date: str | None = None
    planned: bool = False
    employers: tuple[tuple[Mark, tuple[Mark, ...]], ...] = ()  # of persons named with their posts

    @property
    def members(self) -> tuple[Mark | None, ...]:
        return tuple(mark for part in self.lists for mark in part)

    def employer(self, person: Mark) -> tuple[Mark, ...]:
        """Gives the bodies in which a person here is said to hold a post."""
        return dict(self.employers).get(person, ())

    @property
    def first(self) -> Mark:
        return next(mark for mark in self.members if mark)


@dataclass(frozen=True, slots=True)
class Cell:
    """A character of a line and the extent that it stands for; put is true for one that the text leaves out."""

    char: str
    begin: int
    end: int
    filler: Filler | None = None
    put: bool = False


@dataclass(frozen=True)
class Line:
    """The text of a sentence and what its characters stand for: a cell, or the plain character at an offset."""

    text: str
    cells: list[Cell | int]
    extent: Extent = field(default=Extent(0, 0))

    def cell(self, at: int) -> Cell:
        cell = self.cells[at]
        return Cell(self.text[at], cell, cell + 1) if isinstance(cell, int) else cell

    @cached_property
    def things(self) -> dict[int, Filler]:
        """What the line speaks of, by its place in the text."""
        cells = ((m.start(), self.cells[m.start()]) for m in MENTION.finditer(self.text))
        return {at: c.filler for at, c in cells if not isinstance(c, int) and c.filler}

    @cached_property
    def shape(self) -> str:
        """Its mentions, dates and numbers in their order."""
        return "".join(SIGN.findall(self.text))

    def replaced(self, edits: Iterable[tuple[int, int, Sequence[Cell]]]) -> Line:
        """Gives the line with ranges of cells replaced; of two that overlap the first counts."""
        edits = sorted(edits, key=lambda e: (e[0], -e[1]))
        if not edits:
            return self
        texts, cells, at = list[str](), list[Cell | int](), 0
        for begin, end, new in edits:
            if begin >= at:
                texts += [self.text[at:begin], *(cell.char for cell in new)]
                cells += [*self.cells[at:begin], *new]
                at = end
        return Line("".join((*texts, self.text[at:])), cells + self.cells[at:], self.extent)


def make(
    folded: str, extent: Extent, marks: Sequence[Mark], symbols: dict[str, str], dates: Sequence[Extent] = ()
) -> Line:
    """Makes the line of a sentence; marks and dates are those of the text in its order, none overlapping another."""
    return _bare(_whole(folded, extent, marks, symbols, dates))


def opened(
    folded: str,
    extent: Extent,
    marks: Sequence[Mark],
    symbols: dict[str, str],
    dates: Sequence[Extent],
    numbers: Sequence[Extent],
) -> Line:
    """Makes the line in which brackets and what is in them stay, and the numbers of documents are one character each."""
    inside = list(within.placed(numbers, *extent))
    apart = [m for m in _within(marks, extent) if not _over(m, inside)]
    free = [d for d in within.placed(dates, *extent) if not _over(d, inside)]
    return _unquoted(_whole(folded, extent, apart, symbols, free, inside))


def _over(one: within.Placed, others: Iterable[Extent]) -> bool:
    return any(one.begin < other.end and other.begin < one.end for other in others)


def _whole(
    folded: str,
    extent: Extent,
    marks: Sequence[Mark],
    symbols: dict[str, str],
    dates: Sequence[Extent],
    numbers: Sequence[Extent] = (),
) -> Line:
    inside = [m for m in _within(marks, extent) if m.cls in symbols]
    cells = [Cell(symbols[m.cls], m.begin, m.end, Filler(((m,),))) for m in inside]
    cells += [Cell(DATE, d.begin, d.end) for d in _free(dates, extent, inside)]
    cells += [Cell(NUMBER, n.begin, n.end) for n in numbers]
    return _filled(folded, extent, sorted(cells, key=lambda c: c.begin))


def _filled(folded: str, extent: Extent, signs: Sequence[Cell]) -> Line:
    """Makes a line of these cells and the characters between them; names side by side in quotes are a list."""
    texts, cells = list[str](), list[Cell | int]()
    at, previous = extent.begin, False
    for sign in signs:
        between = folded[at : sign.begin]
        texts.append(between)
        if (
            previous
            and sign.filler
            and (SIDES.fullmatch(between) or folded[at - 1 : sign.begin + 1] in ("》《", "”“", "’‘"))
        ):
            texts[-1:] = "、", between
            cells.append(Cell("、", sign.begin, sign.begin))
        texts.append(sign.char)
        cells += [*range(at, sign.begin), sign]
        at, previous = sign.end, sign.filler is not None
    texts.append(folded[at : extent.end])
    cells += range(at, extent.end)
    return Line("".join(texts), cells, extent)


def _within(marks: Sequence[Mark], extent: Extent) -> list[Mark]:
    first = bisect_left(marks, extent.begin, key=lambda m: m.begin)
    last = bisect_left(marks, extent.end, key=lambda m: m.begin)
    return [m for m in marks[first:last] if m.end <= extent.end]


def _free(dates: Sequence[Extent], extent: Extent, marks: Sequence[Mark]) -> list[Extent]:
    first = bisect_left(dates, extent.begin, key=lambda d: d.begin)
    last = bisect_left(dates, extent.end, key=lambda d: d.begin)
    return [
        d
        for d in dates[first:last]
        if d.end <= extent.end and not any(m.begin < d.end and d.begin < m.end for m in marks)
    ]


def _bare(line: Line) -> Line:
    """Drops brackets and what is in them, quotes, and the spaces beside what is not Latin."""
    return _unquoted(_without(BRACKETS, line) if OPENING.search(line.text) else line)


def _unquoted(line: Line) -> Line:
    line = _without(QUOTED, line)
    if LATIN.search(line.text):
        line = _without(ARTICLES, line)
    line = line.replaced([(m.start(1), m.end(1), ()) for m in INCLUDING.finditer(line.text)])
    if not SPACE.search(line.text):
        return line
    return _without(WIDE, _headline(line)) if HAN.search(line.text) else _without(NARROW, line)


def _without(dropped: re.Pattern[str], line: Line) -> Line:
    return line.replaced([(m.start(), m.end(), ()) for m in dropped.finditer(line.text)])


def _headline(line: Line) -> Line:
    """Puts a comma where a space parts the clauses of a headline: 全国政协召开座谈会 王沪宁出席并讲话."""
    if line.text.rstrip()[-1:] in tuple("。！？；，、："):
        return line
    edits, opens = [], 0
    for gap in GAP.finditer(line.text):
        at = line.cell(gap.start()).begin
        names = gap.end() in line.things and all(i in line.things for i in range(opens, gap.start()))
        opens = gap.end()
        if names:  # 财政部 税务总局印发…
            edits.append((*gap.span(), (Cell("、", at, at),)))
        elif min(at - line.extent.begin, line.extent.end - at) > CLAUSE:
            edits.append((*gap.span(), (Cell("，", at, at),)))
    return line.replaced(edits)
