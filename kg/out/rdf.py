"""N-Quads, N-Triples, Turtle, TriG and RDF/XML: sorted, so that the same graph is the same bytes, and streamed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg import files
from kg.iris import PREFIXES
from kg.out import lines

RESOURCE = re.compile(r"(.*)(?:document|passage|statement|observation|indicator)-[0-9a-f]{16}")
XML = b'<?xml version="1.0" encoding="UTF-8"?>\n'
Rows = Iterable[Quad] | Iterable[Triple]


def write_nq(quads: Iterable[Quad], path: Path) -> None:
    """Writes a graph for each document, one sorted line a quad."""
    with files.atomic(path) as file:
        file.writelines(lines.quads(quads, path.parent))


def write_nt(quads: Iterable[Quad], path: Path) -> None:
    """Writes the union of the documents' graphs, one sorted line a triple."""
    with files.atomic(path) as file:
        file.writelines(lines.triples(quads, path.parent))


def write_ttl(
    quads: Iterable[Quad],
    path: Path,
    change: Callable[[Iterable[Quad]], Rows] | None = None,
    prefixes: dict[str, str] | None = None,
) -> None:
    """Writes the union of the documents' graphs: a paragraph a subject, prefixes and triples in order.

    change gives the triples that are written for those of whole subjects; prefixes are those of another graph than ours.
    """
    if prefixes is None:
        prefixes, quads = prefixed(quads)
    with files.atomic(path) as file:
        file.write(_heads(prefixes))
        for block in lines.subjects(quads, path.parent):
            rows = parse(block, RdfFormat.N_TRIPLES, lenient=True)
            body = _body(change(rows) if change else rows, RdfFormat.TURTLE, prefixes)
            file.write(b"\n" + body.replace(b" .\n", b" .\n\n").removesuffix(b"\n"))


def write_trig(quads: Iterable[Quad], path: Path) -> None:
    """Writes a graph for each document, prefixes, graphs and triples in order."""
    prefixes, quads = prefixed(quads)
    with files.atomic(path) as file:
        file.write(_heads(prefixes))
        for block in lines.graphs(quads, path.parent):
            body = _body(parse(block, RdfFormat.N_QUADS, lenient=True), RdfFormat.TRIG, prefixes)
            file.write(b"\n" + body.replace(b"\n}\n", b"\n}\n\n").removesuffix(b"\n"))


def write_rdfxml(quads: Iterable[Quad], path: Path) -> None:
    """Writes the union of the documents' graphs as RDF/XML: a description a subject, in order."""
    prefixes, quads = prefixed(quads)
    names = "".join(f'\n\txmlns:{p}="{iri}"' for p, iri in sorted(prefixes.items()))
    with files.atomic(path) as file:
        file.write(XML + f"<rdf:RDF{names}>\n".encode())
        for block in lines.subjects(quads, path.parent):
            raw = _serialized(parse(block, RdfFormat.N_TRIPLES, lenient=True), RdfFormat.RDF_XML, prefixes)
            file.write(raw.removeprefix(XML).partition(b">\n")[2].removesuffix(b"</rdf:RDF>"))
        file.write(b"</rdf:RDF>\n")


def _serialized(rows: Rows, form: RdfFormat, prefixes: dict[str, str]) -> bytes:
    return bytes(serialize(rows, format=form, prefixes=prefixes) or b"")


def _body(rows: Rows, form: RdfFormat, prefixes: dict[str, str]) -> bytes:
    """Gives Turtle or TriG without the prefixes: their order differs from run to run."""
    return _serialized(rows, form, prefixes).split(b"\n", len(prefixes))[-1]


def _heads(prefixes: dict[str, str]) -> bytes:
    return "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in sorted(prefixes.items())).encode()


def prefixed(quads: Iterable[Quad]) -> tuple[dict[str, str], Iterator[Quad]]:
    """Gives the prefixes, ippd: as the user set the base of resources (the first ones show it), and all quads."""
    left = iter(quads)
    first = list(islice(left, 1000))
    subjects = (quad.subject.value for quad in first if isinstance(quad.subject, NamedNode))
    found = next((match[1] for match in map(RESOURCE.fullmatch, subjects) if match), PREFIXES["ippd"])
    return PREFIXES | {"ippd": found}, chain(first, left)
