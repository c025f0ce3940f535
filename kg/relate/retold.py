"""A figure told twice is one: in a headline and in the text, exactly and rounded, with and without its date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from kg import text
from kg.model import Observation


@dataclass(frozen=True, slots=True)
class Told:
    """An observation as one place tells it; firm is false in a headline."""

    figure: Observation
    firm: bool
    clause: str


def merge(rows: Iterable[Told]) -> list[Observation]:
    """Gives one observation for each figure, with all its passages, in the order of the text."""
    kept: list[Told] = []
    for row in rows:
        for i, known in enumerate(kept):
            if same(known, row):
                kept[i] = _one(known, row)
                break
        else:
            kept.append(row)
    return [row.figure for row in kept]


def same(a: Told, b: Told) -> bool:
    """Says that two tellings are of one figure."""
    x, y = a.figure, b.figure
    if x.unit != y.unit or not _dates_agree(x, y) or (x.modality != y.modality and a.firm and b.firm):
        return False
    if x.value == y.value:
        apart = a.firm and b.firm and x.about != y.about
        telling = _digits(x.value) >= 3 and (x.unit != "count" or x.value > 100)
        return (not apart and telling and _likeness(a, b) > 0.15) or _likeness(a, b) >= (
            0.7 if apart else 0.45
        )
    step = "台阶" in a.clause + b.clause or "大关" in a.clause + b.clause
    apart = a.figure.evidence != b.figure.evidence
    firm = a.firm and b.firm and not step
    return _rounded(a, b) and (step or apart) and _likeness(a, b) >= (0.2 if step else 0.6 if firm else 0.3)


def _rounded(a: Told, b: Told) -> bool:
    """Says that the one is the other made round: 超200亿元 and 202亿元, 6万亿元 and 60119亿元."""
    for less, more in ((a, b), (b, a)):
        x, y = less.figure, more.figure
        loose = x.bound != "exact" or not less.firm or "台阶" in less.clause or "大关" in less.clause
        if _digits(x.value) >= _digits(y.value) or not loose:
            continue
        if abs(y.value - x.value) > abs(x.value) * Decimal("0.12"):
            continue
        step = Decimal(1).scaleb(x.value.adjusted() - _digits(x.value) + 1)
        if x.bound == "under" and y.value <= x.value <= y.value + step:
            return True
        if x.bound != "under" and x.value <= y.value < x.value + step:
            return True
    return False


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _likeness(a: Told, b: Told) -> float:
    """The share of the smaller label's pairs of characters that the other clause holds too."""
    one, two = (_pairs(r.figure.indicator + r.clause) for r in (a, b))
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
    best, other = (
        (row, known)
        if (not known.firm and row.firm) or _digits(row.figure.value) > _digits(known.figure.value)
        else (known, row)
    )
    x, y = best.figure, other.figure
    if x.as_of is None and x.period_end is None:
        x = replace(x, as_of=y.as_of, period_start=y.period_start, period_end=y.period_end)
    elif x.as_of and y.as_of and len(y.as_of) > len(x.as_of):
        x = replace(x, as_of=y.as_of)
    evidence = tuple(sorted({*x.evidence, *y.evidence}))
    merged = replace(
        x,
        evidence=evidence,
        context=tuple(sorted({*x.context, *y.context} - set(evidence))),
        modality="fact" if "fact" in (x.modality, y.modality) else x.modality,
        growth=x.growth if x.growth is not None else y.growth,
        about=x.about or y.about,
    )
    return Told(merged, known.firm or row.firm, best.clause)
