"""A figure told twice is one: in a headline and in the text, exactly and rounded, with and without its date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from kg import text
from kg.model import Observation

STEP = re.compile(r"台阶|大关")
ENDING = re.compile(r"(?:同比)?(?:增速|降幅|增幅|增加额|减少额|比重|growth)$")
NEAR = Decimal("0.12")  # how far apart a figure and its rounding may be


@dataclass(frozen=True, slots=True)
class Told:
    """An observation as one place tells it; firm is false in a headline."""

    figure: Observation
    firm: bool
    clause: str


def merge(rows: Iterable[Told]) -> list[Observation]:
    """Gives one observation for each figure, with all its passages, in the order of the text."""
    kept: list[Told] = []
    near: dict[tuple[str, int], list[int]] = defaultdict(list)  # unit and magnitude → places in kept
    for row in rows:
        unit, size = row.figure.unit, row.figure.value.adjusted()
        found = [i for step in (-1, 0, 1) for i in near[unit, size + step] if same(kept[i], row)]
        if found:
            kept[min(found)] = _one(kept[min(found)], row)
        else:
            near[unit, size].append(len(kept))
            kept.append(row)
    return [row.figure for row in kept]


def same(a: Told, b: Told) -> bool:
    """Says that two tellings are of one figure."""
    x, y = a.figure, b.figure
    firm = a.firm and b.firm
    if x.unit != y.unit or not _dates_agree(x, y) or (firm and x.modality != y.modality):
        return False
    apart = not {*x.evidence} & {*y.evidence}
    if x.value == y.value:
        return apart and _same_told(a, b, firm)
    step = bool(STEP.search(a.clause) or STEP.search(b.clause))
    if not (step or apart) or not _rounded(a, b):
        return False
    return _alike(a, b) >= (0.2 if step or (not firm and x.about == y.about) else 0.6 if firm else 0.3)


def _same_told(a: Told, b: Told, firm: bool) -> bool:
    """Equal values are one figure where they are of one thing and called alike, or where a headline tells one."""
    x, y = a.figure, b.figure
    if not firm:
        telling = _digits(x.value) >= 3 or abs(x.value) > 10**6
        return _alike(a, b) >= (0.15 if telling else 0.3)
    named = _overlap(_label(x), _label(y)) >= 0.5
    if x.about == y.about:
        return named or _alike(a, b) >= 0.7
    return named and _alike(a, b) >= 0.7


def _rounded(a: Told, b: Told) -> bool:
    """Says that the one is the other made round: 超200亿元 and 202亿元, 6万亿元 and 60119亿元."""
    for less, more in ((a, b), (b, a)):
        x, y = less.figure, more.figure
        loose = x.bound != "exact" or not less.firm or STEP.search(less.clause)
        if not loose or _digits(x.value) >= _digits(y.value) or abs(y.value - x.value) > abs(x.value) * NEAR:
            continue
        if (y.value <= x.value) if x.bound == "under" else (x.value <= y.value):
            return True
    return False


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _label(figure: Observation) -> set[str]:
    return _pairs(ENDING.sub("", figure.indicator))


def _alike(a: Told, b: Told) -> float:
    """The share of the smaller telling's pairs of characters that the other holds too."""
    return _overlap(_pairs(a.figure.indicator + a.clause), _pairs(b.figure.indicator + b.clause))


def _overlap(one: set[str], two: set[str]) -> float:
    least = min(len(one), len(two))
    return len(one & two) / least if least else 0.0


def _pairs(label: str) -> set[str]:
    key = text.key(label)
    return {key[i : i + 2] for i in range(len(key) - 1)}


def _dates_agree(x: Observation, y: Observation) -> bool:
    one, two = (o.as_of or o.period_end for o in (x, y))
    return one is None or two is None or one.startswith(two) or two.startswith(one)


def _one(known: Told, row: Told) -> Told:
    """Joins two tellings: the more exact value, the date, the growth of either, the body's subject."""
    finer = _digits(row.figure.value) > _digits(known.figure.value)
    best, other = (row, known) if finer or (row.firm and not known.firm) else (known, row)
    x, y = best.figure, other.figure
    if x.as_of is None and x.period_end is None:
        x = replace(x, as_of=y.as_of, period_start=y.period_start, period_end=y.period_end)
    elif x.as_of and y.as_of and len(y.as_of) > len(x.as_of):
        x = replace(x, as_of=y.as_of)
    evidence = tuple(sorted({*x.evidence, *y.evidence}))
    merged = replace(
        x,
        evidence=evidence,
        context=tuple(sorted({*x.context, *y.context} - {*evidence})),
        modality="fact" if "fact" in (x.modality, y.modality) else x.modality,
        growth=x.growth if x.growth is not None else y.growth,
        about=x.about or y.about,
    )
    return Told(merged, known.firm or row.firm, best.clause)
