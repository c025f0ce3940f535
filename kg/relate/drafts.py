"""A measure in its sentence: the words before it, whether it tells a change, and against what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.relate.figurewords import Words, any_of
from kg.relate.measures import Measure
from kg.relate.periods import Period

CLAUSE = re.compile(r"[，；：。!?！？]|,(?=\s)|;|(?<=\S): |\band\b(?= (?:the|its) )")
JOINER = re.compile(r"[\s和、与及以,，]*(?:分别|and|to|至|到|[-—–~])*[\s和、与及以]*$")
LEVEL = re.compile(r" to (?:about |around |over |nearly )?")
COMPARING = re.compile(r"[较比](?!重|例|率|上年|去年)[^，]{1,14}$")
HIGHER = re.compile(r"\s(higher|more|lower|less|fewer) than\b")
NAMED = re.compile(
    r"(?:总额|总量|总值|增加值|规模|收入|余额|产量|产值|占比|比重|销售额)(?:分别)?(?:达到|达|为|超过|超|突破|近|约|\d)"
)
STARTED = re.compile(
    r"[^。；]{0,50}?(?:发起组建|发起成立|发起设立|发起|组建|组成|加入|报名参加)(?:成立|设立|了)?[“]?"
)
FILLER = (
    r"|实际|名义|分别|平均|大幅|小幅|稳步|持续|明显|显著|进一步|按[^，]{0,6}价格计算?|按可比口径"
    r"|再|又|均|也|或|约|了|率为|为|达"
    r"|\b(?:or|by|up|representing|an?|of|and|with|which|was|from|a year ago|in|real|terms|to|about|over|nearly)\b"
    r"|[\s*()（）]"
)
GAP = (
    r"(?:了|均|都|基本|约|超过|超|近|逾|达|将|一|高于|低于|高达|多达|保持在|在|不低于|不少于"
    r"|by|of|at|about|over|nearly|around|an?|some|\s|\*)*$"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure in the making.

    clause is the text from the clause's beginning to the measure, lead that from the measure before it, if there is
    one in the clause. change is rise or fall; base what it is told against: year, other, or none.
    """

    measure: Measure
    period: Period
    clause: str
    lead: str
    change: str | None = None
    base: str | None = None
    growth: Decimal | None = None
    second: bool = False  # it is not the first measure of its clause

    @property
    def begin(self) -> int:
        """Where the clause begins."""
        return self.measure.begin - len(self.clause)

    @property
    def signed(self) -> Decimal:
        return -self.measure.value if self.change == "fall" else self.measure.value


@cache
def _growing(words: Words) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Gives what finds a rise, a fall, and all that tells of growth alone."""
    edge = "(?<!新)" if words.chinese else r"\b"
    rise, fall = (
        re.compile(edge + any_of(words.raw[name]) + GAP, re.IGNORECASE) for name in ("rise", "fall")
    )
    growing = [*words.raw["yearly"], *words.raw["rise"], *words.raw["fall"]]
    return rise, fall, re.compile(any_of(growing) + FILLER)


class Drafter:
    """Makes drafts of measures by the words around them."""

    def __init__(self, folded: str, words: Words) -> None:
        self.folded, self.words = folded, words
        self.rise, self.fall, self.filler = _growing(words)

    def read(self, period: Period, measures: Sequence[Measure]) -> list[Draft]:
        """Gives the drafts of one period."""
        drafts: list[Draft] = []
        for m in measures:
            begin = self._clause_begin(period.begin, m.begin)
            before = [d for d in drafts if d.measure.begin >= begin]
            lead = self.folded[max([begin, *(d.measure.end for d in before)]) : m.begin]
            row = Draft(m, period, self.folded[begin : m.begin], lead, second=bool(before))
            drafts.append(self._changed(row, before))
        return [d for d in drafts if not self._modifier(d)]

    def bare(self, text: str) -> bool:
        """Says that a text holds nothing but the words of growth: no subject of its own."""
        return not self.filler.sub("", text).strip(" 、")

    def _clause_begin(self, begin: int, at: int) -> int:
        ends = [m.end() for m in CLAUSE.finditer(self.folded, begin, at)]
        return ends[-1] if ends else begin

    def _modifier(self, d: Draft) -> bool:
        """Says that a count only names what the next figure is of: 四个重点产业增加值总额达390亿元."""
        m = d.measure
        if m.kind != "count" or self.folded[m.begin].isdigit() or m.value > 10:
            return False
        behind = re.split(r"[，。；]", self.folded[m.end : m.end + 24])[0]
        return NAMED.search(behind) is not None

    def _changed(self, d: Draft, before: Sequence[Draft]) -> Draft:
        """Reads change and base off the words before a measure."""
        if d.measure.kind == "multiple":
            return replace(d, change="rise" if d.measure.value > 0 else "fall")
        higher = HIGHER.match(self.folded, d.measure.end)
        if higher:
            return replace(d, change="rise" if higher[1] in ("higher", "more") else "fall", base="other")
        clause = d.clause.removesuffix("高达")  # a level, however high
        fall, rise = self.fall.search(clause), self.rise.search(clause)
        if fall and (rise is None or fall.start() <= rise.start()):
            return replace(d, change="fall", base=self._base(d))
        if rise:
            return replace(d, change="rise", base=self._base(d))
        level = before and LEVEL.fullmatch(d.lead) and not d.measure.joined  # fell 0.2 points|to 2.8%
        if before and before[-1].change and d.lead.strip() and JOINER.match(d.lead) and not level:
            return replace(d, change=before[-1].change, base=before[-1].base)
        return d

    def _base(self, d: Draft) -> str | None:
        """Says what a change is told against: in English behind it, up 1.1% from the preceding quarter."""
        clause = d.clause
        if not self.words.chinese:
            clause += re.split(r"[.,;]\s|\band\b", self.folded[d.measure.end : d.measure.end + 48])[0]
        if self.words.has("yearly", clause):
            return "year"
        return "other" if self.words.has("other_base", clause) or COMPARING.search(clause) else None
