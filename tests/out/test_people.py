"""The page for everybody: by keyboard, with a screen reader, colour-blind, at any width, in both themes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad

Open = Callable[..., Any]
PAGE = Path(__file__).parents[2] / "kg" / "out" / "page"

LOOKS = {
    "thing": ("#id=institution-safe-cq", {}),
    "thing, dark, English": ("#id=institution-safe-cq&theme=dark&lang=en", {}),
    "relation": ("#id=institution-safe-cq&with=programme-kht", {}),
    "path": ("#from=institution-safe&to=place-chongqing", {}),
    "table": ("#view=table", {}),
    "things, dark": ("#view=table&rows=things&theme=dark", {}),
    "document": ("#view=documents&doc=a.txt&passage=1", {}),
    "telephone": ("#id=place-chongqing", {"viewport": {"width": 360, "height": 640}}),
    "telephone, document": ("#view=documents&doc=a.txt", {"viewport": {"width": 360, "height": 640}}),
}


@pytest.mark.parametrize("fragment, options", LOOKS.values(), ids=LOOKS)
def test_axe_finds_no_fault(opened: Open, small: list[Quad], fragment: str, options: dict[str, Any]) -> None:
    page = opened(small, fragment, **options)
    if options:
        page.click("#show-filters")
    page.click("#exports summary")
    page.fill("#search", "monetray")
    assert axe(page) == []


def test_axe_finds_no_fault_in_communities(opened: Open, large: list[Quad]) -> None:
    assert axe(opened(large, "#group=3&open=3")) == []


def axe(page: Any) -> list[Any]:
    import axe_playwright_python

    page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [(v["impact"], v["id"], v["nodes"][0]["html"][:200]) for v in found]


CONTROLS = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter((e) => e.checkVisibility() && !e.disabled && !e.classList.contains("skip"))
  .map((e, i) => { e.dataset.nth = i; return i; })"""
FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  return [Number(e.dataset.nth ?? -1), style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
}"""


@pytest.mark.parametrize("fragment", ["#id=institution-safe-cq", "#view=table", "#view=documents&doc=a.txt"])
def test_the_tab_key_comes_to_everything_and_shows_where_it_is(
    opened: Open, small: list[Quad], fragment: str
) -> None:
    page = opened(small, fragment)
    left = set(page.evaluate(CONTROLS))
    for _ in range(len(left) + 30):
        page.keyboard.press("Tab")
        number, seen = page.evaluate(FOCUSED)
        assert seen or number < 0, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        left.discard(number)
    assert left == set()


def test_arrow_keys_walk_through_communities_and_enter_opens_one(opened: Open, large: list[Quad]) -> None:
    page = opened(large)
    page.focus("#picture")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#panel h2")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#panel h2") != first
    page.keyboard.press("Enter")
    assert "已展开的群: 1" in page.inner_text("#crumbs")


# How eyes without one of the three kinds of cones see linear RGB (Machado, Oliveira and Fernandes 2009).
EYES = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
Colour = tuple[float, ...]


def linear(text: str) -> Colour:
    values = (int(text[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return tuple(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)


def lab(colour: Colour) -> Colour:
    r, g, b = (max(v, 0.0) for v in colour)
    rows = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in rows)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def light(colour: Colour) -> float:
    return sum(share * v for share, v in zip((0.2126, 0.7152, 0.0722), colour, strict=True))


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_colours_of_classes_are_apart_for_every_eye(theme: int) -> None:
    block = re.findall(r":root[^{]*\{(.*?)\}", (PAGE / "page.css").read_text("utf-8"), re.S)[theme]
    colours = [linear(text) for text in re.findall(r"--c\d: #(\w{6})", block)]
    ground = light(linear(re.findall(r"--ground: #(\w{6})", block)[0]))
    assert len(colours) == 7
    for colour in colours:
        ends = sorted((light(colour), ground))
        assert (ends[1] + 0.05) / (ends[0] + 0.05) > 3
    for eye in EYES.values():
        seen = [lab(tuple(sum(m * v for m, v in zip(row, c, strict=True)) for row in eye)) for c in colours]
        for a, b in itertools.combinations(seen, 2):
            assert sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 > 15


BLANK = """() => {
  const canvas = document.querySelector("#picture canvas"), { width, height } = canvas;
  const data = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
  return new Set(data).size;
}"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("look", ["theme=light&lang=zh", "theme=dark&lang=en"])
@pytest.mark.parametrize("count", [20, 1_000, 10_000])
def test_it_fits_the_screen_at_every_size(
    opened: Open, pages: dict[int, Path], count: int, look: str, width: int
) -> None:
    page = opened(pages[count], "#" + look, viewport={"width": width, "height": 800 if width > 400 else 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(BLANK) > 50
    page.wait_for_timeout(200)
