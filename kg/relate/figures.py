"""Figures: numbers with a unit or a counted noun, what they are of, whose, when, and in which bound."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from spacy.language import Language
from spacy.tokens import Doc, Span

import kg.extensions  # noqa: F401  (declares doc._)
from kg import dates, ontology
from kg.dates import DAY, DateMatch
from kg.furniture import Furniture
from kg.model import Extent, Observation
from kg.relate import figurewords, growth, indicators, paired, periods, retold
from kg.relate.chinese import Chinese
from kg.relate.drafts import Draft, Drafter
from kg.relate.english import English
from kg.relate.figurewords import Words
from kg.relate.measures import Finder, Measure
from kg.relate.paired import Part
from kg.relate.periods import Period
from kg.relate.plans import Plans
from kg.relate.retold import Told
from kg.relate.subjects import Named, Subjects
from kg.relate.times import Times, When

HAN = re.compile("[\u3400-\u9fff]")
HOMES = {"新台币": "TWD", "澳门元": "MOP", "港元": "HKD"}  # what a bare 元 is in a text that has this word
SEATS = {"place-taiwan": "TWD", "place-macau": "MOP", "place-hong-kong": "HKD"}  # … in one of theirs
DOLLARS = {"place-hong-kong": ("HKD", "HK$"), "place-singapore": ("SGD", "S$")}
FINDERS: dict[str, type[Finder]] = {"zh": Chinese, "en": English}


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
        taken = {i for ent in doc.ents for i in range(ent.start, ent.end)}
        back = [s for s in doc.spans.get("anaphora", ()) if not taken & {*range(s.start, s.end)}]
        spans = sorted([*doc.ents, *back], key=lambda s: s.start_char)
        return [self._named(s) for s in spans if s.kb_id_]

    def _named(self, span: Span) -> Named:
        keys = span.kb_id_.split()
        return Named(span.start_char, span.end_char, keys[0], self.ontology.top(span.label_), len(keys) > 1)


@dataclass
class _Script:
    """A text as one language reads it: its words, its measures and what is kept from sentence to sentence."""

    words: Words
    found: list[Measure]
    drafter: Drafter
    times: Times
    subjects: Subjects
    plans: Plans

    def inside(self, period: Period) -> list[Measure]:
        first = bisect_left(self.found, period.begin, key=lambda m: m.begin)
        last = bisect_left(self.found, period.end, key=lambda m: m.begin)
        return [m for m in self.found[first:last] if m.end <= period.end]


class _Reading:
    """Reads the figures of one Doc."""

    def __init__(self, doc: Doc, names: Sequence[Named]) -> None:
        self.folded: str = doc._.folded
        self.doc, self.names = doc, names
        reference: str | None = doc._.source.date if doc._.source else None
        self.told: Sequence[DateMatch] = dates.find(self.folded, reference)
        self.reference = reference[:DAY] if reference and len(reference) >= DAY else None
        self.year = int(reference[:4]) if reference else dates.told_year(self.folded)
        self.sentences: list[Extent] = doc._.sentences
        self.starts = [s.begin for s in self.sentences]
        self.dated = [(d.begin, d.end) for d in self.told]
        self.named = [(n.begin, n.end) for n in names]
        self.outside = Furniture(self.folded).ranges
        self.periods = list(periods.split(self.folded, self.told))
        self.scripts: dict[str, _Script] = {}

    def _script(self, language: str) -> _Script:
        """Gives the text as a language reads it; the other one is read only where it is written."""
        if language not in self.scripts:
            self.scripts[language] = self._made(figurewords.load(language))
        return self.scripts[language]

    def _made(self, words: Words) -> _Script:
        finder = FINDERS[words.language](
            self.folded,
            words,
            sorted(self.named + self.dated + self.outside),
            self._home() if words.chinese else self._dollar(),
        )
        found = list(finder.find())
        names = [n for n in self.names if not _within(n, found)]  # U.S. dollars is no United States
        return _Script(
            words,
            found,
            Drafter(self.folded, words),
            Times(self.folded, self._framing(), words, self.year, self.reference),
            Subjects(
                self.folded, names, words, self.doc._.entities, periods.items(self.periods, self.folded)
            ),
            Plans(self.folded, words, self.year),
        )

    def _framing(self) -> list[DateMatch]:
        """The dates that are no part of a name: not the year of 2024年世界…大会."""
        before = (bisect_right(self.named, m.begin, key=itemgetter(0)) - 1 for m in self.told)
        return [m for m, i in zip(self.told, before, strict=True) if i < 0 or self.named[i][1] < m.end]

    def _home(self) -> str:
        """Gives the currency that a bare 元 is: that of the text's words, or of the place of one in traditional script."""
        if "人民币" in self.folded:
            return "CNY"
        told = next((code for word, code in HOMES.items() if word in self.folded), None)
        if told or not self.doc._.source or self.doc._.source.language != "zh-hant":
            return told or "CNY"
        keys = Counter(s.kb_id_ for s in self.doc.spans.get("mentions", ()) if s.kb_id_ in SEATS)
        return SEATS[max(SEATS, key=keys.__getitem__)] if keys else "CNY"

    def _dollar(self) -> str:
        """Gives the dollar that a bare $ is: that of the place told of most, where the text does not set its sign apart."""
        keys = Counter(s.kb_id_ for s in self.doc.spans.get("mentions", ()) if s.label_ == "Place")
        most = max(keys, key=lambda key: (keys[key], key), default="")
        code, sign = DOLLARS.get(most, ("USD", ""))
        return "USD" if sign and re.search(rf"(?<!U){re.escape(sign)}", self.folded) else code

    def read(self) -> Iterator[Told]:
        """Yields each figure as each place tells it."""
        for period in self.periods:
            chinese = HAN.search(self.folded, period.begin, period.end)
            script = self._script("zh" if chinese else "en")
            if not script.found or period.begin > script.found[-1].begin:
                continue
            script.times.enter(period)
            script.subjects.enter(period)
            before, owner, unit = "", None, ""
            drafts = script.drafter.read(period, script.inside(period))
            joined = list(growth.join(drafts, script.drafter))
            each = paired.parts(joined, self.names, self.folded) if chinese else {}
            for draft in joined:
                before = before if chinese or draft.measure.unit == unit else ""
                told = self._figure(draft, script, before, each.get(draft.measure.begin))
                if not chinese and before and told.figure.indicator == before.removesuffix(" growth"):
                    told = replace(
                        told, figure=replace(told.figure, about=owner)
                    )  # 0.4%, close to the 0.3% before
                before, owner, unit = told.figure.indicator, told.figure.about, draft.measure.unit
                yield told
                for key in paired.shared(draft, self.names, self.folded)[1:]:
                    yield replace(told, figure=replace(told.figure, about=key))
            script.subjects.leave(period)

    def _figure(self, d: Draft, script: _Script, before: str, part: Part | None) -> Told:
        behind = self.folded[d.measure.end : min(d.measure.end + 60, d.period.end)]
        label = indicators.label(d, self.dated, self.named, before, script.words.chinese, behind)
        label = indicators.of_part(d, part.label) if part and part.label else label
        planned = script.plans.planned(d)
        about = script.subjects.of(d, planned)
        about = part.about if part and part.about else about
        figure = self._observation(d, label, script.times.of(d, planned), about, planned)
        return Told(figure, not d.period.heading, self.folded[d.begin : d.measure.end + 12])

    def _observation(self, d: Draft, label: str, when: When, about: str | None, planned: bool) -> Observation:
        m, evidence = d.measure, self._sentence(d.measure.begin)
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


def _within(n: Named, found: Sequence[Measure]) -> bool:
    before = bisect_right(found, n.begin, key=lambda m: m.begin) - 1
    return before >= 0 and n.end <= found[before].end
