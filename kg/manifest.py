"""Which documents came of which file, so that a file that is as it was need not be read again."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kg import fingerprint
from kg.folder import Folder

KEPT = """
SELECT identifier, text FROM origins JOIN documents USING (identifier, digest) WHERE file = ? AND input = ?
"""


class Manifest:
    """The files of one input, in the order in which they are read.

    Only a file in which everything could be read, and nothing stood elsewhere too, is known the next time.
    """

    def __init__(self, folder: Folder, given: str, reading: str, program: str) -> None:
        self.folder, self.db, self.given = folder, folder.db, os.fsencode(given)
        self.salt = f"{reading}\0{program}\0{fingerprint.of_readers()}"
        self.path: Path | None = None  # of the file that is read, while it may be known the next time
        self.file, self.documents, self.state = "", 0, (0, 0)
        self.kept = 0  # documents in the files that were passed over

    def passes(self, identifier: str, path: Path) -> bool:
        """Says whether all documents of a file are kept as they are in it, so that it need not be read."""
        self.ends()
        try:
            self.path, self.documents, self.state = path, 0, _state(path)
            self.file = fingerprint.of_file(path, f"{identifier}\0{self.salt}")
        except OSError:  # its reader says so
            self.path = None
            return False
        row = self.db.execute("SELECT documents FROM files WHERE file = ?", (self.file,)).fetchone()
        kept = self.db.execute(KEPT, (self.file, self.given)).fetchall() if row else []
        if not row or len(kept) != row[0] or any(map(self._seen, kept)):
            return False
        rows = ((name, bytes.fromhex(text)) for name, text in kept)
        self.db.executemany("INSERT INTO seen VALUES (?, ?)", rows)
        self.kept += len(kept)
        self.path = None
        return True

    def recall(self, identifier: str, digest: bytes) -> bytes | None:
        """Gives what the folder recalls; a file with a document that stands elsewhere too is read each time."""
        if (before := self.folder.recall(identifier, digest)) is not None:
            self.fails()
        return before

    def _seen(self, row: tuple[str, str]) -> bool:
        return self.db.execute("SELECT 1 FROM seen WHERE identifier = ?", row[:1]).fetchone() is not None

    def holds(self, identifier: str, digest: str) -> None:
        """Notes a document of the file."""
        if self.path:
            self.db.execute(
                "INSERT OR REPLACE INTO origins VALUES (?, ?, ?)", (identifier, self.file, digest)
            )
            self.documents += 1

    def fails(self) -> None:
        """Notes that the file is to be read the next time too."""
        self.path = None

    def ends(self) -> None:
        """Notes that all of the file was read."""
        with suppress(FileNotFoundError):
            if self.path and self.documents and _state(self.path) == self.state:
                self.db.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (self.file, self.documents))
        self.path = None


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
