"""What names say: part of, located in, applies to."""

import pytest
from conftest import Link, keys, told

SAID = [
    ("[国家外汇管理局重庆市分局](Regulator)", "国家外汇管理局重庆市分局", "partOf", "国家外汇管理局"),
    ("[国家外汇管理局重庆市分局](Regulator)", "国家外汇管理局重庆市分局", "locatedIn", "重庆"),
    ("[国家外汇管理局](Regulator)重庆市分局", "国家外汇管理局重庆市分局", "partOf", "国家外汇管理局"),
    ("[碧岭银行重庆分行](Bank)", "碧岭银行重庆分行", "partOf", "碧岭银行"),
    ("[深圳市人民政府金融发展服务办公室](GovernmentBody)", "深圳市人民政府金融发展服务办公室", "locatedIn", "深圳"),
    ("[山城至江城高速铁路江城北段](Project)", "山城至江城高速铁路江城北段", "partOf", "山城至江城高速铁路"),
    ("[江苏](Place)[苏州](Place)", "苏州", "locatedIn", "江苏"),
    ("[海口海关](GovernmentBody)", "海口海关", "locatedIn", "海口"),
    ("[青海](Place)[清水电站](Project)", "清水电站", "locatedIn", "青海"),
    ("[宁夏](Place)[贺兰山](Place)", "贺兰山", "locatedIn", "宁夏"),
    ("[丁一](Person)3日在[湖北](Place)调研。在[宜昌](Place)，他走进社区。", "宜昌", "locatedIn", "湖北"),
    ("[《2024中国花卉产业发展报告》](Policy)写到[中国](Place)", "《2024中国花卉产业发展报告》", "appliesTo", "中国"),
    ("[《重庆市做好金融五篇文章三年行动计划》](Plan)", "《重庆市做好金融五篇文章三年行动计划》", "appliesTo", "重庆"),
    ("[《粤港澳大湾区发展规划纲要》](Plan)", "粤港澳大湾区发展规划纲要", "appliesTo", "粤港澳大湾区"),
    ("[“智融惠畅”工程](Project)。[《实施“智融惠畅”工程行动方案》](Plan)", "《实施“智融惠畅”工程行动方案》", "implements",
     "“智融惠畅”工程"),
    ("[陆海新通道运营有限公司](Company)", "陆海新通道运营有限公司", "appliesTo", "西部陆海新通道"),
    ("[也门](Place)[西部](Place)[荷台达省](Place)", "荷台达省", "locatedIn", "也门"),
    ("[西班牙](Place)[巴伦西亚](Place)、[安达卢西亚](Place)", "安达卢西亚", "locatedIn", "西班牙"),
    ("[山城至江城高速铁路清江特大桥](Project)", "山城至江城高速铁路清江特大桥", "partOf", "山城至江城高速铁路"),
    ("[江城师范大学山城研究院](ResearchInstitution)", "江城师范大学山城研究院", "partOf", "江城师范大学"),
    ("[青石法](Regulation)。[《青石法实施条例》](Regulation)", "《青石法实施条例》", "implements", "青石法"),
    ("[《中国花卉发展报告2024》](Policy)写到[中国](Place)", "《中国花卉发展报告2024》", "appliesTo", "中国"),
    ("[《贺兰山花卉方案》](Plan)写到[贺兰山](Place)", "《贺兰山花卉方案》", "appliesTo", "贺兰山"),
    ("[青川工程](Project)。[青川工程四期](Project)", "青川工程四期", "partOf", "青川工程"),
    ("[法国驻埃及大使馆](GovernmentBody)", "法国驻埃及大使馆", "locatedIn", "埃及"),
    ("[青川工程](Project)。[青川工程攻坚战](Campaign)", "青川工程攻坚战", "partOf", "青川工程"),
    ("[青石法](Regulation)。[青石法修订草案](Regulation)", "青石法修订草案", "appliesTo", "青石法"),
    ("[《中华人民共和国和越南社会主义共和国引渡条约》](Agreement)", "《中华人民共和国和越南社会主义共和国引渡条约》", "appliesTo",
     "越南"),
    ("[青川委员会](Institution)。[青川委员会第九次会议](Event)", "青川委员会第九次会议", "appliesTo", "青川委员会"),
]  # fmt: skip
UNSAID = [
    ("[中国证券业协会](Alliance)与[中国](Place)", "locatedIn"),
    ("[上海合作组织](Alliance)与[上海](Place)", "locatedIn"),
    ("[中新金融峰会](Event)与[新加坡](Place)", "locatedIn"),
    ("[国务院台湾事务办公室](GovernmentBody)与[台湾](Place)", "locatedIn"),
    ("[中国银行业协会](Alliance)与[中国银行](Bank)", "partOf"),
    ("[罗马尼亚](Place)和[罗马](Place)", "locatedIn"),
    ("[湖北](Place)[长江](Place)", "locatedIn"),
    ("[湖北](Place)的消息。在[宜昌](Place)，他走进社区。", "locatedIn"),
    ("[中东部](Place)与[中东](Place)", "locatedIn"),
    ("[亚太命运共同体](Initiative)与[亚太](Place)", "locatedIn"),
    ("[《中国花卉法》](Regulation)与[中国](Place)", "appliesTo"),
    ("[《上海宣言》](Policy)与[上海](Place)", "appliesTo"),
    ("[中国](Place)[清水电站](Project)", "locatedIn"),
    ("[成都园](Place)和[成都](Place)", "locatedIn"),
    ("[青川工程](Project)。[青川工程建设](Project)", "partOf"),
    ("[法国使馆](GovernmentBody)与[法国](Place)", "locatedIn"),
    ("[青川委员会](Institution)。[青川委员会新闻发布会](Event)", "appliesTo"),
]


@pytest.mark.parametrize(("marked", "subject", "prop", "obj"), SAID)
def test_a_name_says(link: Link, marked: str, subject: str, prop: str, obj: str) -> None:
    assert (subject, prop, obj) in told(link(f"{marked}。"))


@pytest.mark.parametrize(("marked", "prop"), UNSAID)
def test_a_name_does_not_say(link: Link, marked: str, prop: str) -> None:
    assert prop not in {p for _, p, _ in told(link(f"{marked}。"))}


def test_the_parent_inside_a_name_is_a_mention_as_written(link: Link) -> None:
    assert keys(link("[人行重庆市分行](Regulator)印发通知。"), "人行") == {"institution-pboc"}


def test_the_full_name_of_a_regulator_tells_its_place_where_that_is_spoken_of(link: Link) -> None:
    doc = link("The [HKMA](Regulator) helps banks in [Hong Kong](Place).", language="en")
    assert {(s.subject, s.property, s.object) for s in doc._.statements} == {
        ("institution-hkma", "locatedIn", "place-hong-kong")
    }


def test_english_names(link: Link) -> None:
    doc = link(
        "The [Institute of Digital Currency of the People’s Bank of China](ResearchInstitution).", "en"
    )
    assert {s.property for s in doc._.statements if s.object == "institution-pboc"} == {"partOf"}


def test_the_evidence_is_the_whole_sentence(link: Link) -> None:
    doc = link("你好。[海口海关](GovernmentBody)说。")
    (statement,) = doc._.statements
    assert doc.text[slice(*statement.evidence)] == "海口海关说。" and statement.rule == "name-locatedin"
