"""What kg evaluate counts and lists, and what kg check finds."""

import hashlib
import json
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from kg import facts, sources
from kg.check import check
from kg.compare import changes
from kg.evaluate import evaluate
from kg.model import Document, Entity, Extent, Findings, Mention, Name, Observation, Passage, Statement
from kg.scores import bootstrap, wilson

Kg = Callable[..., "subprocess.CompletedProcess[str]"]
SENTENCE = "甲部启动乙试点。"


GOLD = {
    "document": "d",
    "entities": [
        {"id": "e1", "type": "Institution", "name": "甲部"},
        {"id": "e2", "type": "Programme", "name": "乙试点"},
    ],
    "relations": [{"s": "e1", "p": "launched", "o": "e2"}],
    "observations": [],
}


def build(
    folder: Path, *told: Statement, entities: tuple[Entity, ...] = (), figures: tuple[Observation, ...] = ()
) -> Path:
    things = (
        Entity("institution-a", "GovernmentBody", (Name("甲部", "zh", "label"),)),
        Entity("programme-b", "Pilot", (Name("乙试点", "zh", "label"),)),
        *entities,
    )
    found = Findings(
        Document("d.txt", "", None, None, "zh", hashlib.sha256(SENTENCE.encode()).hexdigest()),
        things,
        (Passage(Extent(0, 8), SENTENCE),),
        told,
        figures,
        mentions=(
            Mention("institution-a", Extent(0, 2), "suffix"),
            Mention("programme-b", Extent(4, 7), "head"),
        ),
    )
    folder.mkdir(exist_ok=True)
    sources.keep(folder, found.document.text_hash, SENTENCE)
    (folder / "facts.jsonl").write_text("\n".join(facts.to_lines(found)), "utf-8")
    return folder


def told(prop: str, rule: str = "operate", confidence: float = 0.7, modality: str = "fact") -> Statement:
    return Statement("institution-a", prop, "programme-b", rule, confidence, Extent(0, 8), modality)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(GOLD), "utf-8")
    return path


def test_a_wrong_property_is_one_missed_and_one_extra_with_its_sentence(tmp_path: Path, gold: Path) -> None:
    result = evaluate(build(tmp_path / "new", told("operates")), [gold])
    assert (result.scores["entities"].f1, result.scores["relations"].right) == (1.0, 0)
    missed, extra = sorted(result.errors, key=lambda e: e.kind, reverse=True)
    assert missed[:4] == ("d", "missed relation", "launched", "甲部 → 乙试点")
    assert "launch" in missed.by and missed.sentence == SENTENCE, "a rule with 启动 could have found it"
    assert extra == ("d", "extra relation", "operates", "甲部 → 乙试点", "operate", SENTENCE)


def test_a_plan_told_as_a_fact_is_right_but_not_whole(tmp_path: Path, gold: Path) -> None:
    result = evaluate(build(tmp_path / "new", told("launched", modality="planned")), [gold])
    assert result.scores["relations"].f1 == 1.0
    assert result.scores["relations, whole"].f1 == 0.0
    assert [e.kind for e in result.errors] == ["relation in part"]


def test_a_figure_with_another_growth_is_right_but_not_whole(tmp_path: Path) -> None:
    figure = Observation("存款余额", Decimal(5), "CNY", "f", (Extent(0, 8),), growth=Decimal("0.1"))
    asked = {"indicator": "存款余额", "value": 5, "unit": "CNY", "growth": 0.2}
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(GOLD | {"observations": [asked]}), "utf-8")
    result = evaluate(build(tmp_path / "new", told("launched"), figures=(figure,)), [path])
    assert (result.scores["figures"].f1, result.scores["figures, whole"].f1) == (1.0, 0.0)
    assert [e[1:5] for e in result.errors] == [("figure in part", "存款余额", "5 CNY (growth)", "f")]


def test_an_entity_nobody_asked_for_is_told_with_what_saw_it(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(GOLD | {"entities": GOLD["entities"][:1], "relations": []}), "utf-8")
    errors = evaluate(build(tmp_path / "new"), [path]).errors
    assert errors == [("d", "extra entity", "Programme", "乙试点", "head", SENTENCE)]


def test_the_interval_of_a_mean_holds_it_and_narrows_with_the_documents() -> None:
    few, many = bootstrap([0.2, 0.8]), bootstrap([0.2, 0.8] * 50)
    assert few[0] < many[0] < 0.5 < many[1] < few[1]
    assert few == bootstrap([0.2, 0.8]), "it is the same each time"


def test_wilson_has_the_textbook_interval() -> None:
    assert [round(end, 3) for end in wilson(8, 10)] == [0.490, 0.943]
    assert [round(end, 3) for end in wilson(10, 10)] == [0.722, 1.0]


def test_two_builds_differ_in_what_came_and_what_went(tmp_path: Path) -> None:
    old, new = build(tmp_path / "old", told("operates")), build(tmp_path / "new", told("launched"))
    assert [(c.sign, c.kind, c.what) for c in changes(new, old)] == [
        ("+", "statement", "launched"),
        ("-", "statement", "operates"),
    ]
    again = build(tmp_path / "again", told("operates", rule="other", confidence=0.5))
    assert changes(again, old) == [], "another rule for the same fact is no change of the graph"


def test_an_error_is_mended_or_new_against_gold(tmp_path: Path, gold: Path, kg: Kg) -> None:
    old, new = build(tmp_path / "old", told("operates")), build(tmp_path / "new", told("launched"))
    done = kg("evaluate", new, gold, "--against", old)
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t")[:3] for line in done.stdout.splitlines() if "\t" in line]
    assert rows == [["mended", "d", "missed relation"], ["mended", "d", "extra relation"]]
    assert "relations                  0.000   1.000  +1.000" in done.stdout


def test_a_build_alone_is_compared_with_nothing(tmp_path: Path, kg: Kg) -> None:
    done = kg("evaluate", build(tmp_path / "new"))
    assert (done.returncode, "--against" in done.stderr) == (2, True)


def test_what_we_ship_passes_our_own_check() -> None:
    assert list(check([], [])) == []


def test_a_bad_line_of_ones_own_seeds_is_named(tmp_path: Path) -> None:
    (tmp_path / "institutions.jsonl").write_text(
        '{"id": "My Bank", "class": "Bnk", "zh": ["我的银行"], "parrent": "x"}\n', "utf-8"
    )
    found = "\n".join(check([tmp_path], []))
    assert "institutions.jsonl:1: id 'My Bank'" in found
    assert "unknown key 'parrent'" in found
    assert "class 'Bnk' is no Institution" in found
