"""From bytes and metadata to a Source: decoding, cleaning, front matter, checks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kg import text
from kg.errors import ReadError
from kg.model import Source

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
IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is taken where a text does not say it itself."""

    date: str | None = None
    language: str | None = None


def decode(path: Path) -> str:
    """Gives a file's characters: byte-order mark dropped, line ends LF.

    Raises ReadError for what is no UTF-8 text.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ReadError(f"{path}:{line}: not UTF-8 (byte {error.start}); save it as UTF-8 text") from error
    if "\0" in decoded:
        raise ReadError(f"{path}: not a text file (it holds NUL bytes); give text, or a format that kg reads")
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def clean(characters: str) -> str:
    """Replaces lone surrogates and control characters but tab and line feed, one for one, so that offsets stay."""
    return CONTROLS.sub("\ufffd", characters)


def make(
    where: str, identifier: str, whole: str, begin: int, meta: dict[str, str], defaults: Defaults
) -> Source:
    """Gives the Source of a text, its metadata checked; where (file:line) goes into errors."""
    body = whole[begin:]
    if not body.strip():
        raise ReadError(f"{where}: empty; there is no text to read")
    date = meta.get("date") or defaults.date
    language = meta.get("language") or defaults.language or text.language(body)
    return Source(
        identifier=identifier,
        text=whole,
        begin=begin,
        title=meta.get("title") or next(line.strip() for line in body.split("\n") if line.strip()),
        date=parse_date(date, where) if date else None,
        url=meta.get("source") or None,
        language=parse_language(language, where),
    )


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
