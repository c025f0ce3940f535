"""Rule files: what they may hold, how a pattern reads, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import ontology, patterns
from kg.errors import DataError
from kg.patterns import Book
from kg.relate import examples

TERMS = ontology.load()


def book(folder: Path, text: str, language: str = "zh") -> Book:
    (folder / language).mkdir(exist_ok=True)
    (folder / language / "relations.yaml").write_text(text, "utf-8")
    return patterns.read([folder], language, TERMS)


def finds(folder: Path, find: str, sentence: str, language: str = "zh") -> list[tuple[str, str]]:
    own = book(
        folder,
        f'verbs: {{act: [推出, "launch(ed)?"]}}\nlaunched:\n  - {{rule: a, find: "{find}"}}\n',
        language,
    )
    told = examples.found(own.rules[0], examples.parse(sentence), own, TERMS)
    return [(s, o) for s, o, _ in told]


LAUNCH = "{s:agent}…<act>(了)?…{o:Product}"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("[甲行](Bank)推出[乙贷](Product)。", [("甲行", "乙贷")]),
        ("[甲行](Bank)近日推出了面向企业的[乙贷](Product)。", [("甲行", "乙贷")]),
        ("[甲行](Bank)的客户推出[乙贷](Product)。", []),
        ("[甲行](Bank)成立，客户推出[乙贷](Product)。", []),
        ("在[甲地](Place)推出[乙贷](Product)。", []),
        ("[甲地](Place)[丙行](Bank)推出[乙贷](Product)。", [("丙行", "乙贷")]),
        ("[甲行](Bank)在[丙地](Place)推出[乙贷](Product)。", [("甲行", "乙贷")]),
    ],
)
def test_a_gap_stays_within_the_clause_and_minds_who_governs_whom(
    tmp_path: Path, sentence: str, wanted: list[tuple[str, str]]
) -> None:
    assert finds(tmp_path, LAUNCH, sentence) == wanted


def test_an_english_word_is_a_whole_word(tmp_path: Path) -> None:
    find = "{s:agent} … <act> {o:Product}"
    assert finds(tmp_path, find, "The [A](Bank) launched the [B](Product).", "en") == [("A", "B")]
    assert finds(tmp_path, find, "The [A](Bank) relaunched the [B](Product).", "en") == []


def test_a_narrower_class_fits_a_wider_slot(tmp_path: Path) -> None:
    assert finds(tmp_path, "{s:Institution}<act>{o:Product}", "[甲行](Bank)推出[乙贷](FinancialProduct)。")
    assert not finds(
        tmp_path, "{s:Bank}<act>{o:Product}", "[甲社](Institution)推出[乙贷](FinancialProduct)。"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('issued:\n  - rule: x\n    find: "{s:Institue}发{o:Policy}"\n', r"yaml:2: unknown type 'Institue'; did you mean 'Institution'"),
        ('isued:\n  - rule: x\n    find: "{s:any}发{o:any}"\n', r"yaml:1: unknown property 'isued'; did you mean 'issued'"),
        ('issued:\n  - rule: x\n    find: "{s:any}<isue>{o:any}"\n', r"yaml:2: unknown word list <isue>"),
        ('issued:\n  - rule: x\n    find: "{s:any}发"\n', r"yaml:2: .* needs one \{s:Type\} and one \{o:Type\}"),
        ('issued:\n  - rule: x\n    find: "{s:any}(发{o:any}"\n', r"yaml:2: .* is no pattern"),
        ('issued:\n  - rule: x\n    find: "{s:any}发{o:any}"\n    sure: 1\n', r"yaml:2: unknown key 'sure'"),
        ("issued:\n  - find: 发\n", r"yaml:1: each item of issued needs rule: "),
        ("issued:\n  - rule: [x\n", r"yaml:\d: not YAML"),
        ("words: [a]\n", r"yaml:1: words is not a mapping"),
        ("words: {a: b}\n", r"yaml:1: a is not a list of words"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        book(tmp_path, text)
    assert "\n" not in caught.value.message


def test_a_user_adds_words_and_rules_to_ours(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder, text in (
        (ours, 'words: {issue: [印发]}\nissued:\n  - {rule: a, find: "{s:agent}<issue>{o:Policy}"}\n'),
        (theirs, 'words: {issue: [勒石]}\nissued:\n  - {rule: b, find: "{o:Policy}归{s:agent}"}\n'),
    ):
        (folder / "zh").mkdir(parents=True)
        (folder / "zh" / "relations.yaml").write_text(text, "utf-8")
    both = patterns.read([ours, theirs], "zh", TERMS)
    assert [rule.id for rule in both.rules] == ["a", "b"]
    assert examples.found(both.rules[0], examples.parse("[甲](Institution)勒石[乙](Policy)。"), both, TERMS)
    with pytest.raises(DataError, match="rule a is there already"):
        patterns.read([ours, ours], "zh", TERMS)
