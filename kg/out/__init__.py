"""Dataset → files: one file a format, one row a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Quad

Writer = Callable[["list[Quad]", Path], None]


def _nq(quads: list[Quad], path: Path) -> None:
    from kg.out.rdf import write_nq

    write_nq(quads, path)


def _ttl(quads: list[Quad], path: Path) -> None:
    from kg.out.rdf import write_ttl

    write_ttl(quads, path)


def _html(quads: list[Quad], path: Path) -> None:
    from kg.out.html import write_html

    write_html(quads, path)


WRITERS: dict[str, Writer] = {"graph.nq": _nq, "graph.ttl": _ttl, "graph.html": _html}
