"""What kg evaluate counts and lists, and what kg check finds."""

import json
from pathlib import Path

from kg import facts
from kg.check import check
from kg.evaluate import evaluate
from kg.model import Document, Entity, Extent, Findings, Name, Passage, Statement

SENTENCE = "甲部启动乙试点。"


def build(tmp_path: Path) -> Path:
    things = (
        Entity("institution-a", "GovernmentBody", (Name("甲部", "zh", "label"),)),
        Entity("programme-b", "Pilot", (Name("乙试点", "zh", "label"),)),
    )
    told = Statement("institution-a", "operates", "programme-b", "operate", 0.7, Extent(0, 8))
    found = Findings(
        Document("d.txt", "", None, None, "zh", "0"), things, (Passage(Extent(0, 8), SENTENCE),), (told,)
    )
    (tmp_path / "facts.jsonl").write_text("\n".join(facts.to_lines(found)), "utf-8")
    return tmp_path


def test_a_wrong_property_is_one_missed_and_one_extra_with_its_sentence(tmp_path: Path) -> None:
    gold = {
        "document": "d",
        "entities": [
            {"id": "e1", "type": "Institution", "name": "甲部"},
            {"id": "e2", "type": "Programme", "name": "乙试点"},
        ],
        "relations": [{"s": "e1", "p": "launched", "o": "e2"}],
        "observations": [],
    }
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(gold), "utf-8")
    result = evaluate(build(tmp_path), [path])
    assert (result.scores["entities"].f1, result.scores["relations"].right) == (1.0, 0)
    assert ("d", "missed relation", "launched", "甲部 → 乙试点") in result.errors
    assert ("d", "extra relation", "operates", "甲部 → 乙试点", "operate", SENTENCE) in result.errors


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
