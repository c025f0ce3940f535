"""Feeds the readers what atheris makes of good files: python tests/read/fuzz.py [-max_total_time=600].

Needs pip install atheris. It stops at the first input that is neither read nor named, and writes it to a file.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kg.read"]):
    import kg.read  # noqa: F401

from test_fuzz import SEEDS, check

SUFFIXES = sorted(SEEDS)


def once(data: bytes) -> None:
    if data:
        check(SUFFIXES[data[0] % len(SUFFIXES)], data[1:])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as corpus:
        for number, suffix in enumerate(SUFFIXES):
            Path(corpus, suffix[1:]).write_bytes(bytes([number]) + SEEDS[suffix])
        atheris.Setup([*sys.argv, "-timeout=60", "-rss_limit_mb=4000", corpus], once)
        atheris.Fuzz()
