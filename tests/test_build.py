"""The whole road on real files: what a build writes, twice the same, and what it says when things go wrong."""

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from kg.files import folder

CORPUS = folder("seeds") / "corpus"
Kg = Callable[..., subprocess.CompletedProcess[str]]

HOSTILE = '“科汇通\\"</script><b>\x01”试点由国家外汇管理局重庆市分局启动。\n国家外汇管理局重庆市分局启动“<i>&\\科\u2028”试点。\n'


def test_another_hash_seed_gives_the_same_bytes(built: Path, tmp_path: Path, kg: Kg) -> None:
    assert kg("build", CORPUS, "-o", tmp_path, seed="7").returncode == 0
    for name in ("facts.jsonl", "graph.ttl", "graph.nq", "graph.html", "dataset.ttl"):
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes(), name


def test_every_passage_is_the_source_at_its_offsets(built: Path) -> None:
    rows = [json.loads(line) for line in (built / "facts.jsonl").read_text("utf-8").splitlines()]
    passages = [row for row in rows if row["kind"] == "passage"]
    assert passages
    for row in passages:
        begin, end = row["extent"]
        assert (CORPUS / row["document"]).read_text("utf-8")[begin:end] == row["text"]


def test_every_direct_relation_has_a_statement(built: Path) -> None:
    graph = rdflib.Graph().parse(built / "graph.ttl")
    rows = graph.query(
        """PREFIX ipp: <https://w3id.org/ipp-kg/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?s ?o { ?s ipp:launched ?o
          FILTER NOT EXISTS { ?x rdf:subject ?s ; rdf:predicate ipp:launched ; rdf:object ?o ; ipp:modality "fact" } }"""
    )
    assert not list(rows)
    assert (None, rdflib.URIRef("https://w3id.org/ipp-kg/ontology#launched"), None) in graph


def test_hostile_text_is_inert(tmp_path: Path, kg: Kg) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, "utf-8")
    assert kg("build", tmp_path / "a.txt", "-o", tmp_path / "out").returncode == 0
    graph = rdflib.Graph().parse(tmp_path / "out" / "graph.ttl")
    assert len(graph) > 0
    assert "</script><b>" not in (tmp_path / "out" / "graph.html").read_text("utf-8")
    if rapper := shutil.which("rapper"):
        subprocess.run([rapper, "-q", "-c", "-i", "turtle", tmp_path / "out" / "graph.ttl"], check=True)


def test_one_bad_file_among_good_ones_is_named_and_the_rest_is_built(tmp_path: Path, kg: Kg) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.jsonl").write_bytes('{"id": 1, "text": "好"}\n{'.encode())
    (tmp_path / "in" / "broken.txt").write_bytes("好\n".encode() + b"\xff")
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "in" / "good.txt").write_text("科技部印发《规划》。", "utf-8")
    done = kg("build", tmp_path / "in", "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "bad.jsonl:2" in done.stderr
    assert (tmp_path / "out" / "graph.ttl").exists()
    rows = [json.loads(line) for line in (tmp_path / "out" / "issues.jsonl").read_text("utf-8").splitlines()]
    assert [row["kind"] for row in rows] == ["unreadable", "skipped", "characters"]
    assert "bad.jsonl:2" in rows[0]["message"]
    assert "picture.png" in rows[1]["message"]
    assert rows[2]["document"] == "broken.txt"


def test_a_passage_is_shown_again_with_its_page_and_what_stands_around_it(tmp_path: Path, kg: Kg) -> None:
    first, second = "重庆金融年报", "国家外汇管理局重庆市分局启动“科汇通”试点。"
    (tmp_path / "a.txt").write_text(f"{first}\f{second}\n完", "utf-8")
    assert kg("build", tmp_path / "a.txt", "-o", tmp_path / "out").returncode == 0
    done = kg("explain", "科汇通", tmp_path / "out", "--around", "3")
    assert f"  年报 ⏎ “{second}” ⏎ 完\n" in done.stdout
    assert "a.txt, page 2" in done.stdout


def test_a_build_reads_no_build_and_keeps_no_text_that_is_gone(tmp_path: Path, kg: Kg) -> None:
    (tmp_path / "a.txt").write_text("科技部印发《规划》。", "utf-8")
    assert kg("build", tmp_path, "-o", tmp_path / "out").returncode == 0
    (tmp_path / "a.txt").write_text("科技部印发《方案》。", "utf-8")
    assert kg("build", tmp_path, "-o", tmp_path / "out").returncode == 0
    kept = [
        gzip.decompress(path.read_bytes()).decode() for path in (tmp_path / "out" / "sources").rglob("*.gz")
    ]
    assert kept == ["科技部印发《方案》。"]


@pytest.mark.parametrize(
    ("option", "name", "text", "line"),
    [
        ("--seeds", "places.jsonl", '{"id": 1', 1),
        ("--rules", "zh/relations.yaml", 'issued:\n  - rule: x\n    find: "{s:agent}((("\n', 2),
    ],
)
def test_a_bad_seed_or_rule_is_named_and_leaves_no_folder(
    tmp_path: Path, option: str, name: str, text: str, line: int, kg: Kg
) -> None:
    bad = tmp_path / "own" / name
    bad.parent.mkdir(parents=True)
    bad.write_text(text, "utf-8")
    done = kg("build", CORPUS, "-o", tmp_path / "out", option, tmp_path / "own")
    assert done.returncode == 2 and f"{bad}:{line}:" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", ["--seeds", "--rules"])
def test_a_folder_without_what_is_read_there_is_named(tmp_path: Path, option: str, kg: Kg) -> None:
    """Rules beside, not in, zh/ would else do nothing, and nobody would know."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "relations.yaml").write_text("issued: []\n", "utf-8")
    done = kg("build", CORPUS, "-o", tmp_path / "out", option, tmp_path / "own")
    assert done.returncode == 2 and str(tmp_path / "own") in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_quiet_still_says_what_could_not_be_read(tmp_path: Path, kg: Kg) -> None:
    (tmp_path / "a.txt").write_text("中国人民银行今天印发《通知》。", "utf-8")
    (tmp_path / "b.txt").write_text("", "utf-8")
    done = kg("build", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "out", "--quiet")
    assert done.returncode == 1 and "b.txt" in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_only_input_without_text_builds_nothing(tmp_path: Path, text: str, kg: Kg) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    done = kg("build", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert (done.returncode, (tmp_path / "out").exists()) == (2, False)
    assert "a.txt" in done.stderr


@pytest.mark.parametrize(
    "text", ["，。！？…" * 50, "Привет, мир. Это новости.", "新" * 20000, "好\n" * 500_001]
)
def test_odd_documents_end_normally(tmp_path: Path, text: str, kg: Kg) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert kg("build", tmp_path / "a.txt", "-o", tmp_path / "out").returncode == 0


def test_a_thing_is_explained_with_its_sentence(built: Path, kg: Kg) -> None:
    done = kg("explain", "姚文波", built)
    assert "holdsPostAt" in done.stdout
    assert "中国人民银行重庆市分行行长姚文波介绍" in done.stdout


def test_a_query_that_reaches_out_is_refused(built: Path, kg: Kg) -> None:
    done = kg("query", built, "SELECT * { SERV\\u0049CE <http://127.0.0.1/> { ?s ?p ?o } }")
    assert done.returncode == 2
    assert "refused" in done.stderr


def test_a_named_query_answers(built: Path, kg: Kg) -> None:
    assert "姚文波" in kg("query", built, "who-holds-which-post").stdout
