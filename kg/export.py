"""A built graph in another format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.out import WRITERS

if TYPE_CHECKING:
    from pyoxigraph import Quad


def export(folder: Path, form: str, out: Path) -> None:
    """Writes the graph of a build folder in a format of WRITERS."""
    WRITERS[form](quads(folder), out)


def quads(folder: Path) -> Iterator[Quad]:
    """Yields what the graphs of a build folder say; an error names file and line."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    file = folder / "graph.nq"
    try:
        for quad in parse(path=str(file), format=RdfFormat.N_QUADS):
            if not isinstance(quad.graph_name, NamedNode):
                raise KgError(f"{file}: {quad.triple} is in no named graph; build the folder anew")
            yield quad
    except OSError as error:
        raise KgError(
            f"{file}: cannot be read ({error}); build a folder first: kg build TEXTS -o {folder}"
        ) from error
    except SyntaxError as error:
        raise KgError(f"{file}:{error.lineno or 1}: {error.msg}; build the folder anew") from error
