"""A range that may be a name, and the choice among those that overlap."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Candidate(NamedTuple):
    """A range of characters with its class; found says who saw it, the higher rank wins where two cross.

    level is that of a place of the seeds, empty for anything else.
    """

    begin: int
    end: int
    label: str
    found: str
    rank: int = 0
    level: str = ""

    @property
    def known(self) -> bool:
        """Says whether it is a name of the seeds that needs no context."""
        return self.found.startswith(("seed:", "pair:"))

    def holds(self, other: Candidate) -> bool:
        return self.begin <= other.begin and other.end <= self.end


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Gives the candidates that can stand together: none crosses another, no range has two.

    The higher rank wins, then the longer, then the earlier; what lies inside a chosen one may stay. They come in
    the order of the text, the longer of two first.
    """
    chosen = [c for group in _groups(sorted(set(candidates))) for c in _best(group)]
    return sorted(chosen, key=lambda c: (c.begin, -c.end))


def _groups(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """Yields the candidates that overlap one another, directly or through others."""
    group: list[Candidate] = []
    end = 0
    for c in candidates:
        if group and c.begin >= end:
            yield group
            group = []
        group.append(c)
        end = max(end, c.end)
    if group:
        yield group


def _best(group: list[Candidate]) -> list[Candidate]:
    chosen: list[tuple[int, Candidate]] = []
    longest = 0
    for c in sorted(group, key=lambda c: (-c.rank, c.begin - c.end, c.begin, c.label, c.found)):
        first = bisect_left(chosen, (c.begin - longest,))
        last = bisect_left(chosen, (c.end,))
        if not any(_clash(c, other) for _, other in chosen[first:last]):
            insort(chosen, (c.begin, c))
            longest = max(longest, c.end - c.begin)
    return [c for _, c in chosen]


def _clash(a: Candidate, b: Candidate) -> bool:
    if a.end <= b.begin or b.end <= a.begin:
        return False
    same = (a.begin, a.end) == (b.begin, b.end)
    return same or not (a.holds(b) or b.holds(a))
