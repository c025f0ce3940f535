"""IRIs and literals as the graph writes them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg import iris
from kg.iris import PREFIXES

XSD = PREFIXES["xsd"]
DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
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
    return Literal(value, language=language.lower()) if language else Literal(value)


def typed(value: str, kind: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + kind))


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
    return f"{prefix[:4]}-{month:02}-{calendar.monthrange(max(year, 1), month)[1]:02}"


def decimal(value: Decimal | float) -> Literal:
    """Gives a decimal in its canonical form, which every store keeps: no exponent, no needless zero."""
    text = format(Decimal(str(value)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return typed("0" if text in ("-0", "") else text, "decimal")


def iri_or_string(value: str) -> NamedNode | Literal:
    """Gives an IRI only for what is a valid http(s) one, else a literal."""
    if HTTP.fullmatch(value):
        try:
            return NamedNode(value)
        except ValueError:
            pass
    return Literal(value)
