"""Values that sentences give to things: a policy's number, the first and the last day of a policy or a programme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from kg.dates import DAY, DateMatch
from kg.filings import Filing
from kg.model import Extent, Issue, Statement
from kg.ontology import Ontology
from kg.patterns import DATE, Book, Rule, fitting
from kg.relate.line import Cell, Filler, Line
from kg.relate.modality import clause_begin, judge
from kg.relate.spans import after, before

BEGINS, ENDS = "effectiveFrom", "effectiveTo"
UNTIL = ("至", "到", "止")
TOPICAL = {
    "Policy": "topical",
    "Programme": "topical_programme",
}  # how a sentence begins that does not name it
SET = re.compile("将|will|shall")  # a date that is set is a fact though it lies ahead


@dataclass(frozen=True, slots=True)
class Value:
    """The value in its lexical form; a date also as exactly as the text tells it, and where it stands besides."""

    property: str
    lexical: str
    told: str | None = None
    context: tuple[Extent, ...] = ()


@lru_cache(maxsize=1 << 12)
def _possible(book: Book, shape: str) -> tuple[Rule, ...]:
    return fitting(book.attributes, shape)


@dataclass
class Attributes:
    """Reads values off the sentences of one text in their order; today is the date of the text."""

    folded: str
    dates: Mapping[int, DateMatch]
    filings: Mapping[int, Filing]
    today: str | None
    terms: Ontology
    issued: dict[str, tuple[str, Extent]] = field(default_factory=dict)  # key → on which day
    begun: dict[str, tuple[str, Extent]] = field(default_factory=dict)  # key → in force from which day
    topics: dict[str, Filler] = field(default_factory=dict)  # top class → the last one named

    def note(self, s: Statement) -> None:
        """Takes note of the day on which something is issued or launched."""
        if s.modality == "fact" and s.date and len(s.date) == DAY:
            if s.property in ("issued", "signed"):
                self.issued.setdefault(s.object, (s.date, s.evidence))
            elif s.property == "launched" and _real(s.date):
                self.begun.setdefault(s.object, (s.date, s.evidence))

    def read(self, lines: Sequence[Line], book: Book, symbols: Mapping[str, str]) -> Iterator[Statement]:
        """Yields what the lines of one sentence give, of one rule at one thing the nearest."""
        told: dict[tuple[str, str, str], Statement] = {}
        for line in lines:
            whole = self._about(line, book, symbols)
            for rule in _possible(book, whole.shape):
                if all(need.search(whole.text) for need in rule.needs):
                    for s in self._rule(rule, whole, book):
                        told.setdefault((s.subject, s.property, s.object), s)
        yield from told.values()
        self._follow(lines[-1])

    def _rule(self, rule: Rule, line: Line, book: Book) -> Iterator[Statement]:
        for match in rule.regex.finditer(line.text):
            subject = line.things.get(match.start("s"))
            modality = self._modality(rule, match, line, book)
            if subject is None or modality is None or self._apart(match, book):
                continue
            for mark in filter(None, subject.members):
                for value in self._values(rule, match, line, mark.keys[0]):
                    origin = (subject.origin,) if subject.origin else ()
                    s = Statement(
                        mark.keys[0], value.property, value.lexical, rule.id, rule.confidence, line.extent,
                        modality, value.told, context=(*origin, *value.context),
                    )  # fmt: skip
                    if value.property == BEGINS and modality == "fact":
                        self.begun.setdefault(s.subject, (s.object, s.evidence))
                    yield s

    @staticmethod
    def _apart(match: re.Match[str], book: Book) -> bool:
        """Says that the sentence names a policy only as what another is based on or does away with."""
        before = match.string[max(0, match.start("s") - 16) : match.start("s")]
        governed = "number" not in match.groupdict()
        return governed and re.search(f"{book.word('apart')} ?$", before, re.IGNORECASE) is not None

    @staticmethod
    def _modality(rule: Rule, match: re.Match[str], line: Line, book: Book) -> str | None:
        text = SET.sub(lambda m: "·" * len(m[0]), line.text)
        verb = match.span("v") if match.groupdict().get("v") else match.span()
        begin = clause_begin(text, verb[0])
        end = next((i for i in range(match.end(), len(text)) if text[i] in "，。；,;"), len(text))
        if rule.unless and rule.unless.search(text[begin:end]):
            return None
        return rule.modality or judge(text, begin, max(verb[0], begin), verb[1], book)

    def _values(self, rule: Rule, match: re.Match[str], line: Line, key: str) -> Iterator[Value]:
        groups = match.groupdict()
        if "number" in groups:
            yield Value(rule.property, self.filings[line.cell(match.start("number")).begin].value)
        elif "date" in groups:
            yield from self._dated(rule, self.dates[line.cell(match.start("date")).begin])
        elif "day" in groups:
            yield from self._day(rule, match["day"], key, line)
        elif key in self.begun:
            start, extent = self.begun[key]
            stop = after(start, match["span"])
            if stop:
                yield Value(rule.property, stop, stop, (extent,))

    def _dated(self, rule: Rule, d: DateMatch) -> Iterator[Value]:
        """Gives the day of a date; a period has two, told as the end of a term."""
        if not (d.value and d.start and d.stop) or d.compared or not _real(d.start, d.stop):
            return
        period = d.kind == "period"
        if rule.property == BEGINS:
            yield Value(BEGINS, d.start, d.start if period else d.value)
        elif rule.ends == "eve" or (rule.ends and d.kind == "since"):  # 自7月1日起终止
            yield Value(ENDS, before(d.start), before(d.start)[: len(d.value)])
        elif period or d.until or rule.ends or self.folded[d.begin - 1 : d.begin] in UNTIL:
            yield Value(ENDS, d.stop, d.stop if period else d.as_of)
            if period:
                yield Value(BEGINS, d.start, d.start)

    def _day(self, rule: Rule, words: str, key: str, line: Line) -> Iterator[Value]:
        """Gives the day on which a policy was issued, or today; nothing where the text does not tell it."""
        day, extent = self._issue(key, line) if re.search("之日| of ", words) else (self.today, None)
        if day and len(day) == DAY and _real(day, day):
            context = (extent,) if extent else ()
            day = before(day) if rule.ends == "eve" else day
            yield Value(rule.property, day, day, context)

    def _issue(self, key: str, line: Line) -> tuple[str | None, Extent | None]:
        days = [self.dates[line.cell(m.start()).begin] for m in re.finditer(DATE, line.text)]
        told = [d.value for d in days if d.value and len(d.value) == DAY and not d.compared]
        return (told[-1], None) if told else self.issued.get(key, (None, None))

    def _about(self, line: Line, book: Book, symbols: Mapping[str, str]) -> Line:
        """Puts what the sentence before was about at the head of one that does not name it: 自2024年5月1日起施行。"""
        for top, words in TOPICAL.items():
            topic = self.topics.get(top)
            if topic and re.match(book.word(words), line.text, re.IGNORECASE):
                at = line.extent.begin
                return line.replaced([(0, 0, (Cell(symbols[topic.first.cls], at, at, topic, put=True),))])
        return line

    def _follow(self, line: Line) -> None:
        """Keeps the last policy and programme of a sentence as what the next may be about."""
        for at, filler in line.things.items():
            top = self.terms.top(filler.first.cls)
            if top in TOPICAL and not line.cell(at).put:
                self.topics[top] = replace(filler, origin=line.extent)

    def paragraph(self) -> None:
        """Forgets what the last sentence was about: another paragraph begins."""
        self.topics.clear()


def repealed(statements: Sequence[Statement], begun: Mapping[str, tuple[str, Extent]]) -> Iterator[Statement]:
    """Yields the last day of what is repealed: that before the policy that repeals it comes into force."""
    ended = {s.subject for s in statements if s.property == ENDS}
    for s in statements:
        start = begun.get(s.subject)
        if s.property == "repeals" and s.modality == "fact" and start and s.object not in ended:
            day = before(start[0])
            yield replace(
                s, subject=s.object, property=ENDS, object=day, date=day, context=(*s.context, start[1])
            )


def in_order(statements: Sequence[Statement], document: str) -> tuple[list[Statement], list[Issue]]:
    """Leaves out that something ended before it began, which is an issue: one of the two days is misread or misprinted."""
    begun: dict[str, str] = {}
    for s in statements:
        if s.property == BEGINS:
            begun[s.subject] = min(s.object, begun.get(s.subject, s.object))
    wrong = [s for s in statements if s.property == ENDS and s.object < begun.get(s.subject, "")]
    said = "would be in force until {}, before {}, its first day: the former is left out"
    return [s for s in statements if s not in wrong], [
        Issue(document, "days of force", said.format(s.object, begun[s.subject]), s.evidence) for s in wrong
    ]


def _real(*days: str) -> bool:
    try:
        return all(date.fromisoformat(day) for day in days)
    except ValueError:
        return False
