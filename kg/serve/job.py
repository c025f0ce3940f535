"""A job for a worker, its answer, and what may be spent on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take: seconds, rows (or triples), its bytes, and bytes of memory."""

    seconds: float = 10.0
    rows: int = 100_000
    size: int = 64 << 20
    memory: int = 2 << 30


@dataclass(frozen=True, slots=True)
class Job:
    """A query, the Accept header, and the graphs that the request names: none of either is the store's own dataset.

    Where named is the name of a query, its text with the given parameters is the answer.
    """

    query: str = ""
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    named: str = ""
    given: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a media type, and the text: here, or in a file that is the receiver's to remove."""

    status: int
    media: str
    text: bytes = b""
    file: Path | None = None

    def read(self) -> bytes:
        """Gives the whole text, and removes its file."""
        if self.file is None:
            return self.text
        text = self.file.read_bytes()
        self.file.unlink()
        return text


class Refused(Exception):
    """Says in words why there is no answer, with which status, and whether it is worth trying again."""

    def __init__(self, status: int, words: str, again: bool = False) -> None:
        super().__init__(words)
        self.status, self.words, self.again = status, words, again
