"""Every rule's own sentences: what it must match, what it must not, what it tells as a plan."""

from __future__ import annotations

import pytest

from kg import ontology, patterns
from kg.patterns import Book, Rule
from kg.relate import examples
from kg.relate.relations import LANGUAGES, RULES

TERMS = ontology.load()
BOOKS = [patterns.read([RULES], language, TERMS) for language in LANGUAGES]
CASES = [(rule, book) for book in BOOKS for rule in (*book.rules, *book.attributes)]


@pytest.mark.parametrize(("rule", "book"), CASES, ids=[rule.id for rule, _ in CASES])
def test_rule_keeps_its_word(rule: Rule, book: Book) -> None:
    assert list(examples.failures(rule, book, TERMS)) == []


def test_every_rule_has_sentences_of_both_kinds() -> None:
    assert [r.id for r, _ in CASES if not (r.yes or r.planned) or not r.no] == []


@pytest.mark.parametrize("book", BOOKS, ids=LANGUAGES)
def test_every_relation_has_a_rule(book: Book) -> None:
    assert TERMS.properties.keys() - {rule.property for rule in book.rules} == set()
    assert TERMS.attributes.keys() - {rule.property for rule in book.attributes} == set()
