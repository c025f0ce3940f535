"""Whose figure it is: the thing that a clause, its sentence, its paragraph or the whole text speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.model import Entity
from kg.relate.drafts import CLAUSE, STARTED, Draft
from kg.relate.figurewords import Words
from kg.relate.periods import Period

LISTED = re.compile(r"(?:、|等|和|及|与|以及|\s)*$")
THROUGH = re.compile(
    r"(?:通过|是|占|占到|与|同|和|跟|对|向|被|由于|按照|根据|依托|经|据|从|除|较|比|占|以|为|到|至|of|by|with|from|to)\s*[“‘《]?$"
)
LEAD = re.compile(
    r"^(?:[\s*■●“‘《]|其中|此外|同时|目前|当前|截至目前|近年来|今年以来|数据显示|据\w{0,8}统计|而|在|再如|比如|例如|并|也|还|这|[，、])*$"
)
DATE = re.compile(
    r"截[至止]到?|(?:20\d\d年|今年|去年|当年|本月|[一二三四]季度|上半年|下半年|[前首]\S{1,2}个月|\d{1,2}(?:[-—至]\d{1,2})?月份?|\d{1,2}日|全年|年?[底末初]|以来|今天|昨天|\([^)]*\))+"
)
ROUTE = re.compile(r"通行时间|车程|行程|运行时间|旅行时间|行车时间|通车时间")
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
    box: tuple[int, str] | None = None  # the frame's place and the last subject of its items

    def __post_init__(self) -> None:
        self.places = Counter(n.key for n in self.names if n.top == "Place")

    def of(self, d: Draft, planned: bool) -> str | None:
        """Gives the key of the thing that a figure is of."""
        found = self._joined(d) or self._told(d) or self.topics.get(d.period.line) or self._boxed(d.period)
        found = found or self._behind(d) or self.heading or self._else(d, planned)
        if found:
            self.topics.setdefault(d.period.line, found)
            self.box = (d.period.frame.begin, found) if d.period.frame else None
        return found

    def _else(self, d: Draft, planned: bool) -> str | None:
        """Where nothing near is named: the country for what statistics tell, else who speaks, else the place."""
        if self._statistic(d) and not planned:
            places = self.places.copy()
            places.pop(CHINA, None)
            local = (
                bool(places) and max(places.values()) > 2 * self.places[CHINA] and max(places.values()) > 2
            )
            return self.home(d.period) if local else CHINA if CHINA in self.entities else None
        return self._speaker(d.period, d.measure.begin) or self.home(d.period)

    def _statistic(self, d: Draft) -> bool:
        if "flow" not in self.words.cues:
            return False
        text = d.clause + d.measure.noun
        return d.growth is not None or any(
            self.words.cues[c].search(text) for c in ("flow", "stock", "yearly")
        )

    def _boxed(self, period: Period) -> str | None:
        return self.box[1] if self.box and period.frame and self.box[0] == period.frame.begin else None

    def _joined(self, d: Draft) -> str | None:
        """A thing that stands behind the figure as its own: 5000亿元X, 57家机构发起组建X, 1500名运动员报名参加X."""
        at = d.measure.end
        behind = [n for n in self._inside(at, d.period.end) if n.begin - at < 60 and n.top != "Person"]
        if not behind:
            return None
        between = self.folded[at : behind[0].begin]
        direct = d.measure.kind == "money" or self.folded[at - 1] in "届场"
        if not between.strip("*的“") and behind[0].top in OPENED and direct:
            return behind[0].key
        started = STARTED.match(self.folded, at)
        return next((n.key for n in behind if started and n.begin >= started.end()), None)

    def enter(self, period: Period) -> None:
        """Takes note of the names of a period: its subject is what the next ones go on about."""
        inside = [n for n in self._inside(period.begin, period.end) if not self._speaks(n, period.end)]
        if period.heading:
            self.heading = inside[0].key if inside else None
        elif inside and period.line not in self.topics and self._leads(inside[0], period):
            self.topics[period.line] = inside[0].key

    def _leads(self, n: Named, period: Period) -> bool:
        """Says that a name is what its clause begins with."""
        clauses = CLAUSE.split(self.folded[period.begin : n.begin])
        spoken = max(
            (i + 1 for i, c in enumerate(clauses[:-1]) if self.words.cues["sources"].search(c)), default=0
        )
        before = "，".join(clauses[spoken:])
        return bool(LEAD.match(DATE.sub("", before))) and self.folded[n.end : n.end + 1] != "、"

    def leave(self, period: Period) -> None:
        """Takes note of what a period was about, when its figures are read: the name that it begins with."""
        inside = [n for n in self._inside(period.begin, period.end) if not self._speaks(n, period.end)]
        if not inside or period.heading:
            return
        opened = [n for n in inside if n.top in OPENED and "whole_place" not in self.words.cues]
        if opened:
            self.topics[period.line] = opened[-1].key
        elif self._leads(inside[0], period):
            self.topics[period.line] = inside[0].key

    def _inside(self, begin: int, end: int) -> list[Named]:
        return [n for n in self.names if begin <= n.begin and n.end <= end]

    def _told(self, d: Draft) -> str | None:
        """The subject in the sentence before the figure, clause by clause backwards."""
        at, begin = d.measure.begin, d.period.begin
        if re.match(r"\s*(?:其间|会上|期间|(?:会议|活动|论坛|峰会|展会)期间)", self.folded[begin:at]):
            return next((n.key for n in reversed(self.names) if n.end <= begin and n.top == "Event"), None)
        starts = [begin, *(m.end() for m in CLAUSE.finditer(self.folded, begin, at))]
        for start, end in reversed(list(zip(starts, [*starts[1:], at], strict=True))):
            inside = [
                n for n in self._inside(start, end) if not self._speaks(n, end) and not self._listed(n, at)
            ]
            if ROUTE.search(self.folded, start, end):
                inside = [n for n in inside if n.top != "Place"]
            whole = self._whole(start, end, d.period)
            if whole:
                return whole
            if self.folded[start:end].lstrip().startswith(("与", "同", "和")):
                continue
            inside = [n for n in inside if not THROUGH.search(self.folded[max(start, n.begin - 4) : n.begin])]
            opened = [n for n in inside if n.top in OPENED]
            if opened:
                return opened[-1].key
            if inside and self._several(inside, end):
                return self.home(d.period)
            if inside:
                return self._narrowest(inside).key
        return None

    def _narrowest(self, inside: Sequence[Named]) -> Named:
        """The last of places that stand side by side: 呼和浩特市土左旗海流水库."""
        chosen = inside[0]
        for n in inside[1:]:
            if (
                chosen.top == "Place" == n.top
                and n.begin == chosen.end
                and self.folded[n.end : n.end + 1] != "段"
            ):
                chosen = n
        return chosen

    def _several(self, inside: Sequence[Named], end: int) -> bool:
        """Says that the subject is a list of bodies (A、B等机构), none of which is the one."""
        behind = self.folded[inside[0].end : end]
        return (
            inside[0].top == "Institution"
            and behind.startswith("、")
            and bool(re.search(r"等[^，、]{0,4}(?:机构|银行|企业|公司|部门)", behind))
        )

    def _whole(self, start: int, end: int, period: Period) -> str | None:
        """What 全市 and 全国 stand for."""
        if "whole_place" not in self.words.cues:
            return None
        text = DATE.sub("", self.folded[start:end])
        for cue in ("whole_place", "whole_country"):
            match = self.words.cues[cue].search(text)
            if match and LEAD.match(text[: match.start()]) and text[match.end() : match.end() + 1] != "外":
                if cue == "whole_place":
                    return self.home(period)
                return CHINA if CHINA in self.entities or CHINA in self.places else None
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
        last = [n.key for n in self._inside(period.begin, period.end) if n.top == "Place" and n.key != CHINA]
        here = Counter(last[:1])
        for places in (rest if len(rest) == 1 or _leads(rest) else here, here, near, rest, self.places):
            if places:
                return max(sorted(places), key=lambda key: places[key])
        return None

    def _listed(self, n: Named, at: int) -> bool:
        """Says that a name is one of those counted: 广西、四川等10个省份."""
        between = self.folded[n.end : at]
        for other in self.names:
            if other.begin >= n.end and other.end <= at:
                between = between.replace(self.folded[other.begin : other.end], "", 1)
        return bool(
            re.match(
                r"(?:[、和及与\s“”‘’*]|以及)*等(?:共|地|在内的)*(?:[\d一二三四五六七八九十百两]|$)", between
            )
        )

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
        if "whole_place" in self.words.cues:
            return None
        after = [n for n in self._inside(d.measure.end, d.period.end) if n.top != "Person"]
        return after[0].key if after else None


def _leads(places: Counter[str]) -> bool:
    counts = sorted(places.values(), reverse=True)
    return len(counts) > 1 and counts[0] >= 2 * counts[1]
