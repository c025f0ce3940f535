"""The texts of the news gold, laid out from the corpus that they were annotated in: the project holds none of them.

`python tests/news.py FOLDER` writes FOLDER/work.jsonl and FOLDER/check.jsonl, to build and to score.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent.parent / "shared"))
CORPUS = SHARED / "corpus" / "news-2024.jsonl.gz"
HALVES = ("work", "check")  # rules are written from the first; the second is only counted


def gold(half: str) -> list[Path]:
    return sorted((ROOT / "gold" / "news" / half).glob("*.json"))


def digest(half: str) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in gold(half))).hexdigest()


def text(record: dict[str, str]) -> str:
    """Gives what the offsets of the gold count in: title, a line feed, the text."""
    return f"{record['title']}\n{record['text']}"


def records(half: str) -> Iterator[tuple[dict[str, str], dict[str, Any]]]:
    """Yields each record that the half's gold is of, with that gold; another text than the annotated one is an error."""
    wanted = {path.stem: json.loads(path.read_text("utf-8")) for path in gold(half)}
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if found := wanted.pop(record["id"], None):
                read = hashlib.sha256(text(record).encode()).hexdigest()
                assert read == found["sha256"], f"{CORPUS}: {record['id']} is not the text that was annotated"
                yield record, found
    assert not wanted, f"{CORPUS} has no {', '.join(wanted)}"


def lay(folder: Path) -> None:
    """Writes the records of both halves into a folder, a file for each."""
    folder.mkdir(parents=True, exist_ok=True)
    for half in HALVES:
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record, _ in records(half))
        (folder / f"{half}.jsonl").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    lay(Path(sys.argv[1]))
