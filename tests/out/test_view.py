"""kg view: the page of a part of a graph, and of any other Turtle."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pyoxigraph import Quad

from kg.cli import main
from kg.out import WRITERS


@pytest.fixture(scope="module")
def turtle(small: list[Quad], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "graph.ttl"
    WRITERS["ttl"](small, path)
    return path


def names(page: Path) -> list[str]:
    found = re.search(r'id="data">(.*?)</script>', page.read_text("utf-8"), re.S)
    assert found
    return sorted(thing[2][0][2] for thing in json.loads(found[1])["things"])


def view(turtle: Path, page: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["view", str(turtle), "-o", str(page), *options])
    return result.exit_code, result.output


@pytest.mark.parametrize(
    "options, count",
    [
        ((), 5),
        (("--around", "重庆"), 2),
        (("--around", "渝", "--depth", "2"), 3),
        (("--property", "launched", "--property", "locatedIn"), 3),
        (("--class", "Institution"), 3),
        (("--class", "Pilot"), 1),
        (("--around", "新加坡金融管理局", "--class", "Regulator"), 2),
        (("--around", "重庆", "--property", "locatedIn"), 2),
        (("--since", "2024-09"), 2),
        (("--document", "a.txt"), 5),
    ],
)
def test_a_part(turtle: Path, tmp_path: Path, options: tuple[str, ...], count: int) -> None:
    code, output = view(turtle, tmp_path / "v.html", *options)
    assert code == 0, output
    assert len(names(tmp_path / "v.html")) == count


def test_a_construct(turtle: Path, tmp_path: Path) -> None:
    query = tmp_path / "q.rq"
    query.write_text(
        "PREFIX ipp: <https://w3id.org/ipp-kg/ontology#> CONSTRUCT { ?a ipp:partOf ?b } WHERE { ?a ipp:partOf ?b }"
    )
    assert view(turtle, tmp_path / "v.html", "--query", str(query))[0] == 0
    assert len(names(tmp_path / "v.html")) == 2


@pytest.mark.parametrize(
    "options, words",
    [
        (("--class", "Bnak"), "did you mean Bank"),
        (("--property", "lauched"), "did you mean launched"),
        (("--around", "无此物"), "nothing in this graph has this name"),
        (("--document", "z.txt"), "no such document"),
        (("--since", "2999"), "nothing in the graph"),
    ],
)
def test_what_is_not_there_is_told(
    turtle: Path, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    code, output = view(turtle, tmp_path / "v.html", *options)
    assert code == 2 and words in output and not (tmp_path / "v.html").exists()


def test_any_other_turtle(browser: Any, tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_text(
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix e: <http://e.org/> .\n"
        'e:a a foaf:Person ; foaf:name "Ada" ; foaf:age 36 ; e:constructor "x" ; foaf:knows e:b , [ foaf:name "Nobody" ] . e:b a foaf:Person .',
        "utf-8",
    )
    assert view(other, tmp_path / "v.html")[0] == 0
    assert names(tmp_path / "v.html") == ["Ada", "Nobody", "b"]
    page = browser.new_page(locale="en-GB")
    page.goto((tmp_path / "v.html").as_uri())
    page.fill("#search", "Ada")
    page.keyboard.press("Enter")
    panel = page.inner_text("#panel")
    page.close()
    assert "age: 36" in panel and "constructor: x" in panel and "knows" in panel and "Nobody" in panel


@pytest.mark.parametrize(
    "options, found",
    [
        (("--around", "Ada"), ["Ada", "b"]),
        (("--around", "c", "--depth", "2"), ["Ada", "b", "c"]),
        (("--class", "Person"), ["Ada", "b"]),
        (("--property", "based_near"), ["b", "c"]),
    ],
)
def test_a_part_of_any_other_turtle(tmp_path: Path, options: tuple[str, ...], found: list[str]) -> None:
    other = tmp_path / "other.ttl"
    other.write_text(
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix e: <http://e.org/> .\n"
        'e:a a foaf:Person ; foaf:name "Ada" ; foaf:knows e:b . e:b a foaf:Person ; foaf:based_near e:c . e:c a e:City .',
        "utf-8",
    )
    code, output = view(other, tmp_path / "v.html", *options)
    assert code == 0, output
    assert names(tmp_path / "v.html") == found
