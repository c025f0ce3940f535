"""Accepted decisions of same_as.tsv are applied when keys are made; a wrong row is named."""

from pathlib import Path

import pytest
import spacy
from conftest import make

from kg.errors import DataError
from kg.link.linker import Linker

HEAD = "left\tright\tjudgement\twho\twhen\twhy\n"


def folder(path: Path, rows: str) -> str:
    (path / "institutions.jsonl").write_text('{"id": "a", "class": "Bank", "zh": ["山城银行"]}\n', "utf-8")
    (path / "same_as.tsv").write_text(HEAD + rows, "utf-8")
    return str(path)


def keys(seeds: str) -> list[str]:
    nlp = spacy.blank("xx")
    linker = Linker(nlp, "linker")
    linker.initialize(seeds=[seeds])
    doc = linker(make(nlp, "[山城银行](Bank)、[江城银行重庆分行](Bank)。", "zh", ""))
    return [span.kb_id_ for span in doc.spans["mentions"]]


def test_what_is_accepted_is_one_thing(tmp_path: Path) -> None:
    before = keys(folder(tmp_path, ""))
    other = next(key for key in before if key != "institution-a")
    row = f"{other}\tinstitution-a\tsame\tan editor\t2024\tone bank\n"
    assert set(keys(folder(tmp_path, row))) < set(before)
    assert set(keys(folder(tmp_path, row.replace("\tsame", "\tdifferent")))) == set(before)


def test_a_wrong_row_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"same_as.tsv:2"):
        keys(folder(tmp_path, "a\tb\tperhaps\n"))


def test_a_linker_comes_back_from_bytes_and_disk(tmp_path: Path) -> None:
    nlp = spacy.blank("xx")
    linker = Linker(nlp, "linker")
    linker.initialize(seeds=[folder(tmp_path, "x\ty\tsame\n")])
    linker.to_disk(tmp_path / "kept")
    for other in (
        Linker(nlp, "b").from_bytes(linker.to_bytes()),
        Linker(nlp, "c").from_disk(tmp_path / "kept"),
    ):
        assert other.seeds.things == linker.seeds.things and other.same == linker.same
