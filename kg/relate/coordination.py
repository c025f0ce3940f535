"""Lists of mentions: A、B与C fills one slot; two lists pair off or combine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise, product

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
JOINT = {"与", "同", "跟", "会同", "联同", "连同", "伙拍"}
AMOUNT = "(?:[0-9.]+[万亿]*(?:美元|元|项|个|家)?的?|新版|新修订的|修订后的|新一轮)?"
WHERE = re.compile(
    rf"(?<![{ANY}], )(?<!and )[{ANY}], ([{ANY}])(?!,? (?:and|or|as well as|along with) |, [{ANY}]|,? ?&)"
)
LOOSE = "(?!有关|相关|各|多家|多个|部分)"  # 甲与乙有关部门: 乙 itself is not meant
NAMELESS = r"[^\ue000-\ue0ff，。、；：和与及的]{1,9}"


@cache
def _lists(suffix: str, attend: str, language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Gives what finds a list in a line, and what finds the joints in a list."""
    m = f"[{ANY}]"
    if language == "en":
        joint = r"(?P<and>,? (?:and|as well as|along with|together with) |,? ?& ?)|, "
        return re.compile(
            rf"{m}(?:, {m})*(?:,? (?:and|as well as|along with|together with) |,? ?& ?){m}"
            rf"|{m}(?:, {m})+(?=,? and (?:\d|other|several|many|more|some))"
        ), re.compile(joint)
    end = rf"(?:{suffix})?"
    conj = rf"(?:(?:以及|乃至|和|与|及|同|跟|暨|会同|联同|连同|伙拍|、){AMOUNT}|，(?={m}{end}(?:，|。|$|{attend})))"
    one = rf"{end}(?:、{NAMELESS})*?{conj}{m}"
    return re.compile(rf"{m}(?:{one}{LOOSE})+"), re.compile(
        rf"(?P<and>以及|乃至|和|与|及|同|跟|暨|会同|联同|连同|伙拍)(?={AMOUNT}{m})|[、，]"
    )


@cache
def _shared(office: str) -> re.Pattern[str]:
    return re.compile(rf"{office}(?P<all>[{ANY}](?:(?:、|和|与)[{ANY}])+)(?!{office})")


def colleagues(line: Line, book: Book, ontology: Ontology) -> Line:
    """Gives the line in which persons behind one office that several hold are one: 副主席A、B和C."""
    edits = []
    for match in _shared(book.word("shared")).finditer(line.text):
        begin, end = match.span("all")
        persons = [i for i in range(begin, end) if i in line.things]
        if all(ontology.top(line.things[i].first.cls) == "Person" for i in persons):
            first, last = line.cell(begin), line.cell(end - 1)
            marks = tuple(line.things[i].first for i in persons)
            edits.append((begin, end, (Cell(first.char, first.begin, last.end, Filler((marks,))),)))
    return line.replaced(edits)


def collapse(line: Line, book: Book, ontology: Ontology) -> Line:
    """Gives the line in which each list of mentions of one kind is one character."""
    if book.language == "en":
        line = _told_where(line, ontology)
    line = _led(_headed(line, ontology), book, ontology)
    whole, joint = _lists(book.word("suffix"), book.word("attend"), book.language)
    edits = []
    for match in whole.finditer(line.text):
        if book.language == "zh" and _aside(line.text, *match.span(), book):
            continue
        for begin, end in _alike(line, *match.span(), ontology):
            first, last = line.cell(begin), line.cell(end - 1)
            filler = _filler(line, begin, end, joint)
            edits.append((begin, end, (Cell(first.char, first.begin, last.end, filler),)))
    return line.replaced(edits)


def _aside(text: str, begin: int, end: int, book: Book) -> bool:
    """Says whether a place is where one meets who is named behind it, and in no list: 在苏州|同东平总统会谈."""
    met = end - begin == 3 and text[begin - 1 : begin] == "在" and text[begin + 1] in JOINT
    return met and _title(book.word("title")).match(text, end) is not None


def _told_where(line: Line, ontology: Ontology) -> Line:
    """Gives the line without the country that a comma puts behind a place: Hong Kong, China is; lists have an and."""
    edits = []
    for match in WHERE.finditer(line.text):
        first, second = match.start(), match.start(1)
        if all(ontology.top(line.things[i].first.cls) == "Place" for i in (first, second)):
            edits.append((first + 1, second + 1, ()))
    return line.replaced(edits)


def _headed(line: Line, ontology: Ontology) -> Line:
    """Gives the line without the place that a name right behind it narrows: 湖南汨罗, 重庆中新金融峰会."""
    edits = []
    for i, filler in line.things.items():
        if i + 1 in line.things and ontology.top(filler.first.cls) == "Place":
            edits.append((i, i + 1, ()))
    return line.replaced(edits)


@cache
def _title(title: str) -> re.Pattern[str]:
    return re.compile(title)


def _led(line: Line, book: Book, ontology: Ontology) -> Line:
    """Gives the line in which persons of a list have no countries and offices before them: 波兰总统X、越南总理Y."""
    if book.language != "zh" or "、" not in line.text:
        return line
    edits = []
    for i, j in pairwise(line.things):
        tops = [ontology.top(line.things[k].first.cls) for k in (i, j)]
        listed = line.text[i - 1 : i] in tuple("、和") or line.text[j + 1 : j + 2] in tuple("、和")
        if (
            tops == ["Place", "Person"]
            and listed
            and _title(book.word("title")).fullmatch(line.text, i + 1, j)
        ):
            edits.append((i, j, ()))
    return line.replaced(edits)


def _alike(line: Line, begin: int, end: int, ontology: Ontology) -> Iterator[tuple[int, int]]:
    """Yields the longest stretches of a list whose members are of one kind."""
    places = [i for i in line.things if begin <= i < end]
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
    top = ontology.top(line.things[place].first.cls)
    return KINDS.get(top, top)


def _filler(line: Line, begin: int, end: int, joint: re.Pattern[str]) -> Filler:
    """Gives what a list stands for; where 与 and another word join, 与 parts the two sides: A与B、C及D."""
    parts: list[tuple[Mark | None, ...]] = []
    joints: list[str] = []
    at, first = begin, None
    for match in [*joint.finditer(line.text, begin, end), None]:
        stop = match.start() if match else end
        fillers = [filler for i, filler in line.things.items() if at <= i < stop]
        parts.append(tuple(mark for f in fillers for mark in f.members) or (None,))
        first = first or next(iter(fillers), None)
        joints.append((match["and"] or "、") if match else "")
        at = match.end() if match else end
    assert first
    sides = sum(word in JOINT for word in joints) == 1
    known = tuple(e for i, filler in line.things.items() if begin <= i < end for e in filler.employers)
    return replace(first, lists=tuple(_split(parts, joints, sides)), joint=sides, employers=known)


def _split(
    parts: list[tuple[Mark | None, ...]], joints: list[str], sides: bool
) -> Iterator[tuple[Mark | None, ...]]:
    """Yields what is joined by 与 alone, or else by any such word."""
    run: list[Mark | None] = []
    for part, word in zip(parts, joints, strict=True):
        run += part
        if not word or (word in JOINT if sides else word != "、"):
            yield tuple(run)
            run = []


def pairs(s: Filler, o: Filler) -> Iterator[tuple[Mark, str, Mark, str]]:
    """Yields who stands with what: lists of one length pair off, all others combine, and so do those who act together."""
    left, right = s.members, o.members
    aligned = len(left) == len(right) > 1 and not s.joint
    for one, other in zip(left, right, strict=True) if aligned else product(left, right):
        if one and other:
            yield from ((one, a, other, b) for a in one.keys for b in other.keys if a != b)


def partners(b: Filler) -> Iterator[tuple[Mark, str, Mark, str]]:
    """Yields who of a list stands with whom: 中新 is two; A、B与C、D are A and C, B and D; A、B和C all with all.

    A person named with a post stands for the body.
    """
    if len(b.members) == 1:
        yield from ((b.first, x, b.first, y) for x, y in combinations(b.first.keys, 2))
    elif len(b.lists) == 2 and (b.joint or len(b.lists[0]) == len(b.lists[1]) > 1):
        yield from pairs(Filler((b.lists[0],)), Filler((b.lists[1],)))
    else:
        for one, other in combinations([m for m in b.members if m], 2):
            sides = (Filler((b.employer(m) or (m,),)) for m in (one, other))
            yield from (p for m, n in product(*(f.members for f in sides)) if m and n for p in _between(m, n))


def _between(one: Mark, other: Mark) -> Iterator[tuple[Mark, str, Mark, str]]:
    yield from ((one, x, other, y) for x in one.keys for y in other.keys if x != y)
