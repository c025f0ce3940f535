"""Classes, parents, domains, ranges and labels, as ontology/ontology.ttl declares them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg import files
from kg.errors import DataError
from kg.iris import ONTOLOGY

if TYPE_CHECKING:
    from pyoxigraph import Store

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
THING = "Thing"
Labels = dict[str, str]


@dataclass(frozen=True, slots=True)
class Class:
    """A class: its parent, and its label by language."""

    name: str
    parent: str | None
    labels: Labels


@dataclass(frozen=True, slots=True)
class Property:
    """A relation: the classes that its subject and its object may have; its label by language.

    within_one_class is true where the two ends are of the same top class.
    """

    name: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool
    labels: Labels
    within_one_class: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """A value that things of these classes may have: the local name of its XSD type (string, date); its label by language."""

    name: str
    domain: tuple[str, ...]
    datatype: str
    labels: Labels


@dataclass(frozen=True)
class Ontology:
    """The classes of things, the relations between them, and the values that they have."""

    classes: dict[str, Class]
    properties: dict[str, Property]
    attributes: dict[str, Attribute] = field(default_factory=dict)

    def ancestors(self, cls: str) -> tuple[str, ...]:
        """Gives a class and those above it, narrowest first, the top class last."""
        parent = self.classes[cls].parent
        return (cls,) if parent in (None, THING) else (cls, *self.ancestors(str(parent)))

    def top(self, cls: str) -> str:
        """Gives the one of the disjoint top classes that a class belongs to."""
        return self.ancestors(cls)[-1]

    def is_a(self, cls: str, ancestor: str) -> bool:
        return ancestor in self.ancestors(cls)

    @property
    def tops(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.classes.values() if c.parent == THING)

    def allowed(self, prop: str, subject: str, obj: str) -> bool:
        """Says whether a relation may hold between things of these classes."""
        p = self.properties[prop]
        inside = any(self.is_a(subject, c) for c in p.domain) and any(self.is_a(obj, c) for c in p.range)
        return inside and (not p.within_one_class or self.top(subject) == self.top(obj))


@cache
def load(path: Path | None = None) -> Ontology:
    """Reads the ontology: ours, or the one at path."""
    from pyoxigraph import RdfFormat, Store

    path = path or files.folder("ontology") / "ontology.ttl"
    store = Store()
    try:
        store.bulk_load(path=str(path), format=RdfFormat.TURTLE)
    except (SyntaxError, OSError) as error:
        raise DataError(f"{path}:{getattr(error, 'lineno', None) or 1}: {error}; mend the Turtle") from error
    return _Reading(store).ontology()


class _Reading:
    """Reads names and lists out of a store that holds the ontology."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def ontology(self) -> Ontology:
        classes = {
            n: Class(n, self._one(n, RDFS + "subClassOf"), self._labels(n)) for n in self._of(OWL + "Class")
        }
        things = {n: c for n, c in classes.items() if n != THING and self._is_thing(n, classes)}
        relations = {n: self._property(n) for n in self._of(ONTOLOGY + "Relation")}
        return Ontology(things, relations, {n: self._attribute(n) for n in self._of(ONTOLOGY + "Attribute")})

    def _attribute(self, name: str) -> Attribute:
        (range_,) = self._objects(name, RDFS + "range")
        datatype = str(getattr(range_, "value", "")).rpartition("#")[2]
        return Attribute(name, self._classes(name, "domain"), datatype, self._labels(name))

    def _property(self, name: str) -> Property:
        symmetric = name in self._of(OWL + "SymmetricProperty")
        within = bool(self._objects(name, ONTOLOGY + "withinOneClass"))
        domain, range_ = self._classes(name, "domain"), self._classes(name, "range")
        return Property(name, domain, range_, symmetric, self._labels(name), within)

    def _is_thing(self, name: str | None, classes: dict[str, Class]) -> bool:
        return name == THING or (name in classes and self._is_thing(classes[str(name)].parent, classes))

    def _objects(self, subject: object, predicate: str) -> list[object]:
        from pyoxigraph import NamedNode

        node = NamedNode(ONTOLOGY + subject) if isinstance(subject, str) else subject
        return [q.object for q in self.store.quads_for_pattern(node, NamedNode(predicate), None)]  # type: ignore[arg-type]

    def _of(self, cls: str) -> list[str]:
        from pyoxigraph import NamedNode

        quads = self.store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(cls))
        return sorted(self._local(q.subject) for q in quads if self._local(q.subject))

    def _one(self, name: str, predicate: str) -> str | None:
        return next(iter(sorted(filter(None, map(self._local, self._objects(name, predicate))))), None)

    def _labels(self, name: str) -> Labels:
        found = [(o.language, o.value) for o in self._objects(name, RDFS + "label")]  # type: ignore[attr-defined]
        return dict(sorted(found))

    def _classes(self, name: str, end: str) -> tuple[str, ...]:
        return tuple(c for node in self._objects(name, RDFS + end) for c in self._members(node))

    def _members(self, node: object) -> list[str]:
        """Gives a class itself, or the members of the union that the node stands for."""
        for equal in self._objects(node, OWL + "equivalentClass"):
            return self._members(equal)
        for union in self._objects(node, OWL + "unionOf"):
            return [member for item in self._items(union) for member in self._members(item)]
        return [self._local(node)]

    def _items(self, node: object) -> list[object]:
        first = self._objects(node, RDF + "first")
        return first + self._items(self._objects(node, RDF + "rest")[0]) if first else []

    @staticmethod
    def _local(node: object) -> str:
        iri = getattr(node, "value", "")
        return iri[len(ONTOLOGY) :] if iri.startswith(ONTOLOGY) else ""
