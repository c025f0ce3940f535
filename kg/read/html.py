"""HTML: the article of a page, and its title, date, address and language as the page gives them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from kg.errors import ReadError
from kg.model import Source
from kg.read import markup
from kg.read.encoding import decode
from kg.read.file import File, need
from kg.read.source import found, make

MOST = 20 << 20  # bytes of a page
ENOUGH = "80"  # characters of an article; the library's own 250 are of Latin script, and more than many a Chinese report
LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([\w-]+)", re.I)
DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>|(?<=charset=)([\"']?)[\w-]+", re.I)
DATES = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2200-01-01"}
TALKATIVE = ("trafilatura", "htmldate", "justext", "courlan")
ROW = re.compile(r"\|(.*)\|\s*")


def read_html(file: File) -> Iterator[Source]:
    """Yields the one source of a page: its title and its article, or all that it shows where no article is found."""
    library = need("trafilatura", "html", file.where)
    html, encoding = decode(file.whole(MOST), file.where, declared=True)
    page = _article(library, html)
    body, notes = "\n".join(_rows(page.text or "")) if page else "", encoding.notes
    if not body:
        body = markup.text(html)
        notes.append(("article", "no article was found in the page; all that it shows is read"))
    if not body:
        raise ReadError(f"{file.where}: the page shows no text; save it from a browser once it is loaded")
    title = (page.title or "").strip() if page else ""
    declared = LANGUAGE.search(html)
    meta = {"title": title, "language": declared[1] if declared else ""}
    meta |= {"date": page.date or "", "source": page.url or ""} if page else {}
    known, doubts = found(meta, body, file.where)
    whole = body if not title or title in body.split("\n", 1)[0] else f"{title}\n{body}"
    yield make(file, whole, known, notes=[*notes, *doubts])


def _article(library: Any, html: str) -> Any:
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is said by the source's issues
    config = library.settings.use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", ENOUGH)
    raw = DECLARED.sub(lambda match: "" if match[1] is None else f"{match[1]}utf-8", html, count=3).encode(
        "utf-8", "replace"
    )
    return library.bare_extraction(
        raw,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=DATES,
        config=config,
    )


def _rows(text: str) -> Iterator[str]:
    """Yields the lines of an article, a table's cells parted by tabs."""
    for line in text.split("\n"):
        row = ROW.fullmatch(line)
        said = "\t".join(cell.strip() for cell in row[1].split("|")) if row else line.strip()
        if said.strip("-\t "):
            yield said
