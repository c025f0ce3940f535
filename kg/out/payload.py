"""Content → what the page's script reads: plain lists in which things are numbers, the most important first."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.iris import ONTOLOGY
from kg.ontology import Ontology
from kg.out.communities import Links
from kg.out.content import Content, Fact, Figure, Label, Relation, Thing
from kg.out.layout import Layout, layout

LIMIT = 1000  # things drawn at a time; above, communities come first
NEAR = 0.15  # how much two things of one document draw one another, against 1 for a relation


@dataclass(frozen=True)
class Payload:
    """The data block, and the nodes and edges that are drawn at first."""

    data: dict[str, Any]
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


def payload(content: Content, ontology: Ontology) -> Payload:
    """Gives the page's data with its layout."""
    return _Numbering(content, ontology).payload()


class _Numbering:
    def __init__(self, content: Content, ontology: Ontology) -> None:
        self.content, self.ontology = content, ontology
        self.weight = _importance(content)
        self.things = sorted(content.things, key=lambda thing: (-self.weight[thing.iri], thing.iri))
        self.documents = sorted(content.documents, key=lambda d: (d.date, d.title, d.iri))
        self.document = _numbers(d.iri for d in self.documents)
        self.passages = sorted(
            content.passages, key=lambda p: (self.document.get(p.document, -1), p.begin, p.iri)
        )
        self.base = _common([thing.iri for thing in self.things])
        self.thing = _numbers(thing.iri for thing in self.things)
        self.passage = _numbers(p.iri for p in self.passages)
        self.indicator = _numbers(content.indicators)
        self.classes = list(ontology.classes)
        self.properties = sorted(ontology.properties.keys() | {r.property for r in content.relations})
        self.cls, self.property = _numbers(self.classes), _numbers(self.properties)

    def payload(self) -> Payload:
        links = self.links()
        placed = layout(links)
        nodes, edges = self.drawn(placed)
        return Payload(self.data(placed), nodes, edges)

    def links(self) -> Links:
        """Gives what draws things together: relations, and for those that have few, being told of in one document."""
        links: Links = [{} for _ in self.things]
        for r in self.content.relations:
            _link(links, self.thing[r.subject], self.thing[r.object], 1.0)
        first: dict[str, int] = {}
        for number, thing in enumerate(self.things):
            for document in thing.documents[:4]:
                chief = first.setdefault(document, number)
                if chief != number and len(links[number]) < 2:
                    _link(links, chief, number, NEAR)
        return links

    def drawn(self, placed: Layout) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Gives vis-network's nodes and edges: all things, or the communities of very many."""
        pairs = {(self.thing[r.subject], self.thing[r.object]) for r in self.content.relations}
        nodes: list[dict[str, Any]]
        if len(self.things) <= LIMIT:
            nodes = [
                {"id": n, "x": x, "y": y, "size": self.size(n)} for n, (x, y) in enumerate(placed.positions)
            ]
            ends = sorted({(min(p), max(p)) for p in pairs})
            return nodes, [{"id": f"{a}-{b}", "from": a, "to": b} for a, b in ends]
        nodes = [{"id": f"c{n}", "x": x, "y": y, "size": r} for n, (x, y, r) in enumerate(placed.discs)]
        of = placed.community
        joined = sorted({(min(of[a], of[b]), max(of[a], of[b])) for a, b in pairs if of[a] != of[b]})
        return nodes, [{"id": f"c{a}-c{b}", "from": f"c{a}", "to": f"c{b}"} for a, b in joined]

    def size(self, number: int) -> float:
        return round(min(7 + 2.2 * math.sqrt(self.weight[self.things[number].iri]), 26), 1)

    def data(self, placed: Layout) -> dict[str, Any]:
        c = self.content
        return {
            "base": self.base,
            "ontology": ONTOLOGY,
            "limit": LIMIT,
            "classes": [self.cls_row(name) for name in self.classes],
            "properties": [self.property_row(name) for name in self.properties],
            "things": [self.thing_row(n, t, placed) for n, t in enumerate(self.things)],
            "relations": [self.relation_row(r) for r in sorted(c.relations, key=_relation_order)],
            "figures": [
                self.figure_row(f) for f in sorted(c.figures, key=lambda f: (f.indicator, f.date, f.iri))
            ],
            "passages": [[self.document.get(p.document, -1), p.text] for p in self.passages],
            "documents": [[d.identifier, d.title, d.date, d.source, d.language] for d in self.documents],
            "indicators": [_names(labels) for labels in c.indicators.values()],
            "communities": placed.discs,
        }

    def cls_row(self, name: str) -> list[Any]:
        labels = self.ontology.classes[name].labels
        return [name, self.cls[self.ontology.top(name)], labels.get("zh", name), labels.get("en", name)]

    def property_row(self, name: str) -> list[Any]:
        known = self.ontology.properties.get(name)
        labels = known.labels if known else {}
        plain = name.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        return [name, labels.get("zh", plain), labels.get("en", plain), int(bool(known and known.symmetric))]

    def thing_row(self, number: int, thing: Thing, placed: Layout) -> list[Any]:
        documents = sorted(self.document[d] for d in thing.documents if d in self.document)
        x, y = placed.positions[number]
        classes = [self.cls[name] for name in thing.classes]
        return [
            thing.iri[len(self.base) :],
            classes,
            _names(thing.names),
            documents,
            x,
            y,
            self.size(number),
            placed.community[number],
            [self.fact_row(fact) for fact in thing.facts],
        ]

    def fact_row(self, fact: Fact) -> list[Any]:
        known = self.ontology.attributes.get(fact.property)
        labels = known.labels if known else {}
        words = [labels.get(language, fact.property) for language in ("zh", "en")]
        return [words, fact.value, self.numbers(fact.evidence)]

    def relation_row(self, r: Relation) -> list[Any]:
        return [
            self.thing[r.subject],
            self.property[r.property],
            self.thing[r.object],
            int(r.planned),
            r.confidence,
            r.date,
            r.first,
            r.last,
            self.numbers(r.evidence),
            self.numbers(r.context),
            r.title,
            r.rule,
        ]

    def figure_row(self, f: Figure) -> list[Any]:
        return [
            self.indicator.get(f.indicator, -1),
            self.thing.get(f.about, -1),
            _number(f.value),
            f.unit,
            f.date,
            _number(f.growth),
            f.bound,
            int(f.planned),
            self.numbers(f.evidence),
        ]

    def numbers(self, passages: Iterable[str]) -> list[int]:
        return sorted(self.passage[p] for p in passages if p in self.passage)


def _importance(content: Content) -> dict[str, float]:
    """Weighs a thing by its relations, its figures and the documents that mention it."""
    weight = {thing.iri: 0.2 * len(thing.documents) for thing in content.things}
    for r in content.relations:
        weight[r.subject] += 1
        weight[r.object] += 1
    for f in content.figures:
        if f.about in weight:
            weight[f.about] += 0.5
    return {iri: round(w, 3) for iri, w in weight.items()}


def _link(links: Links, a: int, b: int, weight: float) -> None:
    links[a][b] = links[a].get(b, 0.0) + weight
    links[b][a] = links[b].get(a, 0.0) + weight


def _numbers(iris: Iterable[str]) -> dict[str, int]:
    return {iri: number for number, iri in enumerate(iris)}


def _names(labels: Iterable[Label]) -> list[list[Any]]:
    return [[label.kind, label.language, label.text] for label in labels]


def _number(text: str) -> float | int | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def _common(iris: list[str]) -> str:
    """Gives the beginning that all IRIs share, up to a slash or hash."""
    first, last = min(iris, default=""), max(iris, default="")
    same = next(
        (i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last))
    )
    return first[: max(first.rfind("/", 0, same), first.rfind("#", 0, same)) + 1]


def _relation_order(r: Relation) -> tuple[str, ...]:
    return (r.subject, r.property, r.object, r.first, r.iri)
