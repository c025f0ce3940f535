"""Literals that every parser reads alike."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pyoxigraph import NamedNode

from kg.graph import terms


@pytest.mark.parametrize(
    ("prefix", "kind", "first", "last"),
    [
        ("2024", "gYear", "2024-01-01", "2024-12-31"),
        ("2024-02", "gYearMonth", "2024-02-01", "2024-02-29"),
        ("2023-02", "gYearMonth", "2023-02-01", "2023-02-28"),
        ("2024-08-05", "date", "2024-08-05", "2024-08-05"),
    ],
)
def test_a_date_keeps_its_exactness(prefix: str, kind: str, first: str, last: str) -> None:
    literal = terms.date(prefix)
    assert (literal.value, literal.datatype.value) == (prefix, terms.XSD + kind)
    assert (terms.first_day(prefix), terms.last_day(prefix)) == (first, last)


@pytest.mark.parametrize("prefix", ["2024", "0800", "2024-12", "2024-02-29", "2023-04-30"])
def test_dates_of_the_calendar(prefix: str) -> None:
    assert terms.is_date(prefix)


@pytest.mark.parametrize(
    "prefix",
    ["", "0000", "24", "2024-13", "2024-00", "2024-02-30", "2023-02-29", "2024-04-31", "2024-1", "二〇二四"],
)
def test_dates_of_no_calendar(prefix: str) -> None:
    assert not terms.is_date(prefix)


@pytest.mark.parametrize(
    ("value", "lexical", "kind"),
    [
        (Decimal("6011900000000"), "6011900000000", "integer"),
        (Decimal("1E+12"), "1000000000000", "integer"),
        (Decimal("1.50"), "1.5", "decimal"),
        (Decimal("-0.00"), "0", "integer"),
        (Decimal("0.000001"), "0.000001", "decimal"),
        (0.85, "0.85", "decimal"),
        (1.0, "1", "integer"),
        (1e-7, "0.0000001", "decimal"),
        (Decimal("123456789012345678901234567890.5"), "123456789012345678901234567890.5", "decimal"),
    ],
)
def test_a_number_is_as_rdflib_and_oxigraph_keep_it(value: Decimal | float, lexical: str, kind: str) -> None:
    from pyoxigraph import Quad, RdfFormat, Store, serialize
    from rdflib import Graph

    literal = terms.number(value)
    assert (literal.value, literal.datatype.value) == (lexical, terms.XSD + kind)
    store = Store()
    store.add(Quad(NamedNode("a:b"), NamedNode("a:c"), literal))
    assert [q.object for q in store] == [literal]
    turtle = bytes(serialize([q.triple for q in store], format=RdfFormat.TURTLE) or b"")
    assert [(str(o), str(o.datatype)) for o in Graph().parse(turtle, format="turtle").objects()] == [
        (lexical, terms.XSD + kind)
    ]


def test_what_no_parser_reads_is_replaced_one_for_one() -> None:
    assert terms.string("a\x00b\ud800c\ufffed\te\n").value == "a\ufffdb\ufffdc\ufffdd\te\n"
    assert terms.string("乙", "zh-Hant").language == "zh-hant"


@pytest.mark.parametrize("url", ["https://example.org/重庆?a=b", "http://a.cn/"])
def test_an_address_is_an_iri(url: str) -> None:
    assert terms.iri_or_string(url) == NamedNode(url)


@pytest.mark.parametrize(
    "url", ["新华社", "https://a b/", "https://a/<b>", "javascript:alert(1)", "file:///etc/passwd", ""]
)
def test_what_is_no_web_address_is_a_literal(url: str) -> None:
    assert terms.iri_or_string(url).value == url
    assert not isinstance(terms.iri_or_string(url), NamedNode)
