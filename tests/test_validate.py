"""The shapes: what is built conforms, and each planted fault is found and said in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import made

from kg import files, ontology
from kg.cli import main
from kg.errors import DataError, KgError
from kg.graph.quads import quads
from kg.out.rdf import write_ttl
from kg.validate import Problem, Verdict, validate, words

pytest.importorskip("pyshacl", reason="pySHACL (extra: validate) is not installed")

LABELLED = 'rdfs:label "新"@zh ; ipp:mentionedIn ippd:document-4be4bcdcd6eee08e'
FAULTS = {
    "an act of a person": (
        f"ippd:person-x a ipp:Person ; {LABELLED} ; ipp:issued ippd:policy-x . ippd:policy-x a ipp:Policy ; {LABELLED} .",
        "The subject of issued is an institution or a place.",
    ),
    "a relation that nothing says": (
        "ippd:institution-b ipp:hosted ippd:event-x . ippd:event-x a ipp:Event ; " + LABELLED + " .",
        "No statement says so: ippd:institution-b ipp:hosted ippd:event-x",
    ),
    "a plan as a fact": ("ippd:institution-a ipp:launched ippd:product-c .", "No statement says so"),
    "one direction": (
        "ippd:institution-a ipp:cooperatesWith ippd:institution-pboc .",
        "cooperatesWith has no direction: both are written.",
    ),
    "itself": (
        "ippd:statement-x a rdf:Statement ; rdf:subject ippd:institution-a ; rdf:object ippd:institution-a .",
        "No relation holds between a thing and itself.",
    ),
    "two classes": (
        "ippd:institution-a a ipp:Programme .",
        "A thing is of exactly one of the seven top classes.",
    ),
    "no name": (
        "ippd:place-x a ipp:Place ; ipp:mentionedIn ippd:document-x .",
        "A thing has a label, with its language.",
    ),
    "a name in no language": (
        'ippd:institution-a rdfs:label "甲" .',
        "A thing has a label, with its language.",
    ),
    "no source": (
        'ippd:place-x a ipp:Place ; rdfs:label "某地"@zh .',
        "A thing is mentioned in at least one document.",
    ),
    "a day of no calendar": (
        'ippd:policy-x a ipp:Policy ; ipp:effectiveFrom "2024-02-30"^^xsd:date .',
        "effectiveFrom is a day.",
    ),
    "dates without their days": (
        'ippd:statement-x a rdf:Statement ; ipp:date "2024"^^xsd:gYear .',
        "dateFrom and dateTo stand exactly where date stands.",
    ),
    "an end before the beginning": (
        'ippd:observation-x a ipp:Observation ; ipp:periodStart "2024-02-01"^^xsd:date ; '
        'ipp:periodEnd "2024-01-01"^^xsd:date .',
        "periodStart is one day, not after periodEnd.",
    ),
    "stock and flow": (
        'ippd:observation-x a ipp:Observation ; ipp:periodStart "2024-02-01"^^xsd:date ; '
        'ipp:periodEnd "2024-03-01"^^xsd:date ; ipp:asOf "2024"^^xsd:gYear .',
        "A figure is a stock (asOf) or a flow (periodStart and periodEnd), not both.",
    ),
    "a figure in words": (
        'ippd:observation-x a ipp:Observation ; ipp:value "六万亿" ; ipp:unit "亿 元" .',
        "A figure has one value, a number.",
    ),
    "a unit in words": (
        'ippd:observation-x a ipp:Observation ; ipp:unit "亿 元" .',
        "A figure has one unit: ISO 4217, ratio, count or a UCUM code.",
    ),
    "a currency of no country": (
        'ippd:observation-x a ipp:Observation ; ipp:unit "RMB" .',
        "A figure has one unit: ISO 4217, ratio, count or a UCUM code.",
    ),
    "a class of nobody": ("ippd:institution-a a ipp:Banck .", "The ontology has no such class."),
    "a property of nobody": (
        "ippd:institution-a ipp:isued ippd:programme-kht .",
        "The ontology has no such property.",
    ),
    "a narrower class alone": (
        "ippd:programme-kht a ipp:Bank .",
        "What is of a class below financial institution is a financial institution, and says so.",
    ),
    "a figure's property of a place": (
        "ippd:place-chongqing ipp:value 1 .",
        "Only a figure has such a property.",
    ),
    "evidence of a thing": (
        "ippd:place-chongqing ipp:evidence ippd:passage-x .",
        "Only a statement or a figure has such a property.",
    ),
    "two labels in a language": (
        'ippd:institution-a rdfs:label "甲行"@zh .',
        "A thing has one label in a language.",
    ),
    "a policy that ends before it begins": (
        'ippd:policy-x a ipp:Policy ; ipp:effectiveFrom "2024-02-01"^^xsd:date ; '
        'ipp:effectiveTo "2024-01-01"^^xsd:date .',
        "A policy or a programme does not end before it begins.",
    ),
    "an institution that ends": (
        'ippd:institution-a ipp:effectiveTo "2024-01-01"^^xsd:date .',
        "Only a policy or a programme has such a property.",
    ),
    "a month whose days are another's": (
        'ippd:statement-x a rdf:Statement ; ipp:date "2024-08"^^xsd:gYearMonth ; '
        'ipp:dateFrom "2024-08-01"^^xsd:date ; ipp:dateTo "2024-09-30"^^xsd:date .',
        "The days beside a date are the first and the last that it covers.",
    ),
    "half a year for a year": (
        'ippd:statement-x a rdf:Statement ; ipp:date "2024"^^xsd:gYear ; '
        'ipp:dateFrom "2024-01-01"^^xsd:date ; ipp:dateTo "2024-06-30"^^xsd:date .',
        "The days beside a date are the first and the last that it covers.",
    ),
    "a place in a place in it": (
        "ippd:place-chongqing ipp:locatedIn ippd:place-x . ippd:place-x ipp:locatedIn ippd:place-chongqing .",
        "Between two things this holds in one direction only: ",
    ),
    "cooperation stated from its other end": (
        "ippd:statement-x a rdf:Statement ; rdf:subject ippd:institution-b ; rdf:predicate ipp:cooperatesWith ; "
        "rdf:object ippd:institution-a .",
        "What has no direction is stated once, its subject the smaller IRI.",
    ),
    "a statement of what its document does not mention": (
        "ippd:statement-x a rdf:Statement ; rdf:subject ippd:place-chongqing ; ipp:evidence ippd:passage-x . "
        "ippd:passage-x a ipp:Passage ; ipp:source ippd:document-x .",
        "What a statement speaks of is mentioned in the document of its evidence.",
    ),
    "a figure without a passage": (
        "ippd:observation-x a ipp:Observation .",
        "A figure has a passage as its evidence.",
    ),
    "a statement without a passage": (
        "ippd:statement-x a rdf:Statement .",
        "A statement has one passage as its evidence.",
    ),
    "an unknown property": (
        "ippd:statement-x a rdf:Statement ; rdf:predicate ipp:isued .",
        "A statement has one predicate, a relation or an attribute of the ontology.",
    ),
    "another length": (
        'ippd:passage-x a ipp:Passage ; ipp:text "三个字"@zh ; ipp:begin 0 ; ipp:end 4 .',
        "The text of a passage is as long as end less begin.",
    ),
    "space at an end": (
        'ippd:passage-x a ipp:Passage ; ipp:text " 字"@zh ; ipp:begin 0 ; ipp:end 2 .',
        "A passage has one text, with its language and no space at its ends.",
    ),
    "two contents": (
        f'ippd:document-x a ipp:Document ; ipp:textHash "{"a" * 64}" , "{"b" * 64}" .',
        "A document has one textHash: no two contents under one identifier.",
    ),
    "part of another kind": (
        "ippd:statement-x a rdf:Statement ; rdf:subject ippd:institution-a ; rdf:predicate ipp:partOf ; "
        "rdf:object ippd:programme-kht .",
        "The two ends of partOf are of one class.",
    ),
    "a planned relation out of range": (
        'ippd:statement-x a rdf:Statement ; ipp:modality "planned" ; rdf:subject ippd:institution-a ; '
        "rdf:predicate ipp:issued ; rdf:object ippd:place-chongqing .",
        "The object of issued is a policy.",
    ),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The Turtle of a document with each kind of fact."""
    path = tmp_path_factory.mktemp("sample") / "graph.ttl"
    write_ttl(list(quads(made(), ontology.load())), path)
    return path.read_text("utf-8")


def test_what_is_built_conforms(sample: str, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(sample, "utf-8")
    assert validate(tmp_path).problems == ()
    done = CliRunner().invoke(main, ["validate", str(tmp_path)])
    assert done.exit_code == 0 and done.output.startswith(f"{tmp_path}: conforms (")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, sample: str, tmp_path: Path) -> None:
    triples, message = FAULTS[fault]
    path = tmp_path / "graph.ttl"
    path.write_text(sample + triples, "utf-8")
    found = validate(path)
    assert not found.conforms
    assert any(problem.message.startswith(message) for problem in found.problems), found.problems


def test_a_fault_is_said_in_words_of_either_language(sample: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(sample + "ippd:institution-a a ipp:Programme .", "utf-8")
    english, chinese = (
        CliRunner().invoke(main, ["validate", str(path), "--language", code]) for code in ("en", "zh")
    )
    assert english.exit_code == chinese.exit_code == 1
    assert "A thing is of exactly one of the seven top classes." in english.output
    assert "事物须恰属七个顶层类之一。" in chinese.output
    assert "Bank A (ippd:institution-a)" in english.output


def test_each_message_is_in_both_languages() -> None:
    from rdflib import Graph, Namespace

    shapes = Graph().parse(files.folder("ontology") / "shapes.ttl", format="turtle")
    sh = Namespace("http://www.w3.org/ns/shacl#")
    said = list(shapes.subjects(sh.message, unique=True))
    assert len(said) > 100
    assert all({m.language for m in shapes.objects(s, sh.message)} == {"zh", "en"} for s in said)


def test_domains_and_ranges_are_those_of_the_ontology() -> None:
    from rdflib import Graph, Namespace
    from rdflib.collection import Collection

    shapes = Graph().parse(files.folder("ontology") / "shapes.ttl", format="turtle")
    sh, ipp = Namespace("http://www.w3.org/ns/shacl#"), Namespace(ontology.ONTOLOGY)

    def classes(shape) -> set[str]:
        listed = [Collection(shapes, node) for node in shapes.objects(shape, sh["or"])]
        found = {shapes.value(item, sh["class"]) for items in listed for item in items}
        return {str(c).removeprefix(ipp) for c in found | {shapes.value(shape, sh["class"])} if c}

    for prop in ontology.load().properties.values():
        for target, expected in ((sh.targetSubjectsOf, prop.domain), (sh.targetObjectsOf, prop.range)):
            stated = [classes(shape) for shape in shapes.subjects(target, ipp[prop.name])]
            assert set(expected) in stated, prop.name
        sides = [
            classes(p)
            for shape in shapes.subjects(sh.targetNode, ipp[prop.name])
            for p in shapes.objects(shape, sh.property)
        ]
        assert sorted(map(sorted, sides)) == sorted(map(sorted, (prop.domain, prop.range))), prop.name


def test_terms_are_those_of_the_ontology() -> None:
    from rdflib import OWL, RDF, Graph, Namespace

    shapes = Graph().parse(files.folder("ontology") / "shapes.ttl", format="turtle")
    terms = Graph().parse(files.folder("ontology") / "ontology.ttl", format="turtle")
    sh = Namespace("http://www.w3.org/ns/shacl#")
    asked = " ".join(map(str, shapes.objects(None, sh.select)))
    listed = [set(re.findall(r"ipp:(\w+)", part)) for part in re.findall(r"NOT IN \((.*?)\)", asked, re.S)]
    for kinds in ((OWL.Class,), (OWL.ObjectProperty, OWL.DatatypeProperty)):
        declared = {s for kind in kinds for s in terms.subjects(RDF.type, kind)}
        names = {s.removeprefix(ontology.ONTOLOGY) for s in declared if s.startswith(ontology.ONTOLOGY)}
        assert names - {"Thing", "Agent", "Relation", "Attribute"} in listed


def test_units_that_the_program_knows_are_units(sample: str, tmp_path: Path) -> None:
    """A unit of the rules or of an indicator of the seeds must not fail what is built with it."""
    import srsly

    units = {str(row["unit"]) for _, row in files.lines(files.folder("seeds") / "indicators.jsonl")}
    for path in Path(ontology.__file__).parent.glob("rules/*/figures.yaml"):
        rules = srsly.yaml_loads(path.read_text("utf-8"))
        units |= set(rules["units"]) | set(rules["times"]) | set(rules["currencies"].values())
    assert {"CNY", "kW.h", "[nmi_i]"} <= units
    figures = "".join(f'ippd:observation-{i} ipp:unit "{unit}" .\n' for i, unit in enumerate(sorted(units)))
    typed = "".join(f"ippd:observation-{i} a ipp:Observation .\n" for i in range(len(units)))
    path = tmp_path / "graph.ttl"
    path.write_text(sample + figures + typed, "utf-8")
    message = "A figure has one unit: ISO 4217, ratio, count or a UCUM code."
    assert [p for p in validate(path).problems if p.message == message] == []


def test_what_cannot_be_checked_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no such file"):
        validate(tmp_path / "none.ttl")
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix a: <http://a/> .\na:b a:c .\n", "utf-8")
    with pytest.raises(KgError, match=re.escape(f"{broken}:2:")):
        validate(broken)
    whole = tmp_path / "whole.ttl"
    whole.write_text("<http://a/b> <http://a/c> <http://a/d> .\n", "utf-8")
    with pytest.raises(DataError, match=re.escape(f"{broken}:2:")):
        validate(whole, broken)
    assert CliRunner().invoke(main, ["validate", str(broken)]).exit_code == 2


def test_many_problems_of_a_kind_are_counted() -> None:
    verdict = Verdict(9, tuple(Problem("Wrong.", f"r{i}") for i in range(5)))
    assert list(words(verdict, Path("g.ttl"), 2)) == [
        "g.ttl: does not conform (9 triples, 5 problems)", "\nWrong.", "  r0", "  r1", "  … and 3 more",
    ]  # fmt: skip
