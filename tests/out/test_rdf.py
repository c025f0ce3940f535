"""graph.nq and graph.ttl: the same bytes for the same graph, read by everybody, readable to people."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from handmade import all_of, hostile, made
from pyoxigraph import Literal, Quad, RdfFormat, parse

from kg import iris, ontology
from kg.errors import KgError
from kg.graph.quads import quads
from kg.out import WRITERS
from kg.out.rdf import write_nq, write_ttl


def written(rows: list[Quad], tmp_path: Path, name: str = "graph.ttl") -> bytes:
    WRITERS[name.partition(".")[2]](rows, tmp_path / name)
    return (tmp_path / name).read_bytes()


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nq"])
def test_order_and_repetition_make_no_difference(tmp_path: Path, name: str) -> None:
    rows = all_of(made(), made("other.txt"))
    first = written(rows, tmp_path, name)
    random.Random(1).shuffle(rows)
    assert written(rows + rows[:50], tmp_path, name) == first


def test_the_hash_seed_makes_no_difference(tmp_path: Path) -> None:
    source = tmp_path / "in.nq"
    write_nq(all_of(made(), made("other.txt")), source)
    code = (
        "import sys; from pathlib import Path; from pyoxigraph import RdfFormat, parse; from kg.out import WRITERS\n"
        "rows = list(set(parse(path=sys.argv[1], format=RdfFormat.N_QUADS)))\n"
        "[WRITERS[n](rows, Path(sys.argv[2]) / f'graph.{n}') for n in ('nq', 'ttl')]"
    )
    found = set()
    for seed in ("0", "1", "42"):
        out = tmp_path / seed
        out.mkdir()
        subprocess.run(
            [sys.executable, "-c", code, str(source), str(out)],
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        found.add(((out / "graph.nq").read_bytes(), (out / "graph.ttl").read_bytes()))
    assert len(found) == 1


def test_the_graph_of_two_is_the_union_of_their_graphs(tmp_path: Path) -> None:
    one, two = all_of(made("a.txt")), all_of(made("b.txt", observations=()))
    apart = {q.triple for q in one} | {q.triple for q in two}
    turtle = written(one + two, tmp_path)
    assert {q.triple for q in parse(turtle, format=RdfFormat.TURTLE)} == apart
    lines = written(one + two, tmp_path, "graph.nq").splitlines()
    assert lines == sorted(
        {*written(one, tmp_path, "graph.nq").splitlines(), *written(two, tmp_path, "graph.nq").splitlines()}
    )


def test_n_quads_are_sorted_lines_with_a_graph_each(tmp_path: Path) -> None:
    raw = written(all_of(made(), made("other.txt")), tmp_path, "graph.nq")
    lines = raw.decode("utf-8").split("\n")
    assert lines.pop() == "" and lines == sorted(set(lines))
    graphs = {f"<{iris.GRAPHS}{iris.document(name)}>" for name in ("2024/news.txt", "other.txt")}
    assert {line.split(" ")[-2] for line in lines} == graphs


def test_turtle_is_for_people(tmp_path: Path) -> None:
    turtle = written(all_of(made()), tmp_path).decode("utf-8")
    heads, *subjects = turtle.split("\n\n")
    assert heads.split("\n") == sorted(f"@prefix {p}: <{iri}> ." for p, iri in iris.PREFIXES.items())
    assert all(" a " in paragraph.split("\n")[0] for paragraph in subjects)
    starts = [
        f"{paragraph.split(' ')[0]}>" for paragraph in subjects
    ]  # in the order of the lines of N-Triples
    assert starts == sorted(starts) and len(starts) == len(set(starts))
    assert (
        'rdfs:label "重庆"@zh' in turtle
        and "\\u" not in turtle
        and "<http" not in "".join(subjects).replace("<https://example.org/1>", "")
    )
    assert "ipp:value 6011900000000 ." in turtle and "ipp:growth 0.06 ;" in turtle
    assert turtle.endswith(" .\n") and not turtle.endswith("\n\n")


def test_another_base_has_its_prefix(tmp_path: Path) -> None:
    rows = list(quads(made(), ontology.load(), "https://example.cn/kg/"))
    turtle = written(rows, tmp_path).decode("utf-8")
    assert (
        "@prefix ippd: <https://example.cn/kg/> ." in turtle and "ippd:place-chongqing a ipp:Place" in turtle
    )


def test_an_empty_graph_is_a_file_all_the_same(tmp_path: Path) -> None:
    assert written([], tmp_path, "graph.nq") == b""
    assert list(parse(written([], tmp_path), format=RdfFormat.TURTLE)) == []


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nq"])
def test_hostile_text_is_read_back_by_oxigraph_and_rdflib(tmp_path: Path, name: str) -> None:
    import rdflib

    rows = hostile()
    written(rows, tmp_path, name)
    read = parse(path=str(tmp_path / name), format=RdfFormat.from_extension(name[-3:].lstrip(".")))
    assert {q.triple for q in read} == {q.triple for q in rows}
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(tmp_path / name, format="turtle" if name.endswith("ttl") else "nquads")
    literals = {str(o) for _, _, o, _ in dataset.quads() if isinstance(o, rdflib.Literal)}
    assert literals == {q.object.value for q in rows if isinstance(q.object, Literal)}


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (Debian's raptor2-utils) is not installed")
@pytest.mark.parametrize(("name", "syntax"), [("graph.ttl", "turtle"), ("graph.nq", "nquads")])
def test_hostile_text_is_read_by_rapper(tmp_path: Path, name: str, syntax: str) -> None:
    rows = hostile()
    written(rows, tmp_path, name)
    done = subprocess.run(
        ["rapper", "-c", "-i", syntax, str(tmp_path / name)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "rror" not in done.stderr, done.stderr
    assert f"returned {len({q.triple for q in rows})} triples" in done.stderr


def broken() -> Iterator[Quad]:
    """Fails when it is about to be written."""
    yield from all_of(made())
    raise RuntimeError


@pytest.mark.parametrize("write", [write_nq, write_ttl])
def test_nothing_is_left_half_written(tmp_path: Path, write) -> None:
    (tmp_path / "graph").write_text("before", "utf-8")
    with pytest.raises(RuntimeError):
        write(broken(), tmp_path / "graph")
    assert [p.read_text("utf-8") for p in tmp_path.iterdir()] == ["before"]
    with pytest.raises(KgError, match="choose another output folder"):
        write(all_of(made()), tmp_path / "none" / "graph")
