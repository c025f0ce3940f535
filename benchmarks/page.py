"""What the page costs beside stock pyvis, of the same graph in the same run: writing, opening, zooming, size.

    python benchmarks/page.py                 sizes 100 and 1,000
    python benchmarks/page.py 1000 10000 50000

Stock pyvis lays out in the browser; it is usable when its progress bar is gone. It is opened up to 1,000 things only,
its edges are added up to 10,000. Times are seconds; writing is processor time, opening is the clock's. Writing is add_edge
and generate_html for stock, layout and page for ours; "reading" is what comes before, from the graph's quads.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyoxigraph import Quad

from kg import ontology
from kg.graph.quads import quads
from kg.model import Document, Entity, Extent, Findings, Name, Passage, Statement
from kg.out import content
from kg.out.content import Content
from kg.out.html import write_content

CLASSES = ("Bank", "Regulator", "Company", "Plan", "Pilot", "Zone", "FinancialProduct", "Event", "Place")
GROUP, TOLD = 60, 20  # things that know one another; relations a document tells
STOCK_OPENS, STOCK_WRITES = 1_000, 10_000


def graph(count: int, seed: int = 1) -> tuple[list[Entity], list[tuple[int, str, int]], list[Quad]]:
    """Gives so many things and twice as many relations, most of them within groups that gather about a few."""
    chance, terms = random.Random(seed), ontology.load()
    entities = [_thing(n, chance.choice(CLASSES)) for n in range(count)]
    told: list[tuple[int, str, int]] = []
    while len(told) < 2 * count:
        a = chance.randrange(count)
        near = a - a % GROUP + int(GROUP * chance.random() ** 2)
        b = min(near if chance.random() < 0.9 else chance.randrange(count), count - 1)
        fits = [p for p in terms.properties if terms.allowed(p, entities[a].cls, entities[b].cls)]
        if a != b and fits:
            told.append((a, chance.choice(fits), b))
    told.sort()
    found = [_document(n, entities, told[n : n + TOLD]) for n in range(0, len(told), TOLD)]
    return entities, told, [quad for one in found for quad in quads(one, terms)]


def _thing(number: int, cls: str) -> Entity:
    top = ontology.load().top(cls).lower()
    return Entity(f"{top}-{number}", cls, (Name(f"西部第{number}号{cls}", "zh", "label"),))


def _document(number: int, entities: list[Entity], told: list[tuple[int, str, int]]) -> Findings:
    texts = [
        f"日前，{entities[a].label}与{entities[b].label}的合作取得新进展，有关安排已经公布。"
        for a, _, b in told
    ]
    ends = [sum(len(text) + 1 for text in texts[: n + 1]) for n in range(len(texts))]
    at = [Extent(end - len(text) - 1, end - 1) for text, end in zip(texts, ends, strict=True)]
    statements = tuple(
        Statement(
            entities[a].key, p, entities[b].key, p, 0.8, where, date=f"20{number % 9 + 16}-0{number % 9 + 1}"
        )
        for (a, p, b), where in zip(told, at, strict=True)
    )
    used = sorted({n for a, _, b in told for n in (a, b)})
    document = Document(f"{number}.txt", f"报道{number}", "2024-12-30", None, "zh", "0" * 64)
    return Findings(document, tuple(entities[n] for n in used), tuple(map(Passage, at, texts)), statements)


def timed(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def stock(entities: list[Entity], told: list[tuple[int, str, int]], path: Path, directed: bool) -> float:
    """Writes the graph as pyvis does; gives the time of add_edge and generate_html."""
    from pyvis.network import Network

    network = Network(cdn_resources="in_line", directed=directed)
    for number, entity in enumerate(entities):
        network.add_node(number, label=entity.label)

    def write() -> None:
        for a, prop, b in told:
            network.add_edge(a, b, title=prop)
        path.write_text(network.generate_html(), "utf-8")

    return timed(write)


READY = {
    "ours": "() => document.documentElement.dataset.ready === 'true'",
    "stock": "() => typeof network !== 'undefined' && (!document.getElementById('loadingBar')"
    " ? network.physics.stabilized : document.getElementById('loadingBar').style.display === 'none')",
}
ZOOM = """async () => {
  const canvas = document.querySelector("canvas"), box = canvas.getBoundingClientRect(), turns = 40;
  const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, bubbles: true, cancelable: true };
  const next = () => new Promise(requestAnimationFrame);
  await next();
  const begin = performance.now();
  for (let i = 0; i < turns; i++) {
    canvas.dispatchEvent(new WheelEvent("wheel", { ...at, deltaY: i < turns / 2 ? -60 : 60 }));
    await next();
  }
  return turns / ((performance.now() - begin) / 1000);
}"""


def opened(browser: Any, path: Path, whose: str) -> tuple[float, float]:
    """Gives the seconds until the page is usable, and the frames a second of zooming."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.route("http*://**", lambda route: route.abort())
    begin = time.monotonic()
    page.goto(path.as_uri(), wait_until="commit")
    while not page.evaluate(READY[whose]):
        if time.monotonic() - begin > 400:
            break
        time.sleep(0.02)
    usable = time.monotonic() - begin
    page.wait_for_timeout(600)
    frames = page.evaluate(ZOOM)
    page.close()
    return usable, frames


def row(*cells: object) -> None:
    print(
        "  ".join(f"{cell:>14.2f}" if isinstance(cell, float) else f"{cell!s:>14}" for cell in cells),
        flush=True,
    )


Measured = dict[
    tuple[int, str], tuple[float, ...]
]  # seconds of writing, MB, seconds until usable, frames a second


def measure(count: int, browser: Any, folder: Path) -> Measured:
    entities, told, quads_ = graph(count)
    ours, theirs = folder / "ours.html", folder / "stock.html"
    terms = ontology.load()
    shown: list[Content] = []
    row(count, "reading", timed(lambda: shown.append(content.read(quads_, terms))))
    written = timed(lambda: write_content(shown[0], terms, ours))
    found: Measured = {(count, "ours"): (written, size(ours), *opened(browser, ours, "ours"))}
    row(count, "ours", *found[count, "ours"])
    if count > STOCK_WRITES:
        return found
    found[count, "stock directed"] = (stock(entities, told, theirs, directed=True), size(theirs))
    row(count, "stock directed", *found[count, "stock directed"])
    written = stock(entities, told, theirs, directed=False)
    seen = opened(browser, theirs, "stock") if count <= STOCK_OPENS else ()
    found[count, "stock"] = (written, size(theirs), *seen)
    row(count, "stock", *found[count, "stock"])
    return found


def size(path: Path) -> float:
    return path.stat().st_size / 1e6


def against_targets(found: Measured) -> None:
    """Prints what the page must reach beside what it does, as far as the sizes were measured."""
    ours = {count: values for (count, whose), values in found.items() if whose == "ours"}
    stocks = {count: values for (count, whose), values in found.items() if whose == "stock"}
    lines: list[tuple[str, float]] = []
    if 100 in ours:
        lines.append(("MB of 100 things, at most 1", ours[100][1]))
    if 1_000 in ours:
        lines.append(
            ("1,000 usable so many times sooner than stock, at least 50", stocks[1_000][2] / ours[1_000][2])
        )
    if {1_000, 10_000} <= ours.keys():
        lines.append(("10,000 usable in so many times 1,000's, at most 2", ours[10_000][2] / ours[1_000][2]))
    if 10_000 in ours:
        for whose in ("stock", "stock directed"):
            share = ours[10_000][0] / found[10_000, whose][0]
            lines.append((f"writing 10,000 in so many times {whose}'s, at most 1", share))
    if 50_000 in ours:
        lines.append(("MB of 50,000, at most 40", ours[50_000][1]))
    lines.append(("frames a second, least of all sizes, at least 20", min(v[3] for v in ours.values())))
    for text, value in lines:
        print(f"{text:>62}  {value:.2f}")


def main(sizes: list[int]) -> None:
    from playwright.sync_api import sync_playwright

    row("things", "page", "writing s", "MB", "usable s", "zoom frames/s")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        found: Measured = {}
        for count in sizes:
            found |= measure(count, browser, Path(folder))
        browser.close()
    against_targets(found)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1_000])
