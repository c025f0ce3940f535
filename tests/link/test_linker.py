"""One entity for one thing, and another for another."""

import pytest
from conftest import Link, keys, names

SAME = [
    ("[人行重庆市分行](Regulator)与[中国人民银行重庆市分行](Regulator)", "人行重庆市分行", "中国人民银行重庆市分行"),
    ("[重庆川不息电子商务有限公司](Company)(以下简称[川不息公司](Company))", "川不息公司", "重庆川不息电子商务有限公司"),
    ("[重庆川不息电子商务有限公司](Company)成立。[川不息公司](Company)", "川不息公司", "重庆川不息电子商务有限公司"),
    ("[“科汇通”试点](Pilot)启动，[科汇通](Pilot)", "科汇通", "“科汇通”试点"),
    ("[2024年成都世界园艺博览会](Event)闭幕。本届[世园会](Event)", "世园会", "2024年成都世界园艺博览会"),
    ("[香港](Place)[「惠民通」計劃](Initiative)即[惠民通](Initiative)", "惠民通", "「惠民通」計劃"),
    ("[深圳市人民政府金融发展服务办公室](GovernmentBody)（[深圳金融办](GovernmentBody)）", "深圳金融办",
     "深圳市人民政府金融发展服务办公室"),
    ("[包头市](Place)和[包头](Place)", "包头", "包头市"),
    ("[重庆市工商联](Alliance)即[重庆市工商业联合会](Alliance)", "重庆市工商联", "重庆市工商业联合会"),
]  # fmt: skip
APART = [
    (
        "[人行重庆市分行](Regulator)与[中国人民银行成都分行](Regulator)",
        "人行重庆市分行",
        "中国人民银行成都分行",
    ),
    ("[重庆银行](Bank)、[重庆农村商业银行](Bank)", "重庆银行", "重庆农村商业银行"),
    ("[中国银行](Bank)、[中国人民银行](Regulator)", "中国银行", "中国人民银行"),
    ("[内陆银行](Bank)、[内蒙古银行](Bank)", "内陆银行", "内蒙古银行"),
    ("[2023山城论坛](Event)、[2024山城论坛](Event)", "2023山城论坛", "2024山城论坛"),
    ("[“一带一路”项目](Project)、[一带一路](Initiative)", "“一带一路”项目", "一带一路"),
    ("[俄罗斯财政部](GovernmentBody)、[财政部](GovernmentBody)", "俄罗斯财政部", "财政部"),
    ("[「人才計劃」升級版](Initiative)、[人才計劃](Initiative)", "「人才計劃」升級版", "人才計劃"),
]


@pytest.mark.parametrize(("marked", "one", "other"), SAME)
def test_names_of_one_thing_have_one_key(link: Link, marked: str, one: str, other: str) -> None:
    doc = link(marked)
    assert keys(doc, one) == keys(doc, other) != set()


@pytest.mark.parametrize(("marked", "one", "other"), APART)
def test_names_of_two_things_have_two_keys(link: Link, marked: str, one: str, other: str) -> None:
    doc = link(marked)
    assert keys(doc, one) and keys(doc, other) and keys(doc, one) != keys(doc, other)


def test_a_name_short_of_its_place_gets_that_of_the_document(link: Link) -> None:
    doc = link("[重庆市](Place)发展很快。[重庆](Place)人说，[市住房城乡建委](GovernmentBody)来了。")
    assert "重庆市住房和城乡建设委员会" in names(doc, "市住房城乡建委")


def test_a_branch_in_a_list_is_that_of_the_body_before(link: Link) -> None:
    doc = link("[人民银行成都分行](Regulator)、[昆明中心支行](Bank)和重庆营管部签约。")
    assert "中国人民银行昆明中心支行" in names(doc, "昆明中心支行")
    assert "中国人民银行重庆营管部" in names(doc, "重庆营管部")


def test_a_foreign_office_keeps_its_name(link: Link) -> None:
    doc = link("[日本石川县政府](GovernmentBody)宣布。")
    assert "日本石川县政府" in names(doc, "日本石川县政府")


@pytest.mark.parametrize(("place", "expected"), [("香港", "institution-hkma"), ("新加坡", "institution-mas")])
def test_a_weak_name_is_what_the_document_is_about(link: Link, place: str, expected: str) -> None:
    doc = link(f"[{place}](Place)的银行说，[{place}](Place)很好。[金管局](Regulator)表示。")
    assert keys(doc, "金管局") == {expected}


def test_a_short_name_in_traditional_script_is_that_of_the_place_at_home(link: Link) -> None:
    marked = "[證監會](Regulator)與[香港交易所](Exchange)簽署協議。"
    assert keys(link(marked, language="zh-hant"), "證監會") == {"institution-sfc-hk"}
    assert keys(link("[证监会](Regulator)发布公告。"), "证监会") == {"institution-csrc"}


def test_a_short_name_is_not_the_body_that_it_is_joined_to(link: Link) -> None:
    doc = link(
        "[澳门](Place)很好。[金管局](Regulator)与[澳门金融管理局](Regulator)签署协议，[香港](Place)受益。"
    )
    assert keys(doc, "金管局") == {"institution-hkma"}


def test_a_weak_name_without_context_is_no_mention(link: Link) -> None:
    assert keys(link("[金管局](Regulator)表示。"), "金管局") == set()


def test_a_pair_of_places_is_both(link: Link) -> None:
    assert keys(link("[中新](Place)双方合作。"), "中新") == {"place-china place-singapore"}


def test_an_ambiguous_pair_is_the_country_that_is_named(link: Link) -> None:
    doc = link("[塞拉利昂](Place)总统来访。[中塞](Place)友好。")
    assert keys(doc, "中塞") == {"place-china place-sierra-leone"}


def test_one_wrong_character_is_repaired_with_a_note(link: Link) -> None:
    doc = link("[新加坡](Place)的[展展银行](Bank)、[中国银行新加坡分行](Bank)达成合作。")
    assert keys(doc, "展展银行") == {"institution-dbs"}
    (issue,) = doc._.issues
    assert issue.kind == "repaired name" and "展展银行" in issue.message


def test_a_bank_that_nobody_knows_is_not_repaired(link: Link) -> None:
    doc = link("[民丰银行](Bank)成立。")
    assert not doc._.issues and "institution-cmbc" not in keys(doc, "民丰银行")


def test_a_bare_title_is_the_last_one_of_its_kind(link: Link) -> None:
    doc = link("印发[《关于推动公共就业服务下沉基层的意见》](Regulation)。[《意见》](Regulation)提出。")
    assert len(keys(doc, "《意见》") | keys(doc, "《关于推动公共就业服务下沉基层的意见》")) == 1


def test_a_bare_title_stands_for_one_that_ends_with_an_edition(link: Link) -> None:
    doc = link("印发[《护理保险经办规程（试行）》](Regulation)。[《规程》](Regulation)提出。")
    assert len(keys(doc, "《规程》") | keys(doc, "《护理保险经办规程（试行）》")) == 1


def test_persons_stay_within_their_document(link: Link) -> None:
    marked = "[姚子岚](Person)行长。[姚子岚先生](Person)说。"
    doc = link(marked)
    assert len(keys(doc, "姚子岚") | keys(doc, "姚子岚先生")) == 1
    assert doc._.entities[keys(doc, "姚子岚").pop()].local


def test_acronyms_in_english(link: Link) -> None:
    doc = link("The [Global Trade Connectivity Network](Project) (GTCN) starts. GTCN helps.", language="en")
    assert keys(doc, "GTCN") == keys(doc, "Global Trade Connectivity Network")
    doc = link(
        "The [Norland-Tides Taxonomy for Finance](Regulation) was read. The NTT helps. The [Norland-Tides Taxonomy](Regulation) is new.",
        language="en",
    )
    assert keys(doc, "NTT") == keys(doc, "Norland-Tides Taxonomy") != set()
    doc = link("The [Norland Development Bank](Bank) ([NDB](Bank)) lends. [NDB](Bank) grew.", language="en")
    assert keys(doc, "NDB") == keys(doc, "Norland Development Bank") != {"institution-ndb"}
    doc = link(
        "[Singapore’s Bureau of Harbours](GovernmentBody) and the [Singapore Harbours Bureau](GovernmentBody).",
        language="en",
    )
    assert keys(doc, "Singapore’s Bureau of Harbours") == keys(doc, "Singapore Harbours Bureau") != set()
    doc = link("The [Taskforce on Harbours](Alliance) (Taskforce) met. The Taskforce grew.", language="en")
    assert keys(doc, "Taskforce") == keys(doc, "Taskforce on Harbours")


def test_a_long_text_ends(link: Link) -> None:
    line = "[重庆](Place)的[山城{0}有限公司](Company)与[江城{0}论坛](Event)。"
    doc = link("".join(line.format(chr(0x4E00 + n)) for n in range(1500)))
    assert len(doc._.entities) > 2500
