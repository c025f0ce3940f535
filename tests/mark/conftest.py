"""The first stage alone, on sentences written for it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest
import spacy
from spacy.tokens import Doc

STAGES = ("sentences", "gazetteer", "words", "grammar", "english", "mentions")
Mark = Callable[[str], Doc]


def pipeline(ner: str) -> spacy.language.Language:
    for module in ("tokenizer", *STAGES):
        import_module(f"kg.mark.{module}")
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "kg.HanLatin.v1"}}})
    for stage in STAGES:
        nlp.add_pipe(f"kg_{stage}", config={"ner": ner} if stage == "words" else {})
    return nlp


@pytest.fixture(scope="session")
def mark() -> Mark:
    return pipeline("lac")


@pytest.fixture(scope="session")
def quick() -> Mark:
    return pipeline("none")
