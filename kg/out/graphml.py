"""GraphML for Gephi, yEd and networkx: things are nodes, statements are edges."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg import files, ontology
from kg.out.content import Relation, Thing, read

if TYPE_CHECKING:
    from pyoxigraph import Quad


def write_graphml(quads: Iterable[Quad], path: Path) -> None:
    """Writes a directed graph that may have several edges between two nodes, in the order of their IRIs."""
    import networkx

    content = read(quads, ontology.load())
    graph = networkx.MultiDiGraph()
    for thing in content.things:
        graph.add_node(thing.iri, **_node(thing))
    for relation in content.relations:
        graph.add_edge(relation.subject, relation.object, **_edge(relation))
    with files.atomic(path) as file:
        networkx.write_graphml_xml(graph, file, named_key_ids=True)


def _node(thing: Thing) -> dict[str, str | int]:
    label, *names = thing.called
    return {
        "label": label,
        "names": "; ".join(names),
        "class": "; ".join(thing.classes),
        "documents": len(thing.documents),
    }


def _edge(relation: Relation) -> dict[str, str | float]:
    found = {
        "label": relation.property,
        "date": relation.date,
        "date_from": relation.first,
        "date_to": relation.last,
        "modality": "planned" if relation.planned else "fact",
        "rule": relation.rule,
        "statement": relation.iri,
    }
    return {name: value for name, value in found.items() if value} | {"confidence": relation.confidence}
