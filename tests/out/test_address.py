"""The page's address says what is looked at: sent to somebody it shows the same, and back goes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import Quad

Open = Callable[..., Any]
LOOKED = """() => [
  ...["status", "least", "span", "panel", "crumbs"].map((id) => document.getElementById(id).innerText),
  ...[...document.querySelectorAll("#filters input, #filters select")].map((e) => (e.type === "checkbox" ? e.checked : e.value)),
  document.documentElement.lang, document.documentElement.dataset.theme,
  document.querySelector("[data-view][aria-current=true]").dataset.view,
]"""


def parts(page: Any) -> dict[str, str]:
    return {key: value[0] for key, value in parse_qs(urlsplit(page.url).fragment, True).items()}


def narrow(page: Any) -> None:
    """Uses each filter once."""
    page.locator("#classes > li", has_text="地点").locator("input").first.uncheck()
    page.locator("#properties li", has_text="合作").locator("input").uncheck()
    page.locator("#confidence").fill("80")
    page.uncheck("#planned")
    page.locator("#since").fill("1")
    page.uncheck("#undated")
    page.select_option("#document", "0")


def test_a_link_with_every_filter_shows_the_same(opened: Open, small: list[Quad]) -> None:
    page = opened(small)
    narrow(page)
    assert parts(page) == {
        "class": "-Place",
        "property": "-cooperatesWith",
        "document": "a.txt",
        "confidence": "80",
        "modality": "fact",
        "since": "2024-09",
        "undated": "no",
    }
    again = opened(small, "#" + urlsplit(page.url).fragment)
    assert again.evaluate(LOOKED) == page.evaluate(LOOKED)
    assert "0 条关系" in again.inner_text("#status")


def test_back_takes_each_filter_off_again(opened: Open, small: list[Quad]) -> None:
    page = opened(small)
    states = [page.evaluate(LOOKED)]
    page.uncheck("#planned")
    states.append(page.evaluate(LOOKED))
    for step in ("1", "2", "3", "4"):  # a slider's steps are one step back
        page.locator("#until").fill(step)
    states.append(page.evaluate(LOOKED))
    page.locator("#confidence").fill("70")
    for before in reversed(states):
        page.go_back()
        assert page.evaluate(LOOKED) == before
    assert parts(page) == {}
    for after in states[1:]:
        page.go_forward()
        assert page.evaluate(LOOKED) == after


def test_language_theme_and_depth_are_sent_along(opened: Open, small: list[Quad]) -> None:
    page = opened(small, "#id=institution-safe-cq", color_scheme="light")
    page.click('#panel [data-depth="2"]')
    page.click("#language")
    page.click("#theme")
    sent = parts(page)
    assert sent == {
        "id": "institution-safe-cq",
        "near": "institution-safe-cq",
        "depth": "2",
        "lang": "en",
        "theme": "dark",
    }
    again = opened(small, "#" + urlsplit(page.url).fragment, color_scheme="light")
    assert again.evaluate(LOOKED) == page.evaluate(LOOKED)
    page.go_back()
    assert page.get_attribute("html", "data-theme") == "light" and page.get_attribute("html", "lang") == "en"
    page.go_back()
    assert page.get_attribute("html", "lang") == "zh" and page.locator("#crumbs").is_visible()


def test_none_and_all_but_one(opened: Open, small: list[Quad]) -> None:
    page = opened(small)
    page.click("[data-none=properties]")
    assert parts(page) == {"property": ""} and "0 条关系" in page.inner_text("#status")
    page.locator("#properties li", has_text="启动").locator("input").check()
    assert parts(page) == {"property": "launched"}
    assert "1 条关系" in opened(small, "#property=launched").inner_text("#status")


def test_the_table_is_sent_as_it_is_sorted(opened: Open, small: list[Quad]) -> None:
    page = opened(small, "#view=table")
    page.click("[data-kind=things]")
    page.click("[data-sort=links]")
    page.click("[data-sort=links]")
    assert parts(page) == {"view": "table", "rows": "things", "sort": "-links"}
    first = page.locator("#view-table tbody td").first.inner_text()
    again = opened(small, "#view=table&rows=things&sort=-links")
    assert again.locator("#view-table tbody td").first.inner_text() == first
    assert again.get_attribute("th:has([data-sort=links])", "aria-sort") == "descending"


def test_an_opened_community_is_sent_and_closed_by_back(opened: Open, large: list[Quad]) -> None:
    page = opened(large)
    page.fill("#search", "第777公司")
    page.keyboard.press("Enter")
    opened_ = parts(page)["open"]
    assert opened_.isdigit()
    assert "已展开的群: 1" in opened(large, f"#open={opened_}").inner_text("#crumbs")
    page.go_back()
    page.locator("#crumbs").wait_for(state="hidden")


@pytest.mark.parametrize(
    "fragment",
    [
        "#class=Nothing&property=%00&document=x&confidence=-5&modality=maybe&since=2999-01&until=x&undated=perhaps",
        "#confidence=1e9&sort=constructor&rows=__proto__&view=table&lang=xx&theme=%3Cb%3E&open=-1+x+9999",
    ],
)
def test_what_a_link_says_wrongly_is_passed_over(opened: Open, small: list[Quad], fragment: str) -> None:
    page = opened(small, fragment)
    assert "5 个事物，4 条关系" in page.inner_text("#status")
