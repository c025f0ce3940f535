"""What a build tells of itself: counts, times by stage, rates, the slowest documents, issues by kind."""

from __future__ import annotations

import heapq
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from kg.folder import WRITTEN, Folder
from kg.record import Record

T = TypeVar("T")
SHOWN = 20  # failures told at the end; all of them are in issues.jsonl
SLOWEST = 10
STAGES = ("mark", "link", "relate", "facts")  # of which a document passes


@dataclass(slots=True)
class Report:
    """What a build found and what it took; failures are the first ones only."""

    documents: int = 0
    changed: int = 0
    withdrawn: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    issues: Counter[str] = field(default_factory=Counter)
    read: int = 0
    failed: int = 0
    failures: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    seconds: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str, int]] = field(default_factory=list)
    characters: int = 0
    begun: float = field(default_factory=time.perf_counter)
    written: bool = False
    page: bool = True

    def tell(self, kind: str, message: str) -> None:
        """Takes note of what is no document, and of what should be one and could not be read."""
        some = self.passed if kind == "skipped" else self.failures
        self.failed += kind != "skipped"
        if len(some) < SHOWN:
            some.append(message)

    def kinds(self, issues: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yields issues, and counts them by kind."""
        for issue in issues:
            self.issues[issue["kind"]] += 1
            yield issue

    def count(self, folder: Folder) -> None:
        """Counts what a folder holds."""
        self.documents = folder.documents
        self.counts.update(folder.counts())
        self.written, self.page = folder.state == WRITTEN, (folder.path / "graph.html").is_file()
        if self.written:
            self.counts.update(json.loads(folder.get("things") or "{}"))

    def add(self, record: Record) -> None:
        self.changed += 1
        self.characters += record.characters
        self.seconds.update(record.seconds)
        row = (sum(record.seconds[stage] for stage in STAGES), record.identifier, record.characters)
        keep = heapq.heappush if len(self.slowest) < SLOWEST else heapq.heappushpop
        keep(self.slowest, row)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Counts the time of what is done within for a stage."""
        begin = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += time.perf_counter() - begin  # type: ignore[assignment]

    def timing(self, stage: str, items: Iterable[T]) -> Iterator[T]:
        """Yields items, and counts the time that they take to come for a stage."""
        left = iter(items)
        while True:
            with self.timed(stage):
                item = next(left, None)
            if item is None:
                return
            yield item

    def as_dict(self) -> dict[str, Any]:
        """Gives what is written to report.json."""
        wall = time.perf_counter() - self.begun
        worked = sum(float(self.seconds[stage]) for stage in STAGES)
        return {
            "documents": {"all": self.documents, "changed": self.changed, "withdrawn": self.withdrawn},
            "counts": dict(self.counts),
            "issues": dict(self.issues),
            "seconds": {"all": round(wall, 3)} | {k: round(v, 3) for k, v in self.seconds.items()},
            "rates": {
                "documents a second": round(self.changed / wall, 2),
                "characters a second": round(self.characters / wall),
                "documents a core-second of extraction": round(self.changed / worked, 2) if worked else None,
            },
            "slowest": [
                {"document": name, "seconds": round(seconds, 3), "characters": characters}
                for seconds, name, characters in sorted(self.slowest, reverse=True)
            ],
        }

    def faults(self, out: Path) -> list[str]:
        """Says what could not be read, a line each."""
        lines = [f"error: {message}" for message in self.failures]
        if self.failed > len(self.failures):
            lines.append(f"error: {self.failed - len(self.failures)} more, all in {out}/issues.jsonl")
        return lines

    def summary(self, out: Path) -> str:
        """Says what was built, where it is, and what could not be read."""
        c, lines = self.counts, self.faults(out)
        if skipped := self.issues["skipped"]:
            lines.append(f"{skipped} files of other kinds not read, named in {out}/issues.jsonl")
        things = f"{c['things']} things, " if "things" in c else ""
        same = f" ({self.changed} new or changed)" if self.changed < self.documents else ""
        lines.append(
            f"{self.documents} documents{same}: {things}{c['statements']} statements, {c['observations']} figures, "
            "each with its passage."
        )
        if not self.written:
            return "\n".join([*lines, f"The files of the graph are not written yet: kg update {out} does it"])
        page = (
            "graph.html (open in a browser)" if self.page else f"no page of all (kg view {out} --around NAME)"
        )
        return "\n".join([*lines, f"{out}/graph.ttl (Turtle), graph.nq (a graph a document), {page}"])
