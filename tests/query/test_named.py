"""The named queries: what a user expects of each, the same from Oxigraph, rdflib and Virtuoso."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
import rdflib
import requests
from handmade import FACT, all_of, entity, made
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse, serialize
from requests.auth import HTTPDigestAuth
from servers import Server

from kg import confidence
from kg.errors import KgError
from kg.guard import guard, tokens
from kg.iris import ONTOLOGY
from kg.model import Extent, Findings, Observation, Passage, Statement
from kg.named import LANGUAGE, bind, named
from kg.query import ask

Rows = list[dict[str, str]]
TOLD = (
    "“快办”试点自2024年1月1日起实施。",
    "“快办”试点于2024年6月30日结束。",
    "2024年7月1日，“快办”试点升级为“快办”改革。",
)
Kg = Callable[..., Any]
LOANS = Observation(
    "人民币贷款余额", Decimal("6000000000000"), "CNY", "figure-01", (FACT,), "place-chongqing", "loan-balance", as_of="2024-12-31"
)  # fmt: skip
GROWTH = Observation(
    "GDP", Decimal("0.05"), "ratio", "figure-02", (FACT,), "place-chongqing", "gdp",
    period_start="2025-01-01", period_end="2025-12-31", modality="planned",
)  # fmt: skip

# Query, parameters, rows that are there (in the columns that matter), rows that are not.
SURE = confidence.load().of("name-partof", 0.95)
CASES: list[tuple[str, dict[str, str], Rows, Rows]] = [
    ("who-launched-what", {}, [{"who": "国家外汇管理局重庆市分局", "what": "“科汇通”试点"}, {"who": "香港金融管理局", "what": "互换通", "date": "2023-05-15"}], [{"what": "多功能自由贸易账户"}]),
    ("who-launched-what", {"by": "金融监管总局"}, [{"what": "“千企万户大走访”活动", "date": "2024-10-01"}], [{"who": "国家发展和改革委员会"}]),
    ("who-issued-what", {"thing": "海南自由贸易港建设总体方案"}, [{"who": "国务院", "date": "2020-06-01"}, {"who": "中共中央"}], [{"who": "财政部"}]),
    ("who-operates-what", {"thing": "转数快"}, [{"who": "香港银行同业结算有限公司"}], [{"who": "香港金融管理局"}]),
    ("who-finances-what", {"thing": "中老铁路"}, [{"who": "中国进出口银行"}], [{"who": "中国工商银行万象分行"}]),
    ("who-approved-what", {"by": "新加坡金管局"}, [{"what": "蚂蚁集团", "date": "2020-12-01"}, {"what": "冬海集团"}], []),
    ("who-implements-what", {"by": "重庆"}, [{"what": "“智融惠畅”工程"}], []),
    ("who-participates-where", {"thing": "2024陆家嘴论坛"}, [{"who": "潘功胜"}, {"who": "李云泽"}], []),
    ("who-signed-what", {"thing": "RCEP"}, [{"who": "中国", "date": "2020-11-15"}, {"who": "日本"}], []),
    ("who-offers-what", {}, [{"who": "重庆三峡银行", "what": "取水权质押贷"}], []),
    ("who-hosted-what", {"by": "MAS"}, [{"what": "新加坡金融科技节", "date": "2024-11-01"}], []),
    ("who-supports-what", {"thing": "中老铁路"}, [{"who": "中国工商银行万象分行"}], []),
    ("listed-companies", {"exchange": "上海证券交易所"}, [{"listed": "重庆银行", "date": "2021-02-01"}, {"listed": "成都银行"}], [{"market": "香港联合交易所有限公司"}]),
    ("who-works-with-whom", {"institution": "新加坡金融管理局"}, [{"other": "重庆市委金融办"}, {"other": "泰国银行"}], [{"one": "中国"}]),
    ("members-of", {"alliance": "新开发银行"}, [{"member": "孟加拉国", "date": "2021-01-01"}], []),
    ("programmes-of", {"institution": "人行重庆市分行"}, [{"relation": "operates", "what": "“长江绿融通”系统"}], []),
    ("policies-of", {"institution": "国务院"}, [{"relation": "issued", "policy": "成渝地区双城经济圈建设规划纲要", "date": "2021-10-01"}], []),
    ("policies-about", {"thing": "西部陆海新通道"}, [{"policy": "西部陆海新通道总体规划", "relation": "appliesTo"}], []),
    ("in-force-on", {"day": "2021-12"}, [{"what": "西部陆海新通道总体规划", "since": "2019-08-01"}, {"what": "碳减排支持工具"}], [{"what": "《党和国家机构改革方案》"}]),
    ("in-force-on", {"day": "2024-06-30"}, [{"what": "非银行支付机构监督管理条例", "since": "2024-05-01"}, {"what": "非金融机构支付服务管理办法", "since": "2010-09-01", "until": "2024-07-08"}, {"what": "商业银行资本管理办法"}], [{"what": "《商业银行资本管理办法(试行)》"}, {"what": "《非银行支付机构监督管理条例实施细则》"}]),
    ("in-force-on", {"day": "2024-07-09"}, [{"what": "《非银行支付机构监督管理条例实施细则》", "since": "2024-07-09"}], [{"what": "非金融机构支付服务管理办法"}]),
    ("in-force-on", {"day": "2019-07-31"}, [], [{"what": "西部陆海新通道总体规划"}]),
    ("in-force-on", {"day": "2024-06-30", "class": "Pilot"}, [{"what": "“快办”试点", "since": "2024-01-01", "until": "2024-06-30"}], [{"what": "非银行支付机构监督管理条例"}]),
    ("in-force-on", {"day": "2024-07-01", "class": "Programme"}, [{"what": "“快办”改革"}], [{"what": "“快办”试点"}]),
    ("lineage-of", {"policy": "成渝共建西部金融中心规划"}, [{"subject": "财政部", "relation": "issued"}], []),
    ("lineage-of", {"policy": "非银行支付机构监督管理条例"}, [{"subject": "国务院", "relation": "issued", "date": "2023-12-09"}, {"subject": "《非银行支付机构监督管理条例实施细则》", "relation": "implements"}, {"subject": "《非银行支付机构监督管理条例实施细则》", "relation": "repeals", "object": "非金融机构支付服务管理办法", "date": "2024-07-09"}, {"subject": "中国人民银行", "relation": "issued"}], [{"subject": "商业银行资本管理办法"}]),
    ("became-of", {"thing": "《商业银行资本管理办法（试行）》"}, [{"later": "商业银行资本管理办法", "relation": "succeeds", "date": "2023-11-01"}, {"relation": "repeals", "date": "2024-01-01"}], []),
    ("became-of", {"thing": "设备更新改造专项再贷款"}, [{"later": "科技创新和技术改造再贷款"}], []),
    ("became-of", {"thing": "“快办”试点"}, [{"relation": "effectiveTo", "date": "2024-06-30", "sentence": TOLD[1]}, {"relation": "succeeds", "later": "“快办”改革"}], []),
    ("posts-of", {"person": "潘功胜"}, [{"title": "行长", "institution": "中国人民银行", "date": "2023-07-25"}], []),
    ("leaders-of", {"institution": "HKEX"}, [{"person": "陈翊庭", "title": "Chief Executive Officer", "date": "2024-03-01"}], []),
    ("who-holds-which-post", {}, [{"person": "姚文波", "title": "行长", "institution": "中国人民银行重庆市分行"}], []),
    ("parents-of", {"thing": "国家外汇管理局重庆市分局"}, [{"whole": "国家外汇管理局"}, {"part": "国家外汇管理局", "whole": "中国人民银行"}], []),
    ("parts-of", {"thing": "中国人民银行"}, [{"part": "国家外汇管理局重庆市分局"}, {"part": "中国人民银行广州分行"}], []),
    ("branches-of", {"institution": "央行"}, [{"branch": "中国人民银行重庆市分行", "seat": "重庆"}], []),
    ("things-in", {"place": "重庆", "class": "Bank"}, [{"thing": "大华银行重庆分行"}], [{"thing": "重庆市人民政府"}]),
    ("figures-of", {"thing": "海南"}, [{"indicator": "地区生产总值", "from": "2023-01-01", "until": "2023-12-31", "value": "755118000000", "unit": "CNY", "growth": "0.092"}], []),
    ("figures-of-places", {}, [{"place": "重庆", "indicator": "各项贷款余额", "until": "2024-12-31", "value": "6011900000000"}], []),
    ("indicator-over-time", {"indicator": "各项贷款余额", "about": "重庆"}, [{"to": "2024-12-31", "value": "6011900000000"}], [{"whose": "中国人民银行"}]),
    ("indicator-over-time", {"indicator": "各项贷款余额", "until": "2024-11"}, [], [{"whose": "重庆"}]),
    ("figures-in-conflict", {}, [{"about": "重庆", "less": "6000000000000", "more": "6011900000000", "lessSource": "2025/other.txt"}], []),
    ("figures-in-conflict", {"tolerance": "0.01"}, [], [{"about": "重庆"}]),
    ("growth", {}, [{"about": "海南", "measure": "离岛免税购物金额", "growth": "0.254"}], []),
    ("targets", {}, [{"about": "重庆", "value": "0.05", "until": "2025-12-31"}], [{"until": "2024-12-31"}]),
    ("evidence-for", {"thing": "“科汇通”试点", "relation": "启动"}, [{"subject": "国家外汇管理局重庆市分局", "document": "zh-01-kehuitong.txt", "sentence": "国家外汇管理局重庆市分局近日在重庆启动“科汇通”试点，境外科研资金可以直接汇入在渝的非企业科研机构。"}], []),
    ("neighbours-of", {"thing": "中老铁路"}, [{"subject": "中国进出口银行", "relation": "financed"}], []),
    ("paths-between", {"from": "姚文波", "to": "中国人民银行"}, [{"first": "holdsPostAt", "via": "中国人民银行重庆市分行", "second": "partOf", "third": ""}], []),
    ("new-since", {"day": "2025"}, [{"object": "“科汇通”试点", "told": "2025-02-18"}], [{"document": "zh-05-chengyu.txt"}]),
    ("happened-between", {"since": "2024-05-17", "until": "2024-05-17"}, [{"date": "2024-05-17", "object": "保障性住房再贷款"}], [{"object": "互换通"}]),
    ("timeline-of", {"thing": "互换通"}, [{"date": "2023-05-15", "subject": "中国人民银行", "relation": "launched"}], []),
    ("on-one-source", {"relation": "launched"}, [{"object": "生物制品分段生产试点", "document": "zh-04-tool.txt"}], [{"object": "沪港通", "document": ""}]),
    ("told-most", {}, [{"subject": "李云泽", "relation": "holdsPostAt"}], [{"object": "生物制品分段生产试点"}]),
    ("planned", {}, [{"subject": "中国人民银行海南省分行", "object": "多功能自由贸易账户"}], [{"relation": "holdsPostAt"}]),
    ("most-mentioned", {"class": "Regulator", "documents": "4"}, [{"thing": "中国人民银行"}], [{"thing": "重庆"}]),
    ("most-connected", {"class": "监管机构"}, [{"thing": "香港金融管理局"}], [{"thing": "重庆"}]),
    ("things-of-class", {"class": "Zone"}, [{"thing": "海南自由贸易港"}], [{"thing": "重庆"}]),
    ("documents", {}, [{"document": "zh-03-lujiazui.txt", "issued": "2024-06-19", "title": "2024陆家嘴论坛在上海开幕"}], []),
    ("said-in", {"document": "2024陆家嘴论坛在上海开幕"}, [{"subject": "潘功胜", "relation": "participatesIn", "object": "2024陆家嘴论坛"}], []),
    ("mentioned-with", {"thing": "姚文波", "class": "Bank"}, [{"other": "重庆三峡银行"}], [{"other": "汇丰银行"}]),
    ("same-name", {}, [{"name": "金管局", "thing": "https://w3id.org/ipp-kg/id/institution-hkma"}], []),
    ("names-with", {"text": "hkma"}, [{"thing": "香港金融管理局"}], []),
    ("low-confidence", {"below": str(SURE)}, [{"rule": "operate-act"}], [{"rule": "name-partof"}]),
    ("together-in", {"institution": "潘功胜"}, [{"other": "李云泽", "what": "2024陆家嘴论坛"}], []),
    ("events", {}, [{"event": "第二十届中国—东盟博览会", "who": "商务部", "relation": "hosted"}], []),
]  # fmt: skip
IDS = [" ".join([name, *(f"--{p} {v}" for p, v in given.items())]) for name, given, _, _ in CASES]


@pytest.fixture(scope="module")
def graphs(built: Path) -> dict[str, list[Quad]]:
    """The named graphs of the sample and of two documents more: one contradicts it and has a target, one tells of a pilot."""
    findings = made(
        "2025/other.txt",
        entities=(entity("place-chongqing", "Place", "重庆"),),
        statements=(),
        observations=(LOANS, GROWTH),
    )
    found: dict[str, list[Quad]] = {}
    for quad in (*parse(path=str(built / "graph.nq"), format=RdfFormat.N_QUADS), *all_of(findings, pilot())):
        found.setdefault(quad.graph_name.value, []).append(quad)
    return found


def pilot() -> Findings:
    ends = accumulate(len(text) for text in TOLD)
    first, second, third = (Extent(end - len(text), end) for text, end in zip(TOLD, ends, strict=True))
    old, new = "programme-pilot", "programme-reform"
    return made(
        "2024/pilot.txt",
        entities=(entity(old, "Pilot", "“快办”试点"), entity(new, "Programme", "“快办”改革")),
        passages=tuple(map(Passage, (first, second, third), TOLD)),
        statements=(
            Statement(old, "effectiveFrom", "2024-01-01", "from", 0.9, first, date="2024-01-01"),
            Statement(old, "effectiveTo", "2024-06-30", "to", 0.9, second, date="2024-06-30"),
            Statement(new, "effectiveFrom", "2024-07-01", "from", 0.9, third, date="2024-07-01"),
            Statement(new, "succeeds", old, "after", 0.9, third, date="2024-07-01"),
        ),
        observations=(),
    )


@pytest.fixture(scope="module")
def store(graphs: dict[str, list[Quad]]) -> Store:
    store = Store()
    store.bulk_extend(Quad(*quad.triple, DefaultGraph()) for graph in graphs.values() for quad in graph)
    return store


@pytest.fixture(scope="module")
def model(store: Store) -> rdflib.Graph:
    triples = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    return rdflib.Graph().parse(data=triples, format="nt")


@pytest.fixture(scope="module")
def loaded(virtuoso: Server, graphs: dict[str, list[Quad]]) -> Iterator[Server]:
    for name, found in graphs.items():
        virtuoso.put(name, bytes(serialize((q.triple for q in found), format=RdfFormat.TURTLE) or b""))
    yield virtuoso
    for name in graphs:
        login = HTTPDigestAuth(virtuoso.user, virtuoso.password)
        assert requests.delete(virtuoso.graphs, params={"graph": name}, auth=login, timeout=60).ok


def oxigraph_rows(store: Store, query: str) -> Rows:
    out = io.BytesIO()
    ask(store, query, "csv", out)
    return [dict(row) for row in csv.DictReader(io.StringIO(out.getvalue().decode()))]


def same(rows: Rows) -> Counter[tuple[str, ...]]:
    """Counts rows, their numbers as numbers."""
    number = re.compile(r"-?\d*\.?\d+")
    return Counter(
        tuple(str(float(v)) if number.fullmatch(v) else v for _, v in sorted(row.items())) for row in rows
    )


def has(rows: Rows, wanted: dict[str, str]) -> bool:
    return any(all(row[k].removeprefix(ONTOLOGY) == v for k, v in wanted.items()) for row in rows)


@pytest.mark.parametrize("name, given, there, absent", CASES, ids=IDS)
def test_what_a_user_expects(
    store: Store, model: rdflib.Graph, name: str, given: dict[str, str], there: Rows, absent: Rows
) -> None:
    query = bind(named()[name], store, given)
    rows = oxigraph_rows(store, query)
    for wanted in there:
        assert has(rows, wanted), f"{wanted} not in {rows[:30]}"
    for unwanted in absent:
        assert not has(rows, unwanted), unwanted
    result = model.query(guard(query))
    names = [str(v) for v in result.vars or ()]
    values = ([("" if v is None else str(v)) for v in row] for row in result)  # type: ignore[union-attr]
    assert same([dict(zip(names, row, strict=True)) for row in values]) == same(rows)


@pytest.mark.parametrize("name, given", [case[:2] for case in CASES], ids=IDS)
def test_virtuoso_agrees(
    loaded: Server, store: Store, graphs: dict[str, list[Quad]], name: str, given: dict[str, str]
) -> None:
    query = bind(named()[name], store, given)
    done = requests.post(
        loaded.sparql,
        {"query": guard(query), "default-graph-uri": list(graphs)},
        headers={"Accept": "application/sparql-results+json"},
        timeout=60,
    )
    assert done.ok, done.text
    found = done.json()
    rows = [
        {v: row.get(v, {}).get("value", "") for v in found["head"]["vars"]}
        for row in found["results"]["bindings"]
    ]
    assert same(rows) == same(oxigraph_rows(store, query))


def test_each_query_has_a_test() -> None:
    assert sorted(named()) == sorted({name for name, *_ in CASES}) and len(named()) >= 30


@pytest.mark.parametrize("name", named())
def test_each_header_is_whole(name: str) -> None:
    query = named()[name]
    assert query.titles.keys() == query.questions.keys() == {"en", "zh"}
    used = Counter(token for kind, token, _ in tokens(query.text) if kind == "variable")
    for parameter in query.parameters:
        assert used[f"${parameter.name}"] and not used[f"?{parameter.name}"], parameter.name
    declared = {f"${p.name}" for p in query.parameters}
    assert {token for token in used if token.startswith("$")} == declared


def test_names_are_in_the_language_that_is_asked_for(store: Store) -> None:
    query = named()["leaders-of"]
    english = oxigraph_rows(store, bind(query, store, {"institution": "HKMA", LANGUAGE: "en"}))
    assert has(english, {"person": "Norman Chan"})


@pytest.mark.parametrize(
    "name, given, words",
    [
        ("leaders-of", {}, "needs --institution"),
        ("leaders-of", {"institution": "金管局"}, "several things have this name"),
        ("leaders-of", {"institution": "姚文波"}, "that is a Institution"),
        ("leaders-of", {"institution": "HKMA", "instituton": "x"}, "did you mean --institution"),
        ("in-force-on", {"day": "2024-02-30"}, "no day of the calendar"),
        ("on-one-source", {"relation": "lauched"}, "did you mean launched"),
        ("things-of-class", {"class": "Bnak"}, "did you mean Bank"),
        ("low-confidence", {"below": "half"}, "not a number"),
        ("names-with", {"text": "\\u0022"}, "backslash"),
    ],
)
def test_wrong_parameters_are_told(store: Store, name: str, given: dict[str, str], words: str) -> None:
    with pytest.raises(KgError, match=words):
        bind(named()[name], store, given)


@pytest.mark.parametrize("text", ['" } #', "' || true || '", '\n"""', "SERVICE <x> {"])
def test_a_text_stays_a_text(store: Store, text: str) -> None:
    assert oxigraph_rows(store, bind(named()["names-with"], store, {"text": text})) == []


@pytest.mark.parametrize(
    "name",
    [
        "人行重庆市分行",
        "中國人民銀行重慶市分行",
        "institution-02e8fea425b7b507",
        "https://w3id.org/ipp-kg/id/institution-02e8fea425b7b507",
    ],
)
def test_a_thing_by_any_of_its_names(kg: Kg, built: Path, name: str) -> None:
    done = kg("query", built, "programmes-of", "--institution", name, "--format", "csv")
    assert "“长江绿融通”系统" in done.stdout, done.stderr


def test_the_list_tells_names_questions_and_parameters(kg: Kg) -> None:
    listed = kg("query", "--list").stdout
    assert all(q.usage in listed and q.questions["zh"] in listed for q in named().values())
    assert "evidence-for --thing THING [--other THING] [--relation PROPERTY]" in listed
