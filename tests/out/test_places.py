"""Where the page is shown: in a notebook's frames, on paper, as a picture in a report, on a machine without UTF-8."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad

from kg.out.html import write_html

Open = Callable[..., Any]
FRAMES = {
    "IFrame of a file": '<iframe src="graph.html" width="900" height="500"></iframe>',
    "IFrame of a file, as Jupyter serves it": '<iframe src="graph.html" sandbox="allow-scripts" width="900" height="500"></iframe>',
    "srcdoc": '<iframe srcdoc="{page}" width="900" height="500"></iframe>',
    "srcdoc in a sandbox": '<iframe srcdoc="{page}" sandbox="allow-scripts" width="900" height="500"></iframe>',
}


@pytest.mark.parametrize("markup", FRAMES.values(), ids=FRAMES)
def test_it_works_in_a_notebook_s_frame(
    opened: Open, browser: Any, small: list[Quad], tmp_path: Path, markup: str
) -> None:
    write_html(small, tmp_path / "graph.html")
    page = html.escape((tmp_path / "graph.html").read_text("utf-8"))
    (tmp_path / "notebook.html").write_text(
        "<!DOCTYPE html><html data-ready>" + markup.replace("{page}", page), "utf-8"
    )
    frame = opened(tmp_path / "notebook.html").frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    if frame.locator("html").get_attribute("lang") == "en":  # a frame of its own may not hear of the locale
        frame.locator("#language").click()
    assert "4 条关系" in frame.locator("#status").inner_text()
    frame.locator("#search").fill("重庆市分局")
    frame.locator("#search").press("Enter")
    assert frame.locator("#panel h2").inner_text() == "国家外汇管理局重庆市分局"
    frame.locator('#panel [data-depth="1"]').click()
    assert "4 个事物" in frame.locator("#status").inner_text()
    frame.locator("#language").click()
    frame.locator("#show-filters").click()
    frame.locator("#planned").uncheck()
    frame.locator("#planned").press("Escape")
    assert "2 relations" in frame.locator("#status").inner_text()
    frame.locator('[data-view="documents"]').click()
    frame.locator(".shelf nav button").first.click()
    assert frame.locator("article p[id]").count() == 3
    assert frame.locator("article").bounding_box()["width"] > 300


ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}


def test_it_is_the_same_on_a_machine_without_utf8(small: list[Quad], tmp_path: Path) -> None:
    program = (
        "import locale, sys; from pathlib import Path; from tests.out import conftest;"
        "from kg.out.html import write_html; assert 'utf' not in locale.getpreferredencoding(False).lower();"
        "write_html(conftest.graph(conftest.bureau()), Path(sys.argv[1]))"
    )
    env = {**os.environ, **ASCII, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "c.html")], env=env, check=True)
    write_html(small, tmp_path / "utf8.html")
    assert (tmp_path / "c.html").read_bytes() == (tmp_path / "utf8.html").read_bytes()


def exported(page: Any, kind: str) -> bytes:
    page.click("#exports summary")
    with page.expect_download() as waiting:
        page.click(f'[data-export="{kind}"]')
    return Path(waiting.value.path()).read_bytes()


def test_the_picture_is_exported_sharp(opened: Open, small: list[Quad]) -> None:
    page = opened(small)
    png = exported(page, "png")
    box = page.locator("#picture").bounding_box()
    wide, high = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert png.startswith(b"\x89PNG")
    assert abs(wide - 2 * box["width"]) < 2 and abs(high - 2 * box["height"]) < 2


@pytest.mark.parametrize("fragment", ["", "#id=institution-safe-cq", "#lang=en&theme=dark"])
def test_the_drawing_says_what_the_picture_says(opened: Open, small: list[Quad], fragment: str) -> None:
    page = opened(small, fragment)
    svg = exported(page, "svg").decode("utf-8")
    said = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    wanted = (
        ["Monetary Authority of Singap…", "institution"] if "en" in fragment else ["国家外汇管理局", "机构"]
    )
    assert set(wanted) <= set(said) and svg.startswith("<svg xmlns=") and "<script" not in svg


CUT = """() => [...document.querySelectorAll("text")].filter((e) => {
  const svg = document.documentElement.viewBox.baseVal, box = e.getBBox();
  return box.x < -1 || box.y < -1 || box.x + box.width > svg.width + 1 || box.y + box.height > svg.height + 1;
}).map((e) => e.textContent)"""


@pytest.mark.parametrize("width", [360, 1280])
def test_no_name_is_cut_at_the_edge(opened: Open, large: list[Quad], tmp_path: Path, width: int) -> None:
    page = opened(large, "#near=institution-40&depth=2", viewport={"width": width, "height": 700})
    (tmp_path / "graph.svg").write_bytes(exported(page, "svg"))
    drawing = page.context.new_page()
    drawing.goto((tmp_path / "graph.svg").as_uri())
    assert drawing.locator("text").count() > 10
    assert drawing.evaluate(CUT) == []
    drawing.close()


def test_paper_has_the_drawing_and_what_the_panel_says(
    opened: Open, small: list[Quad], tmp_path: Path
) -> None:
    import pypdfium2

    page = opened(small, "#id=institution-safe-cq", color_scheme="dark")
    page.click('[data-act="sentences"]')
    page.pdf(path=tmp_path / "graph.pdf", format="A4")
    assert page.get_attribute("html", "data-theme") == "dark"
    paper = pypdfium2.PdfDocument(tmp_path / "graph.pdf")
    words = "".join(sheet.get_textpage().get_text_range() for sheet in paper)
    for said in (
        "国家外汇管理局重庆市分局",
        "“科汇通”试点",
        "日前，国家外汇管理局重庆市分局在渝启动",
        "启动",
        "机构",
    ):
        assert said in re.sub(r"\s", "", words)
    assert "筛选" not in words and len(paper) < 4


def test_hostile_names_stay_names_in_the_drawing(opened: Open, attack: list[Quad], tmp_path: Path) -> None:
    page = opened(attack, "#group=0")
    (tmp_path / "graph.svg").write_bytes(exported(page, "svg"))
    drawing = page.context.new_page()
    drawing.goto((tmp_path / "graph.svg").as_uri())
    assert drawing.evaluate("[...document.querySelectorAll('*')].map((e) => e.localName)")[0] == "svg"
    assert drawing.locator("script, image, foreignObject, a").count() == 0
    assert drawing.evaluate("window.owned") is None and drawing.locator("text").count() >= 2
    drawing.close()
