"""Dataset → files: one file a format, one row a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Quad

Writer = Callable[["Iterable[Quad]", Path], None]


def _writer(module: str, name: str) -> Writer:
    """Gives a writer of this folder, whose module is loaded when it is first called."""

    def write(quads: Iterable[Quad], path: Path) -> None:
        getattr(import_module(f"kg.out.{module}"), name)(quads, path)

    return write


WRITERS: dict[str, Writer] = {
    "nq": _writer("rdf", "write_nq"),
    "ttl": _writer("rdf", "write_ttl"),
    "html": _writer("html", "write_html"),
    "nt": _writer("rdf", "write_nt"),
    "trig": _writer("rdf", "write_trig"),
    "rdfxml": _writer("rdf", "write_rdfxml"),
    "ttl12": _writer("triple_terms", "write_ttl12"),
    "jsonld": _writer("jsonld", "write_jsonld"),
    "graphml": _writer("graphml", "write_graphml"),
    "csv": _writer("tables", "write_csv"),
    "qb": _writer("qb", "write_qb"),
}
BUILT = ("nq", "ttl", "html")  # what kg build writes: graph.nq and so on
