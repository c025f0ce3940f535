"""JSON-LD in the words of ontology/context.jsonld: a graph for each document, in it each subject once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg import files
from kg.iris import PREFIXES
from kg.out import lines
from kg.out.rdf import prefixed

RDF_TYPE, XSD = PREFIXES["rdf"] + "type", PREFIXES["xsd"]
WHOLE = re.compile(r"0|-?[1-9][0-9]*")
Term = NamedNode | BlankNode | Literal | Triple


def write_jsonld(quads: Iterable[Quad], path: Path) -> None:
    """Writes an object with the context and the graphs, a graph a line."""
    prefixes, quads = prefixed(quads)
    words = _Words(json.loads((files.folder("ontology") / "context.jsonld").read_text("utf-8")), prefixes)
    with files.atomic(path) as file:
        file.write(f'{{"@context": {_json(words.context)},\n"@graph": ['.encode())
        comma = "\n"
        for block in lines.graphs(quads, path.parent):
            for graph in words.graphs(parse(block, RdfFormat.N_QUADS, lenient=True)):
                file.write(f"{comma}{_json(graph)}".encode())
                comma = ",\n"
        file.write(b"\n]}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Words:
    """What the context calls things: prefixes, and for each property the terms that take a kind of value."""

    def __init__(self, document: dict[str, Any], prefixes: dict[str, str]) -> None:
        self.context: dict[str, Any] = document["@context"] | prefixes
        self.prefixes = {iri: p for p, iri in prefixes.items() if iri[-1] in "#/:"}
        self.terms: dict[tuple[str, str], str] = {}
        for name, meaning in self.context.items():
            said = meaning if isinstance(meaning, dict) else {"@id": meaning}
            prefix, _, local = str(said.get("@id", "")).partition(":")
            if prefix in prefixes and local:
                takes = said.get("@container") or said.get("@type", "")
                self.terms[prefixes[prefix] + local, self.expanded(takes)] = name

    def expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self.context[prefix] + local if local else name

    def graphs(self, quads: Iterable[Quad]) -> Iterator[dict[str, Any]]:
        for graph, rows in groupby(quads, key=lambda quad: quad.graph_name):
            nodes = (self.node(s, group) for s, group in groupby(rows, key=lambda quad: quad.subject))
            yield {"id": self.iri(str(graph)[1:-1]), "@graph": list(nodes)}

    def node(self, subject: NamedNode | BlankNode | Triple, rows: Iterable[Quad]) -> dict[str, Any]:
        node: dict[str, Any] = {"id": self.iri(str(subject)[1:-1])}
        for row in rows:
            prop, value = row.predicate.value, row.object
            tagged = self.terms.get((prop, "@language"))
            if tagged and isinstance(value, Literal) and value.language:
                _add(node.setdefault(tagged, {}), value.language, value.value)
            else:
                _add(node, *self.said(prop, value))
        return node

    def said(self, prop: str, value: Term) -> tuple[str, Any]:
        """Gives the term that takes a value, and the value as it takes it."""
        if isinstance(value, Literal):
            return self.literal(prop, value)
        iri = str(value)[1:-1]
        if prop == RDF_TYPE:
            return "type", self.terms.get((iri, ""), self.iri(iri))
        typed = self.terms.get((prop, "@id"))
        return (typed, self.iri(iri)) if typed else (self.iri(prop), {"id": self.iri(iri)})

    def literal(self, prop: str, value: Literal) -> tuple[str, Any]:
        kind = value.datatype.value
        typed, plain = self.terms.get((prop, kind)), self.terms.get((prop, ""), self.iri(prop))
        if value.language:
            return plain, {"@value": value.value, "@language": value.language}
        if kind == XSD + "integer" and _exact(value.value):
            return typed or plain, int(value.value)
        if typed or kind == XSD + "string":
            return typed or plain, value.value
        return plain, {"@value": value.value, "@type": self.iri(kind)}

    def iri(self, iri: str) -> str:
        """Gives a compact IRI where there is a prefix."""
        for start, prefix in self.prefixes.items():
            if iri.startswith(start) and not iri.startswith("//", len(start)):
                return f"{prefix}:{iri[len(start) :]}"
        return iri


def _exact(digits: str) -> bool:
    """Says whether a JSON number comes back as these digits from every reader."""
    return len(digits) < 16 and WHOLE.fullmatch(digits) is not None


def _add(node: dict[str, Any], key: str, value: object) -> None:
    """Puts a value where there is none, and makes a list of several."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]
