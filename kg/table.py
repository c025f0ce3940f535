"""Rows as aligned columns in a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from unicodedata import category, east_asian_width

SCREEN = 1000  # rows that settle the widths: later ones are written as they come
CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+"
)  # could write over what stands before


def table(names: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """Yields lines of aligned columns, Chinese characters counted as two."""
    later = iter(rows)
    first = [[CONTROL.sub(" ", cell) for cell in row] for row in islice(later, SCREEN)]
    widths = [max(map(width, column)) for column in zip(names, *first, strict=True)]
    yield _line(names, widths)
    yield "  ".join("-" * w for w in widths)
    for row in chain(first, later):
        yield _line([CONTROL.sub(" ", cell) for cell in row], widths)


def width(text: str) -> int:
    """Gives the columns that a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(c) in "WF" else category(c) not in ("Mn", "Me", "Cf") for c in text)


def _line(cells: list[str], widths: list[int]) -> str:
    return "  ".join(c + " " * (w - width(c)) for c, w in zip(cells, widths, strict=True)).rstrip()
