"""The gold of news items: each file is as the guidelines have it, and what is found in the texts stays above its floors."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import news
import pytest

from kg import ontology
from kg.evaluate import evaluate
from kg.scores import Evaluation

Kg = Callable[..., "subprocess.CompletedProcess[str]"]
FLOORS = json.loads((news.ROOT / "floors.json").read_text("utf-8"))["news"]
FILES = [pytest.param(path, id=path.stem) for half in news.HALVES for path in news.gold(half)]
with_corpus = pytest.mark.skipif(
    not news.CORPUS.exists(), reason="no news corpus beside the project (or in KG_SHARED)"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, kg: Kg) -> Path:
    """The build folder of the annotated news items."""
    folder = tmp_path_factory.mktemp("news")
    news.lay(folder / "texts")
    done = kg("build", folder / "texts", "-o", folder / "out")
    assert done.returncode == 0, done.stderr
    return folder / "out"


@pytest.mark.parametrize("path", FILES)
def test_gold_says_only_what_the_ontology_allows(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    terms, classes = ontology.load(), {e["id"]: e["class"] for e in gold["entities"]}
    assert [e["name"] for e in gold["entities"] if terms.top(e["class"]) != e["type"]] == []
    assert [r for r in gold["relations"] if not terms.allowed(r["p"], classes[r["s"]], classes[r["o"]])] == []
    assert [o for o in gold["observations"] if "about" in o and o["about"] not in classes] == []
    assert [
        o for o in gold["observations"] if not o["unit"] or ("periodStart" in o) != ("periodEnd" in o)
    ] == []


@with_corpus
@pytest.mark.parametrize("half", news.HALVES)
def test_each_offset_is_of_a_mention_and_each_mention_has_one(half: str) -> None:
    for record, gold in news.records(half):
        text = news.text(record)
        for e in gold["entities"]:
            assert {text[b:end] for b, end in e["spans"]} == set(e["mentions"]), (record["id"], e["name"])


@pytest.mark.parametrize("half", news.HALVES)
def test_floors_belong_to_this_gold(half: str) -> None:
    assert news.digest(half) == FLOORS[half]["gold"], (
        "the gold has changed: measure again and set the floors in floors.json on purpose"
    )


@with_corpus
@pytest.mark.parametrize("half", news.HALVES)
def test_nothing_falls_below_its_floor(built: Path, half: str) -> None:
    result = evaluate(built, news.gold(half))
    fallen = {
        row: (round(result.scores[row].f1, 3), floor)
        for row, floor in FLOORS[half]["floors"].items()
        if result.scores[row].f1 < floor
    }
    assert fallen == {}, told(result, half)


def told(result: Evaluation, half: str) -> str:
    """Gives the errors of the half that is worked on; of the other only totals, lest rules be fitted to it."""
    return "\n".join([result.table(), *map("\t".join, result.errors)]) if half == "work" else result.table()
