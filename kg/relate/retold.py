"""A figure told twice is one: in a headline and in the text, exactly and rounded, with and without its date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice
from math import floor, log

from kg import text
from kg.model import Observation

STEP = re.compile(r"台阶|大关")
ENDING = re.compile(r"(?:同比)?(?:增速|降幅|增幅|增加额|减少额|比重|growth)$")
GROWTH = re.compile(r"(?:增速|降幅|growth)$")
NEAR = Decimal("0.12")  # how far apart a figure and its rounding may be
VAGUE = Decimal("0.5")  # the same of a headline's 超百项
BAND = log(1.2)  # wider than that, so that two near values lie in one band or in neighbouring ones
STEPS = (0, -1, 1, -2, 2, -3, 3)  # as far as a vague figure may be apart
LATEST = 256  # figures of a band that one is compared with, those told last
Bands = dict[tuple[str, bool, int], dict[int, None]]  # unit, sign and size → places of figures


@dataclass(frozen=True)
class Told:
    """An observation as one place tells it; firm is false in a headline."""

    figure: Observation
    firm: bool
    clause: str

    @cached_property
    def digits(self) -> int:
        return len(self.figure.value.normalize().as_tuple().digits)

    @cached_property
    def date(self) -> str | None:
        return self.figure.as_of or self.figure.period_end

    @cached_property
    def step(self) -> bool:
        return STEP.search(self.clause) is not None

    @cached_property
    def label(self) -> set[str]:
        return _pairs(ENDING.sub("", self.figure.indicator))

    @cached_property
    def words(self) -> set[str]:
        return _pairs(self.figure.indicator + self.clause)

    def alike(self, other: Told) -> float:
        """The share of the smaller telling's pairs of characters that the other holds too."""
        return _overlap(self.words, other.words)


class Kept:
    """A figure as it is best told so far, with all the passages that tell it."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.evidence, self.context = {*told.figure.evidence}, {*told.figure.context}

    def take(self, row: Told) -> None:
        self.told = _one(self.told, row)
        self.evidence.update(row.figure.evidence)
        self.context.update(row.figure.context)

    @property
    def figure(self) -> Observation:
        context = tuple(sorted(self.context - self.evidence))
        return replace(self.told.figure, evidence=tuple(sorted(self.evidence)), context=context)


def merge(rows: Iterable[Told]) -> list[Observation]:
    """Gives one observation for each figure, with all its passages, in the order of the text."""
    kept: list[Kept] = []
    bands: Bands = defaultdict(dict)
    for row in rows:
        place = min((i for i in _near(bands, row) if same(kept[i], row)), default=len(kept))
        if place < len(kept):
            kept[place].take(row)
        else:
            kept.append(Kept(row))
        bands[_band(kept[place].told)][place] = None
    return [known.figure for known in _without_rates(kept)]


def _without_rates(kept: Sequence[Kept]) -> Iterator[Kept]:
    """Yields the figures but those that only tell the growth of a level once more: a headline's 外贸增长6%."""
    levels: dict[Decimal, list[Kept]] = defaultdict(list)
    for known in kept:
        if known.told.figure.growth is not None:
            levels[abs(known.told.figure.growth)].append(known)
    for known in kept:
        level = next((k for k in _like(levels, known.told) if _growth_of(known.told, k.told)), None)
        if level is None:
            yield known
        else:
            level.evidence.update(known.evidence)


def _like(levels: dict[Decimal, list[Kept]], rate: Told) -> Iterator[Kept]:
    """Yields the levels whose growth is this, or about this where a headline rounds it."""
    value = abs(rate.figure.value)
    yield from levels.get(value, ())
    if rate.figure.bound != "exact" and not rate.firm:
        for growth in islice(levels, LATEST):
            if value != growth and abs(value - growth) <= value * NEAR:
                yield from levels[growth]


def _growth_of(rate: Told, level: Told) -> bool:
    x, y = rate.figure, level.figure
    if (
        x.unit != "ratio"
        or x.growth is not None
        or not GROWTH.search(x.indicator)
        or x.modality != y.modality
    ):
        return False
    alike = _overlap(rate.label, level.label) >= (1 if rate.firm else 0.5)
    return alike and _dates_agree(rate.date, level.date)


def _band(row: Told) -> tuple[str, bool, int]:
    value, size = row.figure.value, row.figure.value.adjusted()
    wide = floor((log(abs(value.scaleb(-size))) + size * log(10)) / BAND) if value else 0
    return row.figure.unit, value > 0, wide


def _near(bands: Bands, row: Told) -> Iterator[int]:
    """Yields the places of the figures of about this value, of each band those told last."""
    unit, positive, size = _band(row)
    for step in STEPS:
        yield from islice(reversed(bands[unit, positive, size + step]), LATEST)


def same(known: Kept, b: Told) -> bool:
    """Says that a figure is told once more."""
    a = known.told
    x, y = a.figure, b.figure
    firm = a.firm and b.firm
    if x.unit != y.unit or not _dates_agree(a.date, b.date) or (firm and x.modality != y.modality):
        return False
    apart = known.evidence.isdisjoint(y.evidence)
    if x.value == y.value:
        return apart and _same_told(a, b, firm)
    step = a.step or b.step
    if not (step or apart) or not _rounded(a, b):
        return False
    return a.alike(b) >= (0.2 if step or (not firm and x.about == y.about) else 0.6 if firm else 0.3)


def _same_told(a: Told, b: Told, firm: bool) -> bool:
    """Equal values are one figure where they are of one thing and called alike, or where a headline tells one."""
    x, y = a.figure, b.figure
    if not firm:
        telling = a.digits >= 3 or abs(x.value) > 10**6
        return a.alike(b) >= (0.15 if telling else 0.3)
    named = _overlap(a.label, b.label) >= 0.5
    if x.about == y.about:
        return named or a.alike(b) >= 0.7
    phrase = x.indicator == y.indicator and x.indicator.isascii() and " " in x.indicator  # new joint projects
    return named and (phrase or a.alike(b) >= 0.7)


def _rounded(a: Told, b: Told) -> bool:
    """Says that the one is the other made round: 超200亿元 and 202亿元, 6万亿元 and 60119亿元."""
    for less, more in ((a, b), (b, a)):
        x, y = less.figure, more.figure
        loose = x.bound != "exact" or not less.firm or less.step
        vague = x.bound == "over" and not less.firm and less.digits == 1
        apart = abs(x.value) * (VAGUE if vague else NEAR)
        if not loose or less.digits >= more.digits or abs(y.value - x.value) > apart:
            continue
        if (y.value <= x.value) if x.bound == "under" else (x.value <= y.value):
            return True
    return False


def _overlap(one: set[str], two: set[str]) -> float:
    least = min(len(one), len(two))
    return len(one & two) / least if least else 0.0


def _pairs(label: str) -> set[str]:
    key = text.key(label)
    return {key[i : i + 2] for i in range(len(key) - 1)}


def _dates_agree(one: str | None, two: str | None) -> bool:
    return one is None or two is None or one.startswith(two) or two.startswith(one)


def _one(known: Told, row: Told) -> Told:
    """Joins two tellings: the more exact value, the date, the growth of either, the body's subject."""
    finer = row.digits > known.digits
    best, other = (row, known) if finer or (row.firm and not known.firm) else (known, row)
    x, y = best.figure, other.figure
    if x.as_of is None and x.period_end is None:
        x = replace(x, as_of=y.as_of, period_start=y.period_start, period_end=y.period_end)
    elif x.as_of and y.as_of and len(y.as_of) > len(x.as_of):
        x = replace(x, as_of=y.as_of)
    merged = replace(
        x,
        modality="fact" if "fact" in (x.modality, y.modality) else x.modality,
        growth=x.growth if x.growth is not None else y.growth,
        about=x.about or y.about,
    )
    return Told(merged, known.firm or row.firm, best.clause)
