"""A build folder or an RDF file as a store that answers SPARQL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from pyoxigraph import Store


def load(path: Path) -> Store:
    """Gives a store whose default graph is the graph at path: a build folder's, or a Turtle file's."""
    from pyoxigraph import RdfFormat, Store

    file = path / "graph.ttl" if path.is_dir() else path
    if not file.is_file():
        raise KgError(f"{file}: no such file; build a folder first: kg build TEXTS -o {path}")
    store = Store()
    try:
        store.bulk_load(path=str(file), format=RdfFormat.TURTLE)
    except (SyntaxError, OSError) as error:
        raise KgError(
            f"{file}:{getattr(error, 'lineno', None) or 1}: {error}; give a Turtle file or a build folder"
        ) from error
    return store
