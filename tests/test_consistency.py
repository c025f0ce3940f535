"""Before a reasoner: ontology and graph contradict nothing, and what contradicts them is found."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
import rdflib

from kg import files

OWLREADY = find_spec("owlready2")
pytestmark = [
    pytest.mark.skipif(
        OWLREADY is None, reason="owlready2 (extra: test), which ships Pellet, is not installed"
    ),
    pytest.mark.skipif(
        shutil.which("java") is None, reason="java (Debian's default-jre-headless) is not installed"
    ),
]
PREFIXES = """@prefix ipp: <https://w3id.org/ipp-kg/ontology#> . @prefix ippd: <https://w3id.org/ipp-kg/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CONTRADICTIONS = {
    "a place that is a person": ("ippd:place-chongqing a ipp:Person .", "its complement"),
    "a source that is a thing": ("ippd:x a ipp:Document , ipp:Policy .", "its complement"),
    "a statement that is a place": ("ippd:x a ipp:Place ; ipp:confidence 0.5 .", "its complement"),
    "an act of a person": ("ippd:x a ipp:Person ; ipp:issued ippd:y .", "its complement"),
    "part of itself": ("ippd:x ipp:partOf ippd:x .", "Irreflexive property partOf"),
    "two values": ("ippd:x ipp:value 1 , 2 .", "more than one value"),
    "a bound of no kind": ('ippd:x ipp:bound "most" .', '"most" does not belong'),
    "a year for a day": ('ippd:x ipp:dateFrom "2024"^^xsd:gYear .', "does not belong to datatype date"),
}  # fmt: skip


def pellet(command: str, graph: rdflib.Graph, folder: Path) -> str:
    """Gives what Pellet says of a graph.

    The jars are run as they are: owlready2's own way in rewrites properties that have a metaclass (ipp:Relation), and
    its Jena needs a Java newer than Debian's. Pellet is older than RDF 1.1 and knows rdf:langString by OWL's name.
    """
    for subject, prop, _ in list(graph.triples((None, None, rdflib.RDF.langString))):
        graph.set((subject, prop, rdflib.RDF.PlainLiteral))
    graph.serialize(folder / "graph.owl", format="xml", encoding="utf-8")
    home = Path(OWLREADY.origin).parent / "pellet"
    jars = ":".join(map(str, (home, *sorted(home.glob("*.jar")))))
    done = subprocess.run(
        ["java", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", jars, "pellet.Pellet", command, "--loader", "OWLAPI", folder / "graph.owl"],
        capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=120, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(files.folder("ontology") / "ontology.ttl")


def test_no_class_is_impossible(tmp_path: Path) -> None:
    assert "Found no unsatisfiable concepts" in pellet("unsat", ontology(), tmp_path)


def test_the_sample_graph_is_consistent(built: Path, tmp_path: Path) -> None:
    assert "Consistent: Yes" in pellet("consistency", ontology().parse(built / "graph.ttl"), tmp_path)


@pytest.mark.parametrize("contradiction", CONTRADICTIONS)
def test_a_planted_contradiction_is_found(contradiction: str, tmp_path: Path) -> None:
    triples, reason = CONTRADICTIONS[contradiction]
    graph = ontology().parse(data=f"{PREFIXES}ippd:place-chongqing a ipp:Place . {triples}", format="turtle")
    said = pellet("consistency", graph, tmp_path)
    assert "Consistent: No" in said and reason in said, said
