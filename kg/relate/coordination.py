"""Lists of mentions: A、B与C fills one slot; two lists pair off or combine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, product

from kg.ontology import Ontology
from kg.patterns import ANY, Book
from kg.relate.line import Cell, Filler, Line, Mark

KINDS = {
    "Institution": "agent",
    "Place": "agent",
    "Programme": "thing",
    "Product": "thing",
    "Policy": "thing",
}
JOINT = {"与", "同", "跟"}
AMOUNT = "(?:[0-9.]+[万亿]*(?:美元|元|项|个|家)?的?)?"
NAMELESS = r"[^\ue000-\ue0ff，。、；：和与及的]{1,9}"


@cache
def _lists(suffix: str, language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Gives what finds a list in a line, and what finds the joints in a list."""
    m = f"[{ANY}]"
    if language == "en":
        joint = r"(?P<and>,? (?:and|as well as|along with|together with) |,? ?& ?)|, "
        return re.compile(
            rf"{m}(?:, {m})*(?:,? (?:and|as well as|along with|together with) |,? ?& ?){m}"
        ), re.compile(joint)
    end = rf"(?:{suffix})?"
    conj = rf"(?:(?:以及|乃至|和|与|及|同|跟|暨|、){AMOUNT}|，(?={m}{end}(?:，|。|$)))"
    one = rf"{end}(?:、{NAMELESS})*?{conj}{m}"
    return re.compile(rf"{m}(?:{one})+"), re.compile(
        rf"(?P<and>以及|乃至|和|与|及|同|跟|暨)(?={AMOUNT}{m})|[、，]"
    )


def collapse(line: Line, book: Book, ontology: Ontology) -> Line:
    """Gives the line in which each list of mentions of one kind is one character."""
    whole, joint = _lists(book.word("suffix"), book.language)
    edits = []
    for match in whole.finditer(line.text):
        for begin, end in _alike(line, *match.span(), ontology):
            cells = line.cells[begin:end]
            filler = _filler(line, begin, end, joint)
            char = next(c.char for c in cells if c.filler)
            edits.append((begin, end, (Cell(char, cells[0].begin, cells[-1].end, filler),)))
    return line.replaced(edits)


def _alike(line: Line, begin: int, end: int, ontology: Ontology) -> Iterator[tuple[int, int]]:
    """Yields the longest stretches of a list whose members are of one kind."""
    places = [i for i in range(begin, end) if line.cells[i].filler]
    run = places[:1]
    for place in places[1:]:
        if _kind(line, place, ontology) == _kind(line, run[0], ontology):
            run.append(place)
        else:
            if len(run) > 1:
                yield run[0], run[-1] + 1
            run = [place]
    if len(run) > 1:
        yield run[0], run[-1] + 1


def _kind(line: Line, place: int, ontology: Ontology) -> str:
    filler = line.cells[place].filler
    assert filler
    top = ontology.top(filler.first.cls)
    return KINDS.get(top, top)


def _filler(line: Line, begin: int, end: int, joint: re.Pattern[str]) -> Filler:
    lists: list[tuple[Mark | None, ...]] = []
    part: list[Mark | None] = []
    last, at, first = "", begin, None
    for match in [*joint.finditer(line.text, begin, end), None]:
        stop = match.start() if match else end
        fillers = [c.filler for c in line.cells[at:stop] if c.filler]
        part += [mark for f in fillers for mark in f.members] or [None]
        first = first or next(iter(fillers), None)
        if match is None or match["and"]:
            lists.append(tuple(part))
            part = []
            last = match["and"] if match else last
        at = match.end() if match else end
    assert first
    known = tuple(e for c in line.cells[begin:end] if c.filler for e in c.filler.employers)
    return replace(first, lists=tuple(lists), joint=last in JOINT, employers=known)


def employers(filler: Filler) -> Filler:
    """Gives the bodies for which the persons of a list act, in the place of those who hold a post."""
    lists = (tuple(b for m in part for b in (m and filler.employer(m)) or (m,)) for part in filler.lists)
    return replace(filler, lists=tuple(lists))


def pairs(s: Filler, o: Filler) -> Iterator[tuple[Mark, str, Mark, str]]:
    """Yields who stands with what: lists of one length pair off, all others combine."""
    left, right = s.members, o.members
    aligned = len(left) == len(right) > 1
    for one, other in zip(left, right, strict=True) if aligned else product(left, right):
        if one and other:
            yield from ((one, a, other, b) for a in one.keys for b in other.keys if a != b)


def partners(b: Filler) -> Iterator[tuple[Mark, str, Mark, str]]:
    """Yields who of a list stands with whom: 中新 is two; A、B与C、D are A and C, B and D; A、B和C all with all."""
    if len(b.members) == 1:
        yield from ((b.first, x, b.first, y) for x, y in combinations(b.first.keys, 2))
    elif len(b.lists) == 2 and (b.joint or len(b.lists[0]) == len(b.lists[1])):
        yield from pairs(Filler((b.lists[0],)), Filler((b.lists[1],)))
    else:
        for one, other in combinations([m for m in b.members if m], 2):
            yield from ((one, x, other, y) for x in one.keys for y in other.keys if x != y)
