"""SPARQL over a graph: asked of Oxigraph, answered as a stream of bytes in a format."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from kg.errors import KgError
from kg.guard import guard, misread
from kg.iris import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

    Answer = QueryBoolean | QuerySolutions | QueryTriples

ROWS = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}
TRIPLES = {"turtle": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json"}
FORMATS = ("table", *ROWS, *TRIPLES)
BATCH = (
    100_000  # triples that are sorted at a time: the same answer is the same bytes, and a large one streams
)


def run(store: Store, text: str, **dataset: Any) -> Answer:
    """Gives the engine's answer, still to be read; dataset goes to the engine: default_graph, named_graphs.

    Raises QueryError for what is no query and for one that reaches out of the graph.
    """
    query = guard(text)
    try:
        return store.query(query, **dataset)
    except SyntaxError as error:
        raise misread(error, text) from error


def is_triples(answer: Answer) -> bool:
    """Says whether an answer is triples (of CONSTRUCT and DESCRIBE) rather than rows or yes and no."""
    from pyoxigraph import QueryTriples

    return isinstance(answer, QueryTriples)


def write(answer: Answer, form: str, out: IO[bytes], labels: Store | None = None) -> None:
    """Writes an answer as it comes, in a format of FORMATS or a media type of ROWS or TRIPLES.

    Triples asked for as a table are Turtle. A table leaves out variables that end in Iri, unless the labels of a store
    are to stand beside its IRIs.
    """
    from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, serialize

    if isinstance(answer, QueryTriples):
        media = TRIPLES.get("turtle" if form == "table" else form, form)
        rdf = RdfFormat.from_media_type(media) if media in TRIPLES.values() else None
        if rdf is None:
            raise KgError(f"{form}: CONSTRUCT and DESCRIBE give triples; choose one of {', '.join(TRIPLES)}")
        serialize(_sorted(answer), out, format=rdf, prefixes=PREFIXES if rdf == RdfFormat.TURTLE else None)
    elif form == "table":
        for line in _table(answer, labels):
            out.write(line.encode("utf-8", "replace") + b"\n")
    else:
        media = ROWS.get(form, form)
        results = QueryResultsFormat.from_media_type(media) if media in ROWS.values() else None
        if results is None:
            raise KgError(f"{form}: SELECT and ASK give rows; choose table or one of {', '.join(ROWS)}")
        answer.serialize(out, format=results)


def stream(store: Store, text: str, form: str, **dataset: Any) -> Iterator[bytes]:
    """Gives the answer to a query in chunks, made as they are read; what is wrong with the query is raised at once."""
    chunks = _chunks(lambda out: write(run(store, text, **dataset), form, out))
    return _after(next(chunks, b""), chunks)


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _chunks(work: Callable[[IO[bytes]], None]) -> Iterator[bytes]:
    """Yields what work writes, in a thread of its own: an answer is bound to the thread that asked."""
    reading, writing = os.pipe()
    failures: list[Exception] = []

    def run_work() -> None:
        try:
            with open(writing, "wb") as out:
                work(out)
        except BrokenPipeError:
            pass  # nobody reads on
        except (
            Exception
        ) as error:  # raised where the chunks are read; an answer may not leave its thread with it
            failures.append(error.with_traceback(None))

    thread = Thread(target=run_work, daemon=True)
    thread.start()
    with open(reading, "rb", 0) as pipe:
        while chunk := pipe.read(1 << 16):
            yield chunk
    thread.join()
    for error in failures:
        raise error


def ask(store: Store, text: str, form: str, out: IO[bytes], explain: bool = False) -> None:
    """Writes the answer to a query; explain puts labels beside IRIs, which only a table has room for."""
    if explain and form != "table":
        raise KgError("--explain shows labels in a table; for other formats ask for rdfs:label in the query")
    write(run(store, text), form, out, store if explain else None)


def _sorted(triples: Iterable[Any]) -> Iterator[Any]:
    rest = iter(triples)
    while batch := list(islice(rest, BATCH)):
        yield from sorted(set(batch), key=str)


def _table(answer: QueryBoolean | QuerySolutions, labels: Store | None) -> Iterator[str]:
    from pyoxigraph import QueryBoolean

    from kg.table import table

    if isinstance(answer, QueryBoolean):
        return iter(["yes" if bool(answer) else "no"])
    names = [variable.value for variable in answer.variables]
    shown = [i for i, name in enumerate(names) if labels is not None or not name.endswith("Iri")] or range(
        len(names)
    )
    return table([names[i] for i in shown], ([_cell(row[i], labels) for i in shown] for row in answer))


def _cell(value: Any, labels: Store | None) -> str:
    from pyoxigraph import NamedNode

    if not isinstance(value, NamedNode):
        return str(getattr(value, "value", "" if value is None else value))
    iri = value.value
    short = next((f"{p}:{iri[len(base) :]}" for p, base in PREFIXES.items() if iri.startswith(base)), iri)
    return " ".join([short, *(_labels(value, labels) if labels is not None else ())])


def _labels(iri: Any, store: Store) -> list[str]:
    """Gives the labels of a thing, Chinese first."""
    from pyoxigraph import Literal, NamedNode

    found = store.quads_for_pattern(iri, NamedNode(PREFIXES["rdfs"] + "label"), None, None)
    tagged = {(q.object.language or "", q.object.value) for q in found if isinstance(q.object, Literal)}
    return [text for _, text in sorted(tagged, key=lambda x: (not x[0].startswith("zh"), x))]
