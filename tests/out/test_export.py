"""Every format is read back by somebody else as the graph that it is, and is the same bytes each time."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from handmade import all_of, hostile, made
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from kg import iris, ontology
from kg.out import WRITERS, content
from kg.out.rdf import write_nq

RDF = iris.PREFIXES["rdf"]
GRAPHS = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
UNION = {"nt": "nt", "ttl": "turtle", "rdfxml": "xml"}
SAMPLES = {"news": lambda: all_of(made(), made("other.txt")), "hostile": hostile, "nothing": list}


@pytest.fixture(params=SAMPLES)
def rows(request: pytest.FixtureRequest) -> list[Quad]:
    return SAMPLES[request.param]()


def written(rows: list[Quad], tmp_path: Path, form: str) -> Path:
    path = tmp_path / f"graph.{form}"
    WRITERS[form](iter(rows), path)
    return path


@pytest.mark.parametrize("form", GRAPHS)
def test_the_graphs_of_documents_come_back(tmp_path: Path, rows: list[Quad], form: str) -> None:
    from rdflib import Dataset

    found, given = Dataset(), Dataset()
    found.parse(written(rows, tmp_path, form), format=GRAPHS[form])
    given.parse(written(rows, tmp_path, "nq"), format="nquads")
    assert {(*q[:3], str(q[3])) for q in found.quads()} == {(*q[:3], str(q[3])) for q in given.quads()}
    oxigraph = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}[form]
    assert set(parse(path=str(tmp_path / f"graph.{form}"), format=oxigraph)) == set(rows)


@pytest.mark.parametrize("form", UNION)
def test_the_union_comes_back(tmp_path: Path, rows: list[Quad], form: str) -> None:
    from rdflib import Graph

    read = Graph().parse(written(rows, tmp_path, form), format=UNION[form])
    given = Graph().parse(written(rows, tmp_path, "nt"), format="nt")
    assert set(read) == set(given) and len(read) == len({q.triple for q in rows})


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (Debian's raptor2-utils) is not installed")
@pytest.mark.parametrize(("form", "syntax"), [("rdfxml", "rdfxml"), ("trig", "trig"), ("nt", "ntriples")])
def test_rapper_reads_it(tmp_path: Path, rows: list[Quad], form: str, syntax: str) -> None:
    path = written(rows, tmp_path, form)
    done = subprocess.run(
        ["rapper", "-c", "-i", syntax, str(path), "urn:x:"], capture_output=True, text=True, check=False
    )
    expected = len(set(rows) if form == "trig" else {q.triple for q in rows})
    assert done.returncode == 0 and "rror" not in done.stderr, done.stderr
    assert f"returned {expected} triple" in done.stderr


def plain(triples: Iterator[Quad]) -> Iterator[Triple]:
    """Gives RDF 1.1 for RDF 1.2: a statement's parts for its triple term."""
    for t in triples:
        if isinstance(t.object, Triple):
            assert t.predicate == NamedNode(RDF + "reifies")
            parts = {"type": NamedNode(RDF + "Statement"), "subject": t.object.subject}
            parts |= {"predicate": t.object.predicate, "object": t.object.object}
            yield from (Triple(t.subject, NamedNode(RDF + name), value) for name, value in parts.items())
        else:
            yield t.triple


def test_rdf_1_2_says_the_same_by_triple_terms(tmp_path: Path, rows: list[Quad]) -> None:
    path = written(rows, tmp_path, "ttl12")
    read = list(parse(path=str(path), format=RdfFormat.TURTLE))
    assert set(plain(iter(read))) == {q.triple for q in rows}
    assert not any(q.predicate == NamedNode(RDF + "subject") for q in read)
    statements = {q.subject for q in rows if q.object == NamedNode(RDF + "Statement")}
    assert len([q for q in read if isinstance(q.object, Triple)]) == len(statements)


def test_json_ld_uses_the_words_of_the_context(tmp_path: Path) -> None:
    text = written(all_of(made()), tmp_path, "jsonld").read_text("utf-8")
    for said in (
        '"label": {"en": "Bank A", "zh": "甲银行"}',
        '"type": ["Bank", "FinancialInstitution", "Institution"]',
        '"launched": "ippd:programme-kht"',
        '"value": 6011900000000',
        '"dateFrom": "2024-08-01"',
        '"date": {"@value": "2024-08", "@type": "xsd:gYearMonth"}',
    ):
        assert said in text


def test_another_base_is_that_of_the_context(tmp_path: Path) -> None:
    from kg.graph.quads import quads

    rows = list(quads(made(), ontology.load(), "https://example.cn/kg/"))
    path = written(rows, tmp_path, "jsonld")
    assert '"ippd": "https://example.cn/kg/"' in path.read_text("utf-8")
    assert set(parse(path=str(path), format=RdfFormat.JSON_LD)) == set(rows)


def test_graphml_has_what_gephi_shows(tmp_path: Path) -> None:
    import networkx

    rows = all_of(made())
    graph = networkx.read_graphml(written(rows, tmp_path, "graphml"))
    told = content.read(rows, ontology.load())
    assert set(graph) == {thing.iri for thing in told.things}
    assert sorted((a, b, d["label"]) for a, b, d in graph.edges(data=True)) == sorted(
        (r.subject, r.object, r.property) for r in told.relations
    )
    bank = graph.nodes[iris.BASE + "institution-a"]
    assert bank == {"label": "甲银行", "names": "Bank A", "class": "Bank", "documents": 1}
    edges = {(a, d["label"]): d for a, _, d in graph.edges(data=True)}
    pilot = edges[iris.BASE + "institution-pboc-chongqing", "launched"]
    assert (pilot["date"], pilot["date_to"], pilot["modality"], pilot["confidence"]) == (
        "2024-08",
        "2024-08-31",
        "fact",
        0.85,
    )
    assert edges[iris.BASE + "institution-a", "launched"]["modality"] == "planned"


def test_hostile_graphml_is_read(tmp_path: Path) -> None:
    import networkx

    rows = hostile()
    graph = networkx.read_graphml(written(rows, tmp_path, "graphml"))
    assert len(graph) == len(content.read(rows, ontology.load()).things)


def table(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")  # by which Excel knows UTF-8
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_csv_is_nodes_and_edges_as_neo4j_admin_takes_them(tmp_path: Path) -> None:
    rows = all_of(made())
    written(rows, tmp_path, "csv")
    nodes, edges = (table(tmp_path / f"graph-{kind}.csv") for kind in ("nodes", "edges"))
    told = content.read(rows, ontology.load())
    assert [n["iri:ID"] for n in nodes] == [thing.iri for thing in told.things]
    assert {e[":START_ID"] for e in edges} | {e[":END_ID"] for e in edges} <= {n["iri:ID"] for n in nodes}
    assert len(edges) == len(told.relations)
    bank = next(n for n in nodes if n["iri:ID"].endswith("/institution-a"))
    assert (bank["label"], bank["names:string[]"], bank["class"]) == ("甲银行", "Bank A", "Bank")
    assert bank[":LABEL"] == "Bank;FinancialInstitution;Institution"
    pilot = next(e for e in edges if e["rule"] == "launch-01")
    assert (pilot["subject"], pilot[":TYPE"], pilot["object"]) == (
        "中国人民银行重庆市分行",
        "launched",
        "“科汇通”试点",
    )
    assert (pilot["date"], pilot["date_from:date"], pilot["confidence:double"]) == (
        "2024-08",
        "2024-08-01",
        "0.85",
    )
    assert pilot["sentence"].startswith("2024年8月") and pilot["document"] == "2024/news.txt"
    assert not (tmp_path / "graph.csv").exists()


def test_no_cell_is_a_formula_or_two_lines(tmp_path: Path) -> None:
    from dataclasses import replace

    from kg.model import Name

    bad = ("=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "＝1", "a\nb", "a;b")
    names = tuple(Name(text, "zh") for text in bad)
    base = made()
    things = (
        replace(base.entities[2], names=(Name('=HYPERLINK("x")', "zh", "label"), *names)),
        *base.entities[3:],
    )
    rows = all_of(replace(base, entities=(*base.entities[:2], *things)))
    written(rows, tmp_path, "csv")
    for kind in ("nodes", "edges"):
        raw = (tmp_path / f"graph-{kind}.csv").read_bytes()
        assert b"\n" not in raw.replace(b"\r\n", b"")
        for row in table(tmp_path / f"graph-{kind}.csv"):
            cells = [
                part for key, cell in row.items() for part in (cell.split(";") if "[]" in key else [cell])
            ]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "＝"))]
    bank = next(n for n in table(tmp_path / "graph-nodes.csv") if n["iri:ID"].endswith("/institution-a"))
    assert bank["label"] == '\'=HYPERLINK("x")' and len(bank["names:string[]"].split(";")) == len(bad)


def test_the_same_bytes_whatever_the_hash_seed_and_the_order(tmp_path: Path) -> None:
    source = tmp_path / "in.nq"
    write_nq(all_of(made(), made("other.txt")), source)
    code = (
        "import sys; from pathlib import Path; from pyoxigraph import RdfFormat, parse; from kg.out import WRITERS\n"
        "rows = list(set(parse(path=sys.argv[1], format=RdfFormat.N_QUADS)))\n"
        "for name, write in WRITERS.items(): write(rows, Path(sys.argv[2]) / f'graph.{name}')"
    )
    found: list[dict[str, bytes]] = []
    for seed in ("0", "1", "42"):
        out = tmp_path / seed
        out.mkdir()
        env = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(source), str(out)], check=True, env=env)
        found.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == len(WRITERS) + 1  # csv is two files


def test_memory_is_for_a_part_of_the_lines_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.out import lines

    rows = all_of(made(), made("other.txt"), made("third.txt"))
    forms = ("nq", "nt", "ttl", "trig", "rdfxml", "ttl12", "jsonld")
    whole = {form: written(rows, tmp_path, form).read_bytes() for form in forms}
    monkeypatch.setattr(lines, "RUN", 7)
    monkeypatch.setattr(lines, "RUNS", 3)
    monkeypatch.setattr(lines, "BLOCK", 2)
    assert {form: written(rows[::-1], tmp_path, form).read_bytes() for form in forms} == whole


def test_the_command(kg, built: Path, tmp_path: Path) -> None:
    for form in ("nq", "ttl"):
        done = kg("export", built, "-o", tmp_path / f"again.{form}")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / f"again.{form}").read_bytes() == (built / f"graph.{form}").read_bytes()
    assert kg("export", built, "-o", tmp_path / "graph.txt", "--format", "jsonld").returncode == 0
    read = set(parse(path=str(tmp_path / "graph.txt"), format=RdfFormat.JSON_LD))
    assert read == set(parse(path=str(built / "graph.nq"), format=RdfFormat.N_QUADS))


def test_the_command_says_what_is_wrong(kg, tmp_path: Path) -> None:
    done = kg("export", tmp_path, "-o", tmp_path / "x.nt")
    assert done.returncode == 2 and "graph.nq: cannot be read" in done.stderr and "kg build" in done.stderr
    (tmp_path / "graph.nq").write_text("<a:b> <a:c> <a:d> <a:g> .\n<a:b> nonsense\n", "utf-8")
    done = kg("export", tmp_path, "-o", tmp_path / "x.nt")
    assert done.returncode == 2 and "graph.nq:2" in done.stderr
    done = kg("export", tmp_path, "-o", tmp_path / "x.docx")
    assert done.returncode == 2 and "--format: csv, graphml" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]
