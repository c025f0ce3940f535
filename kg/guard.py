"""What a query may say: it reads the given graph and reaches nowhere else, however it is spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from kg.errors import KgError
from kg.iris import PREFIXES

HEAD = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()) + " "
REACHING = re.compile("service|load|from", re.I)
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
UPDATE = re.compile(r"\b(?:insert|delete|load|clear|drop|create|add|move|copy)\b", re.I)
DEEPEST = 500  # the engine reads by recursion: some thousands of levels end its process
UNARY = re.compile(rf"(?:[!+^-]\s*){{{DEEPEST}}}")
PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.S)
# The tokens of SPARQL. What hides words is only what every engine reads so: a full stop ends a local name here, since
# Oxigraph ends some there, and a backslash or a quote outside these is none.
TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<text>\"\"\"(?:"{0,2}(?:[^"\\]|\\[tbnrf"'\\]))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\[tbnrf"'\\]))*'''
      |"(?:[^"\\\r\n]|\\[tbnrf"'\\])*"|'(?:[^'\\\r\n]|\\[tbnrf"'\\])*')
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<variable>[?$]\w+)
    |(?P<name>[\w.-]*:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])*)
    |(?P<word>\w+)
    |(?P<mark>[^"'\\])""",
    re.X,
)


class QueryError(KgError):
    """Says what is wrong with a query, and where: line and column count from 1, 0 is the whole of it."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(f"line {line}, column {column}: {message}" if line else message)
        self.line, self.column = line, column


@lru_cache(maxsize=1024)
def guard(text: str) -> str:
    """Gives a query with the prefixes of the graph before it, on its first line.

    Raises QueryError for SERVICE, LOAD and FROM, for a quote that is not closed and for more than DEEPEST levels. That it is a query is for the
    engine to say, and misread raises what that says.
    """
    if (deep := _too_deep(text)) is not None:
        raise QueryError(f"the query is nested too deeply: more than {DEEPEST} levels", *_place(text, deep))
    if escape := ESCAPE.search(text):
        if REACHING.search(_plain(text)):
            raise QueryError(
                "SERVICE, LOAD and FROM are refused, and these words beside a \\u escape; write letters as they are",
                *_place(text, escape.start()),
            )
    elif REACHING.search(text):
        for kind, token, at in tokens(text):
            hidden = kind in ("space", "text", "iri", "variable")
            if not hidden and _reaches(token.partition(":")[0] if kind == "name" else token):
                raise QueryError(
                    f"{token}: a query reads the given graph only; SERVICE, LOAD and FROM are refused",
                    *_place(text, at),
                )
    return HEAD + text


def _reaches(word: str) -> bool:
    """Oxigraph needs no space after a keyword, nor before one: SERVICESILENT, 1SERVICE."""
    return "service" in word.lower() or word.lower() in ("load", "from")


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yields the kind, the text and the place of each token, and nothing is left out between them."""
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise QueryError("a quote that is not closed, or a stray backslash", *_place(text, at))
        yield str(match.lastgroup), match[0], at
        at = match.end()


def misread(error: SyntaxError, text: str) -> QueryError:
    """Gives an engine's word on a guarded query, in lines and columns of the text as it was written."""
    found = PLACE.match(str(error))
    if not found:
        return QueryError(f"not a SPARQL query: {error}")
    line, column = int(found[1]), int(found[2]) - (len(HEAD) if found[1] == "1" else 0)
    if UPDATE.search(text):
        return QueryError("an update is refused; a query reads the given graph only", line, column)
    wanted = found[3].split(", ")
    spoken = next((words for words in wanted if re.fullmatch(r"[A-Za-z]+(?: [A-Za-z]+)+", words)), None)
    if spoken:
        return QueryError(spoken, line, column)
    read = text.split("\n")[line - 1][: column - 1].strip()[-40:]
    words = [word for word in wanted if word.isalpha() and word not in ("LATERAL", "SERVICE")]
    rest = f" (expected {', '.join(words)})" if words else ""
    return QueryError(f"no SPARQL {f'beyond “{read}”' if read else 'from here on'}{rest}", line, column)


def _too_deep(text: str) -> int | None:
    """Gives where more than DEEPEST brackets are open, those within texts too, or so many signs are in a row."""
    marks = list(re.finditer(r"[][(){}]", text))
    levels = accumulate(1 if mark[0] in "([{" else -1 for mark in marks)
    deep = next((mark.start() for mark, level in zip(marks, levels, strict=True) if level > DEEPEST), None)
    signs = UNARY.search(text) if deep is None else None
    return signs.start() if signs else deep


def _plain(text: str) -> str:
    """Gives a text without escapes, however often these are escaped themselves."""
    while ESCAPE.search(text):
        text = ESCAPE.sub(lambda m: _char(int(m[1] or m[2], 16)), text)
    return text


def _char(code: int) -> str:
    return chr(code) if code < 0x110000 else " "


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
