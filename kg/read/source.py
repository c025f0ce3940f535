"""From a text and its metadata to a Source: cleaning, checks, what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg import text
from kg.errors import ReadError
from kg.model import Extent, Issue, Source
from kg.read import masthead
from kg.read.file import MOST, File

Notes = list[tuple[str, str]]  # kind and message of what is doubtful

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
CHINESE = {
    "zh-cn": "zh",
    "zh-hans": "zh",
    "zh-sg": "zh",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "zh-mo": "zh-hant",
}


def clean(characters: str) -> str:
    """Replaces lone surrogates and control characters but tab and line feed, one for one, so that offsets stay."""
    return CONTROLS.sub("\ufffd", characters)


def make(
    file: File,
    whole: str,
    meta: dict[str, str],
    begin: int = 0,
    pages: tuple[int, ...] = (),
    notes: Iterable[tuple[str, str]] = (),
) -> Source:
    """Gives the Source of a text: its metadata checked, its characters cleaned, what is doubtful as its issues."""
    whole = clean(whole)
    body = whole[begin:]
    if not body.strip():
        raise ReadError(f"{file.where}: empty; there is no text to read")
    if len(whole) > MOST:
        raise ReadError(f"{file.where}: more than {MOST:,} characters in one document; split it")
    identifier = clean(file.identifier)
    date = meta.get("date") or file.defaults.date or masthead.date(body)
    language = meta.get("language") or file.defaults.language or text.language(body)
    issues = [Issue(identifier, kind, message) for kind, message in notes]
    return Source(
        identifier=identifier,
        text=whole,
        begin=begin,
        title=clean(meta.get("title") or next(line.strip() for line in body.split("\n") if line.strip())),
        date=parse_date(date, file.where) if date else None,
        url=meta.get("source") or None,
        language=parse_language(language, file.where),
        pages=pages,
        issues=(*issues, *_broken(identifier, whole)),
    )


def _broken(identifier: str, whole: str) -> list[Issue]:
    first = whole.find("\ufffd")
    if first < 0:
        return []
    count, line = whole.count("\ufffd"), whole.count("\n", 0, first) + 1
    said = f"{count} characters cannot be read and stand as U+FFFD, the first in line {line}; see whether its file is whole"
    return [Issue(identifier, "characters", said, Extent(first, first + 1))]


def found(meta: dict[str, str], body: str, where: str) -> tuple[dict[str, str], Notes]:
    """Gives metadata that a page or a book has of itself, less what is none; nobody wrote it for us, so it is no error.

    Pages of a template say that they are in English, whatever they are in: a language must fit the script.
    """
    kept, notes = {key: value.strip() for key, value in meta.items() if value and value.strip()}, Notes()
    script = text.language(body)
    for key, parse in (("date", parse_date), ("language", parse_language)):
        if key in kept:
            try:
                kept[key] = parse(kept[key], where)
            except ReadError:
                notes.append(("metadata", f"its {key} {kept.pop(key)!r} is none; it is taken as not given"))
    said = kept.get("language", script)
    if said.startswith("zh") != script.startswith("zh"):
        notes.append(("metadata", f"its language is said to be {said}, and its script is that of {script}"))
    if said == "zh" or said.startswith("zh") != script.startswith("zh"):
        kept["language"] = script
    return kept, notes


def parse_date(date: str, where: str) -> str:
    """Gives an ISO date or its prefix (year, month)."""
    match = COMPACT.fullmatch(date.strip()) or DATE.match(date.strip())
    if match:
        year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
        if (not match[2] or 1 <= month <= 12) and (not match[3] or 1 <= day <= DAYS[month - 1]):
            return "-".join([year, *(f"{n:02}" for n in (month, day) if n)])
    raise ReadError(f"{where}: {date!r} is no date; write 2024-03-03, 2024-03 or 2024")


def parse_language(tag: str, where: str) -> str:
    """Gives a language tag in lower case: zh, zh-hant and en for the forms of these."""
    lower = tag.strip().lower().replace("_", "-")
    if not LANGUAGE.fullmatch(lower):
        raise ReadError(f"{where}: {tag!r} is no language tag; write zh, zh-hant or en")
    return "en" if lower.startswith("en-") else CHINESE.get(lower, lower)
