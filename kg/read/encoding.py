"""Bytes → characters: byte-order mark, UTF-8, what is declared, GB18030 or Big5, then a guess; a broken byte is U+FFFD."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from kg import text
from kg.errors import ReadError
from kg.read.file import MOST

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,80}?encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.I
)
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252", "ascii": "cp1252"}
HEAD = 1 << 20  # bytes by which the encoding of a stream is judged
# The most frequent characters of news in both scripts: a fifth of any text in them, next to none of one misread.
COMMON = frozenset(
    "的一是在了和有不人中大国國上这這年为為个個我他到地出时時来來用们們生对對成会會可发發动動工业業经經方面行政府市区區公司与與及"
    "将將新日月十二三部第以于於等全金合作进進展实實现現家开開本推加强強量重要产產体體民前多元资資银銀务務记記者"
)
BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Encoding(NamedTuple):
    """How bytes are read; guessed where neither a mark nor UTF-8 nor a declaration says so."""

    name: str
    guessed: bool = False

    @property
    def notes(self) -> list[tuple[str, str]]:
        said = f"read as {self.name}, which is a guess; save it as UTF-8 if its characters are wrong"
        return [("encoding", said)] if self.guessed else []


def decode(raw: bytes, where: str, declared: bool = False) -> tuple[str, Encoding]:
    """Gives a text's characters, line ends LF; declared looks for what an HTML or XML head says.

    Raises ReadError for what is no text.
    """
    encoding = judge(raw, declared)
    decoded = raw.decode(encoding.name, "replace").removeprefix("\ufeff")
    _refuse_binary(decoded[:HEAD], where)
    return decoded.replace("\r\n", "\n").replace("\r", "\n"), encoding


def characters(stream: IO[bytes], where: str, declared: bool = False) -> tuple[Iterator[str], Encoding]:
    """Gives a stream's characters in pieces, read as they are asked for, and their encoding, judged by its beginning.

    Damage that is met comes after all that was read before it.
    """
    pieces = _pieces(stream)
    head, damage = bytearray(), None
    try:
        while len(head) < HEAD and (piece := next(pieces, b"")):
            head += piece
    except ReadError as error:
        damage = error
    whole = len(head) < HEAD
    encoding = judge(bytes(head) if whole else bytes(head[: head.rfind(b"\n") + 1] or head), declared)
    decoder = io.IncrementalNewlineDecoder(
        codecs.getincrementaldecoder(encoding.name)("replace"), translate=True
    )
    start = decoder.decode(bytes(head), final=False)
    _refuse_binary(start, where)

    def rest() -> Iterator[str]:
        yield start.removeprefix("\ufeff")
        if damage:
            raise damage
        for piece in pieces:
            yield decoder.decode(piece, final=False)
        yield decoder.decode(b"", final=True)

    return rest(), encoding


def lines(pieces: Iterator[str]) -> Iterator[str]:
    """Yields lines without their ends; of one longer than a document may be, only so much that it is seen to be."""
    pending: list[str] = []
    length = 0
    for piece in pieces:
        first, *others = piece.split("\n")
        if length <= MOST:
            pending.append(first)
            length += len(first)
        for other in others:
            yield "".join(pending)
            pending, length = [other], len(other)
    if length:
        yield "".join(pending)


def judge(raw: bytes, declared: bool = False) -> Encoding:
    """Gives the encoding of bytes."""
    for mark, name in BOMS:
        if raw.startswith(mark):
            return Encoding(name)
    if wide := _wide(raw):
        return Encoding(wide, guessed=True)
    if _is_utf8(raw):
        return Encoding("utf-8")
    if declared and (said := _declared(raw)):
        return Encoding(said)
    return Encoding(_guess(raw), guessed=True)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read1(1 << 16):  # type: ignore[attr-defined]
        yield piece


def _wide(raw: bytes) -> str | None:
    """Gives UTF-16 where every other byte of the Latin letters is zero and no mark says so."""
    even, odd = raw[:4096:2].count(0), raw[1:4096:2].count(0)
    if max(even, odd) * 8 < len(raw[:4096]) or min(even, odd) * 8 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_utf8(raw: bytes) -> bool:
    """Says whether bytes are UTF-8, a few broken ones apart: another encoding has few characters by accident."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        read = raw.decode("utf-8", "replace")
        broken = read.count("\ufffd")
        return sum(char > "\u07ff" and char != "\ufffd" for char in read) >= broken or (
            sum("\x7f" < char < "\ufffd" for char in read) >= 4 * broken
        )
    return True


def _declared(raw: bytes) -> str | None:
    if not (match := DECLARED.search(raw[:4096])):
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    name = WIDER.get(name, name)
    broken = raw.decode(name, "replace").count("\ufffd")
    return name if broken * 50 <= sum(byte > 127 for byte in raw) else None


def _guess(raw: bytes) -> str:
    chinese = max(("gb18030", "big5hkscs"), key=lambda name: _fluency(raw[:HEAD], name))
    if _fluency(raw[:HEAD], chinese) > 0.1:
        return chinese
    from charset_normalizer import from_bytes

    best = from_bytes(raw[: 1 << 16]).best()
    if best is not None:
        return best.encoding
    return min(("gb18030", "utf-8"), key=lambda name: raw.decode(name, "replace").count("\ufffd"))


def _fluency(raw: bytes, encoding: str) -> float:
    """Gives the share of common characters among the Han ones, and nothing where much cannot be read at all."""
    read = raw.decode(encoding, "replace")
    han = [char for char in read if text.is_han(char)]
    if not han or read.count("\ufffd") * 10 > len(han):
        return 0.0
    return sum(char in COMMON for char in han) / len(han)


def _refuse_binary(sample: str, where: str) -> None:
    if len(BINARY.findall(sample)) * 20 > len(sample) or sample.count("\ufffd") * 2 > len(sample):
        raise ReadError(f"{where}: not a text file; give text, or a format that kg reads")
