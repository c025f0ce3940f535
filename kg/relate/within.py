"""What lies within a range: a slice of what is in the order of the text, found without looking at the rest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Has a place in the text."""

    @property
    def begin(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)


def placed(items: Sequence[P], begin: int, end: int) -> Iterator[P]:
    """Yields the items that lie between two offsets; items are in the order of their beginnings."""
    for i in range(bisect_left(items, begin, key=attrgetter("begin")), len(items)):
        if items[i].begin > end:
            return
        if items[i].end <= end:
            yield items[i]


def starting(items: Sequence[P], begin: int, end: int) -> Sequence[P]:
    """Gives the items that begin between two offsets, the second excluded."""
    first, last = (bisect_left(items, at, key=attrgetter("begin")) for at in (begin, end))
    return items[first:last]


def spans(items: Sequence[tuple[int, int]], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields the ranges that lie between two offsets; they are in the order of their beginnings."""
    for i in range(bisect_left(items, begin, key=itemgetter(0)), len(items)):
        if items[i][0] > end:
            return
        if items[i][1] <= end:
            yield items[i]
