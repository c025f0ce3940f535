"""Plain text and Markdown, with front matter: lines `key: value` between two `---` lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ReadError
from kg.model import Source
from kg.read.source import Defaults, clean, decode, make

FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)


def read_plain(path: Path, identifier: str, defaults: Defaults) -> Iterator[Source | ReadError]:
    """Yields the one source of a text file."""
    try:
        whole = clean(decode(path))
        meta, begin = front_matter(whole)
        yield make(str(path), identifier, whole, begin, meta, defaults)
    except ReadError as error:
        yield error


def front_matter(whole: str) -> tuple[dict[str, str], int]:
    """Gives the keys and values of the front matter, and where the body begins (0 without any)."""
    match = FRONT.match(whole)
    if not match:
        return {}, 0
    pairs = (line.split(":", 1) for line in match[1].split("\n") if ":" in line)
    return {key.strip().lower(): value.strip().strip("\"'") for key, value in pairs}, match.end()
