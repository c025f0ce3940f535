"""Where the words of a page stand → its lines in reading order, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kg.read.lines import Line, width


class Piece(NamedTuple):
    """Characters that stand close on one line: between x and end, on a base line at y (from below), size high."""

    text: str
    x: float
    end: float
    y: float
    size: float


def lines(pieces: Sequence[Piece], height: float) -> Iterator[Line]:
    """Yields the lines of a page in the order in which they are read."""
    for part in _parts([piece for piece in pieces if piece.text.strip()]):
        for block in _blocks(part):
            yield from _rows(block, height)


def _parts(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Yields head, body and foot of a page: a first or a last line that stands far from the others is no part of a column."""
    ys = [row[0].y for row in _on_one_line(pieces)]
    far = 1.7 * _leading(ys)
    high = ys[0] if len(ys) > 3 and ys[0] - ys[1] > far else float("inf")
    low = ys[-1] if len(ys) > 3 and ys[-2] - ys[-1] > far else float("-inf")
    yield [piece for piece in pieces if piece.y > high - 0.5 * piece.size]
    yield [piece for piece in pieces if low + 0.5 * piece.size < piece.y <= high - 0.5 * piece.size]
    yield [piece for piece in pieces if piece.y <= low + 0.5 * piece.size]


def _blocks(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Yields the parts of a page that are read one after the other, each from left to right and downwards."""
    cut = max(_cuts(pieces), default=None, key=lambda found: found[0])
    if cut is None:
        if pieces:
            yield pieces
        return
    _, x, low, high = cut
    between = [piece for piece in pieces if low <= piece.y <= high]
    yield from _blocks([piece for piece in pieces if piece.y > high])
    yield from _blocks([piece for piece in between if piece.end <= x])
    yield from _blocks([piece for piece in between if piece.end > x])
    yield from _blocks([piece for piece in pieces if piece.y < low])


def _cuts(pieces: Sequence[Piece]) -> Iterator[tuple[int, float, float, float]]:
    """Yields gutters between columns of prose: how many lines stand on the poorer side, where, from which y to which."""
    for x in sorted({round(piece.x) - 1.0 for piece in pieces}):
        crossing = sorted(piece.y for piece in pieces if piece.x < x < piece.end)
        for low, high in zip([float("-inf"), *crossing], [*crossing, float("inf")], strict=True):
            band = [piece for piece in pieces if low < piece.y < high]
            left, right = [p for p in band if p.end <= x], [p for p in band if p.x >= x]
            if (
                _is_prose(left)
                and _is_prose(right)
                and min(p.x for p in right) - max(p.end for p in left) > 0
            ):
                ys = [piece.y for piece in band]
                yield min(len(left), len(right)), x, min(ys), max(ys)


def _is_prose(pieces: Sequence[Piece]) -> bool:
    """Says whether most lines fill the width of the column, as those of a table do not."""
    if len(pieces) < 3:
        return False
    begin, end = min(piece.x for piece in pieces), max(piece.end for piece in pieces)
    wide = [piece for piece in pieces if piece.end - piece.x >= 0.7 * (end - begin)]
    return end - begin >= 6 * median(piece.size for piece in pieces) and len(wide) * 3 >= len(pieces) * 2


def _rows(block: Sequence[Piece], height: float) -> Iterator[Line]:
    left, right = min(piece.x for piece in block), max(piece.end for piece in block)
    rows = list(_on_one_line(block))
    leading, last = _leading([row[0].y for row in rows]), None
    for row in rows:
        y, size = row[0].y, max(piece.size for piece in row)
        far = last is not None and last - y > 1.5 * leading
        yield Line(
            _cells(row),
            row[0].x,
            row[-1].end,
            left,
            right,
            size,
            1 - y / height,
            apart=far or len(row) > 1,
            moved=last is None,
        )
        last = y


def _on_one_line(block: Iterable[Piece]) -> Iterator[list[Piece]]:
    row: list[Piece] = []
    for piece in sorted(block, key=lambda piece: (-piece.y, piece.x)):
        if row and row[0].y - piece.y > 0.5 * min(row[0].size, piece.size):
            yield sorted(row, key=lambda piece: piece.x)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda piece: piece.x)


def _leading(ys: Sequence[float]) -> float:
    """Gives how far lines stand from one another."""
    return median(above - below for above, below in pairwise(ys)) if len(ys) > 1 else 0.0


def _cells(row: Sequence[Piece]) -> str:
    """Gives the text of a line: far pieces are cells, with a tab between."""
    text = row[0].text.strip()
    for before, piece in pairwise(row):
        gap = piece.x - before.end
        near = " " if width(text[-1:]) == width(piece.text[:1]) == 1 else ""
        text += ("\t" if gap > 1.2 * piece.size else near) + piece.text.strip()
    return text
