"""The named graphs of a build folder into a triple store, taken up again where a load was broken off."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg import iris
from kg.errors import KgError
from kg.export import quads
from kg.graphstore import GraphStore, RefusedError
from kg.out import lines


class PartlyError(KgError):
    """Says what stopped a load after some graphs were loaded."""

    exit_code = 1


@dataclass(slots=True)
class Upload:
    """What was loaded, what was there since an earlier load that was broken off, and what the store refused."""

    graphs: int = 0
    triples: int = 0
    before: int = 0
    failures: list[str] = field(default_factory=list)


def upload(folder: Path, store: GraphStore, anew: bool = False, progress: bool = False) -> Upload:
    """Puts each document's graph in place of its former one; no other graph is touched.

    Raises KgError where the store cannot be used, PartlyError where it could be for a time.
    """
    from tqdm import tqdm

    journal, done = _Journal(folder, store.shown, anew), Upload()
    size = _size(folder / "graph.nq")
    try:
        with tqdm(total=size, unit="B", unit_scale=True, disable=None if progress else True) as bar:
            for graph, triples in lines.named(quads(folder)):
                _put(store, journal, done, graph, triples)
                bar.update(sum(map(len, triples)) + len(triples) * (len(graph.encode()) + 3))
    except KgError as error:
        if not done.graphs + done.before:
            raise
        raise PartlyError(
            f"{error.message} ({done.graphs + done.before} graphs are loaded; the same command goes on from there)"
        ) from error
    if not done.failures:
        journal.forget()
    return done


def _put(store: GraphStore, journal: _Journal, done: Upload, graph: str, triples: list[bytes]) -> None:
    if journal.has(graph, triples):
        done.before += 1
        return
    try:
        store.put(graph, triples)
    except RefusedError as error:
        done.failures.append(error.message)
        return
    journal.add(graph, triples)
    done.graphs += 1
    done.triples += len(triples)


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


class _Journal:
    """Which graphs, of which content, a store has taken; a file beside the graph until all is loaded."""

    def __init__(self, folder: Path, url: str, anew: bool) -> None:
        self.path = folder / f".load-{iris.digest(url)}"
        if anew:
            self.forget()
        self.rows = set(self.path.read_text("utf-8").splitlines()) if self.path.exists() else set[str]()

    def has(self, graph: str, triples: Iterable[bytes]) -> bool:
        return _row(graph, triples) in self.rows

    def add(self, graph: str, triples: Iterable[bytes]) -> None:
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(_row(graph, triples) + "\n")
        except OSError as error:
            raise KgError(
                f"{self.path}: cannot be written ({error.strerror}); what is loaded is noted there"
            ) from error

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)


def _row(graph: str, triples: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for line in triples:
        digest.update(line)
    return f"{graph} {digest.hexdigest()}"


def summary(done: Upload, url: str) -> str:
    """Says what was loaded and what was not."""
    before = f"; {done.before} were there from the load that was broken off" if done.before else ""
    told = [f"error: {message}" for message in done.failures]
    return "\n".join([*told, f"{url}: {done.graphs} graphs with {done.triples} triples loaded{before}."])
