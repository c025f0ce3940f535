"""The lines of N-Triples and N-Quads in order, each once, in memory that does not grow with the graph."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.iris import PREFIXES

RUN = 100_000  # lines that are sorted in memory at once
RUNS = 200  # files that are open at once
BLOCK = 5_000  # lines that are handed on at once, and those that belong with the last of them
TYPE, FIRST = (
    f" <{PREFIXES['rdf']}type> ".encode(),
    b" \x01 ",
)  # a type goes first: no line has U+0001 of its own


def triples(quads: Iterable[Quad], folder: Path) -> Iterator[bytes]:
    """Yields the lines of the union of the graphs."""
    return _ordered(_blocks((quad.triple for quad in quads), RdfFormat.N_TRIPLES), folder)


def quads(quads: Iterable[Quad], folder: Path) -> Iterator[bytes]:
    """Yields the lines of all graphs."""
    return _ordered(_blocks(quads, RdfFormat.N_QUADS), folder)


def subjects(quads: Iterable[Quad], folder: Path) -> Iterator[bytes]:
    """Yields the union of the graphs as N-Triples, whole subjects at once, the types of each first."""
    blocks = _blocks((quad.triple for quad in quads), RdfFormat.N_TRIPLES)
    keyed = (block.replace(TYPE, FIRST) for block in blocks)
    for lines in _whole(_ordered(keyed, folder)):
        yield b"".join(lines).replace(FIRST, TYPE)


def graphs(quads: Iterable[Quad], folder: Path) -> Iterator[bytes]:
    """Yields named graphs as N-Quads, whole graphs at once, their subjects in order, the types of each first."""
    for lines in _whole(_by_graph(quads, folder)):
        yield b"".join(b"%b %b .\n" % (row, graph) for graph, row in map(_split, lines)).replace(FIRST, TYPE)


def named(quads: Iterable[Quad], folder: Path | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """Yields the IRI of each graph and its lines of N-Triples, in the order of the IRIs; folder is for what is sorted."""
    for graph, pairs in groupby(map(_split, _by_graph(quads, folder)), key=lambda pair: pair[0]):
        yield graph[1:-1].decode(), [b"%b .\n" % row.replace(FIRST, TYPE) for _, row in pairs]


def _blocks(rows: Iterable[Quad] | Iterable[Triple], form: RdfFormat) -> Iterator[bytes]:
    left = iter(rows)
    while block := bytes(serialize(islice(left, RUN), format=form) or b""):  # type: ignore[arg-type]
        yield block


def _ordered(blocks: Iterable[bytes], folder: Path | None) -> Iterator[bytes]:
    """Sorts block by block, lays what is sorted into files that have no name, and merges these."""
    runs: list[Iterable[bytes]] = []
    for block in blocks:
        runs = [_spilled(run, folder) if isinstance(run, list) else run for run in runs]
        if len(runs) == RUNS:
            runs = [_spilled(heapq.merge(*runs), folder)]
        runs.append(sorted(block.splitlines(keepends=True)))
    return (line for line, _ in groupby(heapq.merge(*runs)))


def _spilled(lines: Iterable[bytes], folder: Path | None) -> Iterable[bytes]:
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (read to the end of the merge, then collected)
    file.writelines(lines)
    file.seek(0)
    return file


def _whole(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yields blocks of lines; those that begin with the same term are in one."""
    block: list[bytes] = []
    for line in lines:
        if len(block) >= BLOCK and line.partition(b" ")[0] != block[-1].partition(b" ")[0]:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _by_graph(quads: Iterable[Quad], folder: Path | None) -> Iterator[bytes]:
    """Yields lines that begin with the graph and have no point at their end."""
    blocks = (block.replace(TYPE, FIRST) for block in _blocks(quads, RdfFormat.N_QUADS))
    return _ordered(map(_graph_first, blocks), folder)


def _graph_first(block: bytes) -> bytes:
    rows = (line.removesuffix(b" .").rpartition(b" ") for line in block.splitlines())
    return b"".join(b"%b %b\n" % (graph, row) for row, _, graph in rows)


def _split(line: bytes) -> tuple[bytes, bytes]:
    graph, _, row = line.rstrip(b"\n").partition(b" ")
    return graph, row
