"""N-Quads and Turtle: sorted, so that the same graph is the same bytes."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from kg import files
from kg.iris import PREFIXES

RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def write_nq(quads: list[Quad], path: Path) -> None:
    """Writes a graph for each document, one sorted line a quad."""
    lines = sorted({f"{quad} .\n" for quad in quads})
    with files.atomic(path) as file:
        file.writelines(line.encode("utf-8") for line in lines)


def write_ttl(quads: list[Quad], path: Path) -> None:
    """Writes the union of the documents' graphs, grouped by subject, prefixes and triples in order."""
    triples = {quad.triple for quad in quads}
    raw = bytes(serialize(sorted(triples, key=_order), format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"")
    *prefixes, body = raw.split(
        b"\n", len(PREFIXES)
    )  # they come first, in an order that differs from run to run
    with files.atomic(path) as file:
        file.write(b"\n".join([*sorted(prefixes), b"", body]))


def _order(triple: Triple) -> tuple[str, bool, str]:
    """Sorts by subject, its types first."""
    return str(triple.subject), triple.predicate != RDF_TYPE, str(triple)
