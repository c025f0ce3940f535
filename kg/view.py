"""The page of a part of a graph: around one thing, of some classes or properties, since a day, of a document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import ontology
from kg.errors import KgError
from kg.iris import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.ontology import Ontology
    from kg.out.content import Content, Relation


@dataclass(frozen=True, slots=True)
class Part:
    """What of a graph is wanted; nothing set is all of it. query is SPARQL of a CONSTRUCT."""

    around: str | None = None
    depth: int = 1
    classes: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    since: str | None = None
    document: str | None = None
    query: str | None = None


def view(store: Store, path: Path, part: Part, title: str = "") -> int:
    """Writes the page of a part of a graph; gives the number of things in it.

    A graph in other terms than the contract's is shown plainly: its resources and the triples between them.
    """
    from kg.out import content, plain
    from kg.out.html import write_content

    terms = ontology.load()
    found = content.read(store, terms)
    if not found.things:
        found, terms = plain.read(store)
    shown = narrow(found, terms, part, store)
    if not shown.things:
        raise KgError("nothing in the graph is in this part of it; leave out an option")
    write_content(shown, terms, path, title)
    return len(shown.things)


def narrow(content: Content, terms: Ontology, part: Part, store: Store) -> Content:
    """Gives the part of a graph: relations that fit, and the things that these link."""
    _known(part.classes, terms.classes, "class")
    _known(part.properties, {r.property for r in content.relations} | terms.properties.keys(), "property")
    if part == Part():
        return content
    kept = [r for r in content.relations if _fits(r, part)]
    if part.document:
        kept = _of_document(content, kept, part.document)
    if part.query:
        kept = _constructed(store, kept, part.query)
    if part.classes:
        fit = {t.iri for t in content.things if any(_is(terms, c, part.classes) for c in t.classes)}
        kept = [r for r in kept if r.subject in fit and r.object in fit]
    if part.around:
        from kg.find import find

        near = _around(kept, find(store, part.around), part.depth)
        kept = [r for r in kept if r.subject in near and r.object in near]
    return _with(content, kept)


def _known(names: tuple[str, ...], known: object, kind: str) -> None:
    from difflib import get_close_matches

    all_names = sorted(known)  # type: ignore[call-overload]
    for name in names:
        if name not in all_names:
            near = get_close_matches(name, all_names, 1)
            raise KgError(
                f"{name}: no such {kind}; "
                + (f"did you mean {near[0]}?" if near else f"one of {', '.join(all_names)}")
            )


def _fits(relation: Relation, part: Part) -> bool:
    if part.properties and relation.property not in part.properties:
        return False
    return not part.since or bool(relation.last) and relation.last >= part.since


def _is(terms: Ontology, cls: str, wanted: tuple[str, ...]) -> bool:
    return any(terms.is_a(cls, name) for name in wanted)


def _of_document(content: Content, kept: list[Relation], name: str) -> list[Relation]:
    iris = {d.iri for d in content.documents if name in (d.identifier, d.title, d.iri)}
    if not iris:
        raise KgError(f"{name}: no such document; give its identifier or its title")
    inside = {p.iri for p in content.passages if p.document in iris}
    return [r for r in kept if inside & {*r.evidence}]


def _constructed(store: Store, kept: list[Relation], query: str) -> list[Relation]:
    """Keeps the relations whose triples a CONSTRUCT gives."""
    from kg.query import is_triples, run

    answer = run(store, query)
    if not is_triples(answer):
        raise KgError("the query gives no triples: it must be a CONSTRUCT or a DESCRIBE")
    triples = {(t.subject.value, t.predicate.value, t.object.value) for t in answer}  # type: ignore[union-attr]
    ipp = PREFIXES["ipp"]
    full = {r: r.property if ":" in r.property else ipp + r.property for r in kept}
    return [r for r in kept if {(r.subject, full[r], r.object), (r.object, full[r], r.subject)} & triples]


def _around(kept: list[Relation], start: str, depth: int) -> set[str]:
    found = {start}
    for _ in range(depth):
        found |= {
            end for r in kept if r.subject in found or r.object in found for end in (r.subject, r.object)
        }
    return found


def _with(content: Content, kept: list[Relation]) -> Content:
    """Gives the things of these relations with their figures, passages and documents."""
    linked = {end for r in kept for end in (r.subject, r.object)}
    things = [t for t in content.things if t.iri in linked]
    figures = [f for f in content.figures if f.about in linked]
    used = {p for r in kept for p in (*r.evidence, *r.context)} | {p for f in figures for p in f.evidence}
    passages = [p for p in content.passages if p.iri in used]
    documents = {p.document for p in passages}
    return replace(
        content,
        things=things,
        relations=kept,
        figures=figures,
        passages=passages,
        documents=[d for d in content.documents if d.iri in documents],
    )
