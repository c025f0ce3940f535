"""Figures: numbers with a unit or a counted noun, what they are of, whose, when, and in which bound."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span

import kg.extensions  # noqa: F401  (declares doc._)
from kg import dates, numbers
from kg.dates import DateMatch
from kg.model import Extent, Observation
from kg.numbers import Numeral

RULES = Path(__file__).parent.parent / "rules"
HEADING = re.compile(r"^[^。，；]{2,24}(?:——|—|:|：)?\s*$")
ORDINAL = re.compile(r"第$|[“‘《]$|[A-Za-z]-?$|\+$")
BEHIND = ("余", "多", "以上", "左右")
LEVELS = ("Place", "Programme", "Institution", "Product", "Event", "Policy")
VERB = re.compile(
    r"(?:已|共|总|分别|仍|就|还|累计)?(?:达到|增至|升至|降至|增加到|达|为|有|超过|突破|是|约|近|超|逾|占|比超|仅为|仅|新增|建成|设立|落地|实现|完成|办理|推出|覆盖|涉及|共)*$"
)


class Units:
    """Unit words and cues of kg/rules/*/figures.yaml."""

    def __init__(self) -> None:
        self.zh: dict[str, Any] = dict(srsly.read_yaml(RULES / "zh" / "figures.yaml"))
        self.en: dict[str, Any] = dict(srsly.read_yaml(RULES / "en" / "figures.yaml"))
        pairs = {w: u for raw in (self.zh, self.en) for u, words in raw["units"].items() for w in words}
        self.units = pairs
        self.unit = re.compile(self._any(pairs))
        self.counter = re.compile(r"多?(" + self._any(self.zh["counters"]) + r")(?:多)?")
        self.currency = re.compile(f"({self._any(self.en['currencies'])})\\s?$")
        self.growth = re.compile(self._any(self.zh["growth"]) + "(?:了|约|超|近)?$")
        self.decline = re.compile(self._any(self.zh["decline"]) + "(?:了|约|超|近)?$")
        self.stock = re.compile(self._any(self.zh["stock"]))
        self.planned = re.compile(
            self._any(self.zh["planned"]) + r"|\b(?:" + self._any(self.en["planned"]) + r")\b"
        )

    @staticmethod
    def _any(words: Iterable[str]) -> str:
        return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) + ")"

    @cached_property
    def bounds(self) -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
        """Bound, the words before a number that tell it, and those behind."""
        rows = []
        for bound in ("over", "under", "about"):
            words = self._any(self.zh[bound])
            en = r"\b" + self._any(self.en[bound])
            rows.append((bound, re.compile(f"(?:{words}|{en} ?)(?:[A-Z]{{0,3}}\\$ ?)?$"), re.compile(words)))
        return rows


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit; end is behind the unit, noun the counted one."""

    numeral: Numeral
    value: Decimal
    unit: str
    end: int
    noun: str = ""


@Language.factory("kg_observations", requires=["doc.ents", "doc.sents"], assigns=["doc._.observations"])
class Figures:
    """Adds the figures of a Doc to doc._.observations."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.units = Units()

    def __call__(self, doc: Doc) -> Doc:
        doc._.observations = [*doc._.observations, *_Reading(doc, self.units).read()]
        return doc


class _Reading:
    """Reads the figures of one Doc."""

    def __init__(self, doc: Doc, units: Units) -> None:
        self.doc, self.units, self.folded = doc, units, doc._.folded
        self.told = dates.find(self.folded, doc._.source.date if doc._.source else None)
        self.ents = [e for e in doc.ents if e.kb_id_]
        self.blocked = [(e.start_char, e.end_char) for e in doc.ents] + [(d.begin, d.end) for d in self.told]
        self.home = self._home()
        self.numerals = numbers.find(self.folded)
        self.starts = [n.begin for n in self.numerals]

    def _home(self) -> str | None:
        counts = Counter(k for e in self.ents if e.label_ == "Place" for k in e.kb_id_.split())
        return max(sorted(counts), key=lambda k: counts[k]) if counts else None

    def read(self) -> Iterator[Observation]:
        """Yields the observations in the order of the text; one told again, rounded or not, once."""
        heading: DateMatch | None = None
        topic: str | None = None
        for sent in self.doc.sents:
            extent = _stripped(sent)
            line = self.folded[extent.begin : extent.end]
            inside = [d for d in self.told if extent.begin <= d.begin and d.end <= extent.end]
            if inside and HEADING.match(line) and not self._figures(extent):
                heading = next((d for d in inside if d.value), heading)
                continue
            if not line.startswith(("■", "●", "•", "-", "·")):
                heading = None if len(line) > 30 else heading
            topic = self._topic(sent) or topic
            yield from self._sentence(extent, inside, heading, topic)

    def _topic(self, sent: Span) -> str | None:
        return next((e.kb_id_.split()[0] for e in self._inside(_stripped(sent)) if e.label_ in LEVELS), None)

    def _inside(self, extent: Extent) -> list[Span]:
        return [e for e in self.ents if extent.begin <= e.start_char < extent.end]

    def _figures(self, extent: Extent) -> list[Figure]:
        first = bisect_right(self.starts, extent.begin - 1)
        found = []
        for n in self.numerals[first:]:
            if n.begin >= extent.end:
                break
            if not any(b < n.end and n.begin < e for b, e in self.blocked) and not ORDINAL.search(
                self.folded[max(0, n.begin - 2) : n.begin]
            ):
                figure = self._figure(n)
                if figure:
                    found.append(figure)
        return found

    def _figure(self, n: Numeral) -> Figure | None:
        """Gives the figure that a numeral begins, if a unit or a counted noun says so."""
        after = self.folded[n.end : n.end + 24]
        lead = len(after) - len(after.lstrip(" *多余几来")) if n.arabic or n.scale > 1 else 0
        currency = self.units.currency.search(self.folded[max(0, n.begin - 5) : n.begin])
        if currency:
            return Figure(n, n.value, self.units.en["currencies"][currency[1]], n.end)
        if n.ratio:
            return Figure(n, n.value, "ratio", n.end)
        unit = self.units.unit.match(after, lead)
        if unit:
            return self._measured(n, unit)
        counter = self.units.counter.match(after, lead)
        if counter and not (n.article and n.value == 1):
            noun = re.match(r"[\u3400-\u9fff]{0,14}", after[counter.end() :])
            return Figure(n, n.value, "count", n.end + counter.end(), noun[0] if noun else "")
        english = re.match(r" ([a-z][a-z-]+(?: [a-z-]+)?)", after)
        if english and english[1].split()[0] not in self.units.en["stopnouns"] and not n.article:
            return Figure(n, n.value, "count", n.end + english.end(), english[1])
        if n.scale > 1 and n.arabic and re.match(r"[余多]?[\u3400-\u9fff]", after):
            return Figure(n, n.value, "count", n.end)
        return None

    def _measured(self, n: Numeral, unit: re.Match[str]) -> Figure:
        code, value = self.units.units[unit[0]], n.value
        if code == "ratio" and unit[0] != "倍":
            value = value / 100
        if code == "km" and "时速" in self.folded[max(0, n.begin - 4) : n.begin]:
            code = "km/h"
        return Figure(n, value, code, n.end + unit.end())

    def _sentence(
        self, extent: Extent, inside: Sequence[DateMatch], heading: DateMatch | None, topic: str | None
    ) -> Iterator[Observation]:
        last: Observation | None = None
        for f in self._figures(extent):
            before = self.folded[extent.begin : f.numeral.begin]
            rate = self.units.growth.search(before) or self.units.decline.search(before)
            value = -f.value if self.units.decline.search(before) else f.value
            if (
                f.unit == "ratio"
                and rate
                and last is not None
                and last.growth is None
                and last.unit != "ratio"
            ):
                last = replace(last, growth=value)
                continue
            if last is not None:
                yield last
            last = self._observation(f, value if rate else f.value, before, extent, inside, heading, topic)
        if last is not None:
            yield last

    def _observation(
        self,
        f: Figure,
        value: Decimal,
        before: str,
        extent: Extent,
        inside: Sequence[DateMatch],
        heading: DateMatch | None,
        topic: str | None,
    ) -> Observation:
        when = self._when(f.numeral.begin, inside) or heading
        clause = re.split(r"[，。；！？]", before)[-1]
        as_of = start = stop = None
        if when and (when.edge or when.until or self.units.stock.search(clause)):
            as_of = when.as_of
        elif when:
            start, stop = when.start, when.stop
        return Observation(
            indicator=self._indicator(f, clause, value),
            value=value,
            unit=f.unit,
            rule="figure",
            evidence=(extent,),
            about=self._about(extent, f.numeral.begin, topic),
            as_of=as_of,
            period_start=start,
            period_end=stop,
            bound=self._bound(f, before),
            modality="planned" if self.units.planned.search(clause) else "fact",
        )

    def _when(self, at: int, inside: Sequence[DateMatch]) -> DateMatch | None:
        usable = [d for d in inside if d.value and not d.compared and d.kind != "since" and d.begin < at]
        return usable[-1] if usable else None

    def _about(self, extent: Extent, at: int, topic: str | None) -> str | None:
        line = self.folded[extent.begin : at]
        if re.search(r"全市|全省|全区|我市|我省", line) and self.home:
            return self.home
        before = [e for e in self._inside(extent) if e.end_char <= at and e.label_ in LEVELS]
        chosen = before[0].kb_id_.split()[0] if before else topic
        return chosen or self.home

    def _bound(self, f: Figure, before: str) -> str:
        if f.numeral.bound:
            return f.numeral.bound
        behind = self.folded[f.numeral.end : f.end + 2]
        for bound, ahead, after in self.units.bounds:
            told = after.search(behind)
            if ahead.search(before) or (told and told[0] in BEHIND):
                return bound
        return "exact"

    def _indicator(self, f: Figure, clause: str, value: Decimal) -> str:
        """Gives the noun phrase before the number without date and verb, or the counted noun."""
        if f.noun:
            return f"{f.noun}数" if f.noun[0] > "\u3400" else f.noun
        for d in self.told:
            clause = clause.replace(self.folded[d.begin : d.end], "")
        name = VERB.sub("", clause.strip(" *■●•-·,()“”")).strip(" *的")
        return name[-24:] or {"ratio": "占比", "count": "数量"}.get(f.unit, "数额")


def _stripped(sent: Span) -> Extent:
    lead = len(sent.text) - len(sent.text.lstrip())
    begin = sent.start_char + lead
    return Extent(begin, begin + len(sent.text.strip()))
