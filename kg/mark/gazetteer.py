"""Known names in a text: one Aho–Corasick pass over its folded form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

import kg.extensions  # noqa: F401  (declares doc._)
from kg import files, iris, seeds, text
from kg.cache import kept
from kg.mark.candidates import Candidate

Table = tuple[
    dict[str, dict[str, list[str]]],
    dict[str, str],
    dict[str, set[str]],
    set[str],
    dict[str, str],
    dict[str, tuple[str, ...]],
]
LATIN = re.compile(r"[A-Za-z0-9]")
RANK = 61
SAME = str.maketrans("’–—", "'--")  # written in the one way or the other
BEFORE_SHORT = "在赴来驻抵离返涉"  # 在渝: a place of one character is a name only behind one of these
COUNTIES = "县市旗"
COMMON = "新贵台宁青广海黑蒙云吉"  # places of one character that are common words
LONGER = re.compile("部门(?!户)|部队|[团队]员")  # 财政部门, 少先队员 go on beyond the name
AFTER_BANK = "业动为政程列驶走使"  # 兴农行动, 加工行业 do not name a bank
NOT_BEFORE, NOT_AFTER = "其集当期年月从之", "增设建型兴闻冠年春任区城店"  # 其中新增 does not name 中新


class Names:
    """Gathers the names of the seeds."""

    def __init__(self) -> None:
        self.names: dict[str, dict[str, list[str]]] = {}
        self.labels: dict[str, str] = {}
        self.exact: dict[str, set[str]] = defaultdict(set)
        self.compounds: set[str] = set()
        self.levels: dict[str, str] = {}
        self.around: dict[str, tuple[str, ...]] = {}  # names of what a county lies in

    def read(self, folders: Iterable[Path]) -> Table:
        rows = list(seeds.rows(folders))
        for stem, row in rows:
            self._add(stem, row)
        self._shorten({row["id"]: row for stem, row in rows if stem == "places"})
        table = dict(sorted(self.names.items())), self.labels, dict(self.exact)
        return *table, self.compounds, self.levels, self.around

    def _shorten(self, places: Mapping[str, dict[str, Any]]) -> None:
        """Adds the short names of counties, which stand only behind what these lie in: 河北|固安."""
        for row in places.values():
            whole = next((n for n in row.get("zh", ()) if len(n) > 2 and n[-1] in COUNTIES), "")
            if row.get("level") != "county" or not whole or whole.endswith("自治县"):
                continue
            key, wide, names = iris.seed("Place", row["id"]), places.get(row.get("in", "")), list[str]()
            while wide and wide.get("level") in ("prefecture", "city", "province"):
                names += wide["zh"]
                wide = places.get(wide.get("in", ""))
            if names:
                self.around[key] = tuple(names)
                self._name(whole[:-1], "county", [key], "Place")

    def _add(self, stem: str, row: dict[str, Any]) -> None:
        if stem == "compounds":
            self._name(row["zh"], "seed", [iris.seed("Place", m) for m in row["members"]], "Place")
            self.compounds.add(_form(row["zh"]))
            return
        local = [iris.seed(seeds.TOPS[stem], row["id"])]
        if "level" in row:
            self.levels[local[0]] = row["level"]
        strong = [name for tag in ("zh", "zh-hant", "en") for name in row.get(tag, ())]
        strong += [former["name"] for former in row.get("former", ())]
        strong += [name.replace("'", "’") for name in strong if "'" in name and name.isascii()]
        for name in strong:
            self._name(name, "seed", local, row["class"])
        for name in row.get("weak", ()):
            self._name(name, "weak", local, row["class"])
        for name in row.get("short", ()):
            if name not in COMMON:
                self._name(name, "short", local, row["class"])

    def _name(self, name: str, kind: str, ids: list[str], label: str) -> None:
        form = _form(name)
        if form:
            held = self.names.setdefault(form, {}).setdefault(kind, [])
            held.extend(i for i in ids if i not in held)
            self.labels[f"{form}\0{ids[0]}"] = label
            self.exact[form].add(text.fold(name))


class Gazetteer:
    """All names of the seeds, folded, each with its class and who it may be."""

    def __init__(self, folders: Iterable[Path]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        paths = list(folders)
        self.names, self.labels, self.exact, self.compounds, self.levels, self.around = kept(
            "names", seeds.files_of(paths), lambda: Names().read(paths)
        )
        self.patterns = list(self.names)
        self.automaton = AhoCorasick(
            self.patterns, implementation=Implementation.ContiguousNFA, matchkind=MatchKind.Standard
        )

    def find(self, folded: str) -> Iterator[Candidate]:
        """Yields every known name in a folded text; those inside others too."""
        lower = folded.translate(SAME)
        lower = lower.lower() if len(lower.lower()) == len(folded) else lower
        for index, begin, end in self.automaton.find_matches_as_indexes(lower, overlapping=True):
            form = self.patterns[index]
            if self._stands(form, folded, begin, end):
                yield from self._candidates(form, folded, begin, end)

    def _stands(self, form: str, folded: str, begin: int, end: int) -> bool:
        """Says whether what is around a match leaves it a word of its own."""
        before, after = folded[begin - 1 : begin], folded[end : end + 1]
        if LATIN.match(form[0]) and before and LATIN.match(before):
            return False
        if LATIN.match(form[-1]) and after and LATIN.match(after):
            return False
        if form.isascii() and len(form) <= 6 and folded[begin:end] not in self.exact[form]:
            return False
        if len(form) == 2 and form[1] == "行" and after and after in AFTER_BANK:
            return False
        if LONGER.match(folded, end - 1) and len(form) > 2:
            return False
        return form not in self.compounds or not (
            (before and before in NOT_BEFORE) or (after and after in NOT_AFTER)
        )

    def _candidates(self, form: str, folded: str, begin: int, end: int) -> Iterator[Candidate]:
        kinds = self.names[form]
        behind = [key for key in kinds.get("county", ()) if folded.endswith(self.around[key], 0, begin)]
        if len(behind) == 1 and "seed" not in kinds:
            yield self._candidate(form, behind, "seed:", begin, end)
            return
        pair = "pair:" if form in self.compounds else "seed:"
        for kind, found in (("seed", pair), ("weak", "weak:")):
            if kind in kinds:
                yield self._candidate(form, kinds[kind], found, begin, end)
                return
        if "short" in kinds and begin and folded[begin - 1] in BEFORE_SHORT:
            yield self._candidate(form, kinds["short"], "seed:", begin, end)

    def _candidate(self, form: str, ids: list[str], found: str, begin: int, end: int) -> Candidate:
        label = self.labels[f"{form}\0{ids[0]}"]
        rank = RANK - {"weak:": 20, "pair:": 1}.get(found, 0)  # 以|巴黎
        return Candidate(
            begin, end, label, found + " ".join(ids), rank + end - begin, self.levels.get(ids[0], "")
        )


def _form(name: str) -> str:
    return text.fold(name).translate(SAME).lower().strip()


@Language.factory("kg_gazetteer", requires=["doc.sents"], assigns=["doc._.candidates"])
class KnownNames:
    """Finds the names of the seeds: ours, or those of the folders that initialize() is given."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._gazetteer: Gazetteer | None = None

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Any]] | None = None,
        *,
        nlp: Language | None = None,
        seeds: list[str] | None = None,
    ) -> None:
        self._gazetteer = Gazetteer(map(Path, seeds or [str(files.folder("seeds"))]))

    @property
    def gazetteer(self) -> Gazetteer:
        if self._gazetteer is None:
            self.initialize()
        assert self._gazetteer is not None
        return self._gazetteer

    def __call__(self, doc: Doc) -> Doc:
        doc._.candidates = [*doc._.candidates, *self.gazetteer.find(doc._.folded)]
        return doc
