"""What the engine found, written as the client wants it and within limits."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, serialize

from kg.iris import PREFIXES
from kg.serve.job import Limits, Refused
from kg.serve.media import ROWS, TRIPLES, choose

if TYPE_CHECKING:
    from kg.query import Answer

T = TypeVar("T")


def write(answer: Answer, accept: str, limits: Limits) -> tuple[str, bytes]:
    """Gives the media type that a client wants, and an answer in it."""
    offered = TRIPLES if isinstance(answer, QueryTriples) else ROWS
    media = choose(accept, offered)
    if media is None:
        raise Refused(406, f"this answer comes as {', '.join(offered)}")
    out = _Bounded(limits.size)
    if isinstance(answer, QueryTriples):
        _write_triples(answer, media, out, limits.rows)
    else:
        _write_rows(answer, media, out, limits.rows)
    return media, out.getvalue()


class _Bounded(io.BytesIO):
    """Bytes, up to a number of them."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def write(self, data: Iterable[int]) -> int:  # type: ignore[override]
        written = super().write(bytes(data))
        if self.tell() > self.size:
            raise Refused(503, f"the answer is longer than {self.size:,} bytes; add LIMIT, or ask for less")
        return written


def _write_triples(answer: QueryTriples, media: str, out: io.BytesIO, rows: int) -> None:
    form = RdfFormat.from_media_type(media)
    assert form is not None, media
    serialize(_up_to(rows, answer), out, form, prefixes=PREFIXES if form == RdfFormat.TURTLE else None)


def _up_to(rows: int, found: Iterable[T]) -> Iterator[T]:
    rest = iter(found)
    yield from islice(rest, rows)
    for _ in rest:
        raise _too_many(rows)


def _write_rows(answer: QueryBoolean | QuerySolutions, media: str, out: io.BytesIO, rows: int) -> None:
    form = QueryResultsFormat.from_media_type(media)
    assert form is not None, media
    answer.serialize(out, form)
    if isinstance(answer, QuerySolutions) and more_rows(out.getvalue(), form, rows):
        raise _too_many(rows)


def _too_many(rows: int) -> Refused:
    return Refused(503, f"the answer has more than {rows:,} rows; add LIMIT and OFFSET, or ask for less")


def more_rows(text: bytes, form: QueryResultsFormat, rows: int) -> bool:
    """Says whether more rows than these were written; the engine writes them at one go and counts none."""
    if form == QueryResultsFormat.XML:
        return text.count(b"<result>") > rows
    if form == QueryResultsFormat.TSV:
        return text.count(b"\n") - 1 > rows
    if form == QueryResultsFormat.CSV:
        return sum(outside.count(b"\n") for outside in text.split(b'"')[::2]) - 1 > rows
    # JSON: outside strings "},{" stands between rows only. Looking at strings, too, is quick and never counts too few.
    return text.count(b"},{") >= rows and _outside(text).count(b"},{") >= rows


def _outside(text: bytes) -> bytes:
    """Gives JSON without what its strings hold."""
    return b"".join(text.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2])
