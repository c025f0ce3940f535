"""A build folder: what each document gave, kept so that it outlives whatever ends the program."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sqlite3
import time
import zlib
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg import facts, files, sources
from kg.errors import KgError
from kg.model import Entity, Findings
from kg.record import Record

STORE = "facts.sqlite"  # which readers know a build folder by, too
OPEN, DUE, WRITTEN = "open", "due", "written"  # work goes on; facts are whole, files are not; all is
OFTEN = 1.0  # seconds of work that a kill may cost

SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS inputs (number INTEGER PRIMARY KEY, path BLOB UNIQUE, reading TEXT);
CREATE TABLE IF NOT EXISTS documents (identifier TEXT PRIMARY KEY, input BLOB, digest TEXT, text TEXT,
  statements INTEGER, observations INTEGER, passages INTEGER, issues TEXT, facts BLOB);
CREATE INDEX IF NOT EXISTS texts ON documents (text);
CREATE INDEX IF NOT EXISTS counted ON documents (input, identifier, statements, observations, passages);
CREATE INDEX IF NOT EXISTS doubtful ON documents (identifier, issues) WHERE issues != '[]';
CREATE TABLE IF NOT EXISTS messages (input BLOB, kind TEXT, message TEXT);
CREATE TABLE IF NOT EXISTS withdrawn (identifier TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS files (file TEXT PRIMARY KEY, documents INTEGER);
CREATE TABLE IF NOT EXISTS origins (identifier TEXT PRIMARY KEY, file TEXT, digest TEXT);
CREATE INDEX IF NOT EXISTS contents ON origins (file);
CREATE TEMP TABLE seen (identifier TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TEMP TABLE things (key TEXT, class TEXT, PRIMARY KEY (key, class)) WITHOUT ROWID;
"""


@contextmanager
def opened(path: Path, made: bool = False) -> Iterator[Folder]:
    """Opens a build folder for this process alone; with made, a new one where there is none.

    What is wrong with its disk is told in one line. A new folder in which nothing came to stand is removed.
    """
    if not made and not (path / STORE).is_file():
        raise KgError(f"{path}: no build folder; make one first: kg build TEXTS -o {path}")
    fresh = not path.exists()
    try:
        path.mkdir(parents=True, exist_ok=True)
        with _locked(path):
            folder = Folder(path)
            try:
                yield folder
            finally:
                folder.db.rollback()
                empty = fresh and not folder.documents
                folder.db.close()
                if empty:
                    shutil.rmtree(path)
    except (OSError, sqlite3.Error) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise KgError(
            f"{path}: cannot be written ({said}); make room, or choose another folder, and run it again: what was done is kept"
        ) from error


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Holds the lock of a folder, which ends with the process however that ends."""
    handle = os.open(path / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise KgError(f"{path}: another kg is at work in this folder; try again when it has ended") from error
    finally:
        os.close(handle)


class Folder:
    """The store of a build folder: inputs, documents with their facts, and what could not be read.

    Nothing is lost that was committed; what was not is done again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = sqlite3.connect(path / STORE)
        self.db.executescript(SCHEMA)
        self.committed = time.monotonic()
        files.sweep(path)

    # what the folder is

    def get(self, name: str) -> str | None:
        row = self.db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return row and str(row[0])

    def set(self, name: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    @property
    def state(self) -> str:
        return self.get("state") or OPEN

    def commit(self) -> None:
        self.db.commit()
        self.committed = time.monotonic()

    def settle(self) -> None:
        """Commits when there is some work that could be lost: each commit waits for the disk."""
        if time.monotonic() - self.committed > OFTEN:
            self.commit()

    @property
    def documents(self) -> int:
        return int(self.db.execute("SELECT COUNT(*) FROM documents").fetchone()[0])

    def inputs(self) -> list[tuple[str, str]]:
        """Gives the inputs in the order in which they were given, each with how it is read."""
        rows = self.db.execute("SELECT path, reading FROM inputs ORDER BY number")
        return [(os.fsdecode(path), reading) for path, reading in rows]

    def choose(self, inputs: Iterable[tuple[str, str]], only: bool) -> None:
        """Makes these the folder's inputs: the only ones, or beside those that it has."""
        before, chosen = self.inputs(), dict(inputs)
        after = chosen if only else dict(before) | chosen
        if list(after.items()) != before:
            self.db.execute("DELETE FROM inputs")
            rows = ((os.fsencode(path), reading) for path, reading in after.items())
            self.db.executemany("INSERT INTO inputs (path, reading) VALUES (?, ?)", rows)
            self.set("state", OPEN)
        if only:
            self.db.execute("DELETE FROM withdrawn")

    # what is read

    def recall(self, identifier: str, digest: bytes) -> bytes | None:
        """Gives the digest that came with an identifier before, in this run; remembers this one where none did."""
        row = self.db.execute("SELECT digest FROM seen WHERE identifier = ?", (identifier,)).fetchone()
        if row is None:
            self.db.execute("INSERT INTO seen VALUES (?, ?)", (identifier, digest))
        return row and bytes(row[0])

    def known(self, identifier: str) -> tuple[str, str] | None:
        """Gives input and digest of a document."""
        row = self.db.execute(
            "SELECT input, digest FROM documents WHERE identifier = ?", (identifier,)
        ).fetchone()
        return row and (os.fsdecode(row[0]), row[1])

    def is_withdrawn(self, identifier: str) -> bool:
        found = self.db.execute("SELECT 1 FROM withdrawn WHERE identifier = ?", (identifier,))
        return found.fetchone() is not None

    def put(self, record: Record, given: str, digest: str) -> None:
        """Keeps what a document gave, in place of what it gave before."""
        row = (
            record.identifier, os.fsencode(given), digest, record.text_hash, *record.counts,
            json.dumps([asdict(issue) for issue in record.issues], ensure_ascii=False),
            zlib.compress(record.facts.encode("utf-8"), 1),
        )  # fmt: skip
        self.db.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self.db.execute("DELETE FROM withdrawn WHERE identifier = ?", (record.identifier,))
        self.set("state", OPEN)

    def withdraw(self, identifier: str) -> bool:
        """Removes a document until it is added again; says whether it was there."""
        gone = self.db.execute("DELETE FROM documents WHERE identifier = ?", (identifier,)).rowcount
        self.db.execute("INSERT OR IGNORE INTO withdrawn VALUES (?)", (identifier,))
        self.set("state", OPEN)
        return bool(gone)

    def forget(self, inputs: Iterable[str]) -> int:
        """Removes what came from these inputs, or from none of the folder's, and was not seen; says how many."""
        self.db.execute("CREATE TEMP TABLE again (path BLOB PRIMARY KEY)")
        self.db.executemany("INSERT INTO again VALUES (?)", ((os.fsencode(path),) for path in inputs))
        gone = self.db.execute(
            "DELETE FROM documents WHERE identifier IN ("
            "SELECT identifier FROM documents WHERE identifier NOT IN (SELECT identifier FROM seen) AND "
            "(input IN (SELECT path FROM again) OR input NOT IN (SELECT path FROM inputs)))"
        ).rowcount
        self.db.execute("DELETE FROM messages WHERE input NOT IN (SELECT path FROM inputs)")
        self.db.execute("DROP TABLE again")
        if gone:
            self.set("state", OPEN)
        return gone

    def unsay(self, given: str) -> None:
        """Removes the messages of an input."""
        self.db.execute("DELETE FROM messages WHERE input = ?", (os.fsencode(given),))

    def say(self, given: str, kind: str, message: str) -> None:
        """Keeps what is to be told of an input."""
        clean = message.encode("utf-8", "replace").decode("utf-8")
        self.db.execute("INSERT INTO messages VALUES (?, ?, ?)", (os.fsencode(given), kind, clean))

    # what is written: always in the order of identifiers, whatever came first

    def facts(self) -> Iterator[str]:
        """Yields the lines of facts, those of a document at once."""
        for (packed,) in self.db.execute("SELECT facts FROM documents ORDER BY identifier"):
            yield zlib.decompress(packed).decode("utf-8")

    def findings(self) -> Iterator[Findings]:
        """Yields what each document gave."""
        for lines in self.facts():
            rows = (
                (number, json.loads(line)) for number, line in enumerate(lines.rstrip("\n").split("\n"), 1)
            )
            yield from facts.parse(rows, self.path / STORE)

    def issues(self) -> Iterator[dict[str, Any]]:
        """Yields what was not read, and then what was doubtful in each document."""
        for kind, message in self.db.execute(
            "SELECT kind, message FROM messages ORDER BY kind DESC, message"
        ):
            yield {"document": None, "kind": kind, "message": message}
        for (issues,) in self.db.execute(
            "SELECT issues FROM documents WHERE issues != '[]' ORDER BY identifier"
        ):
            yield from json.loads(issues)

    def counts(self) -> dict[str, int]:
        """Gives how many statements, observations and passages all documents have."""
        names = ("statements", "observations", "passages")
        sums = ", ".join(f"COALESCE(SUM({name}), 0)" for name in names)
        return dict(zip(names, self.db.execute(f"SELECT {sums} FROM documents").fetchone(), strict=True))

    def tally(self, entities: Iterable[Entity]) -> None:
        """Counts things, each once however many documents tell of it."""
        self.db.executemany("INSERT OR IGNORE INTO things VALUES (?, ?)", ((e.key, e.cls) for e in entities))

    def things(self) -> tuple[int, list[tuple[str, int]]]:
        """Gives how many things were counted, and how many of each class."""
        (count,) = self.db.execute("SELECT COUNT(DISTINCT key) FROM things").fetchone()
        return count, self.db.execute("SELECT class, COUNT(*) FROM things GROUP BY class").fetchall()

    def prune(self) -> None:
        """Removes what is left of documents that are gone: their texts, and the files that they were in."""
        self.db.execute("DELETE FROM origins WHERE identifier NOT IN (SELECT identifier FROM documents)")
        self.db.execute("DELETE FROM files WHERE file NOT IN (SELECT file FROM origins)")
        sources.prune(self.path, self.texts)

    def texts(self, lead: str) -> Container[str]:
        """Gives the hashes of the documents' texts that begin so."""
        rows = self.db.execute("SELECT text FROM documents WHERE text >= ? AND text < ?", (lead, f"{lead}g"))
        return {text for (text,) in rows}

    def absorb(self, other: Folder) -> Iterator[str]:
        """Takes over another folder's inputs, documents and messages; yields the documents that differ here."""
        self.choose(other.inputs(), only=False)
        for place, _ in other.inputs():
            self.unsay(place)
        for row in other.db.execute("SELECT * FROM documents ORDER BY identifier"):
            known = self.known(row[0])
            if known and known[1] != row[2]:
                yield row[0]
                continue
            sources.keep(self.path, row[3], sources.text(other.path, row[3]))
            self.db.execute("INSERT OR IGNORE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self.db.executemany(
            "INSERT INTO messages VALUES (?, ?, ?)", other.db.execute("SELECT * FROM messages")
        )
        self.set("state", OPEN)
