"""The meeting that a text tells of: what somebody attends or chairs where the text does not name it again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from kg.model import Extent
from kg.ontology import Ontology
from kg.patterns import ANY, Book
from kg.relate.line import Cell, Filler, Line

OPENING = 1  # the headline and the first paragraph say what a text is about
CAPTION = 8  # characters of a line that is too short for a headline
POSED = re.compile(r"[(（](?:[前后]排)?[左右中][一二三四五六七八九\d]?(?:[)）]|起)")
MEETS = "[会晤坛式动议典]$"


@dataclass(frozen=True)
class Words:
    """What tells who attends, what kind of meeting, and that one is held."""

    attended: re.Pattern[str]
    topic: re.Pattern[str]
    any: re.Pattern[str]
    held: re.Pattern[str]
    holding: re.Pattern[str]
    joined: re.Pattern[str]
    relative: re.Pattern[str]


@cache
def words(book: Book) -> Words:
    nouns = rf"(?:{book.word('this')})?(?P<noun>{book.word('sitting')}|{book.word('sitting_any')})"
    return Words(
        attended=re.compile(rf"{book.word('attend')}(?:了)?(?:{nouns})?(?=并|，|。|；|、|和|$)"),
        topic=re.compile(rf"(?:据(?:悉|了解|介绍)，)?{nouns}(?=由|的?主题)"),
        any=re.compile(book.word("sitting_any")),
        held=re.compile(
            rf"(?!期间|上|中)[^，。；{ANY}]{{0,4}}(?:[在于][^，。；]{{1,16}}?)?{book.word('convened')}"
        ),
        holding=re.compile(rf"{book.word('hold')}(?:了)?[^{ANY}，。；]{{0,10}}$"),
        joined=re.compile(rf"{book.word('join')}(?:了)?[^{ANY}，。；]{{0,10}}$"),
        relative=re.compile(f"[^，。；{ANY}]{{0,12}}的"),
    )


@cache
def _person(symbol: str) -> re.Pattern[str]:
    """Finds the persons right before what they do: A、B等各界代表|出席."""
    return re.compile(f"{symbol}(?:[^，。；{ANY}]{{0,8}}|等[^，。；{ANY}]{{0,40}})$")


@dataclass
class Sittings:
    """Keeps the meeting that a text opens with, the one that its paragraph tells of, and their days."""

    folded: str
    symbols: dict[str, str]
    ontology: Ontology
    main: Filler | None = None
    last: Filler | None = None
    days: dict[str, tuple[str, Extent]] = field(default_factory=dict)
    paragraphs: int = 0

    def paragraph(self) -> None:
        """Forgets what the paragraph before told of."""
        self.paragraphs, self.last = self.paragraphs + 1, None

    def put_in(self, line: Line, book: Book) -> Line:
        """Gives the line with the meeting behind who attends or chairs it: A主持会议, B出席并讲话."""
        meeting = self.last or self.main
        if meeting is None or book.language != "zh":
            return line
        told = words(book)
        edits = [*self._opened(line, meeting, told)]
        person = _person(self.symbols["Person"])
        for match in told.attended.finditer(line.text):
            noun, before = match["noun"], line.text[: match.start()]
            here = any(self._is_event(f) for at, f in line.things.items() if at < match.start())
            if person.search(before) and (self._agrees(noun, meeting, told) if noun else not here):
                begin = match.start("noun") if noun else match.end()
                first, end = line.cell(begin - 1).end, line.cell(match.end() - 1).end
                cell = Cell(self.symbols[meeting.first.cls], first, end, meeting)
                edits.append((begin, match.end(), (cell,)))
        return line.replaced(edits)

    def _opened(
        self, line: Line, meeting: Filler, told: Words
    ) -> Iterator[tuple[int, int, tuple[Cell, ...]]]:
        """Yields the meeting in the place of the noun that a sentence opens with: 推介会|由A主办."""
        match = told.topic.match(line.text)
        if match and self._agrees(match["noun"], meeting, told):
            begin, end = match.span("noun")
            cell = Cell(
                self.symbols[meeting.first.cls], line.cell(begin).begin, line.cell(end - 1).end, meeting
            )
            yield begin, end, (cell,)

    def _caption(self, line: Line) -> bool:
        """Says whether a line stands under a picture: 活动现场, 丁一(左一)与客商会谈, 江州银行行长丁一."""
        last = line.things.get(len(line.text.rstrip()) - 1)
        person = last is not None and self.ontology.top(last.first.cls) == "Person"
        return len(line.text) < CAPTION or person or POSED.search(line.text) is not None

    def _is_event(self, filler: Filler) -> bool:
        return self.ontology.top(filler.first.cls) == "Event"

    def _agrees(self, noun: str, meeting: Filler, told: Words) -> bool:
        name = self._name(meeting)
        return told.any.fullmatch(noun) is not None or name.endswith(noun)

    def _name(self, filler: Filler) -> str:
        return self.folded[filler.first.begin : filler.first.end]

    def remember(self, line: Line, book: Book, day: Callable[[int], str | None]) -> None:
        """Takes note of the meetings that a sentence says are held, or opens the text with; day gives the date at an offset."""
        told = words(book)
        if not line.text.endswith(tuple("。！？；：…")) and not self._caption(
            line
        ):  # a headline: another begins
            self.main, self.paragraphs = None, 0
        for at, filler in line.things.items():
            if (
                not self._is_event(filler)
                or len(filler.first.keys) > 1
                or not re.search(MEETS, self._name(filler))
            ):
                continue
            held = told.held.match(line.text, at + 1) or told.holding.search(line.text[:at])
            named = told.joined.search(line.text[:at]) and not told.relative.match(line.text, at + 1)
            opens = self.paragraphs <= OPENING and (held or named)
            if not held and not opens:
                continue
            meeting = replace(filler, origin=line.extent)
            self.last = meeting if held else self.last
            self.main = self.main or meeting
            date = day(line.cell((held.end() if held and held.start() > at else at + 1) - 1).end)
            if date:
                self.days.setdefault(filler.first.keys[0], (date, line.extent))
