"""Growth rates and the levels that they are said of: 余额60119亿元，同比增长6% is one figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.relate.drafts import Draft, Drafter

RATES = ("percent", "times", "share", "multiple")
REACHED = re.compile(
    r"[，,]?\s*(?:同比)?(?:总额|总量|规模)?(?:已)?(?:达到|达|至|到|为)[约超近]?[过]?\s*\**"
    r"|,? ?(?:year-on-year |year on year |yoy |on the year |from a year (?:ago|earlier) |(?:from|over) the (?:previous|preceding) year )?"
    r"to (?:about |over |nearly )?"
)
AGAINST = re.compile(r"相比|[较比](?!重|例|率)")


def join(drafts: Sequence[Draft], drafter: Drafter) -> list[Draft]:
    """Gives each growth rate to its level; a rate without level stays a figure of its own."""
    kept: list[Draft] = []
    for d in drafts:
        level = _level(kept, d, drafts, drafter) if _rate(d) else None
        if level is not None:
            kept[level] = replace(kept[level], growth=d.signed)
        elif kept and _rate(kept[-1]) and _reached(d, kept[-1], drafter.folded):
            rate = kept.pop()
            clause = drafter.folded[rate.begin : d.measure.begin]
            kept.append(replace(d, growth=rate.signed, clause=clause, lead=rate.lead))
        else:
            kept.append(d)
    return kept


def _rate(d: Draft) -> bool:
    return d.measure.kind in RATES and d.change is not None and d.base != "other" and not d.measure.joined


def _reached(d: Draft, rate: Draft, folded: str) -> bool:
    """Says that a level follows its growth: 增长6%，达到60119亿元; rose 4.3% to 1.2 trillion."""
    between = folded[rate.measure.end : d.measure.begin]
    return d.measure.unit != "ratio" and REACHED.fullmatch(between) is not None


def _level(kept: Sequence[Draft], rate: Draft, drafts: Sequence[Draft], drafter: Drafter) -> int | None:
    """Gives the place of the level that a rate is said of: the last one, or with 分别 that of its turn."""
    levels = [i for i, k in enumerate(kept) if k.measure.unit != "ratio" and k.change is None]
    free = [i for i in levels if kept[i].growth is None]
    if not free:
        return None
    turn = "分别" in rate.clause and len(free) > 1 and not any(kept[i].growth is not None for i in levels)
    chosen = free[-2] if turn and _two(rate, drafts) else free[-1]
    level = kept[chosen]
    between = drafter.folded[level.measure.end : rate.measure.begin]
    if rate.base is None and AGAINST.search(drafter.words.within["yearly"].sub("", between)):
        return None
    return chosen if drafter.bare(_own(level, rate, between)) else None


def _two(rate: Draft, drafts: Sequence[Draft]) -> bool:
    """Says that another rate follows in the same clause: 分别增长9%、10%."""
    return any(d.begin == rate.begin and d.measure.begin > rate.measure.begin for d in drafts if _rate(d))


def _own(level: Draft, rate: Draft, between: str) -> str:
    """The words of the rate's own clause or, in the level's clause, those between the two."""
    text = between if level.begin == rate.begin else rate.clause
    return re.sub(r"[\d.]+%?|[和、与及]", "", text) if "分别" in text else text
