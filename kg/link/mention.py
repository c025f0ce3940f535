"""A mention outside spaCy: where it stands, what it is called, what it may be."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from kg import text

if TYPE_CHECKING:
    from spacy.tokens import Doc

BREAK = re.compile(r"\s+")
NARROW = re.compile(r"(?<=[\u3400-\u9fff，、：；“”‘’]) | (?=[\u3400-\u9fff，、：；“”‘’])")


class Mention(NamedTuple):
    """A range of characters with a name; found says who saw it, as the span's id."""

    begin: int
    end: int
    cls: str
    top: str
    found: str
    surface: str  # as written, a line break within it mended
    name: str  # the surface folded

    @property
    def key(self) -> str:
        return text.key(self.name)

    def holds(self, other: Mention) -> bool:
        return self.begin <= other.begin and other.end <= self.end and self != other


def make(written: str, begin: int, end: int, cls: str, top: str, found: str) -> Mention:
    surface = mend(written[begin:end])
    return Mention(begin, end, cls, top, found, surface, text.curl(text.fold(surface)))


def mend(name: str) -> str:
    """Takes line breaks and doubled spaces out of a name, and every space beside a Chinese character."""
    return NARROW.sub("", BREAK.sub(" ", name.strip()))


def read(doc: Doc, written: str, tops: Mapping[str, str]) -> list[Mention]:
    """Gives the mentions of a Doc in the order of the text, the longer of two first."""
    spans = doc.spans.get("mentions", ())
    found = {
        make(
            written, span.start_char, span.end_char, span.label_, tops.get(span.label_, span.label_), span.id_
        )
        for span in spans
    }
    return ordered(found)


def ordered(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(set(mentions), key=lambda m: (m.begin, -m.end, m))


def outer(mentions: Iterable[Mention]) -> dict[Mention, Mention]:
    """Maps each mention that lies within another to the widest one around it."""
    around: dict[Mention, Mention] = {}
    top: Mention | None = None
    for mention in ordered(mentions):
        if (
            top is not None
            and mention.end <= top.end
            and (mention.begin, mention.end) != (top.begin, top.end)
        ):
            around[mention] = top
        elif top is None or mention.end > top.end:
            top = mention
    return around


class Tokens:
    """Finds the tokens that begin and end at a character."""

    def __init__(self, doc: Doc) -> None:
        starts, lengths = doc.to_array("IDX"), doc.to_array("LENGTH")
        self.starts, self.ends = starts.tolist(), (starts + lengths).tolist()

    def range(self, begin: int, end: int) -> tuple[int, int] | None:
        """Gives the range of tokens that is exactly these characters, if there is one."""
        first, last = bisect_right(self.starts, begin) - 1, bisect_right(self.starts, end - 1) - 1
        if first < 0 or self.starts[first] != begin or self.ends[last] != end:
            return None
        return first, last + 1
