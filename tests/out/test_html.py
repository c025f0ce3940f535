"""The page as a file: whole, self-contained, safe, the same each time, and with what the graph says."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad

from kg import ontology
from kg.errors import KgError
from kg.out import WRITERS, content
from kg.out.html import block, write_html
from kg.out.payload import payload


def page(quads: list[Quad], folder: Path) -> str:
    write_html(quads, folder / "graph.html", "标题 <b>")
    return (folder / "graph.html").read_text("utf-8")


def data(html: str, name: str = "data") -> dict[str, Any]:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    assert found
    return dict(json.loads(found[1]))


def test_it_is_one_of_the_files_of_a_build(small: list[Quad], tmp_path: Path) -> None:
    WRITERS["html"](small, tmp_path / "graph.html")
    assert (tmp_path / "graph.html").stat().st_size < 1_000_000


def test_nothing_is_fetched(small: list[Quad], tmp_path: Path) -> None:
    html = page(small, tmp_path)
    outside = html[: html.index('<script type="application/json"')] + html[html.rindex("<script>") :]
    assert re.findall(r"""(?:src|href)\s*=\s*["'](?!#|data:)[^"']*""", outside) == []
    assert "bootstrap" not in html and "cdnjs" not in html


def test_only_the_scripts_that_were_written_may_run(small: list[Quad], tmp_path: Path) -> None:
    html = page(small, tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy and "unsafe" not in policy[1] and "default-src &#39;none&#39;" in policy[1]
    for script in [
        *re.findall(r"<script>(.*?)</script>", html, re.S),
        *re.findall(r"<style>(.*?)</style>", html, re.S),
    ]:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy[1].replace(
            "&#43;", "+"
        )
    assert len(re.findall(r"<script>.*?</script>", html, re.S)) == 2


def test_hostile_texts_stay_texts(attack: list[Quad], tmp_path: Path) -> None:
    html = page(attack, tmp_path)
    markup = re.sub(r"<script>.*?</script>", "", html, flags=re.S)
    assert not re.search(r"window.owned=1</script>|<img|<b>|<!--", markup)
    assert "</script><script>window.owned=1</script>" in {
        name[2] for thing in data(html)["things"] for name in thing[2]
    }


@pytest.mark.parametrize("text", ["</script>", "<!--", "&amp;", "\u2028\u2029", '"\\'])
def test_a_block_reads_back_as_it_was(text: str) -> None:
    assert json.loads(block(text)) == text
    assert not re.search("[<>&\u2028\u2029]", block(text))


def test_every_relation_has_its_sentence(small: list[Quad], tmp_path: Path) -> None:
    shown = data(page(small, tmp_path))
    assert len(shown["relations"]) == 4
    for relation in shown["relations"]:
        assert all(shown["passages"][p][1] for p in relation[8]) and relation[8]
    launched = next(r for r in shown["relations"] if shown["properties"][r[1]][0] == "launched")
    assert shown["passages"][launched[8][0]][1].startswith("日前，国家外汇管理局重庆市分局")
    assert launched[3:6] == [0, 0.9, "2024-08"]


def test_properties_and_classes_are_in_words_of_both_languages(small: list[Quad], tmp_path: Path) -> None:
    shown = data(page(small, tmp_path))
    assert ["launched", "启动", "launched", 0] in shown["properties"]
    assert "监管机构" in {row[2] for row in shown["classes"]}


def test_figures_keep_value_unit_and_growth(small: list[Quad], tmp_path: Path) -> None:
    figures = data(page(small, tmp_path))["figures"]
    assert [f[2:6] for f in figures] == [
        [5300000000000, "CNY", "2023-12-31", None],
        [5700000000000, "CNY", "2024-12-31", 0.07],
    ]


def test_a_triple_without_statement_is_shown_without_sentence(small: list[Quad]) -> None:
    known = next(q.subject for q in small if str(q.subject).endswith("programme-kht>"))
    triple = Quad(
        known, NamedNode(content.IPP + "supports"), NamedNode("https://w3id.org/ipp-kg/id/place-chongqing")
    )
    extra = [r for r in content.read([*small, triple], ontology.load()).relations if not r.iri]
    assert [(r.property, r.evidence) for r in extra] == [("supports", ())]


def test_physics_is_off_and_all_is_placed(small: list[Quad], tmp_path: Path) -> None:
    html = page(small, tmp_path)
    assert data(html, "options")["physics"] == {"enabled": False}
    places = [(node["x"], node["y"]) for node in data(html, "network")["nodes"]]
    assert len(places) == 5 == len(set(places))


def test_of_very_many_things_communities_are_drawn_first(large: list[Quad]) -> None:
    terms = ontology.load()
    shown = payload(content.read(large, terms), terms)
    assert len(shown.data["things"]) == 1200 and 10 < len(shown.nodes) < 160
    assert all(str(node["id"]).startswith("c") for node in shown.nodes)
    discs = shown.data["communities"]
    for i, (x, y, r) in enumerate(discs):
        assert all((x - a) ** 2 + (y - b) ** 2 > (r + s - 2) ** 2 for a, b, s in discs[:i]), "discs lie apart"


def test_no_two_things_stand_on_one_place(large: list[Quad]) -> None:
    terms = ontology.load()
    things = payload(content.read(large, terms), terms).data["things"]
    assert len({(row[4], row[5]) for row in things}) == len(things)


def test_an_empty_graph_is_an_empty_page(tmp_path: Path) -> None:
    assert data(page([], tmp_path))["things"] == []


def test_a_folder_that_is_not_there_is_told(small: list[Quad], tmp_path: Path) -> None:
    with pytest.raises(KgError, match="cannot be written"):
        write_html(small, tmp_path / "no" / "graph.html")


PROGRAM = """
import sys
from pathlib import Path
from tests.out import conftest
from kg.out.html import write_html
write_html(conftest.graph(conftest.bureau(), conftest.crowd(1100)), Path(sys.argv[1]))
"""


def test_it_is_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
        subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path / seed)], env=environment, check=True)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
