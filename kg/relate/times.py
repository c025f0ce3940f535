"""When a figure holds: from a date in its clause or its sentence, the frame of its box, or the sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.dates import DateMatch
from kg.model import Extent
from kg.relate.drafts import STARTED, Draft
from kg.relate.figurewords import Words
from kg.relate.periods import Period

BOX = 30
LATER = re.compile(r"[，；。]")
DAY = 10


@dataclass(frozen=True, slots=True)
class When:
    """The dates of a figure, and where the date stands if that is outside its own sentence."""

    as_of: str | None = None
    start: str | None = None
    stop: str | None = None
    context: tuple[Extent, ...] = ()


@dataclass
class Times:
    """Dates figures in the order of the text; it keeps the date of the period before."""

    folded: str
    told: Sequence[DateMatch]
    words: Words
    year: int | None
    last: tuple[Period, DateMatch] | None = None

    def of(self, d: Draft, planned: bool) -> When:
        """Gives the dates of a figure."""
        if d.measure.kind == "unit" and d.change is None and self._fixed(d):
            return When()
        match = self._own(d)
        if match is None and self._undated(d):
            return When()
        own = match is not None
        match = match or d.period.frame or self._carried(d)
        if match is None or match.value is None:
            return When()
        if own:
            self.last = (d.period, match)
        context = () if own else (Extent(match.begin, match.end),)
        return self._fitted(d, match, planned, context)

    def _fixed(self, d: Draft) -> bool:
        """Says that the figure is of what does not change, and no end of a time is told: a line's length."""
        fixed = self.words.cues.get("fixed")
        match = self._own(d)
        return bool(fixed and fixed.search(d.lead)) and not (match and (match.edge or match.until))

    def _own(self, d: Draft) -> DateMatch | None:
        """The date in the sentence that a figure is told under: the nearest before it."""
        usable = [
            m for m in self.told if d.period.begin <= m.begin < d.measure.begin and m.end <= d.measure.begin
        ]
        for m in reversed(usable):
            if m.compared or m.kind == "since" and not self._current(m):
                continue
            if m.value is None:
                if self._now(m) and (not d.second or m.begin >= d.measure.begin - len(d.lead)):
                    return m
                continue
            if self._reported(m, d.measure.begin) or self._behind(m, d):
                continue
            return self._opening(m, usable, d) or m
        return self._after(d) if "counters" not in self.words.raw else None

    def _now(self, m: DateMatch) -> bool:
        return "now" in self.words.cues and bool(self.words.cues["now"].search(self.folded[m.begin : m.end]))

    def _opening(self, m: DateMatch, usable: Sequence[DateMatch], d: Draft) -> DateMatch | None:
        """The day that opens a sentence, where a bare period only tells what is counted: 一季度449个项目."""
        first = usable[0]
        bare = m.kind == "period" and not m.stated and self.folded[m.end : m.end + 1].isdigit()
        day = len(first.value or "") == DAY and first.begin - d.period.begin < 3
        return first if bare and day and not self._reported(first, d.measure.begin) else None

    def _after(self, d: Draft) -> DateMatch | None:
        """In English the date may follow: 12 banks had joined as of end-2018."""
        for m in self.told:
            if (
                d.measure.end <= m.begin < min(d.period.end, d.measure.end + 70)
                and m.value
                and not m.compared
            ):
                between = self.folded[d.measure.end : m.begin]
                if not re.search(r"\d|[;:]|, (?:and|while|which)", between):
                    return m
        return None

    def _current(self, m: DateMatch) -> bool:
        """今年以来 and 2024年以来 tell the year that a figure is of."""
        return (
            m.value is not None and len(m.value) == 4 and self.year is not None and int(m.value) == self.year
        )

    def _reported(self, m: DateMatch, at: int) -> bool:
        """Says that a day only dates who says it: 国家统计局今天(1月17日)公布."""
        if len(m.value or "") < DAY or m.until or m.edge:
            return False
        behind = self.folded[m.end : at]
        return bool(self.words.cues["sources"].search(behind)) or "举行" in behind or "召开" in behind

    def _behind(self, m: DateMatch, d: Draft) -> bool:
        """Says that a date belongs to another figure or to a title between it and this one."""
        opened = self.folded.rfind("《", d.period.begin, m.begin)
        return opened >= 0 and self.folded.find("》", opened) > m.begin

    def _undated(self, d: Draft) -> bool:
        """Says that the clause speaks of now, of an earlier state (现在的4小时) or of no time at all."""
        return bool(
            re.search(r"(?:现在|目前|原来|此前|之前|过去|当前)的?[^，]{0,2}$", d.lead.rstrip("超近约"))
        )

    def _carried(self, d: Draft) -> DateMatch | None:
        """The date of the sentence before, where this one goes on with a part of it (其中) or with growth."""
        text = self.folded[d.period.begin : d.measure.begin].lstrip()
        if re.match(r"其间|会上|期间|(?:会议|活动|论坛|峰会|展会)期间", text):
            return self._event(d.period)
        if self.last is None or self.last[0].line != d.period.line:
            return None
        before, match = self.last
        if d.period.ordinal == before.ordinal:
            return None
        if text.startswith(tuple(self.words.all("carried"))) and d.period.ordinal - before.ordinal <= 2:
            return match
        grown = d.growth is not None or (d.change and d.base == "year")
        return match if grown and len(match.value or "") < DAY else None

    def _event(self, period: Period) -> DateMatch | None:
        """The date of the gathering told before, as the time in which something is done there."""
        before = [
            m for m in self.told if m.end <= period.begin and m.value and m.kind == "point" and not m.compared
        ]
        return replace(before[-1], edge=False, until=False) if before else None

    def _fitted(self, d: Draft, m: DateMatch, planned: bool, context: tuple[Extent, ...]) -> When:
        """Gives a stock its day and a flow its period."""
        based = self._based(d, m)
        if based:
            return When(start=based[0], stop=based[1], context=context)
        if m.edge or m.until or m.kind == "since":
            return When(as_of=m.as_of, context=context)
        if self._stock(d, m, planned):
            same = LATER.search(self.folded, m.end, d.measure.begin) is None
            if m.kind == "period":
                return When(as_of=m.stop, context=context) if same else When()
            return When(as_of=m.value, context=context)
        return When(start=m.start, stop=m.stop, context=context)

    def _stock(self, d: Draft, m: DateMatch, planned: bool) -> bool:
        kind, year = d.measure.kind, m.kind == "point" and len(m.value or "") == 4
        clause = d.clause + d.measure.noun
        if year and "累计" in self.folded[m.end : d.measure.begin]:
            return True
        flow = bool(self.words.cues["flow"].search(clause)) if "flow" in self.words.cues else False
        stock = bool(self.words.cues["stock"].search(clause))
        if kind in ("time", "running") or planned and year:
            return True
        if stock and not flow or STARTED.match(self.folded, d.measure.end) and kind == "count":
            return True
        return (
            year
            and kind in ("count", "unit", "percent", "share")
            and not flow
            and d.change is None
            and d.growth is None
        )

    def _based(self, d: Draft, m: DateMatch) -> tuple[str, str] | None:
        """The period of an increase that is told against an earlier day: 较年初增加."""
        if d.change is None or d.measure.unit == "ratio" or m.stop is None:
            return None
        if re.search(r"[较比]年初", d.clause):
            return f"{m.stop[:4]}-01-01", m.stop
        base = next(
            (
                b
                for b in self.told
                if b.compared and b.edge and d.measure.begin - len(d.clause) <= b.begin < d.measure.begin
            ),
            None,
        )
        if base is None or base.stop is None:
            return None
        begin = date.fromisoformat(base.stop) + timedelta(days=1)
        return begin.isoformat(), m.stop
