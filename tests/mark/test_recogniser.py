"""Recognisers by name: one's own as an entry point, a trained spaCy one, and what is told where one cannot be had."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import facts
from kg.files import folder
from kg.mark.words import Word, laid
from kg.model import Findings

Kg = Callable[..., "subprocess.CompletedProcess[str]"]
TEXT = "昨天，丁公司推出蓝鲸。王小芳说，蓝鲸很好。\nBlue Harbour Works opened today.\n"
PLUGIN = """
import re

class Whale:
    def __init__(self, model):
        self.known = {"蓝鲸": "PRODUCT", "Blue Harbour Works": "ORG"} if model != "none" else {}

    def predict(self, texts):
        for text in texts:
            yield [(m.start(), m.end(), label, 0.9)
                   for name, label in self.known.items() for m in re.finditer(name, text)]

class Liar(Whale):
    def predict(self, texts):
        return [[(0, 900, "ORG", 1.0)] for _ in texts]
"""


@pytest.fixture
def plugged(tmp_path: Path) -> dict[str, str]:
    """An environment in which somebody's package with two recognisers is installed."""
    site = tmp_path / "site"
    told = site / "whale-1.0.dist-info"
    told.mkdir(parents=True)
    (site / "whale.py").write_text(PLUGIN, "utf-8")
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: whale\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text(
        "[kg.recognisers]\nwhale = whale:Whale\nliar = whale:Liar\nbare = missing_library:X\n"
    )
    return os.environ | {"PYTHONPATH": str(site)}


def build(folder: Path, ner: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    (folder / "text.txt").write_text(TEXT, "utf-8")
    code = "from kg.cli import main; main()"
    call = [sys.executable, "-c", code, "build", folder / "text.txt", "-o", folder / "out", "--ner", ner]
    return subprocess.run(list(map(str, call)), capture_output=True, text=True, env=env, check=False)


def found(folder: Path) -> dict[str, str]:
    (findings,) = facts.read(folder / "out" / "facts.jsonl")
    return names(findings)


def names(findings: Findings) -> dict[str, str]:
    return {e.label: e.cls for e in findings.entities}


def test_a_recogniser_of_ones_own_finds_what_the_rules_do_not(
    tmp_path: Path, plugged: dict[str, str]
) -> None:
    assert build(tmp_path, "none").returncode == 0
    assert {"蓝鲸", "Blue Harbour Works"} & found(tmp_path).keys() == set()
    done = build(tmp_path, "whale", plugged)
    assert done.returncode == 0, done.stderr
    assert found(tmp_path)["蓝鲸"] == "Product"
    assert found(tmp_path)["Blue Harbour Works"] == "Institution"


def test_the_model_behind_the_colon_reaches_it(tmp_path: Path, plugged: dict[str, str]) -> None:
    assert build(tmp_path, "whale:none", plugged).returncode == 0
    assert "蓝鲸" not in found(tmp_path)


@pytest.mark.parametrize(
    ("ner", "said"),
    [
        ("wahle", "no such recogniser; installed are bare, gliner, hanlp, lac, liar, none, spacy, whale"),
        ("bare", "missing_library is not installed; pip install missing_library"),
        ("liar", "in a text of"),
        ("lac:large", "lac has one model"),
        ("spacy", "write spacy:NAME or spacy:FOLDER"),
        ("spacy:zh_core_web_trf", "no such folder or installed pipeline"),
    ],
)
def test_one_that_cannot_be_had_is_an_error_and_never_another_one(
    ner: str, said: str, tmp_path: Path, plugged: dict[str, str]
) -> None:
    done = build(tmp_path, ner, plugged)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert said in done.stderr
    assert not (tmp_path / "out" / "graph.ttl").exists()


def test_a_name_cuts_the_words_that_it_crosses() -> None:
    words = [Word(0, 2, "n"), Word(2, 5, "v"), Word(5, 6, "n")]
    assert laid(words, [Word(1, 3, "ORG")]) == [(0, 1, "n"), (1, 3, "ORG"), (3, 5, "v"), (5, 6, "n")]


TAUGHT = [
    "甲公司推出{}。",
    "乙集团在北京推出{}。",
    "{}由丙企业推出。",
    "今年{}很受欢迎。",
    "他们都说{}很好。",
    "市场上也有{}。",
]


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory, kg: Kg) -> Path:
    """A build folder and gold that teaches product names that no rule knows."""
    folder = tmp_path_factory.mktemp("taught")
    products = ("蓝鲸", "白鹭", "金雕", "青鸟")
    lines = [form.format(name) for form in TAUGHT for name in products]
    (folder / "a.txt").write_text("\n".join(lines), "utf-8")
    entities = [{"id": f"e{n}", "type": "Product", "name": name} for n, name in enumerate(products)]
    gold = {"document": "a", "entities": entities, "relations": [], "observations": []}
    (folder / "a.json").write_text(json.dumps(gold), "utf-8")
    done = kg("build", folder / "a.txt", "-o", folder / "out", "--ner", "none")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_recogniser_is_trained_from_gold_and_used(taught: Path, tmp_path: Path, kg: Kg) -> None:
    made = kg("train", taught / "out", taught / "a.json", "-o", tmp_path / "model", "--rounds", "25")
    assert made.returncode == 0, made.stderr
    assert "24 names in 24 sentences of 1 documents, 1 of them gold" in made.stderr
    done = build(tmp_path, f"spacy:{tmp_path / 'model'}")
    assert done.returncode == 0, done.stderr
    assert found(tmp_path).get("蓝鲸") == "Product"


def test_the_same_seed_makes_the_same_recogniser(taught: Path, tmp_path: Path, kg: Kg) -> None:
    weights = []
    for name, seed in (("one", "1"), ("two", "1"), ("three", "2")):
        done = kg(
            "train", taught / "out", taught / "a.json", "-o", tmp_path / name, "--rounds", "1", "--seed", seed
        )
        assert done.returncode == 0, done.stderr
        weights.append((tmp_path / name / "ner" / "model").read_bytes())
    assert weights[0] == weights[1] != weights[2]


def test_without_gold_it_learns_what_the_build_found(built: Path, tmp_path: Path, kg: Kg) -> None:
    done = kg("train", built, "-o", tmp_path / "model", "--rounds", "1")
    assert done.returncode == 0, done.stderr
    assert (
        f"of {len(list((folder('seeds') / 'corpus').glob('*.txt')))} documents, 0 of them gold" in done.stderr
    )
    again = kg("train", built, "-o", tmp_path / "model")
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
