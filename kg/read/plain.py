"""Plain text and Markdown, with front matter: lines `key: value` between two `---` lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Source
from kg.read import lines
from kg.read.encoding import decode
from kg.read.file import MOST, File
from kg.read.source import make

FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)


def read_markdown(file: File) -> Iterator[Source]:
    """Yields the one source of a Markdown file, its lines as they are."""
    whole, encoding = decode(file.whole(4 * MOST), file.where)
    meta, begin = front_matter(whole)
    yield make(file, whole, meta, begin, notes=encoding.notes)


def read_text(file: File) -> Iterator[Source]:
    """Yields the one source of a text file; where its lines end at the width of a page, paragraphs are made of them."""
    whole, encoding = decode(file.whole(4 * MOST), file.where)
    meta, begin = front_matter(whole)
    body, pages, notes = lines.unwrap(whole[begin:])
    starts = tuple(begin + page for page in pages)
    yield make(file, whole[:begin] + body, meta, begin, starts, [*encoding.notes, *notes])


def front_matter(whole: str) -> tuple[dict[str, str], int]:
    """Gives the keys and values of the front matter, and where the body begins (0 without any)."""
    match = FRONT.match(whole)
    if not match:
        return {}, 0
    pairs = (line.split(":", 1) for line in match[1].split("\n") if ":" in line)
    return {key.strip().lower(): value.strip().strip("\"'") for key, value in pairs}, match.end()
