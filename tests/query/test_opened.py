"""A large graph is opened from a store beside it, which is made once and anew when the graph has changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Store

from kg import load
from kg.files import folder

BANKS = "SELECT (COUNT(DISTINCT ?b) AS ?n) { ?b a <https://w3id.org/ipp-kg/ontology#Bank> }"


def banks(store: Store) -> int:
    return int(next(store.query(BANKS))[0].value)  # type: ignore[arg-type,index,union-attr]


@pytest.fixture
def large(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build folder that counts as large."""
    monkeypatch.setattr(load, "LARGE", 0)
    for name in ("graph.ttl", "graph.nq"):
        shutil.copy(built / name, tmp_path)
    return tmp_path


def test_it_is_made_once_and_holds_each_documents_graph(
    large: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, count = load.opened(large), banks(load.load(large))
    assert "once" in capsys.readouterr().err
    assert banks(first) == banks(load.opened(large)) == count > 10
    documents = len(list((folder("seeds") / "corpus").glob("*.txt")))
    assert capsys.readouterr().err == "" and sum(1 for _ in first.named_graphs()) == documents
    assert {*first.quads_for_pattern(None, None, None, DefaultGraph())} == {*load.load(large)}


def test_it_is_made_anew_when_the_graph_has_changed(large: Path) -> None:
    count = banks(load.opened(large))
    with (large / "graph.ttl").open("a") as file:
        file.write("<urn:new> a <https://w3id.org/ipp-kg/ontology#Bank> .\n")
    assert banks(load.opened(large)) == count + 1
    assert len(list((large / load.STORES).iterdir())) == 1


def test_a_small_graph_leaves_nothing_behind(built: Path) -> None:
    assert banks(load.opened(built)) > 10 and not (built / load.STORES).exists()


def test_a_folder_that_cannot_be_written_is_read_all_the_same(large: Path) -> None:
    (large / load.STORES).write_text("a file where the folder would be")
    assert banks(load.opened(large)) > 10


def test_a_broken_graph_leaves_no_half_store(large: Path) -> None:
    with (large / "graph.ttl").open("a") as file:
        file.write("<urn:new> a")
    with pytest.raises(load.KgError, match=r"graph.ttl:"):
        load.opened(large)
    assert os.listdir(large / load.STORES) == []
