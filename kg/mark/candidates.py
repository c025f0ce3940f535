"""A range that may be a name, and the choice among those that overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Candidate(NamedTuple):
    """A range of characters with its class; found says who saw it, the higher rank wins where two cross."""

    begin: int
    end: int
    label: str
    found: str
    rank: int = 0


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Gives the candidates that can stand together: none crosses another, no range has two.

    The higher rank wins, then the longer, then the earlier; what lies inside a chosen one may stay.
    """
    chosen: list[Candidate] = []
    for c in sorted(set(candidates), key=lambda c: (-c.rank, c.begin - c.end, c.begin, c.label, c.found)):
        if not any(_clash(c, other) for other in _near(chosen, c)):
            chosen.append(c)
    return sorted(chosen, key=lambda c: (c.begin, -c.end))


def _near(chosen: list[Candidate], c: Candidate) -> Iterable[Candidate]:
    return (other for other in chosen if other.begin < c.end and c.begin < other.end)


def _clash(a: Candidate, b: Candidate) -> bool:
    inner, outer = (a, b) if a.end - a.begin <= b.end - b.begin else (b, a)
    if inner.found == "lac" or inner.found.startswith("pair:"):
        return True  # a guess, or a pair of places, is no name inside a name
    if inner.label == outer.label == "Policy" or (
        inner.found == outer.found == "suffix" and inner.end == outer.end
    ):
        return True
    same = (a.begin, a.end) == (b.begin, b.end)
    nested = (a.begin <= b.begin and b.end <= a.end) or (b.begin <= a.begin and a.end <= b.end)
    return same or not nested
