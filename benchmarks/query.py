"""What asking through kg costs beside pyoxigraph called directly and rdflib, and how soon a large graph answers.

    python benchmarks/query.py                     a million triples, and a store of five million
    python benchmarks/query.py 100000 500000

Each named query runs in turn through kg (guard, parameters bound, answer as JSON) and as the same text through
pyoxigraph; the sums of processor time are compared. rdflib runs it, too, and is stopped after some seconds, which
count as its time: its ratio is then at least the one that is printed.
"""

from __future__ import annotations

import io
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from corpus import documents, triples
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store

from kg import named, ontology
from kg.graph.quads import quads
from kg.guard import guard
from kg.iris import ONTOLOGY, PREFIXES
from kg.load import opened
from kg.out.rdf import write_ttl
from kg.query import run, write

SLOWER, FASTER, FIRST, ROUNDS, PATIENCE = 1.2, 20, 1.0, 5, 10
REPEATED = 1.2  # a triple is in so many documents
GIVEN = {"day": "2024-06", "since": "2024-06", "until": "2024-06", "text": "第77号", "class": "Bank"}


def main(count: int, large: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "graph.ttl"
        write_ttl(triples(count), file)
        store = Store()
        store.bulk_load(path=str(file), format=RdfFormat.TURTLE)
        print(f"{len(store):,} triples", flush=True)
        texts = bound(store)
        slower = against_pyoxigraph(store, texts)
        faster = against_rdflib(store, file, texts)
    first = first_answer(large)
    sys.exit(slower > SLOWER or faster < FASTER or first > FIRST)


def bound(store: Store) -> dict[str, str]:
    """Gives the named queries with what they need: things that many documents speak of. Persons are none here."""
    asked = [
        q for q in named.named().values() if all(p.kinds != ("Person",) for p in q.parameters if p.required)
    ]
    return {
        q.name: named.bind(q, store, {p.name: value(p, store) for p in q.parameters if p.required})
        for q in asked
    }


def value(parameter: named.Parameter, store: Store) -> str:
    """Gives the first thing of a class: the lower its number, the more it is spoken of; the second for another one."""
    if parameter.name in GIVEN:
        return GIVEN[parameter.name]
    kind = "Regulator" if parameter.kinds == ("Thing",) else parameter.kinds[0]
    of = store.quads_for_pattern(None, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(ONTOLOGY + kind), None)
    return sorted(quad.subject.value for quad in of)[parameter.name == "to"]


def against_pyoxigraph(store: Store, texts: dict[str, str]) -> float:
    """Prints and gives how much longer the named queries take through kg, all together."""
    ours, theirs = dict.fromkeys(texts, 0.0), dict.fromkeys(texts, 0.0)
    for _ in range(ROUNDS):
        for name, text in texts.items():
            ours[name] += spent(lambda text=text: write(run(store, text), "json", io.BytesIO()))
            theirs[name] += spent(lambda text=text: directly(store, guard(text)))
    ratio = sum(ours.values()) / sum(theirs.values())
    slow = ", ".join(f"{n} {s / ROUNDS:.2f} s" for n, s in sorted(ours.items(), key=lambda x: -x[1])[:5])
    print(
        f"kg {sum(ours.values()) / ROUNDS:.2f} s, pyoxigraph {sum(theirs.values()) / ROUNDS:.2f} s for {len(texts)} queries:"
    )
    print(f"  {ratio:.2f} times as long (at most {SLOWER}); the slowest: {slow}", flush=True)
    return ratio


def directly(store: Store, text: str) -> None:
    store.query(text).serialize(io.BytesIO(), format=QueryResultsFormat.JSON)  # type: ignore[union-attr]


def against_rdflib(store: Store, file: Path, texts: dict[str, str]) -> float:
    """Prints and gives how many times as fast the middle query is."""
    from rdflib import Graph

    graph = Graph().parse(file)
    ratios, stopped = [], 0
    for text in texts.values():
        ours = min(spent(lambda text=text: write(run(store, text), "json", io.BytesIO())) for _ in range(3))
        theirs, whole = patiently(lambda text=text: list(graph.query(guard(text))))
        ratios.append(theirs / ours)
        stopped += not whole
    ratio = statistics.median(ratios)
    print(
        f"rdflib: {ratio:.0f} times as fast or more, the median of {len(texts)} queries (at least {FASTER});"
    )
    print(f"  rdflib was stopped after {PATIENCE} s in {stopped} of them", flush=True)
    return ratio


def spent(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def patiently(work: Callable[[], object]) -> tuple[float, bool]:
    """Gives the seconds that work takes, and whether it came to its end before patience did."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    begin = time.process_time()
    try:
        work()
        return time.process_time() - begin, True
    except TimeoutError:
        return time.process_time() - begin, False
    finally:
        signal.alarm(0)


def first_answer(count: int) -> float:
    """Prints and gives the seconds from the start of kg query to its end, on a store that is there and in the cache."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "graph.ttl").open("wb") as file:
            file.writelines(lines(count))
        begin = time.perf_counter()
        found = len(opened(folder))
        made = time.perf_counter() - begin
        command = [sys.executable, "-c", "from kg.cli import main; main()", "query", name, "programmes-of"]
        command += ["--institution", "西部第1号Regulator"]
        times = [timed(command) for _ in range(ROUNDS)]
    first = statistics.median(times)
    print(
        f"{found:,} triples: store made in {made:.0f} s; kg query answers in {first:.2f} s (at most {FIRST})"
    )
    return first


def lines(count: int) -> Iterator[bytes]:
    """Yields the triples of documents as N-Triples, which is Turtle, some of them twice."""
    terms, written = ontology.load(), 0
    for findings in documents():
        for quad in quads(findings, terms):
            written += 1
            yield f"{quad.triple} .\n".encode()
        if written >= count * REPEATED:
            break


def timed(command: list[Any]) -> float:
    begin = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True)
    assert done.stdout
    return time.perf_counter() - begin


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [1_000_000, 5_000_000][len(numbers) :]))
