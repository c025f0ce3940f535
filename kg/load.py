"""A build folder or an RDF file as a store that answers SPARQL."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat, Store

LARGE = 16 << 20  # bytes of Turtle that take longer to read than a user likes to wait each time
STORES = "graph.store"  # beside the graph: a store on disk, made when a large graph is first asked


def load(path: Path) -> Store:
    """Gives a store in memory whose default graph is the graph at path: a build folder's, or a Turtle file's."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    _read(store, _turtle(path), RdfFormat.TURTLE)
    return store


def fill(path: Path, folder: Path) -> None:
    """Writes the graph at path, a build folder or a Turtle file, into a store in a folder.

    The default graph is the union of the documents' graphs; these are there, too, under their names.
    """
    from pyoxigraph import RdfFormat, Store

    file, store = _turtle(path), Store(str(folder))
    _read(store, file, RdfFormat.TURTLE)
    if path.is_dir() and (path / "graph.nq").is_file():
        _read(store, path / "graph.nq", RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def opened(path: Path) -> Store:
    """Gives a store that only reads: of a large graph in a build folder, the one on disk beside it.

    That is made anew where the graph has changed, which its size and time tell: to read it all takes longer than to ask.
    """
    from pyoxigraph import Store

    file = _turtle(path)
    status = file.stat()
    if not path.is_dir() or status.st_size < LARGE:
        return load(path)
    folder = path / STORES / f"{status.st_size:x}-{status.st_mtime_ns:x}"
    if not folder.is_dir() and not _made(path, folder):
        return load(path)
    return Store.read_only(str(folder))


def _made(path: Path, folder: Path) -> bool:
    """Makes the store of a build folder, whole or not at all; says whether it could."""
    try:
        folder.parent.mkdir(exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".draft-"))
    except OSError:
        return False  # a folder that only reads
    sys.stderr.write(f"making {folder.parent}, once: later queries start at once\n")
    try:
        fill(path, draft)
        draft.rename(folder)
    except OSError:
        return folder.is_dir()  # another process was first, or the disk is full
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    for old in folder.parent.iterdir():
        if old != folder and not old.name.startswith(".draft-"):
            shutil.rmtree(old, ignore_errors=True)
    return True


def _turtle(path: Path) -> Path:
    file = path / "graph.ttl" if path.is_dir() else path
    if not file.is_file():
        raise KgError(f"{file}: no such file; build a folder first: kg build TEXTS -o {path}")
    return file


def _read(store: Store, file: Path, form: RdfFormat) -> None:
    try:
        store.bulk_load(path=str(file), format=form)
    except (SyntaxError, OSError) as error:
        raise KgError(
            f"{file}:{getattr(error, 'lineno', None) or 1}: {error}; give a build folder or a Turtle file"
        ) from error
