"""Numerals of both languages as exact numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg import numbers, text


def values(written: str) -> list[str]:
    return [f"{n.value.normalize():f}" for n in numbers.find(text.fold(written))]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.9万户", "19000"),
        ("6万亿元", "6000000000000"),
        ("27000多亿", "2700000000000"),
        ("1亿2000万人", "120000000"),
        ("两千三百家", "2300"),
        ("一百二十万", "1200000"),
        ("百万亿元", "100000000000000"),
        ("二十二家", "22"),
        ("二〇二四", "2024"),
        ("1,234,567", "1234567"),
        ("１２３", "123"),
        ("300 000 customers", "300000"),
        ("1.2 trillion", "1200000000000"),
        ("twenty-five", "25"),
        ("two hundred students", "200"),
    ],
)
def test_value(written: str, value: str) -> None:
    assert values(written) == [value]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三成", "0.3"),
        ("七成半", "0.75"),
        ("百分之三点五", "0.035"),
        ("超半数", "0.5"),
        ("四分之三", "0.75"),
        ("two-thirds of", "0.666667"),
    ],
)
def test_fraction(written: str, value: str) -> None:
    (found,) = numbers.find(written)
    assert found.ratio
    assert found.value == Decimal(value)


def test_a_range_shares_its_scale() -> None:
    assert values("3至5万人") == ["30000", "50000"]
    assert values("5 to 6 million") == ["5000000", "6000000"]


@pytest.mark.parametrize("written", ["20多项", "700余家", "十几个"])
def test_more_than_it_says(written: str) -> None:
    assert numbers.find(written)[0].bound == "over"


@pytest.mark.parametrize("written", ["C919", "13家成立公司的成"])
def test_letters_and_verbs_make_no_number(written: str) -> None:
    assert [n for n in numbers.find(written) if n.ratio or written.startswith("C")] == []
