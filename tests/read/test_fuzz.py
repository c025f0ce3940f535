"""Bytes that nobody meant: each input is a source or a named error, and all that is found of it is the same twice.

KG_LONG=1 tries more; tests/read/fuzz.py goes on with atheris, guided by what the code does.
"""

from __future__ import annotations

import gzip
import io
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import CHINESE, docx, epub, packed, pdf

from kg.errors import ReadError
from kg.model import Source
from kg.read import READERS, items
from kg.read.file import File

RECORDS = f'{{"id": 1, "title": "题", "date": "2024-03-03", "text": "{CHINESE}"}}\n{{"id": "b", "text": "z"}}\n'.encode()
SEEDS = {
    ".txt": f"---\ndate: 2024\n---\n{CHINESE}\n".encode(),
    ".md": f"# 题\n{CHINESE}\n".encode(),
    ".html": f'<html lang="zh"><meta charset="gbk"><title>题</title><p>{CHINESE}</p><table><tr><td>a<td>b</table>'.encode(
        "gbk"
    ),
    ".pdf": pdf([[(60, 700, CHINESE, 10)], [(60, 700, "Agree-", 10), (60, 686, "ment", 10)]]),
    ".docx": docx([CHINESE, "二"]),
    ".epub": epub({"a.xhtml": f"<p>{CHINESE}</p>"}),
    ".jsonl": RECORDS,
    ".csv": f'id,date,text\n1,2024-03-03,"{CHINESE}\n二"\n2,,x\n'.encode("gb18030"),
    ".tsv": b"id\ttext\n1\tx\n",
    ".xml": f"<rss><channel><item><title>a</title><link>b</link><description>{CHINESE}</description></item></channel></rss>".encode(),
    ".gz": gzip.compress(RECORDS),
    ".zip": packed(
        {"a.txt": CHINESE.encode(), "b.jsonl": RECORDS, "c.zip": packed({"d.csv": b"id,text\n1,x\n"})}
    ),
}


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draws a good file and spoils it: bytes changed, cut out, put in, put twice; or draws bytes of no order."""
    suffix = draw(st.sampled_from(sorted(SEEDS)))
    content = bytearray(SEEDS[suffix])
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, max(len(content) - 1, 0)))
        length = draw(st.integers(0, 40))
        match draw(st.sampled_from(("set", "cut", "put", "twice", "end"))):
            case "set" if content:
                content[at] = draw(st.integers(0, 255))
            case "cut":
                del content[at : at + length]
            case "put":
                content[at:at] = draw(st.binary(max_size=40))
            case "twice":
                content[at:at] = content[at : at + length]
            case _:
                del content[max(at, 1) :]
    return suffix, bytes(content)


def found(suffix: str, content: bytes) -> list[Source | ReadError]:
    stream = io.BufferedReader(io.BytesIO(content))  # type: ignore[arg-type]
    name = {".gz": "a.jsonl.gz"}.get(suffix, f"a{suffix}")
    return list(items(File(f"here/{name}", name, suffix, stream)))


def check(suffix: str, content: bytes) -> None:
    """Asserts what holds for every input; the fuzzer of fuzz.py calls it too."""
    read = found(suffix, content)
    assert read, "nothing was read, and nothing says why"
    for item in read:
        if isinstance(item, ReadError):
            assert item.message.startswith("here/a")
            assert "\n" not in item.message
        else:
            assert item.text.encode()
            assert item.body.strip()
            assert item.identifier.startswith(f"a{suffix}" if suffix != ".gz" else "a.jsonl.gz")
            assert list(item.pages) == sorted(item.pages)
            assert all(0 <= page <= len(item.text) for page in item.pages)
    assert [str(item) for item in found(suffix, content)] == [str(item) for item in read]


def test_the_files_that_are_spoiled_are_good() -> None:
    for suffix in SEEDS:
        assert all(isinstance(item, Source) for item in found(suffix, SEEDS[suffix])), suffix


@settings(
    max_examples=20_000 if os.environ.get("KG_LONG") else 150,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(spoiled())
def test_a_spoiled_file_is_read_or_named(file: tuple[str, bytes]) -> None:
    check(*file)


@settings(max_examples=5_000 if os.environ.get("KG_LONG") else 100, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300))
def test_any_bytes_are_read_or_named(suffix: str, content: bytes) -> None:
    check(suffix, content)
