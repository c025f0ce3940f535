"""The places of a text: the one that it is about (全市), the country (全国)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kg.model import Entity
from kg.relate.periods import Period

CHINA = "place-china"
NEAR = 600  # characters before a period in which a place is near


class Places:
    """Weighs the places of a text: rows are where each is named, and its key."""

    def __init__(self, rows: Sequence[tuple[int, str]], entities: Mapping[str, Entity]) -> None:
        self.rows = rows
        self.known = CHINA in entities or any(key == CHINA for _, key in rows)
        self.counts = Counter(key for _, key in rows)
        self.local = Counter(key for _, key in rows if key != CHINA)

    def country(self) -> str | None:
        """The country, where the text names it."""
        return CHINA if self.known else None

    def main(self, period: Period) -> str | None:
        """The place that the text speaks of most, or that is named in this period or near it."""
        leading = _leading(self.local)
        if leading:
            return leading
        here = [key for at, key in self.rows if period.begin <= at < period.end and key != CHINA]
        if here:
            return here[0]
        near = Counter(
            key for at, key in self.rows if period.begin - NEAR <= at < period.end and key != CHINA
        )
        return _most(near) or _most(self.local) or _most(self.counts)

    def main_or_country(self, period: Period) -> str | None:
        """The place of a local text, else the country."""
        most = max(self.local.values(), default=0)
        return self.main(period) if most > max(2, 2 * self.counts[CHINA]) else self.country()


def _leading(places: Counter[str]) -> str | None:
    """The only place, or one named twice as often as any other."""
    counts = sorted(places.values(), reverse=True)
    return _most(places) if len(counts) == 1 or (counts and counts[0] >= 2 * counts[1]) else None


def _most(places: Counter[str]) -> str | None:
    return max(sorted(places), key=lambda key: places[key]) if places else None
