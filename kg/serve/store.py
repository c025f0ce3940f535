"""A build folder as a store on disk, which many processes can read at once."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.errors import KgError


def fill(path: Path, folder: Path) -> None:
    """Writes the graph at path, a build folder or a Turtle file, into a store in a folder.

    The default graph is the union of the documents' graphs; these are there, too, under their names.
    """
    file = path / "graph.ttl" if path.is_dir() else path
    if not file.is_file():
        raise KgError(f"{file}: no such file; build a folder first: kg build TEXTS -o {path}")
    store = Store(str(folder))
    _load(store, file, RdfFormat.TURTLE)
    if path.is_dir() and (path / "graph.nq").is_file():
        _load(store, path / "graph.nq", RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def _load(store: Store, file: Path, form: RdfFormat) -> None:
    try:
        store.bulk_load(path=str(file), format=form)
    except (SyntaxError, OSError) as error:
        raise KgError(
            f"{file}:{getattr(error, 'lineno', None) or 1}: {error}; give a build folder or a Turtle file"
        ) from error
