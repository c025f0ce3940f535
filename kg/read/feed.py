"""RSS and Atom files: one source an item, read one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any

from kg.errors import ReadError
from kg.model import Source
from kg.read import markup
from kg.read.encoding import characters
from kg.read.file import File
from kg.read.records import record
from kg.read.source import Notes, found

ITEMS = ("item", "entry")
FIELDS = {
    "id": ("guid", "id"),
    "title": ("title",),
    "date": ("published", "pubDate", "date", "issued", "updated", "modified"),
    "text": ("encoded", "content", "description", "summary"),
}


def read_feed(file: File) -> Iterator[Source | ReadError]:
    """Yields a source for each item, called FILE/ID; what cannot be read of a broken feed is an error at its end."""
    from lxml import etree

    pieces, encoding = characters(file.stream, file.where, declared=True)
    parser = etree.XMLPullParser(
        ("end",), resolve_entities=False, no_network=True, load_dtd=False, recover=True, encoding="utf-8"
    )
    language, count = "", 0
    for node in _nodes(parser, pieces):
        name = markup.local(node)
        if name == "language" and not count:
            language = node.text or ""
        elif name in ITEMS:
            count += 1
            try:
                yield _source(
                    replace(file, where=f"{file.where}:{node.sourceline}"), node, language, encoding.notes
                )
            except ReadError as error:
                yield error
            _forget(node)
    if damage := _damage(parser):
        yield ReadError(f"{file.where}:{damage}; fetch it again")
    elif not count:
        yield ReadError(f"{file.where}: no items of RSS or Atom in it; kg reads no other XML")


def _nodes(parser: Any, pieces: Iterator[str]) -> Iterator[Any]:
    from lxml import etree

    for piece in pieces:
        if piece:
            parser.feed(piece.encode("utf-8", "replace"))
            yield from (node for _, node in parser.read_events())
    with suppress(etree.XMLSyntaxError):  # the parser's log says it too
        parser.close()
    if not _damage(parser):  # else what it closes is no whole item
        yield from (node for _, node in parser.read_events())


def _damage(parser: Any) -> str | None:
    """Gives line and message of the first error after which items may be missing."""
    return next(
        (
            f"{e.line}: not whole ({e.message.strip()})"
            for e in parser.feed_error_log
            if e.level_name == "FATAL"
        ),
        None,
    )


def _source(file: File, node: Any, language: str, notes: Notes) -> Source:
    parts: dict[str, Any] = {}
    for child in node:
        parts.setdefault(markup.local(child), child)
    row = {
        name: next((t for tag in tags if tag in parts and (t := _content(parts[tag]))), "")
        for name, tags in FIELDS.items()
    }
    row["title"], row["text"] = markup.text(row["title"]), markup.text(row["text"])
    row["text"] = row["text"] or row["title"]
    row["url"] = _link(node)
    row["language"] = language or _inherited(node)
    known, doubts = found({"date": _date(row["date"]), "language": row["language"]}, row["text"], file.where)
    return record(file, row | {"date": None, "language": None} | known, [*notes, *doubts])


def _content(node: Any) -> str:
    """Gives what an element holds: escaped HTML as it is, XHTML written out."""
    from lxml import etree

    if len(node):
        return "".join((node.text or "", *(etree.tostring(child, encoding="unicode") for child in node)))
    return (node.text or "").strip()


def _link(node: Any) -> str:
    links = [child for child in node if markup.local(child) == "link"]
    chosen = [link for link in links if link.get("rel", "alternate") == "alternate"] or links
    return next((said.strip() for link in chosen if (said := link.get("href") or link.text or "")), "")


def _inherited(node: Any) -> str:
    return next(
        (
            said
            for x in (node, *node.iterancestors())
            if (said := x.get("{http://www.w3.org/XML/1998/namespace}lang"))
        ),
        "",
    )


def _date(said: str) -> str:
    """Gives the day of a date as mail writes it, or what is said."""
    try:
        return parsedate_to_datetime(said).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return said


def _forget(node: Any) -> None:
    """Frees an item that is done with, and what stands before it."""
    node.clear()
    while node.getprevious() is not None:
        del node.getparent()[0]
