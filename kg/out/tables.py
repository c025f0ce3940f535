"""CSV of nodes and of edges, with the headers of neo4j-admin import; a spreadsheet opens them, too."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg import files, ontology
from kg.out.content import Content, read

if TYPE_CHECKING:
    from pyoxigraph import Quad

NODES = ("iri:ID", "label", "names:string[]", "class", "documents:int", ":LABEL")
EDGES = (
    ":START_ID", "subject", ":TYPE", "object", ":END_ID", "date", "date_from:date", "date_to:date", "modality",
    "confidence:double", "rule", "title", "sentence", "document", "statement",
)  # fmt: skip
FORMULA = tuple(
    "=+-@\t＝＋－＠"
)  # a cell that begins so is computed by a spreadsheet, in Chinese ones the wide signs, too


def write_csv(quads: Iterable[Quad], path: Path) -> None:
    """Writes two files for graph.csv: graph-nodes.csv and graph-edges.csv."""
    terms = ontology.load()
    content = read(quads, terms)
    nodes, edges = (path.with_name(f"{path.stem}-{kind}{path.suffix}") for kind in ("nodes", "edges"))
    with files.atomic(nodes) as first, files.atomic(edges) as second:
        _write(first, NODES, _nodes(content, terms))
        _write(second, EDGES, _edges(content))


def _write(file: IO[bytes], head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Writes UTF-8 with the mark by which a spreadsheet knows it."""
    text = TextIOWrapper(file, "utf-8-sig", newline="")
    csv.writer(text, lineterminator="\r\n").writerows([head, *rows])
    text.detach()


def _nodes(content: Content, terms: ontology.Ontology) -> Iterator[tuple[str, ...]]:
    for thing in content.things:
        label, *names = map(_cell, thing.called)
        classes = sorted({above for cls in thing.classes for above in terms.ancestors(cls)})
        yield (
            thing.iri, label, _several(names), _several(thing.classes),
            str(len(thing.documents)), _several(classes),
        )  # fmt: skip


def _edges(content: Content) -> Iterator[tuple[str, ...]]:
    labels = {thing.iri: thing.called[0] for thing in content.things}
    passages = {passage.iri: passage for passage in content.passages}
    documents = {document.iri: document.identifier for document in content.documents}
    for r in content.relations:
        told = [passages[iri] for iri in r.evidence if iri in passages]
        sources = sorted({documents.get(passage.document, passage.document) for passage in told})
        yield (
            r.subject, _cell(labels[r.subject]), r.property, _cell(labels[r.object]), r.object, r.date, r.first,
            r.last, "planned" if r.planned else "fact", str(r.confidence), r.rule, _cell(r.title),
            _cell(" ".join(passage.text for passage in told)), _cell(_several(sources)), r.iri,
        )  # fmt: skip


def _several(values: Iterable[str]) -> str:
    """Joins values as neo4j-admin splits them."""
    return ";".join(value.replace(";", "；") for value in values)


def _cell(text: str) -> str:
    """Gives a text in one line, of which a spreadsheet computes nothing."""
    line = " ".join(text.splitlines())
    return f"'{line}" if line.startswith(FORMULA) else line
