"""Whose figure it is: the thing that a clause, its sentence, its paragraph or the whole text speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from kg.model import Entity
from kg.relate import within
from kg.relate.drafts import CLAUSE, STARTED, Draft
from kg.relate.figurewords import Words
from kg.relate.periods import Period
from kg.relate.places import CHINA, Places
from kg.relate.times import GATHERED, PRESENT

THROUGH = re.compile(
    r"(?:用好|运用|利用|借助|围绕|通过|透过|是|占|占到|与|同|和|跟|对|向|被|由于|按照|根据|依托|经|据|从|除|较|比|以|为|到|至|\bof|\bby|\bwith|\bfrom|\bto)"
    r"\s*(?:the )?[“‘《]?$|[对与同向为][^，。；]{1,12}、[“‘《]?$|(?:位于|地处|坐落于|坐落在|途经|连接)[“‘《]?$"
)
LEAD = re.compile(
    r"^(?:[\s*■●“‘《]|其中|此外|同时|目前|当前|截至目前|近年来|今年以来|数据显示|据\w{0,8}统计|而|在|再如|比如|例如"
    r"|并|也|还|这|[，、])*$"
)
DATE = re.compile(
    r"截[至止]到?|(?:20\d\d年|今年|去年|当年|本月|[前首第]?[一二三四]个?季度|上半年|下半年|[前首]\S{1,2}个月"
    r"|\d{1,2}(?:[-—至到]\d{1,2})?月份?|\d{1,2}日|全年|年?[底末初]|以来|今天|昨天|\([^)]*\))+"
)
LABEL = re.compile("^[^:：]{0,24}[:：]")  # who says it, in a digest
DOES = re.compile(
    r"(?:[^，的、和与至\d][^，、和与至]{1,12})$|[^，]{0,12}(?:正在|已|将|出台|实施|开展)"
)  # between who acts and on what
PLACED = re.compile(
    r"(?:境内|地区|全境|沿线|等地)?的?[近约超逾过]{0,2}[\d一二两三四五六七八九十百千]"
)  # between a place and those counted in it
COLUMN = re.compile(r"\s*【[^】]{1,30}】")  # the series that a headline belongs to
LISTED = re.compile(r"(?:[、和及与\s“”‘’*]|以及)*等(?:共|地|在内的)*(?:[\d一二三四五六七八九十百两]|$)")
BODIES = re.compile(r"等[^，、]{0,4}(?:机构|银行|企业|公司|部门)")
ROUTE = re.compile(r"通行时间|车程|行程|运行时间|旅行时间|行车时间|通车时间")
OF = re.compile(r" of (?:the )?")  # between a share and whose it is
FRAME = re.compile("(?:上|期间|现场)[，,]")  # behind an event at which it is said
ASIDE = re.compile("与|同(?![年时日期步样])|和")  # a clause that begins so tells with whom, not who
OPENED = ("Programme", "Product", "Policy", "Event")
PARTS = ("", "东部", "西部", "南部", "北部", "中部", "东北部", "东南部", "西北部", "西南部")  # 智利中部X
HOLDS = ("在", "产自", "来自", "出自", "集中于")  # before a place that has a share of the whole
SHARED = re.compile(r"$|[近约超]?[\d一二两三四五六七八九]")  # behind 全国: 全国50%的光伏玻璃
BOAST = ("外", "时间", "首", "第", "最", "领先", "前列", "率先")  # behind 全国, 当地: another word
WIDE = ("全国", "全国“")
SAID_NEAR = 16
NOBODY = ""  # whose figure it is, where that is a country which has no name in the text
SPOKEN = 400  # characters before a sentence in which a body is still the one that speaks


class Named(NamedTuple):
    """A name where it stands, with the entity that it stands for and its top class; several for a pair (中新)."""

    begin: int
    end: int
    key: str
    top: str
    several: bool = False


@dataclass
class Subjects:
    """Finds whose figures are, in the order of the text; it keeps the subject of the paragraph."""

    folded: str
    names: Sequence[Named]
    words: Words
    entities: Mapping[str, Entity]
    items: list[int] = field(
        default_factory=list
    )  # where the items of a digest begin: nothing in one is about another
    topics: dict[int, str] = field(default_factory=dict)  # line → what it speaks of
    heading: str | None = None
    box: tuple[int, str] | None = None  # where a box's date stands, and the last subject of its items

    def __post_init__(self) -> None:
        rows = [(n.begin, n.key) for n in self.names if n.top == "Place"]
        self.rows, self.floor = rows, 0
        self.home = CHINA in self.entities or any(key == CHINA for _, key in rows)
        self.places = Places(rows, self.entities, self.home)
        self.events = [n for n in self.names if n.top == "Event"]
        self.bodies = [n for n in self.names if n.top == "Institution"]
        self.pairs: dict[str, list[Named]] = {}

    def of(self, d: Draft, planned: bool) -> str | None:
        """Gives the key of the thing that a figure is of."""
        found = self._object(d)
        if found is None and not self.words.chinese:
            found = self._shared(d) or self._economy(d)
        if found is None:
            found = self._told(d)
        if found == NOBODY:
            return None
        found = found or self._macro(d)
        found = found or self.topics.get(d.period.line) or self._boxed(d.period)
        found = found or self._behind(d) or self.heading or self._else(d, planned)
        if found:
            self.topics.setdefault(d.period.line, found)
            self.box = (d.period.frame.begin, found) if d.period.frame else None
        return found

    def enter(self, period: Period) -> None:
        """Takes note of the names of a period: its subject is what the next ones go on about."""
        item = bisect_left(self.items, period.begin)
        if self.items[item : item + 1] == [period.begin]:
            self._open(*self.items[item : item + 2])
        inside = self._inside(period.begin, period.end)
        if period.heading:
            column = COLUMN.match(self.folded, period.begin)
            own = [n for n in inside if column is None or n.begin >= column.end()]
            self.heading = own[0].key if own else None
        elif inside and period.line not in self.topics and self._leads(inside[0], period):
            self.topics[period.line] = inside[0].key

    def _open(self, begin: int, end: int | None = None) -> None:
        """Begins an item of a digest."""
        end = len(self.folded) if end is None else end
        first, last = (bisect_left(self.rows, (at, "")) for at in (begin, end))
        self.floor, self.places = begin, Places(self.rows[first:last], self.entities)

    def leave(self, period: Period) -> None:
        """Takes note of what a period was about, when its figures are read: the name that it begins with."""
        inside = self._inside(period.begin, period.end)
        if not inside or period.heading:
            return
        opened = [n for n in inside if n.top in OPENED and not self.words.chinese]
        if opened:
            self.topics[period.line] = opened[-1].key
        elif self._leads(inside[0], period):
            self.topics[period.line] = inside[0].key

    def _inside(self, begin: int, end: int) -> list[Named]:
        """The names within, without persons and those that only tell who says it, or where it is said."""
        return [
            n
            for n in within.placed(self.names, begin, end)
            if n.top != "Person" and not self._speaks(n, end) and not (n.top == "Event" and self._frames(n))
        ]

    def _frames(self, n: Named) -> bool:
        """Says that something is said at an event (会议上，), not shown or played there (车展上，)."""
        shown = self.folded[n.begin : n.end].endswith(
            ("展", "展会", "博览会", "交易会", "运动会", "赛", "节")
        )
        return not shown and FRAME.match(self.folded, n.end) is not None

    def _leads(self, n: Named, period: Period) -> bool:
        """Says that a name is what its period begins with, after who says it."""
        clauses = CLAUSE.split(self.folded[period.begin : n.begin])
        spoken = [i + 1 for i, c in enumerate(clauses[:-1]) if self.words.has("sources", c)]
        before = LABEL.sub("", "，".join(clauses[max(spoken, default=0) :]))
        return bool(LEAD.match(DATE.sub("", before))) and self.folded[n.end : n.end + 1] != "、"

    def _object(self, d: Draft) -> str | None:
        """What stands behind the figure as its own: 5000亿元X, 57家机构发起组建X, 1500名运动员报名参加X."""
        at = d.measure.end
        behind = [n for n in self._inside(at, d.period.end) if n.begin - at < 60]
        if not behind:
            return None
        between = self.folded[at : behind[0].begin]
        if between == "的" and behind[0].top in ("Programme", "Product", "Institution"):
            return behind[0].key
        direct = d.measure.kind in ("money", "count")
        if direct and not between.strip("*的“") and behind[0].top in OPENED and not self._modifies(behind[0]):
            return behind[0].key
        started = STARTED.match(self.folded, at)
        return next((n.key for n in behind if started and n.begin >= started.end()), None)

    def _modifies(self, n: Named) -> bool:
        """Says that a name only tells which are counted: 18个共建“一带一路”国家."""
        return self.folded[n.end : n.end + 4].lstrip("”’").startswith(("国家", "沿线", "成员"))

    def _told(self, d: Draft) -> str | None:
        """The subject in the sentence before the figure, clause by clause backwards."""
        at, begin = d.measure.begin, d.period.begin
        if GATHERED.match(self.folded[begin:at]):
            return self._event(begin)
        if d.measure.kind == "count" and PRESENT.match(self.folded, d.measure.end):
            first = next(iter(within.starting(self.events, self.floor, begin)), None)
            if first:
                return first.key
        starts = [begin, *(m.end() for m in CLAUSE.finditer(self.folded, begin, at))]
        for start, end in reversed(list(zip(starts, [*starts[1:], at], strict=True))):
            found = self._whole(start, end, d)
            found = self._subject(start, end, d) if found is None else found
            if found is not None:
                return found
        return None

    def _event(self, at: int) -> str | None:
        """The gathering told last."""
        events = reversed(within.starting(self.events, self.floor, at))
        return next((n.key for n in events if n.end <= at), None)

    def _subject(self, start: int, end: int, d: Draft) -> str | None:
        """The subject of one clause: the last undertaking or product in it, else the first name."""
        if ASIDE.match(self.folded[start:end].lstrip()):
            return None
        inside = [n for n in self._inside(start, end) if not self._listed(n, d.measure.begin)]
        if ROUTE.search(self.folded, start, end):
            inside = [n for n in inside if n.top != "Place"]
        inside = [n for n in inside if not THROUGH.search(self.folded[max(start, n.begin - 16) : n.begin])]
        inside = [n for n in inside if not self._covered(n, start)]
        opened = [n for n in inside if n.top in OPENED]
        if opened and not self._acts(inside[0], opened[-1], start):
            return opened[-1].key
        if not inside:
            return None
        if inside[0].several:
            return self._pair(inside[0])
        return self.places.main(d.period) if self._several(inside[0], end) else self._narrowest(inside).key

    def _covered(self, n: Named, start: int) -> bool:
        """Says that a place only tells of where the counted are: 连通欧洲25个国家."""
        if n.top != "Place":
            return False
        if self.folded.startswith("之间", n.end):
            return True
        counted = PLACED.match(self.folded, n.end) is not None
        return counted and self.words.has("reaching", self.folded[start : n.begin])

    def _acts(self, n: Named, opened: Named, start: int) -> bool:
        """Says that a clause begins with a place that does something about an undertaking: 长春正在实施X."""
        lead = DATE.sub("", LABEL.sub("", self.folded[start : n.begin]))
        between = self.folded[n.end : opened.begin]
        return n.top == "Place" and bool(LEAD.match(lead)) and DOES.match(between) is not None

    def _pair(self, n: Named) -> str:
        """What a pair of places (中新) stands for as one: the undertaking named by it, else the first of them."""
        surface = self.folded[n.begin : n.end]
        if surface not in self.pairs:
            found = (x for x in self.names if x.top == "Programme")
            self.pairs[surface] = [x for x in found if self.folded.startswith(surface, x.begin, x.end)]
        at = bisect_left(self.pairs[surface], n.begin, key=attrgetter("begin"))
        near = self.pairs[surface][max(at - 1, 0) : at + 1]
        return min(near, key=lambda x: abs(x.begin - n.begin), default=n).key

    def _narrowest(self, inside: Sequence[Named]) -> Named:
        """The last of places that stand side by side: 呼和浩特市土左旗海流水库; but a river before its reach."""
        chosen = inside[0]
        for n in inside[1:]:
            between = self.folded[chosen.end : n.begin]
            beside = chosen.top == "Place" == n.top and between in PARTS
            chosen = n if beside and self.folded[n.end : n.end + 1] != "段" else chosen
        return chosen

    def _several(self, n: Named, end: int) -> bool:
        """Says that the subject is a list of bodies (A、B等机构), none of which is the one."""
        behind = self.folded[n.end : end]
        return n.top == "Institution" and behind.startswith("、") and BODIES.search(behind) is not None

    def _whole(self, start: int, end: int, d: Draft) -> str | None:
        """What 全市 and 全国 stand for, where a clause begins with them."""
        if not self.words.chinese:
            return None
        text = DATE.sub("", LABEL.sub("", self.folded[start:end]))
        for name in ("whole_place", "whole_country"):
            match = self.words.within[name].search(text)
            if match and LEAD.match(text[: match.start()]) and not text.startswith(BOAST, match.end()):
                if name == "whole_place":
                    return self.places.whole(match[0], d.period, start)
                parted = d.measure.unit == "ratio" and SHARED.match(text, match.end())
                return None if parted and self._held(d) else self._nationwide(start, end)
        return None

    def _held(self, d: Draft) -> bool:
        """Says that a place behind a share of the whole country's has it: 全国50%的光伏玻璃在安徽生产."""
        behind = self._inside(d.measure.end, d.period.end)
        return any(n.top == "Place" and self.folded.endswith(HOLDS, 0, n.begin) for n in behind)

    def _nationwide(self, start: int, end: int) -> str:
        """What a clause that begins with 全国 is about: an undertaking named at once (全国X攻坚战), else the country."""
        named = next((n for n in self._inside(start, end) if n.top in OPENED), None)
        if named and self.folded[start : named.begin].endswith(WIDE):
            return named.key
        return CHINA if self.home else NOBODY

    def _listed(self, n: Named, at: int) -> bool:
        """Says that a name is one of those counted: 广西、四川等10个省份."""
        between = self.folded[n.end : at]
        if "等" not in between:
            return False
        for other in within.placed(self.names, n.end, at):
            between = between.replace(self.folded[other.begin : other.end], "", 1)
        return LISTED.match(between) is not None

    def _speaks(self, n: Named, end: int) -> bool:
        """Says that a name only tells who says it."""
        if self.folded[n.end : n.end + 1] in tuple(":：") and self._governs(n):  # 商务部：上半年…
            return True
        behind = CLAUSE.split(self.folded[n.end : min(end, n.end + 30)], maxsplit=1)[0]
        said = self.words.within["sources"].search(behind)
        if said is None:
            return n.top == "Institution" and self.words.has("foretold", behind[:4])
        quoted = self.folded[max(0, n.begin - 3) : n.begin].endswith(("据", "从"))
        return quoted or (n.top in ("Institution", "Person") and said.start() < SAID_NEAR)

    def _governs(self, n: Named) -> bool:
        thing = self.entities.get(n.key)
        return thing is not None and thing.cls in ("GovernmentBody", "Regulator")

    def _macro(self, d: Draft) -> str | None:
        """What is always a country's or a place's: its product, its prices, its unemployment."""
        return self.places.main_or_country(d.period) if self.words.has("macro", d.clause) else None

    def _shared(self, d: Draft) -> str | None:
        """In English what has a share is told behind it: 90% of ASEAN's emissions."""
        if d.measure.unit != "ratio" or d.change:
            return None
        behind = within.starting(self.names, d.measure.end, d.measure.end + 12)
        own = (n for n in behind if OF.fullmatch(self.folded, d.measure.end, n.begin))
        return next((n.key for n in own if n.top in ("Place", "Institution")), None)

    def _economy(self, d: Draft) -> str | None:
        """In English what is always a place's is that of the place in its sentence, else of the one told of most."""
        if not self.words.has("macro", d.clause):
            return None
        places = [n for n in self._inside(d.period.begin, d.measure.begin) if n.top == "Place"]
        return places[-1].key if places else self.places.main(d.period)

    def _boxed(self, period: Period) -> str | None:
        return self.box[1] if self.box and period.frame and self.box[0] == period.frame.begin else None

    def _behind(self, d: Draft) -> str | None:
        """In English the thing may be named behind: over 200 students benefited from X."""
        if self.words.chinese:
            return None
        after = self._inside(d.measure.end, d.period.end)
        return after[0].key if after else None

    def _else(self, d: Draft, planned: bool) -> str | None:
        """Where nothing near is named: the country for what statistics tell, else who speaks, else the place."""
        text = d.clause + d.measure.noun
        counted = any(self.words.has(name, text) for name in ("flow", "stock", "yearly"))
        if (counted or d.growth is not None) and not planned:
            return self.places.main_or_country(d.period)
        near = reversed(
            within.starting(self.bodies, max(self.floor, d.period.begin - SPOKEN), d.measure.begin)
        )
        at = d.measure.begin
        spoken = next((n.key for n in near if not self._speaks(n, at) and not self._listed(n, at)), None)
        return spoken or self.places.main(d.period)
