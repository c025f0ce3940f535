"""Whose figure it is: the thing that a clause, its sentence, its paragraph or the whole text speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.model import Entity
from kg.relate.drafts import CLAUSE, Draft
from kg.relate.figurewords import Words
from kg.relate.periods import Period

LISTED = re.compile(r"(?:、|等|和|及|与|以及|\s)*$")
THROUGH = re.compile(
    r"(?:通过|与|同|和|跟|对|向|被|由于|按照|根据|依托|经|据|从|除|较|比|占|以|为|到|至|of|by|with|from|to)\s*[“‘《]?$"
)
LEAD = re.compile(
    r"^(?:[\s*■●“‘《]|其中|此外|同时|目前|当前|截至目前|近年来|今年以来|数据显示|据\w{0,8}统计|而|在|再如|比如|例如|并|也|还|这|[，、])*$"
)
OPENED = ("Programme", "Product", "Policy", "Event")
CHINA = "place-china"


class Named(NamedTuple):
    """A name where it stands, with the first entity that it stands for, the top class and its key."""

    begin: int
    end: int
    key: str
    top: str


@dataclass
class Subjects:
    """Finds whose figures are, in the order of the text; it keeps the subject of the paragraph."""

    folded: str
    names: Sequence[Named]
    words: Words
    entities: Mapping[str, Entity]
    topics: dict[int, str] = field(default_factory=dict)  # line → its subject so far
    heading: str | None = None

    def __post_init__(self) -> None:
        self.places = Counter(n.key for n in self.names if n.top == "Place")

    def of(self, d: Draft) -> str | None:
        """Gives the key of the thing that a figure is of."""
        found = self._told(d) or self.topics.get(d.period.line)
        found = (
            found
            or self._behind(d)
            or self.heading
            or self._speaker(d.period, d.measure.begin)
            or self.home(d.period)
        )
        if found:
            self.topics[d.period.line] = found
        return found

    def enter(self, period: Period) -> None:
        """Takes note of the names of a period: its subject is what the next ones go on about."""
        inside = [n for n in self._inside(period.begin, period.end) if not self._speaks(n, period.end)]
        if period.heading:
            self.heading = inside[0].key if inside else None
        elif inside and period.line not in self.topics:
            self.topics[period.line] = inside[0].key

    def leave(self, period: Period) -> None:
        """Takes note of what a period was about, when its figures are read."""
        inside = [n for n in self._inside(period.begin, period.end) if not self._speaks(n, period.end)]
        inside = [n for n in inside if not THROUGH.search(self.folded[max(0, n.begin - 4) : n.begin])]
        if inside and not period.heading:
            opened = [n for n in inside if n.top in OPENED]
            self.topics[period.line] = (opened[-1:] or inside[:1])[0].key

    def _inside(self, begin: int, end: int) -> list[Named]:
        return [n for n in self.names if begin <= n.begin and n.end <= end]

    def _told(self, d: Draft) -> str | None:
        """The subject in the sentence before the figure, clause by clause backwards."""
        at, begin = d.measure.begin, d.period.begin
        starts = [begin, *(m.end() for m in CLAUSE.finditer(self.folded, begin, at))]
        for start, end in reversed(list(zip(starts, [*starts[1:], at], strict=True))):
            inside = [
                n for n in self._inside(start, end) if not self._speaks(n, end) and not self._listed(n, at)
            ]
            whole = self._whole(start, end, d.period)
            if whole and not any(n.top in OPENED for n in inside):
                return whole
            inside = [n for n in inside if not THROUGH.search(self.folded[max(start, n.begin - 4) : n.begin])]
            opened = [n for n in inside if n.top in OPENED]
            if opened:
                return opened[-1].key
            if inside:
                return inside[0].key
        return None

    def _whole(self, start: int, end: int, period: Period) -> str | None:
        """What 全市 and 全国 stand for."""
        text = self.folded[start:end]
        if "whole_place" not in self.words.cues:
            return None
        if self.words.cues["whole_place"].search(text):
            return self.home(period)
        if self.words.cues["whole_country"].search(text) and (CHINA in self.entities or CHINA in self.places):
            return CHINA
        return None

    def home(self, period: Period) -> str | None:
        """The place that the text around speaks of most."""
        near = Counter(
            n.key
            for n in self.names
            if n.top == "Place" and n.end <= period.end and n.begin >= period.begin - 600
        )
        near.pop(CHINA, None)
        rest = self.places.copy()
        rest.pop(CHINA, None)
        for places in (rest if len(rest) == 1 or _leads(rest) else near, near, rest, self.places):
            if places:
                return max(sorted(places), key=lambda key: places[key])
        return None

    def _listed(self, n: Named, at: int) -> bool:
        """Says that a name is one of those counted: 广西、四川等10个省份."""
        between = self.folded[n.end : at]
        for other in self.names:
            if other.begin >= n.end and other.end <= at:
                between = between.replace(self.folded[other.begin : other.end], "", 1)
        return "等" in between and bool(re.fullmatch(r"(?:[、和及与\s“”‘’]|等|以及|在内的|共|地)*", between))

    def _speaks(self, n: Named, end: int) -> bool:
        """Says that a name only tells who says it."""
        behind = CLAUSE.split(self.folded[n.end : min(end + 30, n.end + 30)], maxsplit=1)[0]
        before = self.folded[max(0, n.begin - 3) : n.begin]
        if before.endswith(("据", "从")) and self.words.cues["sources"].search(behind):
            return True
        said = self.words.cues["sources"].search(behind)
        return bool(said) and n.top in ("Institution", "Person") and said is not None and said.start() < 16

    def _speaker(self, period: Period, at: int) -> str | None:
        spoken = [
            n for n in self.names if n.top == "Institution" and n.end <= at and n.begin >= period.begin - 400
        ]
        return spoken[-1].key if spoken else None

    def _behind(self, d: Draft) -> str | None:
        after = [n for n in self._inside(d.measure.end, d.period.end) if n.top != "Person"]
        return after[0].key if after else None


def _leads(places: Counter[str]) -> bool:
    counts = sorted(places.values(), reverse=True)
    return len(counts) > 1 and counts[0] >= 2 * counts[1]
