"""Every rule's own sentences: what it must match, and what it must not."""

import re
from pathlib import Path

import pytest

from kg import ontology, patterns
from kg.patterns import Alphabet, Rule
from kg.relate.relations import RULES

ALPHABET = Alphabet(ontology.load())
NAME = re.compile(r"\[([^\[\]]+)\]\((?:[so] )?(\w+)\)")
ALL = [rule for path in sorted(RULES.glob("*/relations*.yaml")) for rule in patterns.read(path, ALPHABET)]
CASES = [(rule, sentence, True) for rule in ALL for sentence in rule.yes]
CASES += [(rule, sentence, False) for rule in ALL for sentence in rule.no]


def encode(sentence: str) -> str:
    return NAME.sub(lambda m: ALPHABET.char(m[2]), sentence)


@pytest.mark.parametrize(
    ("rule", "sentence", "wanted"), CASES, ids=lambda v: v.name if isinstance(v, Rule) else None
)
def test_rule_keeps_its_word(rule: Rule, sentence: str, wanted: bool) -> None:
    assert bool(rule.pattern.search(encode(sentence))) == wanted, sentence


def test_every_rule_has_sentences_of_both_kinds() -> None:
    assert [rule.name for rule in ALL if not rule.yes or not rule.no] == []


def test_an_unknown_type_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "relations.yaml"
    path.write_text(
        'issued:\n  - rule: x\n    find: "{s:Institue}发布{o:Policy}"\n    yes: []\n    no: []\n', "utf-8"
    )
    with pytest.raises(
        patterns.DataError, match=r"relations.yaml:3: unknown type 'Institue'; did you mean Institution"
    ):
        list(patterns.read(path, ALPHABET))
