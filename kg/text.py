"""Width, quotes, spacing, script: forms of a text in which these make no difference."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LETTER = re.compile(f"[{HAN}]")
DROPPED = re.compile(r"[\s\"'“”‘’「」『』《》〈〉()（）\[\]【】·・‧.,，。、—–-]")
LONGEST = 2000  # characters of a sentence; a longer one is cut at a comma or a space, so that reading it stays quick
QUOTES = dict(zip("「」『』﹁﹂﹃﹄＂", '“”‘’“”‘’"', strict=True))

HONG_KONG = dict(zip("敍衞粧糭枱", "叙卫妆粽台", strict=True))  # forms that t2s does not know


@cache
def _table() -> dict[int, str]:
    """Maps each character to its folded one; one to one, so that offsets stay true.

    Script by OpenCC's t2s, character by character.
    """
    from opencc import OpenCC

    han = [chr(c) for c in range(0x3400, 0xA000)]
    table = {
        ord(old): new
        for old, new in zip(han, OpenCC("t2s").convert("\n".join(han)).split("\n"), strict=True)
        if len(new) == 1 and old != new
    }
    table.update({ord(old): new for old, new in HONG_KONG.items()})
    wide = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
    kept = {ord(c) for c in "，；：！？"}  # separators of clauses stay what they are
    table.update({c: n for c, n in wide.items() if c not in kept})
    table.update({ord(old): new for old, new in QUOTES.items()})
    table[0x3000] = table[0xA0] = table[0x2009] = table[0x202F] = " "
    table[0x2010] = table[0x2011] = "-"  # hyphens that do not break: COVID‑19
    return table


def fold(text: str) -> str:
    """Gives text in half width, simplified script and “ ” ‘ ’ quotes, of the same length."""
    return text.translate(_table())


def curl(folded: str) -> str:
    """Gives a folded text with straight quotes as curly ones, by turns, in the Chinese lines in which they pair."""
    if '"' not in folded:
        return folded
    return "\n".join(_curled(line) if '"' in line else line for line in folded.split("\n"))


def _curled(line: str) -> str:
    opened, out = False, []
    for char in line:
        if char in '“”"':
            char = "”" if char == "”" or (opened and char == '"') else "“"
            opened = char == "“"
        out.append(char)
    return line if opened or not has_han(line) else "".join(out)


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """Gives the form under which two names are the same: width, case, script, spaces, quotes, brackets apart."""
    return DROPPED.sub("", fold(unicodedata.normalize("NFKC", name))).casefold()


def cuts(folded: str, begin: int, end: int) -> Iterator[int]:
    """Yields where a stretch of text is cut, so that no piece is longer than a sentence may be."""
    while end - begin > LONGEST:
        near = max(folded.rfind(mark, begin + 1, begin + LONGEST) for mark in "，、 ")
        begin = near + 1 if near >= 0 else begin + LONGEST
        while begin < end and folded[begin].isspace():
            begin += 1
        if begin < end:
            yield begin


def everywhere(folded: str, names: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yields where each of these names stands in a text, those that overlap too, in one pass over it."""
    from ahocorasick_rs import AhoCorasick

    for index, begin, end in AhoCorasick(names).find_matches_as_indexes(folded, overlapping=True):
        yield names[index], begin, end


def apart(places: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yields of the places of names those that do not overlap another of the same name, from the left."""
    last: dict[str, int] = {}
    for name, begin, end in places:
        if begin >= last.get(name, 0):
            last[name] = end
            yield name, begin, end


def has_han(name: str) -> bool:
    return LETTER.search(name) is not None


def is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char > "\U0001ffff"


def script_language(name: str, language: str) -> str:
    """Gives the language tag of a name in a document of this language: by its script."""
    if not has_han(name):
        return "en"
    return language if language.startswith("zh") else "zh"


def language(text: str) -> str:
    """Guesses zh, zh-hant or en from the script: Han or not, and which of its two forms prevails."""
    han = [char for char in text if is_han(char)]
    letters = sum(char.isalpha() for char in text)
    if len(han) * 5 < letters or not han:
        return "en"
    traditional = sum(fold(char) != char for char in han)
    return "zh-hant" if traditional * 20 > len(han) else "zh"
