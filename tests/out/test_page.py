"""The page in a real browser: what a user does with it, and that nothing else happens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from out.conftest import crowd, extent, findings, graph, thing
from pyoxigraph import Quad

from kg.model import Statement

Open = Callable[..., Any]


def choose(page: Any, words: str, field: str = "#search") -> None:
    page.fill(field, words)
    page.keyboard.press("Enter")


def told(page: Any) -> list[str]:
    return [
        " ".join(text.strip("▸").split()) for text in page.locator("#panel .told > .head").all_inner_texts()
    ]


def test_three_steps_to_who_says_so(opened: Open, small: list[Quad]) -> None:
    page = opened(small)
    choose(page, "重庆市分局")
    assert page.inner_text("#panel h2") == "国家外汇管理局重庆市分局"
    assert [h.split("\n")[0] for h in page.locator("#panel h3").all_inner_texts()] == [
        "合作",
        "启动",
        "属于",
        "见于",
    ]
    page.locator("#panel .told", has_text="科汇通").locator(".turn").click()
    quote = page.locator("#panel blockquote").first
    assert quote.inner_text().startswith("日前，国家外汇管理局重庆市分局在渝启动“科汇通”试点。")
    assert quote.locator("mark").all_inner_texts() == ["国家外汇管理局重庆市分局", "“科汇通”试点"]
    assert "2024-12-30" in quote.inner_text()
    assert quote.locator("a").get_attribute("href") == "https://example.org/a"


@pytest.mark.parametrize(
    "words, found",
    [
        ("cq", "重庆"),
        ("渝", "重庆"),
        ("monetary", "新加坡金融管理局"),
        ("whglj", "国家外汇管理局"),
        ("ＭONETARY", "新加坡金融管理局"),
        ("monetray", "新加坡金融管理局"),
        ("Authorty of Sinagpore", "新加坡金融管理局"),
        ("国家外汇官理局", "国家外汇管理局"),
    ],
)
def test_search_by_alias_initials_and_english(
    opened: Open, small: list[Quad], words: str, found: str
) -> None:
    page = opened(small)
    page.fill("#search", words)
    names = [
        text.split("\n")[0].removeprefix("≈ ")
        for text in page.locator("#hits [role=option]").all_inner_texts()
    ]
    assert found in names
    if words in ("cq", "渝"):
        assert names[0] == found


def test_planned_and_uncertain_relations_can_be_left_out(opened: Open, small: list[Quad]) -> None:
    page = opened(small, "#id=institution-safe-cq")
    assert any("计划" in line for line in told(page)) and len(told(page)) == 3
    page.uncheck("#planned")
    assert not any("计划" in line for line in told(page)) and len(told(page)) == 2
    page.locator("#confidence").fill("95")
    assert len(told(page)) == 1 and "国家外汇管理局" in told(page)[0]
    page.click("#reset")
    assert "4 条关系" in page.inner_text("#status")


def test_class_property_and_time_filters(opened: Open, small: list[Quad]) -> None:
    page = opened(small)
    page.locator("#classes > li", has_text="机构").locator("input").first.uncheck()
    assert "1 条关系" in page.inner_text("#status")
    page.click("#reset")
    page.locator("#properties li", has_text="启动").locator("input").uncheck()
    assert "3 条关系" in page.inner_text("#status")
    page.click("#reset")
    page.uncheck("#undated")
    page.locator("#since").fill("5")  # 2025-01 and later
    assert "1 条关系" in page.inner_text("#status") and page.inner_text("#span").startswith("2025-01")


def test_neighbours_paths_and_going_back(opened: Open, small: list[Quad]) -> None:
    page = opened(small)
    choose(page, "重庆市分局")
    page.click('#panel [data-depth="1"]')
    assert "4 个事物" in page.inner_text("#status") and "near=institution-safe-cq" in page.url
    page.go_back()
    page.locator("#crumbs").wait_for(state="hidden")
    assert (
        "5 个事物" in page.inner_text("#status")
        and page.inner_text("#panel h2") == "国家外汇管理局重庆市分局"
    )
    page.go_forward()
    page.locator("#crumbs").wait_for()
    choose(page, "外汇局", "#from")
    choose(page, "渝", "#to")
    page.click("#find-path")
    assert told(page) == [
        "国家外汇管理局重庆市分局 属于 国家外汇管理局 95%",
        "国家外汇管理局重庆市分局 启动 “科汇通”试点 2024-08 · 90%",
        "“科汇通”试点 位于 重庆 60%",
    ]


def test_a_link_opens_what_it_names(opened: Open, small: list[Quad]) -> None:
    assert opened(small, "#id=place-chongqing").inner_text("#panel h2") == "重庆"
    page = opened(small, "#id=institution-safe-cq&with=programme-kht")
    assert len(told(page)) == 1 and page.locator("#panel blockquote").count() == 1
    assert opened(small, "#id=%3Cscript%3E&depth=9&group=x&passage=-1").locator("#panel").is_hidden()


def test_language_switches_everything(opened: Open, small: list[Quad]) -> None:
    page = opened(small, "#id=place-chongqing")
    page.click("#language")
    assert page.inner_text("#panel h2") == "Chongqing" and page.inner_text("[data-view=table]") == "Table"
    assert page.get_attribute("html", "lang") == "en"
    assert "located" in page.inner_text("#properties") and "place of" in page.inner_text("#panel")
    page.click("#language")
    assert page.inner_text("#panel h2") == "重庆"


def test_figures_are_a_table_with_a_line(opened: Open, small: list[Quad]) -> None:
    page = opened(small, "#id=place-chongqing")
    rows = [row.strip("▸").split() for row in page.locator("#panel table tr").all_inner_texts()]
    assert rows == [["2023-12-31", "5.3万亿元"], ["2024-12-31", "5.7万亿元", "+7%"]]
    assert page.locator("#panel .spark circle").count() == 2


def test_table_sorts_and_exports(opened: Open, small: list[Quad]) -> None:
    page = opened(small, "#view=table")
    page.click('[data-sort="date"]')
    cells = page.locator("#view-table tbody tr td:nth-child(4)").all_inner_texts()
    assert cells == ["2024-08", "2025", "", ""]
    with page.expect_download() as waiting:
        page.click("#view-table .bar button >> text=CSV")
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    assert len(text.splitlines()) == 5 and "https://w3id.org/ipp-kg/id/programme-kht" in text


def test_document_and_graph_lead_to_one_another(opened: Open, small: list[Quad]) -> None:
    page = opened(small, "#view=documents&doc=a.txt")
    assert page.locator("article p[id]").count() == 3
    page.locator(".mention", has_text="科汇通").first.click()
    assert page.inner_text("#panel h2") == "“科汇通”试点"
    page.locator("#panel .turn").first.click()
    page.locator("#panel cite button").first.click()
    assert page.locator("article p.at").inner_text().startswith("日前")


def test_the_keyboard_is_enough(opened: Open, small: list[Quad]) -> None:
    page = opened(small)
    page.keyboard.press("/")
    page.keyboard.type("重庆市")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "国家外汇管理局重庆市分局"
    page.focus("#picture")
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#panel h2")
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        if page.inner_text("#panel h2") != first:
            break
    assert page.inner_text("#panel h2") != first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"


def test_copied_sparql_gives_what_is_shown(opened: Open, small: list[Quad]) -> None:
    from pyoxigraph import Store

    page = opened(small, "#id=institution-safe-cq", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#confidence").fill("80")
    page.click('[data-act="copySparql"]')
    page.get_by_role("status").filter(has_text="已复制").wait_for()
    store = Store()
    store.extend(Quad(*quad.triple) for quad in small)
    rows = list(store.query(page.evaluate("navigator.clipboard.readText()")))
    assert sorted(row["property"].value.rsplit("#")[-1] for row in rows) == ["launched", "partOf"]


def test_hostile_texts_do_nothing(opened: Open, attack: list[Quad]) -> None:
    page = opened(attack, "#id=institution-0&with=institution-1")
    for view in ("table", "documents", "graph"):
        page.click(f'[data-view="{view}"]')
    page.goto(page.url.split("#")[0] + "#view=documents&doc=h.txt")
    page.locator("article p[id]").first.wait_for()
    assert page.evaluate("window.owned") is None
    assert page.locator("img").count() == 0 and page.locator("a[href^=javascript]").count() == 0


def test_of_very_many_things_search_reaches_what_is_not_drawn(opened: Open, large: list[Quad]) -> None:
    page = opened(large)
    assert "1200 个事物" in page.inner_text("#status")
    choose(page, "第777公司")
    assert page.inner_text("#panel h2") == "第777公司" and "已展开的群: 1" in page.inner_text("#crumbs")
    page.click('#panel [data-depth="2"]')
    assert "41 个事物" in page.inner_text("#status") or "个事物" in page.inner_text("#status")


def test_it_serves_a_narrow_screen(opened: Open, small: list[Quad]) -> None:
    page = opened(small, viewport={"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("#show-filters")
    assert page.locator("#filters").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#filters").is_hidden()
    choose(page, "渝")
    assert page.locator("#panel").bounding_box()["width"] <= 360
    for view in ("table", "documents"):
        page.click(f'[data-view="{view}"]')
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_their_ground(opened: Open, small: list[Quad], scheme: str) -> None:
    page = opened(small, "#id=institution-safe-cq", color_scheme=scheme)
    poor = page.evaluate(CONTRAST)
    assert poor == []


CONTRAST = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => { const f = (v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0.99) return c; } return [255, 255, 255]; };
  const poor = [];
  for (const e of document.body.querySelectorAll("*")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || !e.offsetParent || e.closest("script, style")) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${e.tagName} ${e.textContent.slice(0, 20)} ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


def test_what_is_left_out_of_a_neighbourhood_is_told(opened: Open) -> None:
    crowded = graph(crowd(310, ring=300))
    page = opened(crowded, "#near=institution-0")
    assert "260 个事物" in page.inner_text("#status") and "另有 41 个次要的未列出" in page.inner_text(
        "#crumbs"
    )
    assert "未列出" not in opened(crowded, "#near=institution-301&depth=1").inner_text("#crumbs")


def test_a_policy_s_number_and_days_have_their_sentence(opened: Open) -> None:
    text = "《跨境融资办法》（银发〔2023〕15号）自2023年3月1日起施行。"
    told = [("documentNumber", "银发〔2023〕15号"), ("effectiveFrom", "2023-03-01")]
    policy = findings(
        "p.txt",
        (text,),
        entities=(thing("policy-1", "Policy", "《跨境融资办法》"),),
        statements=tuple(
            Statement("policy-1", name, value, "number-01", 0.9, extent(0, (text,))) for name, value in told
        ),
    )
    page = opened(graph(policy), "#id=policy-1")
    lines = [line.strip("▸\n ") for line in page.locator("#panel .told > .head").all_inner_texts()]
    assert lines == ["文号：银发〔2023〕15号", "生效（开始）日期：2023-03-01"]
    page.locator("#panel .turn").first.click()
    quote = page.locator("#panel blockquote")
    assert quote.inner_text().startswith(text) and quote.locator("mark").inner_text() == "《跨境融资办法》"
