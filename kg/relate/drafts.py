"""A measure in its sentence: the words before it, whether it tells a change, and against what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.dates import DateMatch
from kg.relate.figurewords import Words, any_of
from kg.relate.measures import Measure
from kg.relate.periods import Period

CLAUSE = re.compile(r"[，；：。!?！？]|,(?=\s)|;|(?<=\S): |\band\b(?= (?:the|its) )")
JOINER = re.compile(r"[\s和、与及以,，]*(?:分别|and|to|至|到|[-—–~])*[\s和、与及以]*$")
LEVEL = re.compile(r"(?:至|到|达|为|达到|to)\s*(?:约|超|近|about|over|nearly)?\s*[\s*]*$")
STARTED = re.compile(
    r"[^。；]{0,50}?(?:发起组建|发起成立|发起设立|发起|组建|组成|加入|报名参加)(?:成立|设立|了)?[“]?"
)
RATIOS = ("percent", "times", "share")


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure in the making.

    clause is the text from the clause's beginning to the measure, lead that from the measure before it, if there is one
    in the clause. change is rise or fall; base what it is told against: year, other, or none.
    """

    measure: Measure
    period: Period
    clause: str
    lead: str
    change: str | None = None
    base: str | None = None
    growth: Decimal | None = None
    second: bool = False  # it is not the first measure of its clause


def draft(
    folded: str, period: Period, measures: Sequence[Measure], told: Sequence[DateMatch], words: Words
) -> list[Draft]:
    """Gives the drafts of one period, growth rates joined to their levels."""
    drafts: list[Draft] = []
    cues = _Cues(words, told)
    for m in measures:
        begin = _clause_begin(folded, period.begin, m.begin)
        before = [d for d in drafts if d.measure.begin >= begin]
        lead = folded[max([begin, *(d.measure.end for d in before)]) : m.begin]
        row = cues.read(Draft(m, period, folded[begin : m.begin], lead, second=bool(before)), before)
        drafts.append(row)
    drafts = [d for d in drafts if not _modifier(folded, d)]
    return list(_joined(drafts, folded, cues))


def _modifier(folded: str, d: Draft) -> bool:
    """Says that a count only names what the next figure is of: 四个重点产业增加值总额达390亿元."""
    m = d.measure
    if m.kind != "count" or folded[m.begin].isdigit() or m.value > 10:
        return False
    behind = re.split(r"[，。；]", folded[m.end : m.end + 24])[0]
    return bool(
        re.search(
            r"(?:总额|总量|总值|增加值|规模|收入|余额|产量|产值|占比|比重|销售额)(?:分别)?(?:达到|达|为|超过|超|突破|近|约|\d)",
            behind,
        )
    )


def _clause_begin(folded: str, begin: int, at: int) -> int:
    ends = [m.end() for m in CLAUSE.finditer(folded, begin, at)]
    return ends[-1] if ends else begin


class _Cues:
    """Reads change and base off the words before a measure."""

    def __init__(self, words: Words, told: Sequence[DateMatch]) -> None:
        self.words, self.told = words, told
        chinese = "counters" in words.raw
        gap = r"(?:了|约|超过|超|近|逾|达|将|一|高于|低于|高达|多达|保持在|在|不低于|不少于|by|of|about|over|nearly|around|an?|some|\s|\*)*"
        rise, fall = any_of(words.raw["rise"]), any_of(words.raw["fall"])
        edge = "(?<!新)" if chinese else r"\b"
        self.rise = re.compile(f"{edge}{rise}{gap}$", re.IGNORECASE)
        self.fall = re.compile(f"{edge}{fall}{gap}$", re.IGNORECASE)
        self.behind_rise = re.compile(rf"\s*(?:[a-z-]+ )?\b{rise}\b" if not chinese else "(?!)")
        self.behind_fall = re.compile(rf"\s*(?:[a-z-]+ )?\b{fall}\b" if not chinese else "(?!)")
        self.yearly = words.cues["yearly"]
        self.other = words.cues.get("other_base")
        self.filler = re.compile(
            any_of([*words.all("yearly"), *words.all("rise"), *words.all("fall")])
            + r"|实际|名义|分别|平均|大幅|小幅|稳步|持续|明显|显著|进一步|按[^，]{0,6}价格计算?|按可比口径|再|又|均|也|或|约|了|率为|为|达"
            + r"|\b(?:or|by|up|representing|an?|of|and|with|which|was|from|a year ago|in|real|terms|to|about|over|nearly)\b|[\s*()（）]"
        )

    def read(self, d: Draft, before: Sequence[Draft]) -> Draft:
        change = None
        if self.fall.search(d.clause) and not _longer(self.rise, self.fall, d.clause):
            change = "fall"
        elif self.rise.search(d.clause):
            change = "rise"
        elif before and before[-1].change and JOINER.match(d.lead) and d.lead.strip():
            return replace(d, change=before[-1].change, base=before[-1].base)
        if change is None:
            return d
        return replace(d, change=change, base=self._base(d.clause))

    def _base(self, clause: str) -> str | None:
        if self.yearly.search(clause):
            return "year"
        if (self.other and self.other.search(clause)) or re.search(
            r"[较比](?!重|例|率|上年|去年)[^，]{1,14}$", clause
        ):
            return "other"
        return None

    def against(self, folded: str, level: Draft, rate: Draft) -> bool:
        """Says that a clause between level and rate names another thing to compare with: 相比十年前."""
        between = folded[level.measure.end : rate.measure.begin]
        return rate.base is None and bool(re.search(r"相比|[较比](?!重|例|率)", between))

    def bare(self, text: str) -> bool:
        """Says that a clause holds nothing but the words of growth: no subject of its own."""
        return not self.filler.sub("", text).strip(" 、")


def _longer(one: re.Pattern[str], other: re.Pattern[str], text: str) -> bool:
    a, b = one.search(text), other.search(text)
    return bool(a and b and a.start() < b.start())


def _joined(drafts: Sequence[Draft], folded: str, cues: _Cues) -> Iterator[Draft]:
    """Gives each growth rate to the level that it is said of; a rate without level stays."""
    kept: list[Draft] = []
    for d in drafts:
        if _rate(d):
            levels = _levels(kept, d, drafts)
            if levels and cues.bare(_between(folded, levels, d)) and not cues.against(folded, levels[0], d):
                index = kept.index(levels[0])
                sign = -1 if d.change == "fall" else 1
                kept[index] = replace(kept[index], growth=d.measure.value * sign)
                continue
        elif kept and _rate(kept[-1]) and kept[-1].growth is None and _reached(d, folded, kept[-1]):
            sign = -1 if kept[-1].change == "fall" else 1
            rate = kept.pop()
            kept.append(replace(d, growth=rate.measure.value * sign, clause=rate.clause + d.clause))
            continue
        kept.append(d)
    yield from kept


def _rate(d: Draft) -> bool:
    return d.measure.kind in RATIOS and d.change is not None and d.base != "other" and not d.measure.joined


def _reached(d: Draft, folded: str, rate: Draft) -> bool:
    """Says that a level follows its growth: 增长6%，达到60119亿元; rose 4.3% to 1.2 trillion."""
    text = folded[rate.measure.end : d.measure.begin]
    return (
        bool(
            re.fullmatch(
                r"[，,]?\s*(?:同比)?(?:总额|总量|规模)?(?:已)?(?:达到|达|至|到|为)[约超近]?[过]?\s*\**|,? ?(?:year-on-year |yoy )?to (?:about |over |nearly )?",
                text,
            )
        )
        and d.measure.unit != "ratio"
    )


def _levels(kept: Sequence[Draft], rate: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """Gives the level that a rate may be of: the last one, or with 分别 the one of the same place in its list."""
    levels = [k for k in kept if k.measure.unit != "ratio" and k.growth is None and k.change is None]
    if not levels:
        return []
    rates = [
        d
        for d in drafts
        if _rate(d) and d.measure.begin <= rate.measure.begin and d.clause[:4] == rate.clause[:4]
    ]
    if "分别" in rate.clause and len(levels) >= 2 and len(rates) <= 2:
        return levels[-2:-1] if len(levels) - len(rates) >= 1 and len(rates) == 1 else levels[-1:]
    return levels[-1:]


def _between(folded: str, levels: Sequence[Draft], rate: Draft) -> str:
    """The words of the rate's own clause, or, in the level's clause, those between the two."""
    level = levels[0].measure
    same = len(rate.clause) > rate.measure.begin - level.end
    text = folded[level.end : rate.measure.begin] if same else rate.clause
    text = re.sub(r"[\d.]+%?", "", text) if "分别" in text else text
    return text if "分别" not in text else re.sub(r"[和、与及]", "", text)
