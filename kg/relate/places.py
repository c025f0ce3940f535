"""The places of a text: the one that it is about (全市), the country (全国)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.model import Entity
from kg.relate.periods import Period

CHINA = "place-china"
NEAR = 600  # characters before a period in which a place is near


class Places:
    """Weighs the places of a text or of a part: rows are where each is named, and its key; home says that the text names China."""

    def __init__(
        self, rows: Sequence[tuple[int, str]], entities: Mapping[str, Entity], home: bool = False
    ) -> None:
        self.rows, self.entities = rows, entities
        self.home = home or any(key == CHINA for _, key in rows)
        self.counts = Counter(key for _, key in rows)
        self.local = Counter(key for _, key in rows if key != CHINA)
        self.leading = _leading(self.local)
        self.most = _most(self.local) or _most(self.counts)
        self.more = max(self.local.values(), default=0) > max(2, 2 * self.counts[CHINA])

    def country(self) -> str | None:
        """The country, where the text names it."""
        return CHINA if self.home else None

    def main(self, period: Period) -> str | None:
        """The place that the text speaks of most, or that is named in this period or near it."""
        if self.leading:
            return self.leading
        near = self._within(period.begin - NEAR, period.begin)
        here = self._within(period.begin, period.end)
        return here[0] if here else _most(Counter(near)) or self.most

    def whole(self, word: str, period: Period, at: int) -> str | None:
        """The place of the kind that 全省 or 我市 tells: the last in this period, else the one that is named most.

        当地 is the one named last before it.
        """
        if word.endswith("地"):
            near = self._within(at - NEAR, at)
            return near[-1] if near else self.main(period)
        kind = Counter({key: n for key, n in self.local.items() if self._is_a(key, word[-1])})
        here = [key for key in self._within(period.begin, period.end) if key in kind]
        return here[-1] if here else _most(kind) or self.main(period)

    def _is_a(self, key: str, kind: str) -> bool:
        names = (name.text for name in self.entities[key].names) if key in self.entities else ()
        return any(name.endswith(kind) and not name.endswith("地区") for name in names)

    def _within(self, begin: int, end: int) -> list[str]:
        first, last = (bisect_left(self.rows, (at, "")) for at in (begin, end))
        return [key for _, key in self.rows[first:last] if key != CHINA]

    def main_or_country(self, period: Period) -> str | None:
        """The place of a local text, else the country."""
        return self.main(period) if self.more else self.country()


def _leading(places: Counter[str]) -> str | None:
    """The only place, or one named twice as often as any other."""
    counts = sorted(places.values(), reverse=True)
    return _most(places) if len(counts) == 1 or (counts and counts[0] >= 2 * counts[1]) else None


def _most(places: Counter[str]) -> str | None:
    return max(sorted(places), key=lambda key: places[key]) if places else None
