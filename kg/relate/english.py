"""What the numbers of an English text measure: HK$3 billion, 4.3%, 12 banks, doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.numbers import Numeral
from kg.relate.figurewords import any_of
from kg.relate.measures import Finder, Measure

WORD = re.compile(r"[ \-]?([A-Za-z][A-Za-z’'-]*)")
PLURAL = re.compile(r"[^su'’i]s$")
ACRONYMS = re.compile(r"[A-Z][A-Z]+s|M[oO]Us")
PAIRED = re.compile(r" and(?: [a-z-]+){0,2} [a-z-]*[a-rt-z]s\b")  # two investment and financing|events
BESIDE = re.compile(
    r"\b(?:close to|above|below|than) the $|(?:ed|ose|rew|went|moving) up to $"
)  # rose up to 1.4%
DOLLARS = ("HKD", "SGD")
EXPERIENCE = re.compile(r" of (?:experience|operation|service|history)\b")
TENOR = re.compile(r"-(?:year|month|day)\b")  # the HKD|30-year bond
PARTITIVE = re.compile(r" (?:of|the|a)\b")
OTHER = re.compile(r"\b(?:first|second|latter|other|upper|lower|better) $")
SET = re.compile(r"[A-Za-z]-$|[+×/.#]$|\bNo\.? $")
GIVEN = re.compile(r"\b(?:the|its|their|all)$")
AGAINST = re.compile(r"(?:compared (?:with|to)|(?:up|down) from|against)(?: about| around| some| over)? $")
UNIT = re.compile(r"[-%]| (?:per|million|billion|basis)")
NUMBER = re.compile(
    r"\b[Nn]umber of ((?:[A-Za-z&’'/-]+ ){0,5}?[A-Za-z-]*[A-Za-z]s)\b(?!.*\b(?:and|which|while|whereas)\b)(?:[^.;,]|[.,](?=\d))*?"
    r" (?:was|were|at|to|reached|totalled|totaled|numbered|of|from)(?: [a-z]+){0,2} $"
)
WORDS_IN_NOUN = 6


class English(Finder):
    """Finds the measures of an English text."""

    def find(self) -> Iterator[Measure]:
        """Yields the measures in the order of the text."""
        yield from sorted([*super().find(), *self._multiples()], key=lambda m: m.begin)

    def _multiples(self) -> Iterator[Measure]:
        """What doubled grew by 1, as what grew by 100% did."""
        multiples = self.words.raw["multiples"]
        for match in re.finditer(rf"\b({any_of(multiples)})\b(?! (?:as|their|its|the efforts))", self.folded):
            yield Measure(*match.span(), Decimal(str(multiples[match[1]])), "ratio", "multiple")

    counted: Measure | None = None  # the last count, with its noun

    def bound(self, n: Numeral, begin: int, end: int, each: str | None = None) -> str:
        """Says in which bound a measure is told; close to the 0.3% and above the 8% of something else are beside an exact one."""
        return "exact" if BESIDE.search(self.back(begin, 16)) else super().bound(n, begin, end, each)

    def currency(self, n: Numeral) -> tuple[int, str] | None:
        """Gives the currency in front of a number; a bare $ is the dollar of the text's own place."""
        found = super().currency(n)
        bare = found is not None and self.folded[found[0] : n.begin].strip() == "$"
        return (found[0], self.home) if found and bare and self.home in DOLLARS else found

    def measure(self, n: Numeral) -> Measure | None:
        found = self._read(n)
        if found and found.kind == "count":
            self.counted = found
        return found or self._numbered(n) or self._compared(n)

    def _numbered(self, n: Numeral) -> Measure | None:
        """A bare number that says how many there are: the number of mortgage applications rose to 7,412."""
        lead = NUMBER.search(re.split(r"[.;\n]\s", self.back(n.begin, 160))[-1])
        year = n.scale == 1 and 1900 <= n.value <= 2100 and "," not in self.folded[n.begin : n.end]
        if lead is None or n.article or year or n.value != n.value.to_integral_value():
            return None
        if UNIT.match(self.folded, n.end) or self.currency(n):
            return None
        return Measure(n.begin, n.end, n.value, "count", "count", self.bound(n, n.begin, n.end), lead[1])

    def _compared(self, n: Numeral) -> Measure | None:
        """A bare number that a count is told against counts the same: 66,000 visitors, compared with 62,000 in 2022."""
        last = self.counted
        if (
            not last
            or n.article
            or not AGAINST.search(self.back(n.begin, 24))
            or UNIT.match(self.folded, n.end)
        ):
            return None
        between = self.folded[last.end : n.begin]
        if n.value < 100 or re.search(r"[.;\n]\s", between) or not n.arabic:
            return None
        return Measure(n.begin, n.end, n.value, "count", "count", self.bound(n, n.begin, n.end), last.noun)

    def _read(self, n: Numeral) -> Measure | None:
        before = self.back(n.begin, 16)
        if SET.search(before):
            return None
        if n.ratio:
            part = PARTITIVE.match(self.folded, n.end) and not OTHER.search(before)
            return (
                Measure(n.begin, n.end, n.value, "ratio", "share", self.bound(n, n.begin, n.end))
                if part
                else None
            )
        prefix = None if TENOR.match(self.folded, n.end) else self.currency(n)
        if prefix:
            return Measure(prefix[0], n.end, n.value, prefix[1], "money", self.bound(n, prefix[0], n.end))
        unit = self.words.unit.match(self.folded, n.end)
        return self._measured(n, unit, before) if unit else self._counted(n, before.rstrip())

    def _measured(self, n: Numeral, unit: re.Match[str], before: str) -> Measure | None:
        value, code, kind = self.scaled(unit["word"], n.value)
        if self.ahead(n.end, 1) == "-" and kind == "time":
            return None
        spent = EXPERIENCE.match(self.folded, unit.end())
        if kind == "time" and not spent and not self.words.closes("lasting", before.rstrip()):
            return None
        return Measure(n.begin, unit.end(), value, code, kind, self.bound(n, n.begin, unit.end()))

    def _counted(self, n: Numeral, before: str) -> Measure | None:
        whole = n.value == n.value.to_integral_value() and (
            n.scale > 1 or "." not in self.folded[n.begin : n.end]
        )
        if n.article or not whole or (n.value == 0 and not n.arabic):  # the Net Zero Emissions scenario
            return None
        if self.words.closes("definite", before) and not (n.arabic and GIVEN.search(before)):
            return None
        end, noun = self._noun(n.end)
        return (
            Measure(n.begin, end, n.value, "count", "count", self.bound(n, n.begin, end), noun)
            if noun
            else None
        )

    def _noun(self, at: int) -> tuple[int, str]:
        """Gives the end and the text of the noun phrase from here; it is empty where no plural is its head."""
        begin, raw = at, self.words.raw
        for taken in range(WORDS_IN_NOUN):
            word = WORD.match(self.folded, at)
            if word is None or (taken == 0 and self.ahead(at, 1) == "-"):
                break
            lower, at = word[1].lower(), word.end()
            if taken and lower == "and" and PAIRED.match(self.folded, word.start()):
                continue
            if lower in raw["stops"] or lower in raw["not_nouns"]:
                break
            if lower in raw["nouns"] or PLURAL.search(lower) or ACRONYMS.fullmatch(word[1]):
                return at, self.folded[begin:at].strip()
        return at, ""
