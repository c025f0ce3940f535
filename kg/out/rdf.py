"""N-Quads and Turtle: sorted, so that the same graph is the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from kg import files
from kg.iris import PREFIXES

RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")
DOCUMENT = NamedNode(PREFIXES["ipp"] + "Document")


def write_nq(quads: list[Quad], path: Path) -> None:
    """Writes a graph for each document, one sorted line a quad."""
    lines = sorted({f"{quad} .\n" for quad in quads})
    with files.atomic(path) as file:
        file.writelines(line.encode("utf-8") for line in lines)


def write_ttl(quads: list[Quad], path: Path) -> None:
    """Writes the union of the documents' graphs: a paragraph a subject, prefixes and triples in order."""
    triples = sorted({quad.triple for quad in quads}, key=_order)
    prefixes = PREFIXES | {"ippd": _base(triples)}
    raw = bytes(serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b"")
    *heads, body = raw.split(b"\n", len(prefixes))  # the prefixes, in an order that differs from run to run
    with files.atomic(path) as file:
        file.write(b"\n".join(sorted(heads)) + b"\n\n")
        file.write(body.replace(b" .\n", b" .\n\n").removesuffix(b"\n"))


def _order(triple: Triple) -> tuple[str, bool, str]:
    """Sorts by subject, its types first."""
    return str(triple.subject), triple.predicate != RDF_TYPE, str(triple)


def _base(triples: Iterable[Triple]) -> str:
    """Gives what the IRIs of resources begin with, as the user set it: that of the documents shows it."""
    found = (t.subject for t in triples if t.object == DOCUMENT and t.predicate == RDF_TYPE)
    document = next(found, None)
    return document.value.rpartition("document-")[0] if isinstance(document, NamedNode) else PREFIXES["ippd"]
