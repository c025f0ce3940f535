"""What points back, and what does not."""

import pytest
from conftest import Link
from spacy.tokens import Doc

POINTS = [
    ("[“科汇通”试点](Pilot)启动。该试点旨在解决难题。", "该试点", "科汇通"),
    ("[江城电子有限公司](Company)说，公司很忙。", "公司", "江城电子有限公司"),
    ("[重庆](Place)与[新加坡](Place)合作。双方签约。", "双方", "重庆"),
    ("[江城服务联合体](Alliance)成立。该联合体有成员69家。", "该联合体", "江城服务联合体"),
    ("[马来西亚](Place)和[泰国](Place)谈了[南海](Place)形势。双方签约。", "双方", "马来西亚"),
]
SPEAKS = [
    ("[江城银行](Bank)行长[王大方](Person)表示，下一步，我们将推出新品。", "我们", "江城银行"),
    ("访[江城银行](Bank)行长[王大方](Person)\n《江城报》记者：很多吧？\n[王大方](Person)：去年，我们放贷。", "我们", "江城银行"),
    ("[江城国际物流园区](Zone)忙碌。\n\n\n■园区引进企业9家。", "园区", "江城国际物流园区"),
    ("“下一步，我们将推出新品。”[江城银行](Bank)行长[王大方](Person)说。", "我们", "江城银行"),
    ("[江城银行](Bank)行长[王大方](Person)表示：“今年，我们推出新品。”", "我们", "江城银行"),
    ("专访[江城银行](Bank)行长[王大方](Person)\n记者：[海通集团](Company)呢？\n[王大方](Person)：我行去年放贷。", "我行", "江城银行"),
    ("[江城银行](Bank)行长[王大方](Person)谈近况\n问：有何打算？\n答：一是，我们推出新品。", "我们", "江城银行"),
    ("专访[江城银行](Bank)行长[王大方](Person)\n记者：贵行有何打算？\n答：很多。", "贵行", "江城银行"),
    ("来源：[江城监管局](Regulator)\n风险总体可控。\n我局将继续开展检查。", "我局", "江城监管局"),
]  # fmt: skip
SILENT = [
    "“我们要共同努力。”[江城](Place)来的人说。",
    "[江城银行](Bank)行长[王大方](Person)到会。我们要看到，困难不少。",
    "某外贸公司买矿。[江城运输有限公司](Company)承运，这家企业很高兴。",
    "[重庆银行](Bank)说，该行业很好。",
    "[江城有限公司](Company)成立。该银行很好。",
    "[重庆](Place)发展。双方签约。",
]


def pointed(doc: Doc) -> dict[str, set[str]]:
    spans = doc.spans["anaphora"]
    return {s.text: {n.text for k in s.kb_id_.split() for n in doc._.entities[k].names} for s in spans}


@pytest.mark.parametrize(("marked", "anaphor", "name"), POINTS + SPEAKS)
def test_it_points_to_the_last_that_fits(link: Link, marked: str, anaphor: str, name: str) -> None:
    found = pointed(link(marked))
    assert any(name in given for given in found[anaphor])


@pytest.mark.parametrize("marked", SILENT)
def test_it_is_silent_where_nothing_fits(link: Link, marked: str) -> None:
    assert pointed(link(marked)) == {}


def test_english(link: Link) -> None:
    doc = link("Banks launched [eTradeConnect](Platform). The platform reduces risk.", language="en")
    assert [span.text for span in doc.spans["anaphora"]] == ["The platform"]
