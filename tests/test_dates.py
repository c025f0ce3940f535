"""Dates of both languages, resolved against the document's."""

from __future__ import annotations

import pytest

from kg import dates


def told(text: str, reference: str | None = "2024-10-28") -> list[tuple[str | None, str | None, str | None]]:
    return [(d.value, d.start, d.stop) for d in dates.find(text, reference)]


@pytest.mark.parametrize(
    ("text", "value", "start", "stop"),
    [
        ("2024年8月", "2024-08", "2024-08-01", "2024-08-31"),
        ("截至2024年11月末", "2024-11", "2024-11-01", "2024-11-30"),
        ("截至今年2月底", "2024-02", "2024-02-01", "2024-02-29"),
        ("2024年1—11月", "2024", "2024-01-01", "2024-11-30"),
        ("今年前7个月", "2024", "2024-01-01", "2024-07-31"),
        ("2024年下半年", "2024", "2024-07-01", "2024-12-31"),
        ("前三季度", "2024", "2024-01-01", "2024-09-30"),
        ("二季度末", "2024", "2024-04-01", "2024-06-30"),
        ("首三季", "2024", "2024-01-01", "2024-09-30"),
        ("去年11月", "2023-11", "2023-11-01", "2023-11-30"),
        ("昨天", "2024-10-27", "2024-10-27", "2024-10-27"),
        ("今天(9月24日)", "2024-09-24", "2024-09-24", "2024-09-24"),
        ("5日", "2024-10-05", "2024-10-05", "2024-10-05"),
        ("30日", "2024-09-30", "2024-09-30", "2024-09-30"),
        ("11日至12日", "2024-10", "2024-10-11", "2024-10-12"),
        ("2024—2027年", "2024", "2024-01-01", "2027-12-31"),
        ("二〇二四年", "2024", "2024-01-01", "2024-12-31"),
        ("end-2018", "2018", "2018-01-01", "2018-12-31"),
        ("as at end-June", "2024-06", "2024-06-01", "2024-06-30"),
        ("the first quarter of 2019", "2019", "2019-01-01", "2019-03-31"),
        ("31 December 2020", "2020-12-31", "2020-12-31", "2020-12-31"),
        ("June 30, 2020", "2020-06-30", "2020-06-30", "2020-06-30"),
        ("in October", "2024-10", "2024-10-01", "2024-10-31"),
    ],
)
def test_date(text: str, value: str, start: str, stop: str) -> None:
    assert told(text) == [(value, start, stop)]


@pytest.mark.parametrize("text", ["近日", "目前", "截至目前"])
def test_what_tells_no_date(text: str) -> None:
    assert told(text) == [(None, None, None)]


def test_without_the_documents_date_only_the_text_tells_the_year() -> None:
    assert told("去年推出", None) == [(None, None, None)]
    text = "去年增长。2024年贷款增加，截至2024年末达标。\n2月17日，举行发布会。"
    assert [d.value for d in dates.find(text, None)] == ["2024", "2024", "2024", "2025-02-17"]


def test_a_year_tells_no_day() -> None:
    assert told("于1月推出", "2018") == [("2018-01", "2018-01-01", "2018-01-31")]
    assert told("今天", "2018") == [("2018", "2018-01-01", "2018-12-31")]


def test_january_speaks_of_the_december_before() -> None:
    assert told("12月举行", "2024-01-10")[0][0] == "2023-12"
    assert told("将于12月举行", "2024-01-10")[0][0] == "2024-12"


def test_the_same_year_is_that_of_the_date_before() -> None:
    assert [value for value, _, _ in told("2019年2月出台，同年9月实施")] == ["2019-02", "2019-09"]


def test_what_is_compared_with_says_so() -> None:
    (date,) = dates.find("较2019年增长6.9%", "2024")
    assert date.compared


def test_an_act_is_dated_by_the_nearest_date_before_it() -> None:
    text = "2023年4月，甲发起。2024年8月，乙推出丙，2025年上市"
    found = dates.find(text, "2025-01-01")
    begin = text.index("2024")
    assert dates.act_date(found, (begin, len(text)), text.index("推出")) == "2024-08"


def test_the_quarter_in_a_reports_title_tells_its_year() -> None:
    (_, month) = dates.find("2024年第四季度金融运行报告\n12月末，贷款余额5亿元。去年更少。")[:2]
    assert month.value == "2024-12"
