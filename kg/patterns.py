"""Rules → matchers: a line that an analyst can read becomes one regular expression over a sentence.

In the sentence each mention is one private-use character that says its class, each date is DATE. A pattern has
{s:Type|Type} and {o:Type} for the mentions that a relation holds between (agent: an institution or a place; thing: a
programme, product or policy; any), {b:Type} for one list whose members stand in a symmetric relation, {Type} for
another mention, {title} for an office, {date}, {day} (of issue, today), {span} of time or {number} of a document for the
value of an attribute, which has no {o:Type}; {when} for another date; <word> for a list of words, (a|b), ( )?, … for a gap within the clause, …30 for
one of up to thirty characters, …… for one that crosses commas, ^ for the beginning of a clause; [sets] ({any} in one is
every mention), counts and (?!lookarounds) are those of regular expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, cast

from kg.cache import kept
from kg.errors import DataError
from kg.ontology import Ontology

FIRST = 0xE000  # the first private-use character
ANY = "\ue000-\ue0fe"  # all that stand for mentions, within [ ]
DATE = "\ue0ff"
NUMBER = "\ue100"  # of a document
VALUES = ("date", "day", "span", "number")
GROUPS = {"agent": ("Institution", "Place"), "thing": ("Programme", "Product", "Policy")}
ROLES = ("s", "o", "b")
CONFIDENCE = 0.8
ENDS = ("day", "eve")  # the date is the last day, the first day after
BREAKS = {"zh": "，。；：！？,;:!?", "en": ";:!?,"}
REACH = {"zh": 14, "en": 60}
FAR = {"zh": 60, "en": 160}
NOT_INSIDE = r"(?:(?<!\w)|(?!\w))"  # not in the middle of a word
PREPOSITIONS = {"en": ("of ", "in ", "at ", "for ", "with ", "to ", "from ", "on ")}
# What stands before a mention that is not the one who acts, before one that a gap must not end at, before one that a
# gap may pass over.
PIVOTS = "支持 促进 服务 助力 赋能 带动 保障 联合 会同".split()  # 支持重庆开展X: not 重庆开展X
GOVERNED = {
    "zh": "(?<![在于同向对为从以给就按据绕过赴到至跟是由被自和离])(?<!(?<!参)与)"
    + "".join(f"(?<!{w})" for w in (*PIVOTS, "抵达", "前往", "访问", "出访")),
    "en": "".join(rf"(?<!\b{word})" for word in (*PREPOSITIONS["en"], "by ")),
}
ALOOF = {
    "zh": "(?<![在从由被自同])(?<!(?<!参)与)(?<!(?<![服属致])于)",
    "en": r"(?<!\bby )(?<!\bwith )(?<!\bfrom )",
}
BEHIND = {
    "zh": "(?:(?<=[在于同向对为从以经就给按据托过赴往抵])|(?<=(?<!参)与)|(?<=联合)|(?<=会同)|(?<=携手)|(?<=抵达))",
    "en": "(?:" + "|".join(rf"(?<=\b{word})" for word in PREPOSITIONS["en"]) + ")",
}
POSSESSED = {"zh": f"(?=[{ANY}的])", "en": f"(?=['’]s?| ?[{ANY}])"}
TOKEN = re.compile(
    r"(?P<look>\(\?<?[!=])|(?P<set>\[[^\]]+\])|(?P<count>\{\d+(?:,\d*)?\}|[*+])"
    r"|\{(?:(?P<role>[sob])(?P<close>~)?:)?(?P<types>[A-Za-z|]+)\}|<(?P<word>[a-z_]+)>|(?P<far>……)|…(?P<gap>\d*)|(?P<space>\s+)"
    r"|(?P<latin>[A-Za-z][A-Za-z'’-]*)|(?P<mark>[()|?^,])|(?P<char>\\?.)"
)
SPACE = f"{NOT_INSIDE} *"
_ALONE = f"(?! ?[{ANY}])"  # of several names in a row the last is meant
OWNER = {
    "zh": "",
    "en": f"(?!['’]s (?:[\\w-]+ ){{0,3}}[{ANY}])",
}  # behind an object: the thing that it has is meant
LOOKS = re.compile(r"(?:\(\?<[!=][^()]*\))*")  # what looks back before the first slot
OPTIONAL = ("?", "*", "{0")  # behind what may be missing
SLOT = re.compile(r"\{[A-Za-z:~|]+\}")
NEEDED = re.compile(r"<\w+>|\((?!\?)[^{}]+\)|[\w，、；]+")  # words, a group of words, characters
WORDED = ("title", "day", "span")  # slots that hold words
SET = re.compile(r"\{([A-Za-z|]+)\}")
Row = dict[str, Any]  # of a rule
KEYS = {"rule", "find", "yes", "no", "planned", "confidence", "modality", "unless", "last", "ends"}


@dataclass(frozen=True, eq=False)
class Rule:
    """One pattern of one property, compiled; where is its file and line.

    shape and needs are what a sentence must have before the pattern is tried: mentions and dates in their order, and
    words. yes and no are sentences that it must and must not match, planned those that tell a plan. A match that
    unless matches too is none.
    """

    id: str
    property: str
    language: str
    find: str
    regex: re.Pattern[str]
    shape: re.Pattern[str]
    needs: tuple[re.Pattern[str], ...]
    where: str
    unless: re.Pattern[str] | None = None
    last: bool = False  # of what 与 joins only the last is meant: 重庆与新加坡等东盟国家
    confidence: float = CONFIDENCE
    modality: str | None = None
    ends: str | None = None  # one of ENDS; without it only a date that is told as an end is one
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    mutual: bool = False  # finds one list, whose members stand in a symmetric relation


def fitting(rules: Iterable[Rule], shape: str) -> tuple[Rule, ...]:
    """Gives the rules that a sentence with these mentions and dates may match."""
    return tuple(rule for rule in rules if rule.shape.search(shape))


@dataclass(frozen=True, eq=False)
class Book:
    """The rules and the word lists of one language; verbs are those lists that can begin a clause.

    attributes are the rules of values (a policy's number, its dates), rules those of relations.
    """

    language: str
    rules: tuple[Rule, ...] = ()
    attributes: tuple[Rule, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    otherwise: Mapping[str, str] = field(default_factory=dict)
    verbs: tuple[str, ...] = ()

    def word(self, name: str) -> str:
        """Gives a word list as a regular expression; one that no file has matches nothing."""
        return self.words.get(name, "(?!)")


def symbol(cls: str, ontology: Ontology) -> str:
    """Gives the character that stands for a mention of this class."""
    return chr(FIRST + sorted(ontology.classes).index(cls))


def read(folders: Iterable[Path], language: str, ontology: Ontology) -> Book:
    """Reads <language>/relations.yaml in each folder; words and rules of a later folder add to those before."""
    paths = [path for folder in folders if (path := folder / language / "relations.yaml").is_file()]
    made = kept(
        f"rules-{language}", paths, lambda: _compiled(paths, language, ontology), beside=repr(ontology)
    )
    rules = [_rule(row, language) for row in made.pop("rules")]
    relations = tuple(rule for rule in rules if rule.property in ontology.properties)
    attributes = tuple(rule for rule in rules if rule.property in ontology.attributes)
    return Book(language, relations, attributes, **made)


def _compiled(paths: list[Path], language: str, ontology: Ontology) -> dict[str, Any]:
    """Gives what files of rules come to, in plain values: patterns are regular expressions, and known to be good."""
    sheets = [_Sheet(path, language) for path in paths]
    words: dict[str, list[str]] = {}
    for sheet in sheets:
        for name, entries in sheet.words().items():
            words[name] = [*words.get(name, []), *entries]
    compiler = Compiler(language, ontology, words)
    rows = [row for sheet in sheets for row in sheet.rules(compiler)]
    _once(rows)
    return {
        "rules": rows,
        "words": compiler.compiled(),
        "otherwise": {k: v for sheet in sheets for k, v in sheet.section("otherwise").items()},
        "verbs": tuple(sorted({name for sheet in sheets for name in sheet.section("verbs")})),
    }


def _once(rules: list[Row]) -> None:
    seen: dict[str, str] = {}
    for rule in rules:
        if rule["id"] in seen:
            raise DataError(
                f"{rule['where']}: rule {rule['id']} is there already ({seen[rule['id']]}); name it otherwise"
            )
        seen[rule["id"]] = rule["where"]


class Compiler:
    """Makes regular expressions of patterns, for one language and its lists of words."""

    def __init__(self, language: str, ontology: Ontology, words: Mapping[str, list[str]]) -> None:
        self.language, self.ontology, self.words = language, ontology, words
        self.done: dict[str, str] = {}

    def compiled(self) -> dict[str, str]:
        return {name: self.word(name, "words") for name in sorted(self.words)}

    def word(self, name: str, where: str) -> str:
        if name not in self.done:
            if name not in self.words:
                raise DataError(f"{where}: unknown word list <{name}>{_hint(name, self.words)}")
            entries = sorted(self.words[name], key=lambda e: (-len(e), e))
            whole = "(?:" + "|".join(self.pattern(entry, where, named=False) for entry in entries) + ")"
            self.done[name] = whole if self.language == "zh" else f"{NOT_INSIDE}{whole}{NOT_INSIDE}"
        return self.done[name]

    def pattern(self, find: str, where: str, named: bool = True) -> str:
        """Gives the regular expression of a pattern; its last word list, else its first ( ), is group v, the verb."""
        out: list[str] = []
        verb = self._verb(find) if named else None
        for match in TOKEN.finditer(find):
            piece = self._piece(match, where, out)
            if match.start() == verb:
                piece = f"(?P<v>{piece})" if match["word"] else "(?P<v>"
            out.append(piece)
        try:
            re.compile("".join(out))
        except re.error as error:
            raise DataError(f"{where}: {find!r} is no pattern ({error}); look at its brackets") from error
        return "".join(out)

    @staticmethod
    def _verb(find: str) -> int | None:
        """Gives where the verb begins: the last <word>, else the first ( ) that is not optional."""
        lists = [m.start() for m in re.finditer(r"<(?!title|honor|whole)[a-z_]+>(?!\)?\?)", find)]
        group = re.search(r"\((?!\?)(?=[^()]*\)(?!\?))", find)
        return lists[-1] if lists else group.start() if group else None

    def _piece(self, match: re.Match[str], where: str, out: list[str]) -> str:
        if match["look"] or match["count"]:
            return match[0]
        if match["set"]:
            return SET.sub(lambda m: ANY if m[1] == "any" else self.chars(m[1], where), match[0])
        if match["types"]:
            return self._slot(match, where, out)
        if match["word"]:
            return self.word(match["word"], where)
        if match["far"]:
            return f"[^。！？]{{0,{FAR[self.language]}}}?"
        if match["gap"] is not None:
            behind = (piece for piece in reversed(out) if piece != SPACE)
            return self._gap(match["gap"], next(behind, ""))
        if match["space"]:
            return SPACE if self.language == "en" else ""
        if match["latin"]:
            return match["latin"]
        if match["mark"]:
            return self._mark(match["mark"])
        char = match["char"]
        return char if char.startswith("\\") else re.escape(char)

    @staticmethod
    def _mark(mark: str) -> str:
        return {"(": "(?:", ",": "[，,]", "^": r"(?:^|(?<=[，。；：,;:、])|(?<=, ))"}.get(mark, mark)

    def _gap(self, size: str, behind: str) -> str:
        """Gives a gap: it passes over names that a preposition governs or that another name follows."""
        ends, open_ = BREAKS[self.language], behind.endswith(_ALONE)
        ends += "" if open_ else "是"  # 设立X是Y的举措
        inner = f"[^{ANY}{ends}]|{BEHIND[self.language]}[{ANY}]|[{ANY}]{POSSESSED[self.language]}"
        if not open_:  # 推动重庆首个X
            inner += f"|[{self.chars('Place', '')}]"
        lead = "(?!的)" if behind.startswith("(?P<s>") or "(?P<s>" in behind else ""  # 重庆的企业推出X
        return f"{lead}(?:{inner}){{0,{size or REACH[self.language]}}}?"

    def _slot(self, match: re.Match[str], where: str, out: list[str]) -> str:
        """Gives a slot; one at the beginning is governed by no preposition, one behind a gap by none of place."""
        role, types = match["role"], match["types"]
        if types == "title":
            return f"(?P<title>{self.word('title', where)})"
        if types in VALUES:
            return f"(?P<{types}>{self.value(types, where)})"
        if types == "when":
            return DATE
        chars = self.chars(types, where)
        if not role:
            return f"[{chars}]"
        free = ""
        first = LOOKS.fullmatch("".join(out))
        if first and not match["close"] and (role != "o" or self.language == "zh"):
            free = GOVERNED[self.language]
        elif role == "o" and out and out[-1].endswith("}?"):
            free = ALOOF[self.language]
        owner = OWNER[self.language] if role == "o" and not match["close"] else ""
        return f"{free}(?P<{role}>[{chars}]){owner}" + ("" if match["close"] else _ALONE)

    def value(self, kind: str, where: str) -> str:
        return {"date": DATE, "number": NUMBER}.get(kind) or self.word(kind, where)

    def chars(self, types: str, where: str) -> str:
        """Gives the characters of all mentions of these types."""
        return "".join(sorted({c for name in types.split("|") for c in self._chars(name, where)}))

    def _chars(self, name: str, where: str) -> Iterator[str]:
        classes = self.ontology.classes
        if name not in classes and name not in GROUPS and name != "any":
            raise DataError(
                f"{where}: unknown type {name!r}{_hint(name, [*classes, *GROUPS, 'any', 'title'])}"
            )
        wanted = GROUPS.get(name, (name,))
        for cls in classes:
            if name == "any" or any(self.ontology.is_a(cls, one) for one in wanted):
                yield symbol(cls, self.ontology)


class _Sheet:
    """One file of rules."""

    def __init__(self, path: Path, language: str) -> None:
        import srsly

        self.path, self.language = path, language
        try:
            self.text = path.read_text("utf-8")
            self.data: dict[str, Any] = srsly.yaml_loads(self.text) or {}
        except (OSError, ValueError) as error:
            line = re.search(r"line (\d+)", str(error))
            reason = str(error).strip().split("\n")[0]
            raise DataError(
                f"{path}:{line[1] if line else 1}: not YAML ({reason}); mend that line"
            ) from error
        if not isinstance(self.data, dict):
            raise DataError(f"{path}:1: not a list of properties; write property: and its rules below")

    def section(self, name: str) -> dict[str, Any]:
        part = self.data.get(name) or {}
        if not isinstance(part, dict):
            raise DataError(
                f"{self._at(name)}: {name} is not a mapping; write name: and a value on each line below"
            )
        return part

    def words(self) -> dict[str, list[str]]:
        lists = {**self.section("verbs"), **self.section("words")}
        for name, entries in lists.items():
            if not isinstance(entries, list) or not all(isinstance(e, str) for e in entries):
                raise DataError(f"{self._at(name)}: {name} is not a list of words; write [one, two]")
        return lists

    def rules(self, compiler: Compiler) -> Iterator[Row]:
        for prop, rows in self.data.items():
            if prop in ("verbs", "words", "otherwise"):
                continue
            known = {**compiler.ontology.properties, **compiler.ontology.attributes}
            if prop not in known:
                raise DataError(f"{self._at(prop)}: unknown property {prop!r}{_hint(prop, known)}")
            for row in rows if isinstance(rows, list) else [rows]:
                yield self._rule(prop, row, compiler)

    def _rule(self, prop: str, row: Any, compiler: Compiler) -> Row:
        where = self._at(prop)
        if not isinstance(row, dict) or not {"rule", "find"} <= row.keys():
            raise DataError(f"{where}: each item of {prop} needs rule: (its name) and find: (its pattern)")
        where = self._at(f"rule: {row['rule']}")
        for key in row:
            if key not in KEYS:
                raise DataError(f"{where}: unknown key {key!r}{_hint(key, KEYS)}")
        return _make(prop, row, where, compiler)

    def _at(self, key: str) -> str:
        """Says file and line of a key."""
        stop = r"(?![\w-])" if ":" in key else r"\s*:"
        match = re.search(rf"^[\s{{-]*{re.escape(key)}{stop}", self.text, re.M)
        return f"{self.path}:{self.text.count(chr(10), 0, match.end()) + 1 if match else 1}"


def _make(prop: str, row: Row, where: str, compiler: Compiler) -> Row:
    """Gives a rule in plain values."""
    regex = compiler.pattern(row["find"], where)
    roles = set(re.findall(r"\?P<([sob])>", regex))
    values = set(re.findall(r"\?P<(\w+)>", regex)) & {*VALUES}
    if prop in compiler.ontology.attributes and (roles != {"s"} or len(values) != 1):
        raise DataError(f"{where}: {row['find']!r} needs one {{s:Type}} and one of {', '.join(VALUES)}")
    if prop in compiler.ontology.properties and roles not in ({"s", "o"}, {"b"}):
        raise DataError(
            f"{where}: {row['find']!r} needs one {{s:Type}} and one {{o:Type}}, or a {{b:Type}} alone"
        )
    if row.get("ends") not in (None, *ENDS):
        raise DataError(f"{where}: ends: {row['ends']!r} is none of {', '.join(ENDS)}")
    unless = row.get("unless")
    return {
        "id": row["rule"],
        "property": prop,
        "find": row["find"],
        "regex": regex,
        "shape": _shape(row["find"], where, compiler),
        "needs": tuple(_needs(row["find"], where, compiler)),
        "where": where,
        "unless": compiler.pattern(unless, where, named=False) if unless else None,
        "confidence": float(row.get("confidence", CONFIDENCE)),
        "modality": row.get("modality"),
        "last": bool(row.get("last")),
        "ends": row.get("ends"),
    } | {key: tuple(row.get(key) or ()) for key in ("yes", "no", "planned")}


def _rule(row: Row, language: str) -> Rule:
    flags = re.IGNORECASE if language == "en" else 0
    patterns = {
        "regex": lazy(row["regex"], flags),
        "shape": lazy(row["shape"]),
        "needs": tuple(_need(piece, flags) for piece in row["needs"]),
        "unless": lazy(row["unless"], flags) if row["unless"] else None,
    }
    return Rule(language=language, mutual="(?P<b>" in row["regex"], **(row | patterns))


class Lazy:
    """A regular expression that is compiled when something is first looked for with it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, value)
        return value


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Gives a regular expression whose compiling waits until it is needed; whether it is one is not checked here."""
    return cast("re.Pattern[str]", Lazy(pattern, flags))


def _mandatory(find: str) -> list[str]:
    """Gives the parts of a pattern that every match has, in their order: slots, words, characters, groups."""
    parts, depth, begin = list[str](), 0, 0
    for match in TOKEN.finditer(find):
        if depth == 0:
            begin = match.start()
        depth += bool(match["look"]) or {"(": 1, ")": -1}.get(match["mark"] or "", 0)
        if depth == 0 and match["mark"] == "|":
            return []
        if depth == 0 and not find.startswith(OPTIONAL, match.end()):
            parts.append(find[begin : match.end()])
    return parts


def _shape(find: str, where: str, compiler: Compiler) -> str:
    """Gives what the mentions, dates and numbers of a sentence must have in them, all else left out."""
    signs = {"date": DATE, "when": DATE, "number": NUMBER}
    pieces = []
    for part in filter(SLOT.fullmatch, _mandatory(find)):
        types = part.strip("{}").rpartition(":")[2]
        if types in signs:
            pieces.append(signs[types])
        elif types not in WORDED:
            pieces.append(f"[{compiler.chars(types, where)}]")
    return ".*".join(pieces)


def _needs(find: str, where: str, compiler: Compiler) -> Iterator[str]:
    """Yields the words that a sentence must have."""
    for part in _mandatory(find):
        if part.strip("{}") in WORDED:
            yield compiler.word(part.strip("{}"), where)
        elif NEEDED.fullmatch(part):
            yield compiler.pattern(part, where, named=False)


@cache
def _need(piece: str, flags: int) -> re.Pattern[str]:
    """Gives one expression for what many rules need, so that a sentence is searched for it once."""
    return lazy(piece, flags)


def _hint(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, sorted(known), 1)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(sorted(known)[:40])}"
