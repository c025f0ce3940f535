"""Any other graph → what a page shows: its resources, their names, and the triples between them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.iris import PREFIXES
from kg.ontology import THING, Class, Ontology
from kg.out.content import Content, Fact, Label, Relation, Thing

TYPE = PREFIXES["rdf"] + "type"
NAMES = (
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["rdfs"] + "label",
    PREFIXES["dcterms"] + "title",
    "http://xmlns.com/foaf/0.1/name",
    "https://schema.org/name",
    "http://schema.org/name",
    PREFIXES["skos"] + "altLabel",
)
UNTYPED = "resource"


def read(quads: Iterable[Quad]) -> tuple[Content, Ontology]:
    """Gives a graph of unknown terms, and an ontology of the classes that it uses.

    A thing is what has a triple with another resource, or a name; its class is the first of its types; what else is
    said of it in literals are its facts.
    """
    triples = sorted({quad.triple for quad in quads}, key=str)
    types: dict[str, str] = {}
    names: dict[str, list[Label]] = {}
    facts: dict[str, list[Fact]] = {}
    links: list[tuple[str, str, str]] = []
    for subject, predicate, value in triples:
        here, prop = _iri(subject), predicate.value
        if prop == TYPE:
            types.setdefault(here, _iri(value))
        elif isinstance(value, Literal) and prop in NAMES:
            names.setdefault(here, []).append(Label(NAMES.index(prop), value.language or "", value.value))
        elif isinstance(value, Literal):
            facts.setdefault(here, []).append(Fact(local(prop), value.value))
        elif isinstance(value, NamedNode | BlankNode):
            links.append((here, prop, _iri(value)))
    found = sorted({end for s, _, o in links for end in (s, o)} | names.keys())
    things = [
        Thing(
            iri, (types.get(iri, UNTYPED),), _ranked(names.get(iri, []), iri), (), tuple(facts.get(iri, ()))
        )
        for iri in found
    ]
    classes = sorted({cls for thing in things for cls in thing.classes})
    terms = Ontology({cls: Class(cls, THING, {"zh": local(cls), "en": local(cls)}) for cls in classes}, {})
    return Content(things, [Relation(*link) for link in links], [], [], [], {}), terms


def _ranked(names: list[Label], iri: str) -> tuple[Label, ...]:
    """Makes the best kind of name that there is the label, the others further names."""
    best = min((name.kind for name in names), default=0)
    ranked = (Label(int(n.kind > best), n.language, n.text) for n in names or [Label(0, "", local(iri))])
    return tuple(sorted(ranked, key=lambda name: (name.kind, name.language, name.text)))


def local(iri: str) -> str:
    """Gives the last part of an IRI, as a name where there is no other; a node without IRI is []."""
    if iri.startswith("_:"):
        return "[]"
    return iri.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1] or iri


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
