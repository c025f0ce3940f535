"""What becomes a mention: order, nesting, furniture, spreading, numbers of documents."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from kg import text
from kg.mark.candidates import Candidate, settle
from kg.mark.gazetteer import Gazetteer
from tests.mark.conftest import Mark

CANDIDATES = [
    Candidate(0, 6, "Bank", "a", 5),
    Candidate(4, 9, "Bank", "b", 5),
    Candidate(2, 4, "Place", "c", 1),
    Candidate(2, 4, "Person", "d", 1),
    Candidate(7, 9, "Place", "e", 9),
]


def test_settling_does_not_depend_on_the_order() -> None:
    results = {tuple(settle(order)) for order in itertools.permutations(CANDIDATES)}
    assert len(results) == 1


def test_what_settles_never_crosses() -> None:
    dice = random.Random(3)
    many = [
        Candidate(b := dice.randrange(80), b + dice.randrange(1, 12), "Place", "x", dice.randrange(4))
        for _ in range(300)
    ]
    for one, other in itertools.combinations(settle(many), 2):
        assert one.end <= other.begin or other.end <= one.begin or one.holds(other) or other.holds(one)


def names(doc: object) -> list[str]:
    return [span.text for span in doc.spans["mentions"]]  # type: ignore[attr-defined]


def test_the_outermost_names_are_the_entities(mark: Mark) -> None:
    doc = mark("国家外汇管理局重庆市分局启动试点。")
    assert [ent.text for ent in doc.ents] == ["国家外汇管理局重庆市分局"]
    assert names(doc) == ["国家外汇管理局重庆市分局", "国家外汇管理局", "重庆市"]
    assert doc.ents[0].label_ == "Regulator"


def test_one_name_is_one_whatever_script_and_width(mark: Mark) -> None:
    for form in ("香港金融管理局", "香港金融管理局".replace("融", "融"), "ＨＫＭＡ", "HKMA"):
        doc = mark(f"{form}今日公布結果。")
        assert next(span.id_ for span in doc.spans["mentions"]) == "seed:institution-hkma"


def test_short_acronyms_respect_case_and_edges(mark: Mark) -> None:
    assert "MAS" in names(mark("The MAS met."))
    assert names(mark("A mas or a SMASH.")) == []


def test_page_furniture_names_nobody(mark: Mark) -> None:
    assert names(mark("央视网消息（新闻联播）：\n本报记者 王小明\n责任编辑：李大力")) == []
    assert (
        names(mark("您现在的位置：首页 > 江西要闻 > 南昌市\n上一篇：湖北银行到访武汉\n主办：云南省商务厅"))
        == []
    )
    assert names(mark("相关阅读\n· 湖北银行获批\n· 武汉市来了新客\n\n贵州银行开业。"))[:1] == ["贵州银行"]
    assert names(mark("贵阳晚报 2024年8月9日 星期五 第02版\n《贵阳晚报》记者：有何打算？")) == []
    assert names(mark("贵州银行开业。（贵阳晚报）"))[:1] == ["贵州银行"]


def test_a_name_found_once_is_found_everywhere(mark: Mark) -> None:
    doc = mark("行里推出“云帆长通”系统。有了“云帆长通”，企业少跑路。")
    assert [(span.text, span.label_) for span in doc.ents][-1] == ("云帆长通", "Platform")


def test_the_number_of_a_document_names_nothing(mark: Mark) -> None:
    assert names(mark("《关于促进消费的意见》（银发〔2023〕15号）公布。")) == ["《关于促进消费的意见》"]


@pytest.mark.parametrize(
    "line", ["", "。。。", "\n\n", "a" * 5000, "重" * 5000, "😀" * 300, "“" * 400 + "》）" * 300]
)
def test_odd_texts_end_normally(line: str, quick: Mark) -> None:
    assert quick(line).text == line


def test_without_the_recogniser_names_are_found_too(quick: Mark) -> None:
    assert "江州银行青川市分行" in names(quick("昨天，江州银行青川市分行启动“云帆通”试点。"))


def test_seeds_of_ones_own_are_found(tmp_path: Path) -> None:
    row = '{"id": "blue", "class": "Bank", "zh": ["蓝海银行"], "en": ["Blue Sea Bank"], "weak": ["蓝银"]}\n'
    (tmp_path / "institutions.jsonl").write_text(row, "utf-8")
    found = Gazetteer([tmp_path]).find(text.fold("藍海銀行（Blue sea bank）又称蓝银。"))
    assert [(c.begin, c.end, c.found) for c in found] == [
        (0, 4, "seed:institution-blue"),
        (5, 18, "seed:institution-blue"),
        (21, 23, "weak:institution-blue"),
    ]
