"""IRIs and literals as the graph writes them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg import iris
from kg.iris import PREFIXES

XSD = PREFIXES["xsd"]
DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
DATE = re.compile(r"(?!0000)\d{4}(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
# Lone surrogates are no text, most parsers refuse the other ones: escaped or not.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
HTTP = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\ufffd]+")


def term(name: str) -> NamedNode:
    """Gives the IRI of a prefixed name: ipp:launched."""
    prefix, local = name.split(":", 1)
    return NamedNode(PREFIXES[prefix] + local)


@dataclass(frozen=True, slots=True)
class Base:
    """Where the IRIs of resources begin."""

    iri: str = iris.BASE

    def __call__(self, local: str) -> NamedNode:
        return NamedNode(self.iri + local)


def string(value: str, language: str | None = None) -> Literal:
    """Gives a literal that every parser reads; what none reads becomes U+FFFD, one for one."""
    safe = UNSAFE.sub("\ufffd", value)
    return Literal(safe, language=language.lower()) if language else Literal(safe)


def typed(value: str, kind: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + kind))


def is_date(prefix: str) -> bool:
    """Says whether an ISO date, year and month, or year is one of the calendar (2024-02-30 is not)."""
    match = DATE.fullmatch(prefix)
    if not match or not match[2]:
        return bool(match)
    return int(match[2]) <= monthrange(int(prefix[:4]), int(match[1]))[1]


def date(prefix: str) -> Literal:
    """Gives an ISO date, or year and month, or year, in the XSD type of its precision."""
    return typed(prefix, DATE_TYPES[len(prefix)])


def first_day(prefix: str) -> str:
    return f"{prefix}-01-01"[:10] if len(prefix) == 4 else f"{prefix}-01"[:10]


def last_day(prefix: str) -> str:
    """Gives the last full day that an ISO prefix covers."""
    if len(prefix) == 10:
        return prefix
    year, month = int(prefix[:4]), int(prefix[5:7] or 12)
    return f"{prefix[:4]}-{month:02}-{monthrange(year, month)[1]:02}"


def number(value: Decimal | float) -> Literal:
    """Gives a number in its canonical form, which every store keeps: no exponent, no needless zero.

    A whole one is an xsd:integer, so that Turtle shows it bare.
    """
    digits = format(Decimal(str(value)), "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return typed("0" if digits in ("-0", "") else digits, "decimal" if "." in digits else "integer")


def iri_or_string(value: str) -> NamedNode | Literal:
    """Gives an IRI only for what is a valid http(s) one, else a literal."""
    if HTTP.fullmatch(value):
        try:
            return NamedNode(value)
        except ValueError:
            pass
    return string(value)
