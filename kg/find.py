"""A thing of a graph by its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import iris
from kg.errors import KgError

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store

THING = "Thing"  # any thing that a document mentions
LANGUAGES = ("zh", "en", "zh-hant", None)
NAMES = tuple(
    iris.PREFIXES[prefix] + name
    for prefix, name in (
        ("rdfs", "label"),
        ("skos", "altLabel"),
        ("skos", "hiddenLabel"),
        ("dcterms", "title"),
        ("dcterms", "identifier"),
    )
)


def find(store: Store, name: str, classes: tuple[str, ...] = (THING,)) -> str:
    """Gives the IRI of what one of the classes of the ontology has under a name, local name, prefixed name or IRI.

    A name as it is written goes before its other forms (width, case, script), and these before
    names that only the seeds know (人行重庆市分行). Raises KgError that lists them where
    there are several, and one that says so where there is none.
    """
    for look in (_by_iri, _as_written, _folded, _of_seeds):
        hits: dict[str, set[str]] = defaultdict(set)
        for iri, label in look(store, name):
            if _is_a(store, iri, classes):
                hits[iri.value].add(label)
        if len(hits) == 1:
            return next(iter(hits))
        if hits:
            lines = "\n".join(f"  {iri}  {', '.join(sorted(names))}" for iri, names in sorted(hits.items()))
            raise KgError(f"{name}: several things have this name; give one of these IRIs\n{lines}")
    kind = "" if THING in classes else f" that is a {' or '.join(classes)}"
    raise KgError(f"{name}: nothing in this graph{kind} has this name; try another form of it")


def _by_iri(store: Store, name: str) -> Iterator[tuple[NamedNode, str]]:
    from pyoxigraph import NamedNode

    bare = name.removeprefix("<").removesuffix(">")
    for iri in (bare, iris.BASE + bare.removeprefix("ippd:")):
        try:
            node = NamedNode(iri)
        except ValueError:
            continue
        if next(store.quads_for_pattern(node, None, None, None), None):
            yield node, name


def _as_written(store: Store, name: str) -> Iterator[tuple[NamedNode, str]]:
    from pyoxigraph import DefaultGraph, Literal

    for language in LANGUAGES:
        for quad in store.quads_for_pattern(None, None, Literal(name, language=language), DefaultGraph()):
            if quad.predicate.value in NAMES:
                yield quad.subject, name  # type: ignore[misc]


def _folded(store: Store, name: str) -> Iterator[tuple[NamedNode, str]]:
    from pyoxigraph import DefaultGraph, NamedNode

    from kg import text

    wanted = text.key(name)
    for predicate in map(NamedNode, NAMES):
        for quad in store.quads_for_pattern(None, predicate, None, DefaultGraph()):
            label = str(getattr(quad.object, "value", ""))
            if text.key(label) == wanted:
                yield quad.subject, label  # type: ignore[misc]


def _of_seeds(store: Store, name: str) -> Iterator[tuple[NamedNode, str]]:
    """Yields what the seeds call so, or what a name is when its parts are written out as they have them."""
    from kg import files, text
    from kg.link import forms
    from kg.link.context import Context
    from kg.link.lexicon import Lexicon
    from kg.seeds import Seeds, rows

    seeds, key = Seeds().add(rows([files.folder("seeds")])), text.key(name)
    for local in (*seeds.strong.get(key, ()), *seeds.weak.get(key, ())):
        yield from _by_iri(store, local)
    full = forms.of(text.fold(name), "Institution", Lexicon(Context(seeds, "zh"))).label
    if text.key(full) != key:
        yield from _folded(store, full)


def _is_a(store: Store, iri: NamedNode, classes: tuple[str, ...]) -> bool:
    from pyoxigraph import NamedNode

    kinds = NamedNode(iris.PREFIXES["rdf"] + "type")
    mentioned = NamedNode(iris.ONTOLOGY + "mentionedIn")
    return any(
        next(store.quads_for_pattern(iri, mentioned, None, None), None) is not None
        if name == THING
        else next(store.quads_for_pattern(iri, kinds, NamedNode(iris.ONTOLOGY + name), None), None)
        is not None
        for name in classes
    )
