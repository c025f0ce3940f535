"""Confidence: what is shipped, how it is fitted, and that a document is judged by the others alone."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import confidence, facts
from kg.calibrate import fit
from kg.confidence import Scale
from kg.errors import DataError
from kg.scores import Claim

Kg = Callable[..., "subprocess.CompletedProcess[str]"]
CORPUS = Path(__file__).parent.parent / "seeds" / "corpus"


def claims(document: str, rule: str, said: float, right: int, wrong: int) -> list[Claim]:
    return [Claim(document, rule, said, i < right) for i in range(right + wrong)]


def test_a_rule_that_is_often_wrong_is_believed_less_than_its_writer_says() -> None:
    scale = fit([*claims("a", "good", 0.9, 38, 2), *claims("b", "bad", 0.9, 10, 30)], 4)
    assert scale.of("bad", 0.9) < 0.35 < 0.9 < scale.of("good", 0.9)
    assert scale.of("bad", 0.9) < scale.of("never met", 0.9) < scale.of("good", 0.9)


def test_the_surer_of_two_rules_never_met_is_believed_more() -> None:
    scale = fit([*claims("a", "one", 0.6, 5, 5), *claims("b", "two", 0.95, 9, 1)], 4)
    assert scale.of("new", 0.6) < scale.of("new", 0.95)
    assert scale.of("new", 0.95) == pytest.approx(0.9, abs=0.05), "as such proved right"


def test_few_cases_move_a_rule_little() -> None:
    scale = Scale(0, 1, 8, {"once": (0, 1), "often": (0, 100)})
    assert scale.of("once", 0.8) > 0.7
    assert scale.of("often", 0.8) < 0.07


def test_a_build_gives_what_is_shipped(built: Path) -> None:
    scale, told = confidence.load(), [s for f in facts.read(built / "facts.jsonl") for s in f.statements]
    ours = [s for s in told if s.rule == "name-locatedin"]
    assert ours and {s.confidence for s in ours} == {scale.of("name-locatedin", 0.95)}
    assert all(0 < s.confidence < 1 for s in told)


def test_what_is_written_is_read_again_and_the_curve_is_shown(built: Path, tmp_path: Path, kg: Kg) -> None:
    out = tmp_path / "scale.json"
    gold = sorted((CORPUS / "gold").glob("*.json"))
    done = kg("calibrate", built, *gold, "-o", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("confidence") and "[" in done.stdout
    scale = confidence.load(out)
    told = sum(told for _, told in scale.rules.values())
    assert told > 200 and all(right <= n for right, n in scale.rules.values())
    about = json.loads(out.read_text())["about"]
    assert about.startswith(f"kg calibrate: {told} statements of {len(gold)} documents")


def test_one_document_cannot_be_left_out(built: Path, kg: Kg) -> None:
    done = kg("calibrate", built, CORPUS / "gold" / "zh-01-kehuitong.json")
    assert (done.returncode, "two documents" in done.stderr) == (2, True)


def test_a_broken_scale_is_named(tmp_path: Path) -> None:
    path = tmp_path / "scale.json"
    path.write_text('{"rules": {"a": [1]}}', "utf-8")
    with pytest.raises(DataError, match=r"scale\.json: not a scale"):
        confidence.load(path)
