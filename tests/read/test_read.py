"""Reading: what is front matter, what is refused, and where the error is."""

from pathlib import Path

import pytest

from kg.errors import KgError, ReadError
from kg.model import Source
from kg.read import read
from kg.read.file import Defaults


def one(tmp_path: Path, name: str, content: bytes) -> Source | ReadError:
    path = tmp_path / name
    path.write_bytes(content)
    return next(iter(read([path], Defaults())))


def test_front_matter_is_read_and_offsets_count_it(tmp_path: Path) -> None:
    source = one(
        tmp_path, "a.txt", "\ufeff---\r\ndate: 2024-03-03\r\nlanguage: zh-TW\r\n---\r\n重慶\r\n".encode()
    )
    assert isinstance(source, Source)
    assert (source.date, source.language, source.title) == ("2024-03-03", "zh-hant", "重慶")
    assert source.text[source.begin :] == "重慶\n"


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("a.txt", b"", "a.txt"),
        ("a.txt", b"\x00\x01", "a.txt"),
        ("a.txt", b"---\ndate: soon\n---\ntext", "a.txt"),
        ("a.jsonl", b'{"id": 1, "text": "x"', "a.jsonl:1"),
        ("a.jsonl", b'{"text": "x"}', "a.jsonl:1"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(
    tmp_path: Path, name: str, content: bytes, where: str
) -> None:
    error = one(tmp_path, name, content)
    assert isinstance(error, ReadError)
    assert where in error.message


def test_a_bad_record_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"id": "a", "title": "题", "text": "文"}\nbad\n{"id": "b", "text": "文"}\n', "utf-8")
    items = list(read([path], Defaults()))
    assert [i.identifier for i in items if isinstance(i, Source)] == ["r.jsonl/a", "r.jsonl/b"]
    assert [i.message.split(": ")[0] for i in items if isinstance(i, ReadError)] == [f"{path}:2"]


def test_two_texts_under_one_name_are_an_error(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(folder, "utf-8")
    items = list(read([tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt"], Defaults()))
    assert isinstance(items[1], ReadError)


def test_a_missing_input_stops_the_call(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no such file"):
        list(read([tmp_path / "none.txt"], Defaults()))
