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
    if found.things:
        shown = narrow(found, terms, part, store)
    else:
        found, terms = plain.read(store)
        shown = narrow(found, terms, _in_full(part, found, terms), store)
    if not shown.things:
        raise KgError("nothing in the graph is in this part of it; leave out an option")
    write_content(shown, terms, path, title)
    return len(shown.things)


def narrow(content: Content, terms: Ontology, part: Part, store: Store) -> Content:
    """Gives the part of a graph: the relations that fit, and the things that these link or that fit by themselves."""
    _known(part.classes, terms.classes, "class")
    _known(part.properties, {r.property for r in content.relations} | terms.properties.keys(), "property")
    if part == Part():
        return content
    if part.document:
        content = _of_document(content, part.document)
    kept = [r for r in content.relations if _fits(r, part)]
    alone = {t.iri for t in content.things}
    if part.query:
        kept = _constructed(store, kept, part.query)
    if part.classes:
        alone = {t.iri for t in content.things if any(_is(terms, c, part.classes) for c in t.classes)}
        kept = [r for r in kept if r.subject in alone and r.object in alone]
    if part.around:
        start = _start(content, store, part.around)
        near = _around(kept, start, part.depth)
        kept = [r for r in kept if r.subject in near and r.object in near]
        alone &= {start}
    if part.properties or part.since or part.query:
        alone = set()  # what is asked for are relations
    return _with(content, kept, alone)


def _in_full(part: Part, content: Content, terms: Ontology) -> Part:
    """Gives the part with the IRIs of the classes and properties of a graph in other terms, named by their last words."""
    from kg.out.plain import local

    def full(names: tuple[str, ...], known: set[str]) -> tuple[str, ...]:
        return tuple(iri for name in names for iri in sorted(k for k in known if local(k) == name) or [name])

    return replace(
        part,
        classes=full(part.classes, {*terms.classes}),
        properties=full(part.properties, {r.property for r in content.relations}),
    )


def _start(content: Content, store: Store, name: str) -> str:
    """Gives the thing that is called so, in the contract's terms or in others."""
    from kg.find import find
    from kg.out.plain import local

    called = [t.iri for t in content.things if name in (t.iri, local(t.iri), *t.called)]
    return called[0] if len(called) == 1 else find(store, name)


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


def _of_document(content: Content, name: str) -> Content:
    """Gives what one document says: its relations and figures, and the things that it mentions."""
    iris = {d.iri for d in content.documents if name in (d.identifier, d.title, d.iri)}
    if not iris:
        raise KgError(f"{name}: no such document; give its identifier or its title")
    inside = {p.iri for p in content.passages if p.document in iris}
    told = [r for r in content.relations if inside & {*r.evidence}]
    linked = {end for r in told for end in (r.subject, r.object)}
    return replace(
        content,
        things=[t for t in content.things if t.iri in linked or iris & {*t.documents}],
        relations=told,
        figures=[f for f in content.figures if inside & {*f.evidence}],
    )


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


def _with(content: Content, kept: list[Relation], alone: set[str]) -> Content:
    """Gives the things of these relations and those alone, with their figures, passages and documents."""
    shown = {end for r in kept for end in (r.subject, r.object)} | alone
    things = [t for t in content.things if t.iri in shown]
    figures = [f for f in content.figures if f.about in shown]
    used = {p for r in kept for p in (*r.evidence, *r.context)}
    used |= {p for f in figures for p in f.evidence} | {
        p for t in things for f in t.facts for p in f.evidence
    }
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
