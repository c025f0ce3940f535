"""The ontology as a user meets it: every term explained in both languages, and what may stand in a relation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import files, ontology
from kg.errors import DataError

RELATIONS = (
    "partOf locatedIn memberOf holdsPostAt issued launched operates participatesIn cooperatesWith "
    "signed approved financed offers appliesTo supports implements succeeds listedOn hosted repeals"
)
OTHERS = (
    "mentionedIn documentNumber effectiveFrom effectiveTo evidence context modality rule confidence "
    "date dateFrom dateTo postTitle source text begin end page issuedFrom issuedTo textHash indicator about "
    "value unit asOf asOfFrom asOfTo periodStart periodEnd growth bound"
)
NARROWER = {
    "Institution": "GovernmentBody Regulator Bank FinancialInstitution Exchange Company Alliance "
    "ResearchInstitution Media",
    "Policy": "Plan Regulation Agreement PolicyTool",
    "Programme": "Initiative Corridor Zone Pilot Project Campaign",
    "Product": "FinancialProduct Platform",
    "Event": "",
    "Place": "",
    "Person": "",
}
TERMS = ontology.load()


@pytest.fixture(scope="module")
def graph():
    from rdflib import Graph

    return Graph().parse(files.folder("ontology") / "ontology.ttl", format="turtle")


def test_classes_are_those_of_the_contract() -> None:
    assert set(TERMS.tops) == NARROWER.keys()
    assert set(TERMS.classes) == {c for top, rest in NARROWER.items() for c in (top, *rest.split())}
    assert all(TERMS.top(c) == top for top, rest in NARROWER.items() for c in rest.split())


def test_relations_are_those_of_the_contract() -> None:
    assert set(TERMS.properties) == set(RELATIONS.split())
    assert [p.name for p in TERMS.properties.values() if p.symmetric] == ["cooperatesWith"]


def test_every_term_is_explained_in_both_languages(graph) -> None:
    from rdflib import RDF, RDFS, Namespace

    ipp = Namespace(ontology.ONTOLOGY)
    declared = {s for s in graph.subjects(RDF.type) if s.startswith(ipp)}
    assert {ipp[name] for name in f"{RELATIONS} {OTHERS}".split()} <= declared
    for term in declared:
        for said in (RDFS.label, RDFS.comment):
            assert {o.language for o in graph.objects(term, said)} == {"zh", "en"}, (term, said)


def test_every_property_has_domain_and_range(graph) -> None:
    from rdflib import OWL, RDF, RDFS

    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in graph.subjects(RDF.type, kind):
            assert list(graph.objects(term, RDFS.domain)) and list(graph.objects(term, RDFS.range)), term


def test_labels_tell_terms_apart(graph) -> None:
    labels = [(kind, p.labels[kind]) for p in TERMS.properties.values() for kind in ("zh", "en")]
    labels += [(kind, c.labels[kind]) for c in TERMS.classes.values() for kind in ("zh", "en")]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize(
    ("prop", "subject", "obj", "right"),
    [
        ("issued", "Regulator", "Plan", True),
        ("issued", "Place", "Policy", True),
        ("issued", "Person", "Policy", False),
        ("partOf", "Bank", "Regulator", True),
        ("partOf", "Pilot", "Zone", True),
        ("partOf", "Pilot", "Plan", False),
        ("holdsPostAt", "Person", "Bank", True),
        ("holdsPostAt", "Bank", "Person", False),
        ("cooperatesWith", "Place", "Bank", True),
        ("locatedIn", "Product", "Place", False),
        ("appliesTo", "Event", "Product", True),
    ],
)
def test_allowed(prop: str, subject: str, obj: str, right: bool) -> None:
    assert TERMS.allowed(prop, subject, obj) is right


def test_ancestors_run_from_the_class_to_its_top() -> None:
    assert TERMS.ancestors("Bank") == ("Bank", "FinancialInstitution", "Institution")
    assert TERMS.is_a("Bank", "FinancialInstitution") and not TERMS.is_a("Company", "FinancialInstitution")


def test_a_broken_ontology_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "ontology.ttl"
    path.write_text("@prefix a: <http://a/> .\na:b a:c a:d .\na:b a:c .\n", "utf-8")
    with pytest.raises(DataError, match=re.escape(f"{path}:3:")):
        ontology.load(path)


def test_outside_terms_are_those_of_their_vocabularies(graph) -> None:
    """A misspelt alignment is silent for ever: what rdflib knows in full is looked up there."""
    from rdflib import URIRef, namespace

    known = (namespace.DCTERMS, namespace.FOAF, namespace.ORG, namespace.OWL, namespace.PROV, namespace.QB)
    known += (namespace.RDF, namespace.RDFS, namespace.SDO, namespace.SKOS, namespace.TIME, namespace.VANN)
    later = {"https://schema.org/observationAbout"}  # younger than rdflib's copy
    terms = {str(node) for triple in graph for node in triple if isinstance(node, URIRef)} - later
    checked = {(space, t) for space in known for t in terms if t.startswith(str(space)) and t != str(space)}
    assert {space for space, _ in checked} == set(known)
    assert [
        t for space, t in sorted(checked, key=lambda c: c[1]) if t.removeprefix(str(space)) not in space
    ] == []


def test_what_happens_by_construction_is_an_axiom(graph) -> None:
    """A reasoner finds what the shapes find: one value of each, nothing related to itself, kinds kept apart."""
    from rdflib import OWL, RDF, Namespace

    ipp = Namespace(ontology.ONTOLOGY)
    irreflexive = set(graph.subjects(RDF.type, OWL.IrreflexiveProperty))
    assert irreflexive == {ipp[name] for name in RELATIONS.split()}
    several = "mentionedIn documentNumber effectiveFrom effectiveTo evidence context rule"
    functional = set(graph.subjects(RDF.type, OWL.FunctionalProperty))
    assert functional == {ipp[name] for name in OTHERS.split()} - {ipp[name] for name in several.split()}


def test_the_ontology_says_whose_it_is_and_which_version(graph) -> None:
    from rdflib import DCTERMS, OWL, RDF, URIRef

    (this,) = graph.subjects(RDF.type, OWL.Ontology)
    version = graph.value(this, OWL.versionInfo)
    assert graph.value(this, OWL.versionIRI) == URIRef(f"{this}/{version}")
    assert graph.value(this, DCTERMS.license) and graph.value(graph.value(this, DCTERMS.creator), RDF.type)
    assert {title.language for title in graph.objects(this, DCTERMS.title)} == {"zh", "en"}


def test_no_class_is_its_own_relative_outside(graph) -> None:
    """A superclass elsewhere must hold of every member: a programme is no organisation, a policy no agent."""
    from rdflib import RDFS, Namespace

    org, ipp = Namespace("http://www.w3.org/ns/org#"), Namespace(ontology.ONTOLOGY)
    assert org.Organization in set(graph.transitive_objects(ipp.Bank, RDFS.subClassOf))
    for name in ("Policy", "Programme", "Product", "Event", "Place", "Person"):
        assert org.Organization not in set(graph.transitive_objects(ipp[name], RDFS.subClassOf))
    for name in TERMS.classes:  # schema.org has projects as organisations
        if TERMS.top(name) != "Institution":
            assert not {o for o in graph.transitive_objects(ipp[name], RDFS.subClassOf) if "Project" in o} - {
                ipp.Project
            }
    for prop in (ipp.memberOf, ipp.cooperatesWith):  # their objects need not be organisations
        assert not [o for o in graph.objects(prop, RDFS.subPropertyOf) if o.startswith(org)]
