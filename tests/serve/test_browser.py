"""The server's pages in a real browser: they work, and ask nobody else for anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from serve.conftest import RUNAWAY, Server
from serve.test_thing import hostile

Open = Callable[..., Any]
__all__ = ["hostile"]


@pytest.fixture
def opened(browser: Any, server: Server) -> Iterator[Open]:
    """Opens a path of the server, and at the end holds that nothing was asked elsewhere and no error reported."""
    troubles: list[str] = []
    contexts: list[Any] = []

    def open_(path: str, at: Server = server, expected: tuple[str, ...] = (), **options: Any) -> Any:
        context = browser.new_context(**{"locale": "zh-CN", "reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()

        def console(message: Any) -> None:
            if message.type in ("error", "warning") and not any(word in message.text for word in expected):
                troubles.append(message.text)

        def request(asked: Any) -> None:
            if not asked.url.startswith((at.url, "blob:" + at.url, "data:")):
                troubles.append(asked.url)

        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", console)
        page.on("request", request)
        page.goto(at.url + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert troubles == []


def rows(page: Any) -> list[list[str]]:
    page.wait_for_selector("#result table")
    return [row.locator("td").all_inner_texts() for row in page.locator("#result tbody tr").all()]


def test_the_graph_s_page_is_at_the_root(opened: Open) -> None:
    page = opened("")
    page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
    assert "条关系" in page.inner_text("#status")
    whole = page.inner_text("#status")
    page.uncheck("#fact")
    assert "modality=planned" in page.url and page.inner_text("#status") != whole
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
    assert not page.is_checked("#fact")
    page.click("#reset")
    assert page.inner_text("#status") == whole
    page.go_back()
    assert not page.is_checked("#fact")


def test_the_graph_s_page_leads_to_the_endpoint(opened: Open, built: Path) -> None:
    page = opened("")
    page.click("#ask")
    page.wait_for_selector("#query")
    assert page.url.endswith("/sparql")
    assert '<a id="ask" hidden' in (built / "graph.html").read_text("utf-8")  # elsewhere there is no endpoint


def test_an_example_is_run_and_taken_along(opened: Open) -> None:
    page = opened("sparql")
    page.click('#list [data-name="who-launched-what"]')
    found = rows(page)
    assert any("“科汇通”试点" in row for row in found)
    assert f"{len(found)} 行" in page.inner_text("#status")
    with page.expect_download() as waiting:
        page.click("#download")
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    assert waiting.value.suggested_filename == "answer.csv" and "“科汇通”试点" in text


def test_parameters_are_filled_in_by_name(opened: Open) -> None:
    page = opened("sparql", expected=("400 (Bad Request)",))
    page.fill("#find", "programmes-of")
    page.click('#list [data-name="programmes-of"]')
    page.fill('#parameters [name="institution"]', "没有这个机构")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result .wrong")
    assert "没有这个机构" in page.inner_text("#result")
    page.fill('#parameters [name="institution"]', "国家外汇管理局重庆市分局")
    page.keyboard.press("Enter")
    assert any("科汇通" in cell for row in rows(page) for cell in row)
    assert "$institution" not in page.input_value("#query")


def test_things_have_their_names_and_lead_to_their_pages(opened: Open) -> None:
    page = opened("sparql")
    page.fill("#query", "SELECT ?x { ?x ipp:locatedIn ippd:place-chongqing ; a ipp:Programme } ORDER BY ?x")
    page.keyboard.press("Control+Enter")
    page.locator("#result a", has_text="“科汇通”试点").click()
    assert page.inner_text("h1") == "“科汇通”试点" and "/id/programme-kehuitong" in page.url
    quote = page.locator(".told", has_text="启动").locator("blockquote").first
    assert not quote.is_visible()
    page.locator(".told", has_text="启动").locator(".turn").first.click()
    assert quote.is_visible() and "科汇通" in quote.inner_text()
    page.locator("main a", has_text="国家外汇管理局重庆市分局").first.click()
    assert page.inner_text("h1") == "国家外汇管理局重庆市分局"


def test_other_answers_than_rows(opened: Open) -> None:
    page = opened("sparql#query=ASK%20%7B%7D")
    page.wait_for_selector("#result .verdict")
    assert page.inner_text("#result") == "是"
    page.fill("#query", "CONSTRUCT { ?x rdfs:label ?n } WHERE { ?x a ipp:Pilot ; rdfs:label ?n }")
    page.click("#run")
    page.wait_for_selector("#result .triples")
    assert "“科汇通”试点" in page.inner_text("#result")
    assert "JSON-LD" in page.locator("#form option").all_inner_texts()


def test_a_mistake_is_shown_in_its_place(opened: Open) -> None:
    page = opened("sparql", expected=("400 (Bad Request)",))
    page.fill("#query", "SELECT ?x {\n  ?x nope:type ?y\n}")
    page.click("#run")
    page.wait_for_selector("#result .wrong")
    assert page.inner_text("#result").startswith("line 2, column ")
    at = page.evaluate("document.getElementById('query').selectionStart")
    assert at >= len("SELECT ?x {\n")


def test_a_long_query_can_be_stopped(opened: Open) -> None:
    page = opened("sparql")
    page.fill("#query", RUNAWAY)
    page.click("#run")
    page.click("#stop")
    page.wait_for_selector("#result .wrong")
    assert page.inner_text("#result") == "已停止"


def test_a_link_keeps_the_query_and_the_language(opened: Open) -> None:
    page = opened("sparql?query=SELECT%20%3Fn%20%7B%20ippd%3Aplace-chongqing%20rdfs%3Alabel%20%3Fn%20%7D")
    assert ["重庆"] in rows(page)
    page.click("#language")
    assert ["Chongqing"] in rows(page) and page.inner_text("#run") == "Run"
    assert "Who launched what" in page.inner_text("#list")
    page.click('#list [data-name="who-launched-what"]')
    assert page.input_value('#parameters [name="language"]') == "en"


def test_hostile_texts_do_nothing(opened: Open, hostile: Server) -> None:
    page = opened("id/institution-h", hostile)
    for turn in page.locator(".turn").all():
        turn.click()
    assert page.locator("blockquote").first.inner_text().startswith("</title>")
    page.goto(hostile.url + "sparql#query=" + "SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D")
    assert len(rows(page)) > 20
    page.wait_for_selector('#result a[href^="id/"]')
    assert page.evaluate("window.owned") is None
    assert page.locator("img").count() == 0 and page.locator("a[href^=javascript]").count() == 0


@pytest.mark.parametrize("path", ["sparql#query=ASK%7B%7D", "id/place-chongqing", "id/no-such"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(opened: Open, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    page = opened(path, expected=("404 (Not Found)",), color_scheme=scheme, bypass_csp=True)
    page.wait_for_timeout(300)
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(v["impact"], v["id"], v["nodes"][0]["html"][:200]) for v in found] == []


@pytest.mark.parametrize("path", ["sparql", "id/place-chongqing"])
def test_it_serves_a_narrow_screen(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
