"""Dataset → one HTML file: pyvis's Network in a page of our own that opens offline and asks for nothing."""

from __future__ import annotations

import base64
import gc
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import files, ontology
from kg.cache import kept
from kg.out import content
from kg.out.payload import Payload, payload

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.ontology import Ontology
    from kg.out.content import Content

PAGE = Path(__file__).parent / "page"
SCRIPTS = tuple(
    "words data find address pen paint labels picture scene panel table reader export suggest filters main".split()
)
LIBRARY = "lib/vis-9.1.2/vis-network.min.js"  # within pyvis's templates
MARKED = re.compile(
    r"(?<=>)@@(network|data)@@(?=</script>)"
)  # where what is shown is put in; no title has a <
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def write_html(quads: Iterable[Quad], path: Path, title: str = "") -> None:
    """Writes the page of a graph; a pyoxigraph Store serves as quads, too."""
    terms = ontology.load()
    with _no_collection():
        write_content(content.read(quads, terms), terms, path, title)


def write_content(shown: Content, terms: Ontology, path: Path, title: str = "") -> None:
    """Writes the page of what was read."""
    with _no_collection(), files.atomic(path) as file:
        for piece in render(payload(shown, terms), title):
            file.write(piece.encode("utf-8"))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Stops the search for cycles: there are none, and going through millions of values again and again takes minutes."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def render(shown: Payload, title: str = "") -> Iterator[str]:
    """Yields the page's text, the frame that pyvis makes with what is shown put into it."""
    blocks = {
        "network": {"nodes": shown.nodes, "edges": shown.edges},
        "data": shown.data,
    }
    of = [*PAGE.iterdir(), Path(__file__)]
    pieces = kept("page", of, _frame, beside=version("pyvis")) if not title else _frame(title)
    for number, piece in enumerate(pieces):
        yield block(blocks[piece]) if number % 2 else piece


def _frame(title: str = "") -> list[str]:
    """Gives the page around what is shown, in the parts between: everything inlined, every script known to its
    Content-Security-Policy by hash.
    """
    import pyvis
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup
    from pyvis.network import Network

    library = (Path(pyvis.__file__).parent / "templates" / LIBRARY).read_text("utf-8").replace("\r\n", "\n")
    script = (
        "(() => {\n" + "\n".join((PAGE / f"{name}.js").read_text("utf-8") for name in SCRIPTS) + "})();\n"
    )
    style = (PAGE / "page.css").read_text("utf-8")
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.options = _options()
    network.templateEnv = Environment(loader=FileSystemLoader(PAGE), autoescape=True)
    network.path = "page.html"
    network.templateEnv.filters["block"] = lambda value: Markup(block(value))
    network.templateEnv.filters["object"] = json.loads  # pyvis hands options over as text
    network.templateEnv.globals.update(
        title=title,
        library=Markup(library),
        script=Markup(script),
        style=Markup(style),
        policy=_policy([library, script], style),
    )
    return MARKED.split(str(network.generate_html()))


def block(value: object) -> str:
    """Gives JSON that is safe inside a script element, whatever its texts contain."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for char, escape in ESCAPES.items():
        text = text.replace(char, escape)
    return text


def _options() -> dict[str, Any]:
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {
            "hover": True,
            "tooltipDelay": 10**9,
            "keyboard": False,
            "multiselect": False,
            "zoomSpeed": 0.7,
        },
        "nodes": {"shape": "custom"},
        "edges": {"smooth": False, "hidden": True, "chosen": False},
    }


def _policy(scripts: list[str], style: str) -> str:
    """Gives the Content-Security-Policy: nothing is fetched, and only what we wrote runs."""
    known = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {known}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"
