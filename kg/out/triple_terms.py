"""RDF 1.2: a statement reifies its triple by a triple term, where RDF 1.1 has subject, predicate and object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from kg.iris import PREFIXES
from kg.out.rdf import write_ttl

TYPE, STATEMENT, REIFIES = (NamedNode(PREFIXES["rdf"] + name) for name in ("type", "Statement", "reifies"))
PARTS = [NamedNode(PREFIXES["rdf"] + name) for name in ("subject", "predicate", "object")]


def write_ttl12(quads: Iterable[Quad], path: Path) -> None:
    """Writes the union of the documents' graphs as Turtle 1.2."""
    write_ttl(quads, path, _reified)


def _reified(rows: Iterable[Quad]) -> Iterator[Triple]:
    for subject, group in groupby(rows, key=lambda row: row.subject):
        said = [row.triple for row in group]
        parts = [t.object for part in PARTS for t in said if t.predicate == part]
        if len(parts) == len(PARTS) and any(t.predicate == TYPE and t.object == STATEMENT for t in said):
            yield Triple(subject, REIFIES, Triple(*parts))  # type: ignore[arg-type]
            said = [
                t for t in said if t.predicate not in PARTS and (t.predicate, t.object) != (TYPE, STATEMENT)
            ]
        yield from said
