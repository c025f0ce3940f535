"""Lines of a page → paragraphs: joined where a line ends only because the page does, running heads dropped."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.read.source import Notes

END = re.compile(r"[。！？；：…!?;:.][”’」』\"')）\]】》]*\s*$")
ITEM = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]+[编章节条款]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d+[.、．)）](?!\d)|[•·●■◆▪○*–—-]\s)"
)
WORD = re.compile(
    r"\s*(?:[\u2e80-\u9fff\uf900-\ufaff（《“‘【「『](?![!-~])|[^\s\u2e80-\uffef]+)[。，、；：！？”’）》】」』％]*|."
)
NUMBER = re.compile(
    r"[\s\-—–_·•|/~]*(?:第|page\s)?\s*\d{1,5}\s*(?:页|[/／]\s*\d+|of\s+\d+)?(?:\s*共\s*\d+\s*页)?[\s\-—–_·•|/~]*",
    re.I,
)
DASHED = re.compile(r"[-—–·]\s*\d{1,5}\s*[-—–·]|第\s*\d{1,5}\s*页(?:\s*共\s*\d+\s*页)?")
COMPOUND = re.compile(r"[A-Za-z]+-[a-z]+")
PROSE = re.compile(r"[，。、；：！？]|[a-z]+ [a-z]+")
HYPHENED = re.compile(r"([A-Za-z]+)[-\u00ad]$")
MARGIN = 0.1  # of a page's height, above and below, where running heads stand


class Line(NamedTuple):
    """A line of a page: where it begins and ends, between which edges, in units of which a character is size wide.

    top is its place on the page, from 0 above to 1 below; apart says that space precedes it, moved that a column or a
    page ended before it.
    """

    text: str
    begin: float
    end: float
    left: float
    right: float
    size: float = 2
    top: float = 0
    apart: bool = False
    moved: bool = False


def paragraphs(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """Gives the text of pages, a paragraph a line, and where each page begins in it."""
    compounds = {word for page in pages for line in page for word in COMPOUND.findall(line.text)}
    parts: list[str] = []
    starts: list[int] = []
    length, last = 0, None
    for page in pages:
        for number, line in enumerate(page):
            here = line._replace(moved=line.moved or number == 0)
            glue = "\n" if last else ""
            if last and continues(last, here):
                parts[-1], glue = joined(last.text, here.text, compounds)
                length -= len(last.text) - len(parts[-1])
            if number == 0:
                starts.append(length + len(glue))
            parts += [glue, here.text]
            length, last = length + len(glue) + len(here.text), here
        if not page:
            starts.append(length)
    return "".join(parts), tuple(starts)


def continues(line: Line, after: Line) -> bool:
    """Says whether a paragraph goes on in the line after: its first word had no room, and nothing says otherwise."""
    if after.apart or not line.text or not after.text or not 0.87 < line.size / after.size < 1.15:
        return False
    if line.right - line.left < 10 * line.size or after.begin - after.left > 0.8 * after.size:
        return False
    if line.begin - line.left > 4 * line.size or ITEM.match(after.text):
        return False
    ended = bool(END.search(line.text))
    return _is_full(line, after, 0.5 if ended else 2) and not (after.moved and ended)


def _is_full(line: Line, after: Line, slack: float) -> bool:
    """Says whether the first word of the line after had no room; digits and points are set narrower than we think."""
    word = WORD.match(after.text)
    return line.right - line.end < (width(word[0]) / 2 + slack) * line.size if word else False


def joined(line: str, after: str, compounds: Iterable[str] = ()) -> tuple[str, str]:
    """Gives a line as it stands before the next, and what stands between: a hyphen goes, where it only breaks a word."""
    if broken := HYPHENED.search(line):
        rest = re.match(r"[a-z]*", after)
        word = rest[0] if rest else ""
        return (line, "") if not word or f"{broken[1]}-{word}" in compounds else (line[:-1], "")
    latin = line[-1:] < "\u2e80" and after[:1] < "\u2e80"
    quoted = {line[-1:], after[:1]} & set("“”‘’") and re.search("[\u2e80-\u9fff]", line + after)
    return line, " " if latin and not quoted else ""


def width(text: str) -> int:
    """Gives how wide a text is set: two for each character as wide as it is high."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—") for char in text)


def bare(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], Notes]:
    """Gives pages without their numbers and running heads: what stands at one place of three pages, numbers apart."""
    heads = Counter(key for page in pages for key in {_head(line) for line in _edges(page)})
    dropped: Counter[str] = Counter()
    kept = []
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        gone = [
            line for line in page if id(line) in edges and (heads[_head(line)] > 2 or _is_number(line, page))
        ]
        dropped.update(re.sub(r"\d+", "#", line.text.strip()) for line in gone)
        left = {id(line) for line in gone}
        kept.append([line for line in page if id(line) not in left])
    said = "; ".join(f"“{text}” on {count}" for text, count in dropped.most_common(5))
    return kept, [("furniture", f"running heads and page numbers left out: {said}")] if dropped else []


def _edges(page: Sequence[Line]) -> list[Line]:
    """Gives the two first and the two last lines of a page that stand in its margins."""
    there = [line for line in page if line.text.strip()]
    return [line for line in there[:2] + there[2:][-2:] if not MARGIN < line.top < 1 - MARGIN]


def _head(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+|\s", "#", line.text.strip()), round(line.top * 140)


def _is_number(line: Line, page: Sequence[Line]) -> bool:
    there = [x for x in page if x.text.strip()]
    return line in (there[0], there[-1]) and bool(NUMBER.fullmatch(line.text))


def unwrap(text: str) -> tuple[str, tuple[int, ...], Notes]:
    """Gives a text with its paragraphs a line each, the pages that form feeds part, and what was done.

    A text whose lines do not end at a page's width stays as it is, but for running heads between form feeds.
    """
    raw = [page.split("\n") for page in text.split("\f")]
    widths = sorted(width(line.rstrip()) for page in raw for line in page if line.strip())
    right = widths[-1 - len(widths) // 20] if widths else 0
    pages = [list(_measured(page, right)) for page in raw]
    wrapped = _is_wrapped(pages, right)
    if not wrapped and len(raw) == 1:
        return text, (), []
    if len(raw) > 1:
        pages, notes = bare(pages)
    else:
        pages, notes = _between_numbers(pages[0])
    if not wrapped:
        pages = [[line._replace(apart=True) for line in page] for page in pages]
    else:
        notes.append(
            ("lines", "lines that end at the page's width are joined; offsets count the text in sources/")
        )
    body, starts = paragraphs(pages)
    return body, starts if len(raw) > 1 else (), notes


def _measured(page: Iterable[str], right: int) -> Iterator[Line]:
    for line in page:
        bare = line.strip()
        indent = width(line[: len(line) - len(line.lstrip())]) if bare else 0
        short = width(bare) < 0.7 * right  # which a running head is, and a line of a paragraph is not
        yield Line(bare, indent, indent + width(bare), 0, right, top=0 if short else 0.5)


def _is_wrapped(pages: Sequence[Sequence[Line]], right: int) -> bool:
    """Says whether most lines that another follows are full, and most of these are prose that ends in mid-sentence."""
    pairs = [(a, b) for page in pages for a, b in pairwise(page) if a.text and b.text]
    full = [a.text for a, b in pairs if _is_full(a, b, 0.5) and a.end <= right + 4]
    ended, prose = sum(map(bool, map(END.search, full))), sum(map(bool, map(PROSE.search, full)))
    shares = 2 * len(full) >= len(pairs) and 2 * prose >= len(full) >= 2 * ended
    return 20 <= right <= 130 and len(pairs) > 4 and shares


def _between_numbers(page: Sequence[Line]) -> tuple[list[list[Line]], Notes]:
    """Gives the pages of a text in which only lines like — 12 — part them."""
    pages: list[list[Line]] = [[]]
    for line in page:
        pages[-1].append(line)
        if DASHED.fullmatch(line.text):
            pages.append([])
    return bare(pages) if len(pages) > 1 else (pages, [])
