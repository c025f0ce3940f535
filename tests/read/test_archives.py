"""Archives: their files are read as others are; bombs, locks, links and ways out are named and not followed."""

from __future__ import annotations

import gzip
import io
import json
import stat
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from made import CHINESE, docx, packed, parted, source


def test_a_compressed_file_is_read_as_what_it_was(tmp_path: Path) -> None:
    found = source(tmp_path / "a.txt.gz", gzip.compress(CHINESE.encode()))
    assert (found.identifier, found.text) == ("a.txt.gz", CHINESE)


def test_members_of_a_zip_are_called_by_their_path(tmp_path: Path) -> None:
    records = gzip.compress(b'{"id": 1, "text": "x"}')
    members = {
        "b/甲.txt": CHINESE.encode(),
        "a/r.jsonl.gz": records,
        "a/w.docx": docx(["甲"]),
        "p.png": b"x",
        "__MACOSX/._a.txt": b"x",
    }
    (tmp_path / "a.zip").write_bytes(packed(members))
    sources, errors = parted(tmp_path / "a.zip")
    assert [found.identifier for found in sources] == [
        "a.zip/a/r.jsonl.gz/1",
        "a.zip/a/w.docx",
        "a.zip/b/甲.txt",
    ]
    assert [message.split(": ")[0].rpartition("/")[2] for message in errors] == ["p.png"]


def test_names_are_read_as_chinese_systems_write_them(tmp_path: Path) -> None:
    content = packed({"xxxx.txt": CHINESE.encode()}).replace(b"xxxx.txt", "新闻.txt".encode("gb18030"))
    assert source(tmp_path / "a.zip", content).identifier == "a.zip/新闻.txt"


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "C:\\a.txt", "..\\a.txt"])
def test_a_path_that_leads_out_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.zip").write_bytes(packed({name: b"x", "good.txt": b"good"}))
    sources, errors = parted(tmp_path / "a.zip")
    assert [found.text for found in sources] == ["good"]
    assert "out of the archive" in errors[0]
    assert [path.name for path in tmp_path.rglob("*")] == ["a.zip"]


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    sources, errors = parted(tmp_path / "a.zip")
    assert (sources, "a link" in errors[0]) == ([], True)


def test_a_member_with_a_password_is_named(tmp_path: Path) -> None:
    content = bytearray(packed({"a.txt": b"x"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + place
        content[at : at + 2] = struct.pack("<H", struct.unpack("<H", content[at : at + 2])[0] | 1)
    (tmp_path / "a.zip").write_bytes(content)
    assert "password" in parted(tmp_path / "a.zip")[1][0]


def bomb(megabytes: int) -> bytes:
    """Gives what unpacks to so many megabytes of a thousandth of its size."""
    deflate = zlib.compressobj(9, wbits=31)
    return b"".join([*(deflate.compress(bytes([65]) * (1 << 20)) for _ in range(megabytes)), deflate.flush()])


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.zip", "a.docx", "a.epub", "nested.zip"])
def test_a_bomb_is_stopped_early(tmp_path: Path, name: str) -> None:
    text = b"A" * (100 << 20)
    part = {"a.docx": "word/document.xml", "a.epub": "META-INF/container.xml"}.get(name, "a.jsonl")
    content = bomb(100) if name.endswith(".gz") else packed({part: text})
    if name == "nested.zip":
        content = packed({f"{n}.zip": packed({"a.jsonl": text[: 30 << 20]}) for n in range(4)})
    (tmp_path / name).write_bytes(content)
    begin = time.process_time()
    sources, errors = parted(tmp_path / name)
    assert sources == []
    assert any("times its size" in message or "in one document" in message for message in errors), errors
    assert time.process_time() - begin < 10


def test_archives_in_archives_end(tmp_path: Path) -> None:
    content = b"x"
    for depth in range(6):
        content = packed({f"{depth}.zip" if depth else "a.txt": content})
    (tmp_path / "a.zip").write_bytes(content)
    sources, errors = parted(tmp_path / "a.zip")
    assert (sources, "3 deep" in errors[0]) == ([], True)


def test_of_an_archive_that_breaks_off_what_came_before_is_read(tmp_path: Path) -> None:
    lines = b"".join(
        json.dumps({"id": n, "text": f"{n} {hash(str(n) * 9)}"}).encode() + b"\n" for n in range(9000)
    )
    whole = gzip.compress(lines)
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    sources, errors = parted(tmp_path / "a.jsonl.gz")
    assert len(sources) > 2000
    assert "damaged" in errors[-1]
    archive = packed({"a.txt": b"x"})
    (tmp_path / "a.zip").write_bytes(archive[:-30])
    assert "not a whole .zip file" in parted(tmp_path / "a.zip")[1][0]


def test_a_damaged_member_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    content = packed({"a.txt": CHINESE.encode() * 9, "b.txt": b"good"})
    at = content.index(b"a.txt") + 20
    (tmp_path / "a.zip").write_bytes(content[:at] + b"\xff\xff\xff" + content[at + 3 :])
    sources, errors = parted(tmp_path / "a.zip")
    assert [found.text for found in sources] == ["good"]
    assert "a.zip/a.txt" in errors[0]


def test_an_archive_with_nothing_in_it_is_named(tmp_path: Path) -> None:
    for name, members in (("a.zip", {}), ("b.zip", {"__MACOSX/._a.txt": b"x"})):
        (tmp_path / name).write_bytes(packed(members))
        sources, errors = parted(tmp_path / name)
        assert (sources, ["no file is in this archive" in error for error in errors]) == ([], [True])
