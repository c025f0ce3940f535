"""Encodings: what is said is believed, what is guessed is noted, and a broken byte costs its character."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from made import CHINESE, TRADITIONAL, parted, source

MARKS = {
    "utf-8-sig": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}


@pytest.mark.parametrize("encoding", MARKS)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_character(tmp_path: Path, encoding: str) -> None:
    found = source(tmp_path / "a.txt", MARKS[encoding] + CHINESE.encode(encoding))
    assert (found.text, found.issues) == (CHINESE, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (CHINESE, "gbk"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        ("Plan A. " * 9, "utf-16-le"),
    ],
)
def test_an_encoding_that_is_not_told_is_guessed_and_noted(tmp_path: Path, text: str, encoding: str) -> None:
    found = source(tmp_path / "a.txt", text.encode(encoding))
    assert found.text == text
    assert [issue.kind for issue in found.issues] == ["encoding"]


def test_other_encodings_are_detected(tmp_path: Path) -> None:
    text = "Правительство утвердило программу развития финансового рынка на три года. " * 3
    found = source(tmp_path / "a.txt", text.encode("koi8-r"))
    assert (found.text, found.issues[0].kind) == (text, "encoding")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_broken_byte_costs_its_character_and_not_the_file(tmp_path: Path, encoding: str) -> None:
    text = TRADITIONAL if encoding == "big5" else CHINESE
    broken = text.encode(encoding) + b"\xff" + f"\n{text}".encode(encoding)
    found = source(tmp_path / "a.txt", broken)
    assert found.text == f"{text}\ufffd\n{text}"
    noted = [issue for issue in found.issues if issue.kind == "characters"]
    assert [issue.extent and issue.extent.begin for issue in noted] == [len(text)]
    assert "the first in line 1" in noted[0].message


def test_a_broken_byte_in_a_record_is_noted_in_that_record(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": CHINESE}, ensure_ascii=False).encode() for n in range(3)]
    lines[1] = lines[1].replace("试点".encode(), "试".encode() + b"\xe7\x82")
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    sources, _ = parted(tmp_path / "a.jsonl")
    assert [found.text.count("\ufffd") for found in sources] == [0, 1, 0]
    assert [bool(found.issues) for found in sources] == [False, True, False]


def test_lone_surrogates_in_json_become_the_replacement_character(tmp_path: Path) -> None:
    found = source(
        tmp_path / "a.jsonl", b'{"id": "\\ud800", "title": "\\udc00t", "text": "a\\ud83dz\\ud83d\\ude00"}'
    )
    assert found.text == "\ufffdt\na\ufffdz😀"
    assert found.identifier == "a.jsonl/\ufffd"


def test_traditional_and_full_width_are_read_as_they_are(tmp_path: Path) -> None:
    text = "２０２４年，臺灣「ＭＡＳ」　發布《計畫》"
    assert source(tmp_path / "a.txt", text.encode()).text == text


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = (
        f'<html><head><meta charset="gb2312"><title>短讯</title></head><body><p>{CHINESE}</p></body></html>'
    )
    found = source(tmp_path / "a.html", page.encode("gb18030"))
    assert (found.title, found.text) == ("短讯", f"短讯\n{CHINESE}")
    assert found.issues == ()


def test_a_wrong_declaration_does_not_spoil_utf_8(tmp_path: Path) -> None:
    page = (
        f'<html><head><meta charset="gb2312"><title>短讯</title></head><body><p>{CHINESE}</p></body></html>'
    )
    assert CHINESE in source(tmp_path / "a.html", page.encode()).text


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(256)) * 20]
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert "not a text file" in parted(tmp_path / "a.txt")[1][0]
