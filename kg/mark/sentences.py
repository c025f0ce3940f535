"""Where sentences end: at 。！？； and line ends, closing quotes included; in English at a point before a capital."""

from __future__ import annotations

import re

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

import kg.extensions  # noqa: F401  (declares doc._)
from kg import text

ABBREVIATIONS = r"(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bNo\.)(?<!\bSt\.)(?<!\bvs\.)(?<!\bCo\.)(?<!\bLtd\.)(?<!\bInc\.)(?<!\b[A-Z]\.)"
END = re.compile(
    r"(?:[。！？；!?;]+[”’\"')\]】》」』*]*|…{2,}[”’]?(?=\n|$)|\n+"
    rf"|\.{ABBREVIATIONS}[”’\"')\]]*(?=\s+[“\"‘(]?[A-Z0-9#]))\s*"
)


def boundaries(folded: str) -> list[int]:
    """Gives where sentences begin: the offset after each end and the space behind it."""
    starts = [0]
    for match in END.finditer(folded):
        if match.end() < len(folded):
            starts += [*text.cuts(folded, starts[-1], match.end()), match.end()]
    return [*starts, *text.cuts(folded, starts[-1], len(folded))]


@Language.factory("kg_sentences", assigns=["token.is_sent_start", "doc.sents"])
class Sentences:
    """Splits a Doc into sentences, and gives it its folded text."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        doc._.folded = text.curl(text.fold(doc._.written or doc.text))
        starts = np.isin(doc.to_array("IDX"), boundaries(doc._.folded))
        doc.from_array(["SENT_START"], np.where(starts, 1, -1).astype("uint64").reshape(-1, 1))  # type: ignore[arg-type]
        return doc
