"""Figures: numbers with a unit or a counted noun, what they are of, whose, when, and in which bound."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

import kg.extensions  # noqa: F401  (declares doc._)
from kg import dates, ontology
from kg.dates import DateMatch
from kg.model import Extent, Observation
from kg.relate import drafts, figurewords, indicators, measures, periods, retold
from kg.relate.drafts import Draft
from kg.relate.figurewords import Words
from kg.relate.plans import Plans
from kg.relate.retold import Told
from kg.relate.subjects import Named, Subjects
from kg.relate.times import Times, When

HAN = re.compile("[\u3400-\u9fff]")


@Language.factory("kg_observations", requires=["doc.ents", "doc.sents"], assigns=["doc._.observations"])
class Figures:
    """Adds the figures of a Doc to doc._.observations."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.ontology = ontology.load()

    def __call__(self, doc: Doc) -> Doc:
        doc._.observations = [*doc._.observations, *self.match(doc)]
        return doc

    def match(self, doc: Doc) -> list[Observation]:
        """Gives the figures of a Doc in the order of the text, one told again once."""
        return retold.merge(_Reading(doc, self._names(doc)).read())

    def _names(self, doc: Doc) -> list[Named]:
        """The names that may be what a figure is of: the outermost, and what points back to one."""
        taken = {token.i for ent in doc.ents for token in ent}
        back = [s for s in doc.spans.get("anaphora", ()) if not taken & set(range(s.start, s.end))]
        spans = sorted([*doc.ents, *back], key=lambda s: s.start_char)
        return [self._named(s) for s in spans if s.kb_id_]

    def _named(self, span: Span) -> Named:
        return Named(span.start_char, span.end_char, span.kb_id_.split()[0], self.ontology.top(span.label_))


@dataclass
class _Script:
    """The text of a Doc in one language: its words, its measures and what is kept from sentence to sentence."""

    words: Words
    found: list[measures.Measure]
    times: Times
    subjects: Subjects
    plans: Plans


class _Reading:
    """Reads the figures of one Doc."""

    def __init__(self, doc: Doc, names: Sequence[Named]) -> None:
        self.folded: str = doc._.folded
        self.names = names
        source = doc._.source
        reference: str | None = source.date if source else None
        self.told: Sequence[DateMatch] = dates.find(self.folded, reference)
        self.year = int(reference[:4]) if reference else dates.told_year(self.folded)
        self.entities = doc._.entities
        self.sentences = [_stripped(sent) for sent in doc.sents if sent.text.strip()]
        self.starts = [s.begin for s in self.sentences]
        self.blocked = [(n.begin, n.end) for n in names] + [(d.begin, d.end) for d in self.told]
        self.scripts = {language: self._script(language) for language in self._languages()}

    def _languages(self) -> list[str]:
        return ["zh", "en"] if HAN.search(self.folded) else ["en"]

    def _script(self, language: str) -> _Script:
        words = figurewords.load(language)
        hong_kong = "港元" in self.folded and "人民币" not in self.folded
        found = measures.find(self.folded, words, self.blocked, "HKD" if hong_kong else "CNY")
        return _Script(
            words,
            found,
            Times(self.folded, self.told, words, self.year),
            Subjects(self.folded, self.names, words, self.entities),
            Plans(self.folded, words, self.year),
        )

    def read(self) -> Iterator[Told]:
        """Yields each figure as each place tells it."""
        for period in periods.split(self.folded, self.told):
            chinese = HAN.search(self.folded, period.begin, period.end)
            script = self.scripts["zh" if chinese else "en"]
            for other in self.scripts.values():
                other.subjects.enter(period)
            inside = [m for m in script.found if period.begin <= m.begin and m.end <= period.end]
            for draft in drafts.draft(self.folded, period, inside, self.told, script.words):
                yield self._figure(draft, script)
            for other in self.scripts.values():
                other.subjects.leave(period)

    def _figure(self, d: Draft, script: _Script) -> Told:
        planned = script.plans.planned(d)
        when = script.times.of(d, planned)
        spans = sorted(self.blocked)
        label = indicators.label(d, spans, script.words)
        figure = self._observation(d, label, when, script.subjects.of(d, planned), planned)
        return Told(
            figure, not d.period.heading, self.folded[d.measure.begin - len(d.clause) : d.measure.end + 12]
        )

    def _observation(self, d: Draft, label: str, when: When, about: str | None, planned: bool) -> Observation:
        m = d.measure
        evidence = self._sentence(m.begin)
        return Observation(
            indicator=label,
            value=m.value.normalize() + 0,
            unit=m.unit,
            rule=f"figure-{m.kind}",
            evidence=(evidence,),
            about=about,
            indicator_id=indicators.seed(label, m.unit),
            as_of=when.as_of,
            period_start=when.start,
            period_end=when.stop,
            growth=d.growth.normalize() + 0 if d.growth is not None else None,
            bound=m.bound,
            modality="planned" if planned else "fact",
            context=tuple(sorted({self._sentence(x.begin) for x in when.context} - {evidence})),
        )

    def _sentence(self, at: int) -> Extent:
        return self.sentences[max(0, bisect_right(self.starts, at) - 1)]


def _stripped(sent: Span) -> Extent:
    lead = len(sent.text) - len(sent.text.lstrip())
    begin = sent.start_char + lead
    return Extent(begin, begin + len(sent.text.strip()))
