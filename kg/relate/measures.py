"""Numbers with a unit or a counted noun: what a text measures, before it is asked of what, whose and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg import numbers
from kg.numbers import Numeral
from kg.relate.figurewords import Words

CURRENCY = re.compile(
    r"(人民币|港币|港元|美金|美元|澳门币|新台币|[A-Z]{1,3}\$|RMB|HKD|USD|CNY|EUR|SGD|MOP|GBP|\$|€|£|¥)\s?$"
)

LISTED = re.compile("[、和与及]")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number and what it counts or measures; begin includes a currency in front, end the unit.

    kind: money, percent, points (百分点, 基点), times (倍), share (三成), multiple (doubled), unit, time, running
    (连续7年), count, index. noun is the counted one.
    """

    begin: int
    end: int
    value: Decimal
    unit: str
    kind: str
    bound: str = "exact"
    noun: str = ""
    joined: bool = False  # it is the end of a range


@dataclass
class Finder:
    """Finds the measures of a folded text; blocked (dates, names), in their order, holds none; home is what 元 is."""

    folded: str
    words: Words
    blocked: Sequence[tuple[int, int]]
    home: str = "CNY"

    def find(self) -> Iterator[Measure]:
        """Yields the measures; the first end of a range takes the unit of the second."""
        held: Numeral | None = None
        run: list[Numeral] = []
        end = 0
        for numeral in self._free(numbers.find(self.folded)):
            if numeral.begin < end:
                held = None
                continue
            measure = self.measure(numeral)
            if measure and held and numbers.RANGE.fullmatch(self.folded, held.end, numeral.begin):
                yield _first(held, numeral, measure)
                measure = replace(measure, joined=True)
            run = run if run and LISTED.fullmatch(self.folded, run[-1].end, numeral.begin) else []
            if measure:
                yield from (_first(n, numeral, measure) for n in run if self._each(run[0]))
                yield measure
                end = measure.end
            run = [] if measure or numeral.article else [*run, numeral]
            held = None if measure or numeral.article else numeral

    def _each(self, first: Numeral) -> bool:
        """Says that a list of numbers shares the unit of its last: 分别加快0.9、1.1和0.5个百分点."""
        return "分别" in self.back(first.begin, 8)

    def _free(self, numerals: Sequence[Numeral]) -> Iterator[Numeral]:
        """Yields the numerals outside of dates and names: both are walked through once, in their order."""
        blocked, reach = iter(self.blocked), 0
        ahead = next(blocked, None)
        for n in numerals:
            while ahead and ahead[0] < n.end:
                reach, ahead = max(reach, ahead[1]), next(blocked, None)
            if n.begin >= reach:
                yield n

    def measure(self, n: Numeral) -> Measure | None:
        """Gives what a numeral measures, or None where it measures nothing."""
        raise NotImplementedError

    def back(self, at: int, size: int) -> str:
        return self.folded[max(0, at - size) : at]

    def ahead(self, at: int, size: int) -> str:
        return self.folded[at : at + size]

    def bound(self, n: Numeral, begin: int, end: int, each: str | None = None) -> str:
        """Says in which bound a measure is told: behind it, by the number itself, or by the words before it."""
        for bound, pattern in self.words.after.items():
            if pattern.match(self.folded, end):
                return bound
        if each in ("多", "余"):
            return "over"
        before = self.back(begin, 24)
        told = next((bound for bound, pattern in self.words.before.items() if pattern.search(before)), None)
        return told or n.bound or "exact"

    def currency(self, n: Numeral) -> tuple[int, str] | None:
        """Gives where the currency in front of a number begins, and its code."""
        lead = CURRENCY.search(self.back(n.begin, 5))
        code: str | None = self.words.raw["currencies"].get(lead[1]) if lead else None
        return (n.begin - len(lead[0]), code) if lead and code else None

    def scaled(self, word: str, value: Decimal) -> tuple[Decimal, str, str]:
        """Gives value, unit and kind of a number with a unit word."""
        per = self.words.raw["percents"].get(word)
        if per:
            return value / per, "ratio", "percent" if word in ("%", "‰", "per cent", "percent") else "points"
        if word in self.words.raw["fold"]:
            return value, "ratio", "times"
        if word in self.words.raw["weeks"]:
            return value * 7, "d", "time"
        code = self.words.units.get(word)
        if code is None:
            return value, self.words.times[word], "time"
        money = len(code) == 3 and code.isupper()
        return value, self.home if word == "元" else code, "money" if money else "unit"


def _first(held: Numeral, second: Numeral, measure: Measure) -> Measure:
    scale = second.scale if held.scale == 1 and held.value < second.scale else Decimal(1)
    value = held.value * scale * (measure.value / second.value) if second.value else held.value
    return replace(measure, begin=held.begin, value=value)
