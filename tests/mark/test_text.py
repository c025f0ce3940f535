"""Tokens and sentences: every character in its place, whatever the text."""

from __future__ import annotations

import itertools
import pickle

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import text as texts
from kg.mark.sentences import boundaries
from kg.mark.tokenizer import HanLatin

NLP = spacy.blank("xx")
TOKENIZER = HanLatin(NLP.vocab)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="重庆 \n\t.,3５Ａb“”。\u3000😀é'&", max_size=60))
def test_the_text_comes_back(text: str) -> None:
    assert TOKENIZER(text).text == text


@pytest.mark.parametrize(
    "text, words",
    [
        ("增长3.5％，达1,000亿", ["增", "长", "3.5", "％", "，", "达", "1,000", "亿"]),
        ("eTradeConnect与we.trade", ["eTradeConnect", "与", "we.trade"]),
        ("FCAS 2.0", ["FCAS", "2.0"]),
        ("MOST在ALMOST里", ["MOST", "在", "ALMOST", "里"]),
    ],
)
def test_words_of_other_scripts_stay_whole(text: str, words: list[str]) -> None:
    assert [token.text for token in TOKENIZER(text)] == words


def test_the_tokenizer_travels_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(TOKENIZER))("重庆 MAS").text == "重庆 MAS"


@pytest.mark.parametrize(
    "text, sentences",
    [
        ("增长3.5%。同比下降！", ["增长3.5%。", "同比下降！"]),
        ("他说：“好。”然后走了；很快。", ["他说：“好。”", "然后走了；", "很快。"]),
        ("一行标题\n第二行", ["一行标题\n", "第二行"]),
        ("Mr. Chan spoke. The U.S. bank left at 3.5 per cent. Yes.",
         ["Mr. Chan spoke. ", "The U.S. bank left at 3.5 per cent. ", "Yes."]),
        ("The No. 5 plan (a draft.) It ended.", ["The No. 5 plan (a draft.) ", "It ended."]),
    ],
)  # fmt: skip
def test_sentences(text: str, sentences: list[str]) -> None:
    cuts = [*boundaries(text), len(text)]
    assert [text[a:b] for a, b in itertools.pairwise(cuts)] == sentences


def test_straight_quotes_pair_in_a_chinese_line() -> None:
    assert texts.curl('推出"渝融通"试点，“巴渝好物"') == "推出“渝融通”试点，“巴渝好物”"
    assert texts.curl('a "quoted" word') == 'a "quoted" word'
    assert texts.curl('长15"的屏幕') == '长15"的屏幕'
