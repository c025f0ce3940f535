"""Gives a Doc its relations: doc.ents and what points back in, doc._.statements out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

import kg.extensions  # noqa: F401  (declares doc._)
from kg import dates, filings, ontology, text
from kg.dates import DateMatch
from kg.model import Extent, Statement
from kg.ontology import Ontology
from kg.patterns import Book, read, symbol
from kg.relate import attributes, clauses, coordination, line, matching, within
from kg.relate.line import Line, Mark
from kg.relate.matching import Found
from kg.relate.sittings import Sittings

FORCE = re.compile(r"\b(?:effect|force|effective|operation)(?: on| from| since| as of| starting)?(?: the)? $")
RULES = Path(__file__).parent.parent / "rules"
CLOSER = ("operates", "launched", "implements", "financed")
LANGUAGES = ("zh", "en")
BODIES = ("Institution", "GovernmentBody", "Regulator", "Alliance")  # that meet and decide
UNDERTAKINGS = ("Campaign", "Initiative", "Programme")
SIDES = ("东北", "西北", "东南", "西南")  # regions, but for 东北部
ATTENDS = "participatesIn"
CARRIED = re.compile(
    r"在[^，。\n]{1,14}方面[，,]|[一二三四五六七八九]是|下一步[，,]|其次[，,]|与此同时[，,]|此外[，,]"
)  # opens a paragraph that goes on


class Reader:
    """Reads sentence after sentence of one text."""

    def __init__(
        self, folded: str, marks: list[Mark], books: dict[str, Book], terms: Ontology, date: str | None
    ) -> None:
        self.folded, self.marks, self.books, self.terms = folded, marks, books, terms
        self.dates = list(dates.find(folded, date))
        self.acts = [
            d for d in self.dates if not (d.until or d.edge or self._covered(d) or self._in_force(d))
        ]
        self.spans = [Extent(d.begin, d.end) for d in self.dates]
        self.symbols = {cls: symbol(cls, terms) for cls in terms.classes}
        self.discourse = clauses.Discourse()
        self.sittings = Sittings(folded, self.symbols, terms)
        self.filings = list(filings.find(folded))
        self.numbers = [Extent(f.begin, f.end) for f in self.filings]
        self.attributes = attributes.Attributes(
            folded, {d.begin: d for d in self.dates}, {f.begin: f for f in self.filings}, date, terms
        )

    def _in_force(self, date: DateMatch) -> bool:
        """Says whether a date is that from which something is in force, which is no act's: takes effect on 1 August."""
        return FORCE.search(self.folded, max(0, date.begin - 30), date.begin) is not None

    def _covered(self, date: DateMatch) -> bool:
        """Says whether a date stands in a mention; these do not overlap, so that the last before its end tells."""
        last = bisect_left(self.marks, date.end, key=attrgetter("begin"))
        return last > 0 and self.marks[last - 1].end > date.begin

    def statements(self, sentences: Iterable[Extent]) -> Iterator[Statement]:
        end, told = 0, list[Statement]()
        for extent in sentences:
            if "\n" in self.folded[end : extent.begin] and not CARRIED.match(self.folded, extent.begin):
                self.discourse.paragraph()
                self.sittings.paragraph()
                self.attributes.paragraph()
            end = extent.end
            told += self._sentence(extent)
        yield from told
        yield from attributes.repealed(told, self.attributes.begun)

    def _idle(self, extent: Extent) -> bool:
        """Says that a sentence names nothing, and that nothing said before can take part in it."""
        here = within.starting(self.marks, *extent)
        return not (here or self.discourse.subject or self.discourse.event or self.attributes.topics)

    def _sentence(self, extent: Extent) -> Iterator[Statement]:
        if self._idle(extent):
            return
        language = "zh" if text.has_han(self.folded[extent.begin : extent.end]) else "en"
        book = self.books[language]
        base = line.make(self.folded, extent, self.marks, self.symbols, self.spans)
        base = coordination.colleagues(base, book, self.terms)
        held, joined = matching.posts(base, book)
        for found in sorted(held, key=lambda f: not self._member(f, base, book)):  # a post counts more
            self.discourse.employers.update(dict.fromkeys(found.subject.first.keys, found.object.first))
        for found in held:
            yield from self._stated(found, base, book)
        joined = coordination.collapse(joined, book, self.terms)
        date = self._date(extent, extent.end)
        joined = self.sittings.put_in(joined, book)
        self.sittings.remember(joined, book, lambda at: self._date(extent, at))
        whole = clauses.complete(joined, book, self.terms, self.discourse, self.symbols, date)
        for found in matching.settle(list(matching.search(whole, book))):
            for statement in self._stated(found, whole, book):
                self.attributes.note(statement)
                yield statement
        yield from self.attributes.read(list(self._lines(extent, whole)), book, self.symbols)

    def _lines(self, extent: Extent, whole: Line) -> Iterator[Line]:
        """Yields the lines that values are read off: first one with its brackets, where there is something in them."""
        if any(within.placed(self.numbers, *extent)) or "(" in self.folded[extent.begin : extent.end]:
            yield line.opened(self.folded, extent, self.marks, self.symbols, self.spans, self.numbers)
        yield whole

    def _stated(self, found: Found, here: Line, book: Book) -> Iterator[Statement]:
        origins = {f.origin for f in (found.subject, found.object) if f.origin and f.origin != here.extent}
        date = None
        if found.told:
            date = self._date(here.extent, here.cell(found.verb[0]).begin)
            if date is None and found.object.date:  # of the event that 会议 means
                date = found.object.date
            elif date is None and self.discourse.frame:
                date, frame = self.discourse.frame
                origins.add(frame)
        for prop, _, s_key, _, o_key in matching.told(found, self.terms, book):
            day = self.sittings.days.get(o_key) if found.told and prop == ATTENDS and date is None else None
            yield Statement(
                subject=s_key,
                property=prop,
                object=o_key,
                rule=found.rule.id,
                confidence=found.rule.confidence,
                evidence=here.extent,
                modality=found.modality,
                date=day[0] if day else date,
                post_title=self._title(found, here),
                context=tuple(sorted(origins | {day[1]} if day else origins)),
            )

    def _date(self, extent: Extent, at: int) -> str | None:
        """Gives the date of an act told at a place; 自…起 counts where there is no other."""
        inside = list(within.placed(self.acts, *extent))
        date = dates.act_date(inside, extent, at)
        since = [d.value for d in inside if d.kind == "since" and d.end <= at]
        return date or next(filter(None, since), None)

    def _member(self, found: Found, here: Line, book: Book) -> bool:
        """Says whether one is but a member: 政治局常委."""
        return (title := self._title(found, here)) is not None and bool(
            re.fullmatch(book.word("member"), title)
        )

    def _title(self, found: Found, here: Line) -> str | None:
        if found.title is None:
            return None
        begin, end = found.title
        first = here.cell(begin).begin
        title = self.folded[first : here.cell(end - 1).end].strip()
        return self.folded[first - 1] + title if title == "长" else title  # 外交部|长


@Language.factory(
    "kg_relations",
    requires=["doc.ents", "doc.spans", "doc.sents", "doc._.entities"],
    assigns=["doc._.statements", "doc._.issues"],
)
class Relations:
    """Applies the rules of both languages; initialize() takes folders of rules besides our own."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.terms = ontology.load()
        self.books: dict[str, Book] = {}

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Any]] | None = None,
        *,
        nlp: Language | None = None,
        rules: str | list[str] | None = None,
    ) -> None:
        """Reads our rules, and those in a folder or in several besides."""
        folders = [RULES, *map(Path, [rules] if isinstance(rules, str) else rules or ())]
        self.books = {language: read(folders, language, self.terms) for language in LANGUAGES}

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.match(doc))
        return doc

    def match(self, doc: Doc) -> list[Statement]:
        """Gives what the sentences of a Doc state, in their order."""
        if not self.books:
            self.initialize()
        date = doc._.source.date if doc._.source else None
        named = marks(doc, self.books["zh"])
        reader = Reader(doc._.folded or text.fold(doc.text), named, self.books, self.terms, date)
        return specific(reader.statements(doc._.sentences))

    def set_annotations(self, doc: Doc, statements: list[Statement]) -> None:
        document = doc._.source.identifier if doc._.source else ""
        kept, issues = attributes.in_order(statements, document)
        doc._.statements = [*doc._.statements, *kept]
        doc._.issues = [*doc._.issues, *issues]


def specific(statements: Iterable[Statement]) -> list[Statement]:
    """Leaves out that one supports what the same text says it runs, founds or carries out."""
    told = list(statements)
    closer = {(s.subject, s.object) for s in told if s.property in CLOSER}
    return [s for s in told if s.property != "supports" or (s.subject, s.object) not in closer]


def marks(doc: Doc, book: Book) -> list[Mark]:
    """Gives the outermost linked mentions and what points back, in the order of the text."""
    written = doc._.folded or doc.text
    spans = [s for s in (*doc.ents, *doc.spans.get("anaphora", ())) if not _describes(written, s)]
    meant = ((s, _convened(doc, written, s, book) or s) for s in spans if s.kb_id_)
    found = sorted(
        (Mark(*_core(written, s, book), m.label_, tuple(m.kb_id_.split())) for s, m in meant),
        key=lambda m: (m.begin, -m.end, m.cls),
    )
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.begin >= kept[-1].end:
            kept.append(mark)
    return kept


def _core(written: str, span: Span, book: Book) -> tuple[int, int]:
    """Gives where a name stands without the act that it takes in: 共建|“一带一路”, 体育强国|建设."""
    before, behind, pushes, _ = _acts(book)
    act = before.match(written, span.start_char, span.end_char)
    if span.label_ in UNDERTAKINGS:
        act = act or pushes.match(written, span.start_char, span.end_char)
    done = behind.search(written[span.start_char : span.end_char])
    return act.end() if act else span.start_char, span.end_char - (len(done[0]) if done else 0)


@cache
def _acts(book: Book) -> tuple[re.Pattern[str], ...]:
    """Gives the acts that names take in before and behind them, and those of who pushes and of a body that meets."""
    before, behind, pushes, passes = map(book.word, ("done_to", "doing", "pushes", "passes"))
    return (
        re.compile(f'{before}(?=[“"]?..)'),
        re.compile(f"(?<=..){behind}$"),
        re.compile(pushes),
        re.compile(passes),
    )


def _convened(doc: Doc, written: str, span: Span, book: Book) -> Span | None:
    """Gives the body that meets, where its meeting passes something: 十届州人大二次会议|审议通过."""
    if span.label_ != "Event" or not _acts(book)[3].match(written, span.end_char):
        return None
    inside = [
        s
        for s in doc.spans.get("mentions", ())
        if span.start_char <= s.start_char and s.end_char <= span.end_char and s.label_ in BODIES and s.kb_id_
    ]
    return max(inside, key=len, default=None)


def _describes(written: str, span: Span) -> bool:
    """Says whether a place or a meeting only says of what kind something is: 中国式现代化, 韩国籍船员, 全会精神."""
    if span.text in SIDES and written.startswith("部", span.end_char):
        return True  # 江州|东北|部的…
    spirit = span.label_ in ("Place", "Event") and written.startswith("精神", span.end_char)
    return spirit or span.label_ == "Place" and written.startswith(("式", "籍", "裔"), span.end_char)
