"""What writing sorted Turtle costs beside rdflib's serialiser, of the same graph in the same run: time and memory.

    python benchmarks/turtle.py            a million triples
    python benchmarks/turtle.py 100000

Times are seconds of processor time. Memory is the highest resident size of a process that holds the graph in a
pyoxigraph store, and of one that writes it from there.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus import triples
from pyoxigraph import RdfFormat, Store

from kg.out.rdf import write_nq, write_ttl

FASTER, LARGER = 8, 1.5


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apart(generate, folder, count)
        ours, theirs = apart(write, folder), apart(rdflib_writes, folder)
        holds, writes = apart(hold, folder), apart(hold_and_write, folder)
    times, memory = theirs / ours, writes / holds
    print(f"rdflib {theirs:.1f} s, kg {ours:.1f} s: {times:.1f} times as fast (at least {FASTER})")
    print(f"store {holds:.0f} MB, store and writing {writes:.0f} MB: {memory:.2f} times (at most {LARGER})")
    sys.exit(times < FASTER or memory > LARGER)


def apart(work: Callable[..., float], *given: object) -> float:
    """Gives what work gives, in a new process: what one leaves in memory does not count for the next."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def generate(folder: Path, count: int) -> float:
    write_nq(triples(count), folder / "graph.nq")
    return 0


def write(folder: Path) -> float:
    quads = list(_store(folder))
    begin = time.process_time()
    write_ttl(quads, folder / "graph.ttl")
    return time.process_time() - begin


def rdflib_writes(folder: Path) -> float:
    from rdflib import Graph

    graph = Graph().parse(folder / "graph.ttl", format="turtle")
    begin = time.process_time()
    graph.serialize(folder / "rdflib.ttl", format="turtle")
    return time.process_time() - begin


def hold(folder: Path) -> float:
    _store(folder)
    return _most()


def hold_and_write(folder: Path) -> float:
    write_ttl(_store(folder), folder / "graph.ttl")
    return _most()


def _store(folder: Path) -> Store:
    store = Store()
    store.load(path=str(folder / "graph.nq"), format=RdfFormat.N_QUADS)
    return store


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
