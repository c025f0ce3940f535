"""What the graph says of one document, by the contract."""

from __future__ import annotations

from dataclasses import replace

import pytest
from handmade import made
from pyoxigraph import Literal, NamedNode, Quad

from kg import iris, ontology
from kg.graph.quads import quads
from kg.model import Extent, Findings, Name, Statement

TERMS = ontology.load()
Rows = set[tuple[str, str, str]]


def short(node: object) -> str:
    text = node.value if isinstance(node, NamedNode) else str(node)
    for prefix, iri in iris.PREFIXES.items():
        text = (
            text.replace(f"<{iri}", f"<{prefix}:")
            if isinstance(node, Literal)
            else text.replace(iri, f"{prefix}:")
        )
    return text


def rows(findings: Findings) -> Rows:
    return {(short(q.subject), short(q.predicate), short(q.object)) for q in quads(findings, TERMS)}


def of(found: Rows, subject: str) -> dict[str, set[str]]:
    described: dict[str, set[str]] = {}
    for s, p, o in found:
        if s == subject:
            described.setdefault(p, set()).add(o)
    return described


def statement(found: Rows, prop: str) -> dict[str, set[str]]:
    (subject,) = {s for s, p, o in found if p == "rdf:predicate" and o == prop}
    return of(found, subject)


@pytest.fixture
def found() -> Rows:
    return rows(made())


def test_the_document(found: Rows) -> None:
    assert of(found, f"ippd:{iris.document('2024/news.txt')}") == {
        "rdf:type": {"ipp:Document"},
        "dcterms:identifier": {'"2024/news.txt"'},
        "dcterms:language": {'"zh"'},
        "dcterms:title": {'"要闻"@zh'},
        "dcterms:source": {"https://example.org/1"},
        "dcterms:issued": {'"2024-10"^^<xsd:gYearMonth>'},
        "ipp:issuedFrom": {'"2024-10-01"^^<xsd:date>'},
        "ipp:issuedTo": {'"2024-10-31"^^<xsd:date>'},
        "ipp:textHash": {f'"{"a" * 64}"'},
    }


def test_a_thing_has_all_its_classes_names_and_documents(found: Rows) -> None:
    bank = of(found, "ippd:institution-a")
    assert bank["rdf:type"] == {"ipp:Bank", "ipp:FinancialInstitution", "ipp:Institution"}
    assert bank["rdfs:label"] == {'"甲银行"@zh', '"Bank A"@en'}
    assert bank["ipp:mentionedIn"] == {f"ippd:{iris.document('2024/news.txt')}"}
    assert of(found, "ippd:institution-b")["skos:altLabel"] == {'"乙銀行"@zh-hant'}
    assert of(found, "ippd:institution-pboc")["skos:hiddenLabel"] == {'"央行"@zh'}


def test_a_fact_has_statement_and_direct_triple(found: Rows) -> None:
    assert ("ippd:institution-pboc-chongqing", "ipp:launched", "ippd:programme-kht") in found
    subject = next(s for s, p, o in found if p == "rdf:object" and o == "ippd:programme-kht")
    passage = next(s for s, p, o in found if p == "ipp:begin" and o.startswith('"0"'))
    assert of(found, subject) == {
        "rdf:type": {"rdf:Statement"},
        "rdf:subject": {"ippd:institution-pboc-chongqing"},
        "rdf:predicate": {"ipp:launched"},
        "rdf:object": {"ippd:programme-kht"},
        "ipp:modality": {'"fact"'},
        "ipp:confidence": {'"0.85"^^<xsd:decimal>'},
        "ipp:rule": {'"launch-01"'},
        "ipp:date": {'"2024-08"^^<xsd:gYearMonth>'},
        "ipp:dateFrom": {'"2024-08-01"^^<xsd:date>'},
        "ipp:dateTo": {'"2024-08-31"^^<xsd:date>'},
        "ipp:evidence": {passage},
    }


def test_the_iri_of_a_statement_is_that_of_the_contract(found: Rows) -> None:
    document = iris.document("2024/news.txt")
    passage = f"passage-{iris.digest(document, made().passages[0].text, '0')}"
    parts = ("institution-pboc-chongqing", "launched", "programme-kht", passage, "fact")
    assert of(found, f"ippd:statement-{iris.digest(*parts)}")["ipp:rule"] == {'"launch-01"'}


def test_a_plan_has_no_direct_triple(found: Rows) -> None:
    assert ("ippd:institution-a", "ipp:launched", "ippd:product-c") not in found
    subject = next(s for s, p, o in found if p == "rdf:object" and o == "ippd:product-c")
    assert of(found, subject)["ipp:modality"] == {'"planned"'}
    assert of(found, subject)["ipp:dateTo"] == {'"2025-12-31"^^<xsd:date>'}


def test_a_plan_told_elsewhere_as_a_fact_has_one() -> None:
    base = made()
    told = replace(base.statements[3], modality="fact", evidence=base.statements[0].evidence)
    found = rows(replace(base, statements=(*base.statements, told)))
    assert ("ippd:institution-a", "ipp:launched", "ippd:product-c") in found
    assert len({s for s, p, o in found if p == "rdf:object" and o == "ippd:product-c"}) == 2


def test_a_symmetric_relation_is_one_statement_and_two_triples(found: Rows) -> None:
    assert ("ippd:institution-a", "ipp:cooperatesWith", "ippd:institution-b") in found
    assert ("ippd:institution-b", "ipp:cooperatesWith", "ippd:institution-a") in found
    said = statement(found, "ipp:cooperatesWith")
    assert said["rdf:subject"] == {"ippd:institution-a"}
    assert said["ipp:context"] and said["ipp:context"] != said["ipp:evidence"]


def test_part_of_is_also_said_in_the_terms_of_org(found: Rows) -> None:
    pair = ("ippd:institution-pboc-chongqing", "ippd:institution-pboc")
    assert {p for s, p, o in found if (s, o) == pair} == {"ipp:partOf", "org:subOrganizationOf"}
    part = Statement("programme-kht", "partOf", "programme-kht2", "r", 1.0, made().passages[0].extent)
    zone = replace(made().entities[4], key="programme-kht2")
    other = rows(made(entities=(*made().entities, zone), statements=(part,)))
    assert {p for s, p, o in other if o == "ippd:programme-kht2"} == {"ipp:partOf", "rdf:object"}


def test_a_passage_is_the_source_s_own_characters(found: Rows) -> None:
    subject = next(s for s, p, o in found if p == "ipp:begin" and o.startswith('"0"'))
    text = made().passages[0].text
    assert of(found, subject) == {
        "rdf:type": {"ipp:Passage"},
        "ipp:text": {f'"{text}"@zh'},
        "ipp:source": {f"ippd:{iris.document('2024/news.txt')}"},
        "ipp:begin": {'"0"^^<xsd:integer>'},
        "ipp:end": {f'"{len(text)}"^^<xsd:integer>'},
    }


def test_a_stock(found: Rows) -> None:
    subject = next(s for s, p, o in found if p == "ipp:unit" and o == '"CNY"')
    figure = of(found, subject)
    (indicator,) = figure.pop("ipp:indicator")
    assert of(found, indicator) == {"rdf:type": {"ipp:Indicator"}, "rdfs:label": {'"各项贷款余额"@zh'}}
    assert len(figure.pop("ipp:evidence")) == 1
    assert figure == {
        "rdf:type": {"ipp:Observation"},
        "ipp:about": {"ippd:place-chongqing"},
        "ipp:value": {'"6011900000000"^^<xsd:integer>'},
        "ipp:unit": {'"CNY"'},
        "ipp:asOf": {'"2024-12-31"^^<xsd:date>'},
        "ipp:asOfFrom": {'"2024-12-31"^^<xsd:date>'},
        "ipp:asOfTo": {'"2024-12-31"^^<xsd:date>'},
        "ipp:growth": {'"0.06"^^<xsd:decimal>'},
        "ipp:bound": {'"over"'},
        "ipp:modality": {'"fact"'},
        "ipp:rule": {'"figure-01"'},
    }


def test_a_flow(found: Rows) -> None:
    subject = next(s for s, p, o in found if p == "ipp:unit" and o == '"ratio"')
    figure = of(found, subject)
    assert figure["ipp:indicator"] == {"ippd:indicator-gdp"}
    assert figure["ipp:value"] == {'"1.5"^^<xsd:decimal>'}
    assert figure["ipp:periodStart"] == {'"2024-01-01"^^<xsd:date>'}
    assert figure["ipp:periodEnd"] == {'"2024-06-30"^^<xsd:date>'}
    assert figure["ipp:modality"] == {'"planned"'}
    assert len(figure["ipp:evidence"]) == 2 and len(figure["ipp:context"]) == 1
    assert "ipp:asOf" not in figure and "ipp:confidence" not in figure


def test_a_day_of_no_calendar_is_left_out_and_the_rest_stays() -> None:
    base = made()
    wrong = replace(base.statements[0], date="2024-02-30")
    stock = replace(base.observations[0], as_of="2023-02-29")
    flow = replace(base.observations[1], period_end="2024-06-31")
    found = rows(replace(base, statements=(wrong,), observations=(stock, flow)))
    assert not [p for _, p, o in found if "02-30" in o or "02-29" in o or "06-31" in o]
    assert statement(found, "ipp:launched")["ipp:rule"] == {'"launch-01"'}
    assert not [p for _, p, _ in found if p in ("ipp:dateFrom", "ipp:asOfTo", "ipp:periodStart")]


def test_every_quad_is_in_the_graph_of_its_document_and_no_node_is_blank() -> None:
    local = iris.document("2024/news.txt")
    for quad in quads(made(), TERMS):
        assert isinstance(quad, Quad) and quad.graph_name == NamedNode(iris.GRAPHS + local)
        assert isinstance(quad.subject, NamedNode) and quad.subject.value.isascii()


def test_another_base_names_the_same_resources() -> None:
    ours = {str(q.triple) for q in quads(made(), TERMS)}
    theirs = {str(q.triple) for q in quads(made(), TERMS, "https://example.cn/kg/")}
    assert {t.replace("https://example.cn/kg/", iris.BASE) for t in theirs} == ours
    assert not any(iris.BASE in t for t in theirs)


def test_equal_passages_are_two() -> None:
    base = made()
    again = replace(base.passages[0], extent=Extent(100, 100 + len(base.passages[0].text)), ordinal=1)
    twice = replace(base.statements[0], evidence=again.extent)
    found = rows(
        replace(
            base, passages=(*base.passages, again), statements=(base.statements[0], twice), observations=()
        )
    )
    assert len({o for _, p, o in found if p == "ipp:evidence"}) == 2
    assert len({s for s, p, o in found if p == "ipp:launched"}) == 1


def test_hostile_names_stay_literals() -> None:
    name = 'A "b" <c> \\ \x07 </script> \ud800'
    thing = replace(made().entities[6], names=(Name(name, "zh", "label"),))
    found = quads(made(entities=(*made().entities[:6], thing)), TERMS)
    labels = {q.object.value for q in found if isinstance(q.object, Literal)}
    assert 'A "b" <c> \\ \ufffd </script> \ufffd' in labels
