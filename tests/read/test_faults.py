"""Inputs as bad as they come: each is read, or named with what to do, and nothing hangs or is lost."""

from __future__ import annotations

import os
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from made import CHINESE, docx, epub, one, packed, parted, pdf

from kg.errors import KgError, ReadError
from kg.model import Source
from kg.read import READERS, read
from kg.read.file import Defaults

LONG = bool(os.environ.get("KG_LONG"))
NOBODY = 65534
ARCHIVES = {".gz", ".zip"}
WHOLE = {
    ".pdf": pdf([[(60, 700, "重庆", 10)]]),
    ".docx": docx(["重庆"]),
    ".epub": epub({"a.xhtml": "<p>重庆</p>"}),
}


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize(
    "content", [b"", b"\n \n", b"\x00" * 100, os.urandom(5000), b"\xd0\xcf\x11\xe0" + b"\x01" * 600]
)
def test_what_holds_nothing_is_named(tmp_path: Path, suffix: str, content: bytes) -> None:
    found = one(tmp_path / f"a{suffix}", content)
    assert isinstance(found, ReadError), found
    assert found.message.startswith(f"{tmp_path}/a{suffix}")
    assert "; " in found.message or "empty" in found.message


@pytest.mark.parametrize("suffix", sorted(WHOLE))
def test_what_breaks_off_is_named(tmp_path: Path, suffix: str) -> None:
    for share in (0.02, 0.3, 0.6, 0.9):
        found = one(tmp_path / f"a{suffix}", WHOLE[suffix][: int(len(WHOLE[suffix]) * share)])
        assert isinstance(found, ReadError), (share, found)


def test_a_document_that_is_too_big_is_refused_before_it_is_read(tmp_path: Path) -> None:
    for suffix in (".txt", ".html", ".csv"):
        path = tmp_path / f"a{suffix}"
        with path.open("wb") as file:
            file.write("text\n好".encode())
            file.truncate(500 << 20)  # a hole, and no room on the disk
        (error,) = (x for x in read([path], Defaults()) if isinstance(x, ReadError))
        assert str(path) in error.message


def test_big_files_of_records_are_read_one_by_one(tmp_path: Path) -> None:
    count = 400_000 if LONG else 4_000
    line = ('{"id": %d, "text": "' + CHINESE * 8 + '"}\n').encode()
    with (tmp_path / "a.jsonl").open("wb") as file:
        for number in range(count):
            file.write(line.replace(b"%d", b"%d" % number))
    items = read([tmp_path / "a.jsonl"], Defaults())
    assert isinstance(next(items), Source)
    assert sum(isinstance(item, Source) for item in items) == count - 1


def test_ten_thousand_documents_of_one_byte(tmp_path: Path) -> None:
    count = 10_000 if LONG else 500
    (tmp_path / "in").mkdir()
    for number in range(count):
        (tmp_path / "in" / f"{number}.txt").write_bytes(b"%c" % (65 + number % 26))
    (tmp_path / "a.zip").write_bytes(packed({f"{number}.txt": b"x" for number in range(count)}))
    assert [len(parted(tmp_path / name)[0]) for name in ("in", "a.zip")] == [count, count]


def test_links_that_lead_nowhere_or_round_are_named(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("x", "utf-8")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "below").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    sources, errors = parted(tmp_path)
    assert [found.identifier for found in sources] == ["good.txt"]
    assert sorted(Path(message.split(": ")[0]).name for message in errors) == [
        "below",
        "gone.txt",
        "pipe.txt",
        "round.txt",
    ]
    with pytest.raises(KgError, match="no such file"):
        list(read([tmp_path / "round.txt"], Defaults()))


def test_a_deep_folder_is_read(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(300):
        folder = folder / "d"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("x", "utf-8")
    assert len(parted(tmp_path)[0]) == 1


def test_a_file_that_changes_while_it_is_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"id": {n}, "text": "x"}}\n' for n in range(3)), "utf-8")
    items = read([path], Defaults())
    assert isinstance(next(items), Source)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"id": 9, "text": "x"}\n')
    rest = list(items)
    assert len(rest) == 1
    assert "changes while it is read" in str(rest[0])


PLANES = [
    "é",
    "e\u0301",
    "重",
    "\U00020000",
    "😀",
    "\U000e0041",
    "\U000f0000",
    "\U0010fffd",
    "مرحبا",
    "\u202ea\u202c",
    "a\nb",
    "a\tb",
    " ",
    "'\"<&>",
]


@pytest.mark.parametrize("name", PLANES)
def test_names_in_every_plane_and_direction(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.txt").write_text(name * 3, "utf-8")
    (tmp_path / f"{name}.jsonl").write_bytes(
        b'{"id": "' + name.strip().encode().replace(b'"', b'\\"') + b'", "text": 1}'
    )
    sources, errors = parted(tmp_path)
    if name.strip():
        assert [found.identifier for found in sources] == [f"{unicodedata.normalize('NFC', name)}.txt"]
        assert sources[0].text == name * 3
    assert errors
    assert all("\n" not in message for message in errors)


def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems have no such names")
    (tmp_path / os.fsdecode(b"a\xff.txt")).write_text("x", "utf-8")
    assert [found.identifier for found in parted(tmp_path)[0]] == ["a?.txt"]


@contextmanager
def unprivileged(folder: Path) -> Iterator[None]:
    """Acts as a user who may not read everything, but may reach this folder."""
    user = os.geteuid()
    if user:
        yield
        return
    above = [place for place in (folder, *folder.parents) if place.stat().st_mode & 0o5 != 0o5]
    modes = [place.stat().st_mode for place in above]
    for place in above:
        place.chmod(0o755)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
        for place, mode in zip(above, modes, strict=True):
            place.chmod(mode)


def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("x", "utf-8")
    (tmp_path / "shut").mkdir(mode=0)
    assert parted(tmp_path)[0]  # what is imported late is there
    with unprivileged(tmp_path):
        assert "shut" in parted(tmp_path)[1][0]


@pytest.mark.parametrize(
    "content",
    [
        b'{"id": 1, "text": ' + b"[" * 100_000,
        b'{"id": 1, "text": "x", "n": ' + b"9" * 10_000 + b"}",
        b'{"id": [], "text": {}}',
        b'{"id": 1, "text": "x", "date": "soon"}',
        b'{"id": 1, "text": "x", "language": {"a": 1}}',
        b"null",
        b"{\xff" * 50,
    ],
)
def test_a_record_that_is_none_is_named_and_the_next_is_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        content + b'\n{"id": 2, "text": "x"}\n' + b'{"id": 3, "text": "x"}\n' * 20
    )
    sources, errors = parted(tmp_path / "a.jsonl")
    assert [found.identifier for found in sources] == ["a.jsonl/2", "a.jsonl/3"]
    assert "a.jsonl:1:" in errors[0]


MARKUP = {
    "deep": b"<div>" * 50_000 + CHINESE.encode(),
    "wide": b"<p " + b"a='b' " * 50_000 + b">x",
    "open": b"<!--" * 50_000 + b"x",
    "signs": b"&amp;" * 100_000,
    "quotes": b"<a href='" * 30_000,
    "tables": b"<table><tr><td>" * 20_000 + b"x",
}


@pytest.mark.parametrize("name", sorted(MARKUP))
def test_markup_that_is_meant_to_take_long_ends(tmp_path: Path, name: str) -> None:
    begin = time.process_time()
    assert one(tmp_path / "a.html", MARKUP[name])
    assert one(tmp_path / "a.epub", epub({"a.xhtml": MARKUP[name].decode()}))
    assert time.process_time() - begin < 20


def test_entities_are_not_multiplied_and_lead_to_no_file(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    feed = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]><rss><item><title>a &l11;</title></item></rss>'
    found = one(tmp_path / "a.xml", feed.encode())
    assert isinstance(found, ReadError) or len(found.text) < 100
