"""Extraction on the sample documents, and on pages of other kinds, stays at or above the floors that it has reached."""

import hashlib
import json
from pathlib import Path

import pytest

from kg.evaluate import evaluate
from kg.files import folder
from kg.pipeline import Options, build

CORPUS = folder("seeds") / "corpus"

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))
GOLD = [CORPUS / "gold" / name for name in FLOORS["gold"]]


def test_floors_belong_to_this_gold() -> None:
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in GOLD}
    assert digests == FLOORS["gold"], (
        "the gold has changed: measure again and set the floors in floors.json on purpose"
    )


def test_nothing_falls_below_its_floor(built: Path) -> None:
    result = evaluate(built, GOLD)
    fallen = {
        row: (round(result.scores[row].f1, 3), floor)
        for row, floor in FLOORS["floors"].items()
        if result.scores[row].f1 < floor
    }
    assert fallen == {}, result.table() + "\n" + "\n".join("\t".join(e) for e in result.errors)


@pytest.mark.parametrize("half", ["work", "check"])
def test_no_page_of_another_kind_falls_below_its_floor(half: str, tmp_path: Path) -> None:
    pages = sorted((Path(__file__).parent / "gold" / "pages" / half).glob("*.json"))
    build([path.with_suffix(".txt") for path in pages], tmp_path / "out", Options())
    result = evaluate(tmp_path / "out", pages)
    reached = {row: result.scores[row].f1 for row in FLOORS["pages"][half]}
    assert all(reached[row] >= floor for row, floor in FLOORS["pages"][half].items()), reached
