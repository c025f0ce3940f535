"""Text → Doc: one token a Han character, one a run of letters or of digits, but the 's of Thailand's."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

import kg.extensions  # noqa: F401  (declares doc._)

TOKEN = re.compile(
    r"[A-Za-z\u00c0-\u024fＡ-Ｚａ-ｚ]+(?:(?![’']s\b)[.’'&_-]?[A-Za-z0-9\u00c0-\u024fＡ-Ｚａ-ｚ]+)*"
    r"|[0-9０-９]+(?:[.,．，][0-9０-９]+)*"
    r"|\s+|."
)


class HanLatin(DummyTokenizer):
    """Makes Docs whose text is the text, every character in its place.

    A single space after a token is that token's; any other white space is a token of its own.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for token in TOKEN.findall(text):
            if token == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            else:
                words.append(token)
                spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc._.written = text
        return doc


@registry.tokenizers("kg.HanLatin.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], HanLatin]:
    """Gives what the config's [nlp.tokenizer] asks for."""
    return _create


def _create(nlp: Language) -> HanLatin:
    return HanLatin(nlp.vocab)
