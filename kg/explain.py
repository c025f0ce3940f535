"""What the graph says of one thing, and which sentence says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import iris, sources
from kg.find import find

if TYPE_CHECKING:
    from pyoxigraph import Store

HEAD = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in iris.PREFIXES.items())
RELATIONS = """SELECT DISTINCT ?p ?sl ?ol ?m ?date ?title ?c ?rule ?e {
  ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; ipp:modality ?m ; ipp:confidence ?c ; ipp:rule ?rule ;
      ipp:evidence ?e . ?e ipp:text ?t ; ipp:source/dcterms:identifier ?doc .
  OPTIONAL { ?st ipp:date ?date } OPTIONAL { ?st ipp:postTitle ?title }
  ?s rdfs:label ?sl . ?o rdfs:label ?ol . FILTER(?s = <IRI> || ?o = <IRI>)
  FILTER(LANGMATCHES(LANG(?sl), "zh") || NOT EXISTS { ?s rdfs:label ?z FILTER(LANGMATCHES(LANG(?z), "zh")) })
  FILTER(LANGMATCHES(LANG(?ol), "zh") || NOT EXISTS { ?o rdfs:label ?z FILTER(LANGMATCHES(LANG(?z), "zh")) })
} ORDER BY ?p ?sl ?ol ?doc ?t"""
ATTRIBUTES = """SELECT DISTINCT ?p ?o ?m ?date ?c ?rule ?e {
  ?st rdf:subject <IRI> ; rdf:predicate ?p ; rdf:object ?o ; ipp:modality ?m ; ipp:confidence ?c ; ipp:rule ?rule ;
      ipp:evidence ?e . ?e ipp:text ?t ; ipp:source/dcterms:identifier ?doc .
  OPTIONAL { ?st ipp:date ?date } FILTER(ISLITERAL(?o))
} ORDER BY ?p ?o ?doc ?t"""
FIGURES = """SELECT DISTINCT ?l ?v ?u ?b ?m ?asOf ?from ?to ?g ?e {
  ?o ipp:about <IRI> ; ipp:indicator/rdfs:label ?l ; ipp:value ?v ; ipp:unit ?u ; ipp:bound ?b ; ipp:modality ?m ;
     ipp:evidence ?e . ?e ipp:text ?t ; ipp:source/dcterms:identifier ?doc .
  OPTIONAL { ?o ipp:asOf ?asOf } OPTIONAL { ?o ipp:periodStart ?from ; ipp:periodEnd ?to } OPTIONAL { ?o ipp:growth ?g }
} ORDER BY ?l ?doc ?t"""
PASSAGE = """SELECT ?t ?doc ?hash ?begin ?end ?page {
  <IRI> ipp:text ?t ; ipp:begin ?begin ; ipp:end ?end ; ipp:source ?d . ?d dcterms:identifier ?doc ; ipp:textHash ?hash .
  OPTIONAL { <IRI> ipp:page ?page }
}"""


def explain(store: Store, name: str, around: int = 0, folder: Path | None = None) -> Iterator[str]:
    """Yields lines: what a thing is, its names, and each value, relation and figure with quote, document, page and rule.

    With around, so many characters of the document stand on either side of a quote, from the texts kept in folder.
    """
    iri = find(store, name)
    names = [
        f"{r[0].value}@{r[0].language}"
        for r in _rows(
            store,
            "SELECT DISTINCT ?l { <IRI> rdfs:label|skos:altLabel|skos:hiddenLabel ?l } ORDER BY ?l",
            iri,
        )
    ]
    classes = [
        r[0].value.removeprefix(iris.ONTOLOGY)
        for r in _rows(store, "SELECT DISTINCT ?c { <IRI> a ?c } ORDER BY ?c", iri)
    ]
    yield f"<{iri}>  {', '.join(classes)}"
    yield f"names: {'; '.join(names)}"
    for row in _rows(store, ATTRIBUTES, iri):
        p, value, modality, date, confidence, rule, passage = (x.value if x is not None else "" for x in row)
        quote, place = _quoted(store, passage, around, folder)
        extra = ", ".join(
            x for x in (date if date != value else "", modality if modality != "fact" else "") if x
        )
        yield f"\n{p.removeprefix(iris.ONTOLOGY)}: {value}{f' ({extra})' if extra else ''}"
        yield f"  {quote}\n  {place}, rule {rule}, confidence {confidence}"
    for row in _rows(store, RELATIONS, iri):
        p, s, o, modality, date, title, confidence, rule, passage = (
            x.value if x is not None else "" for x in row
        )
        quote, place = _quoted(store, passage, around, folder)
        extra = ", ".join(x for x in (title, date, modality if modality != "fact" else "") if x)
        yield f"\n{s} — {p.removeprefix(iris.ONTOLOGY)} → {o}{f' ({extra})' if extra else ''}"
        yield f"  {quote}\n  {place}, rule {rule}, confidence {confidence}"
    for row in _rows(store, FIGURES, iri):
        label, value, unit, bound, modality, as_of, start, end, growth, passage = (
            x.value if x is not None else "" for x in row
        )
        quote, place = _quoted(store, passage, around, folder)
        when = as_of or (f"{start}–{end}" if start else "")
        extra = ", ".join(
            x
            for x in (
                when,
                bound if bound != "exact" else "",
                modality if modality != "fact" else "",
                growth and f"growth {growth}",
            )
            if x
        )
        yield f"\n{label}: {value} {unit}{f' ({extra})' if extra else ''}"
        yield f"  {quote}\n  {place}"


def _quoted(store: Store, iri: str, around: int, folder: Path | None) -> tuple[str, str]:
    """Gives a passage between quotes, in what stands about it in its document, and the document with its page."""
    passage, document, digest, begin, end, page = (
        x.value if x is not None else "" for x in next(_rows(store, PASSAGE, iri))
    )
    before = after = ""
    if around and folder:
        whole = sources.text(folder, digest)
        before = whole[max(0, int(begin) - around) : int(begin)].replace("\n", " ⏎ ")
        after = whole[int(end) : int(end) + around].replace("\n", " ⏎ ")
    return f"{before}“{passage}”{after}", f"{document}, page {page}" if page else document


def _rows(store: Store, query: str, iri: str) -> Iterator[list[Any]]:
    from pyoxigraph import NamedNode

    yield from (list(row) for row in store.query(HEAD + query.replace("<IRI>", str(NamedNode(iri)))))  # type: ignore[union-attr]
