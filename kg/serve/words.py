"""What terms and figures are called in the reader's language."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg import files
from kg.iris import PREFIXES

Labels = dict[str, str]  # language → label
# Terms of other vocabularies, which our ontology does not label.
OTHERS: dict[str, tuple[str, str]] = {
    "rdf:type": ("类型", "type"),
    "rdf:subject": ("主体", "subject"),
    "rdf:predicate": ("关系", "relation"),
    "rdf:object": ("对象", "object"),
    "rdf:Statement": ("陈述", "statement"),
    "rdfs:label": ("名称", "name"),
    "skos:altLabel": ("又称", "also called"),
    "skos:hiddenLabel": ("文中写作", "written as"),
    "skos:exactMatch": ("等同于", "same as"),
    "dcterms:identifier": ("标识符", "identifier"),
    "dcterms:title": ("标题", "title"),
    "dcterms:issued": ("发布日期", "published"),
    "dcterms:language": ("语言", "language"),
    "dcterms:source": ("来源", "source"),
    "org:subOrganizationOf": ("上级机构", "sub-organisation of"),
}
UNITS = {
    "CNY": ("元", "CNY "),
    "USD": ("美元", "US$"),
    "SGD": ("新加坡元", "S$"),
    "HKD": ("港元", "HK$"),
    "EUR": ("欧元", "€"),
}
STEPS = (
    ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
    ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")),
)
BOUNDS = {"over": ("超过", "over "), "under": ("不足", "under "), "about": ("约", "about ")}

# What the pages say themselves.
WORDS: dict[str, tuple[str, str]] = {
    "title": ("知识图谱", "Knowledge graph"),
    "graph": ("图谱", "Graph"),
    "ask": ("查询", "Query"),
    "switch": ("EN", "中文"),
    "switch_label": ("Switch to English", "切换为中文"),
    "theme": ("切换深浅色", "Light or dark"),
    "skip": ("跳到内容", "Skip to content"),
    "also": ("又称：", "Also: "),
    "written": ("文中写作：", "Written as: "),
    "relations": ("关系", "Relations"),
    "figures": ("数据", "Figures"),
    "values": ("属性", "Properties"),
    "references": ("被引用于", "Referred to by"),
    "planned": ("计划", "planned"),
    "sentences": ("原文", "Sentences"),
    "more": (
        "内容过多，各表只列出前 1000 项；其余请用查询。",
        "Only the first 1,000 of each list are shown; query for the others.",
    ),
    "forms": ("其他格式：", "Also as: "),
    "when": ("时间", "When"),
    "value": ("数值", "Value"),
    "indicator": ("指标", "Indicator"),
    "growth": ("同比", "Y/Y"),
    "back": ("回到图谱", "To the graph"),
    "fault": ("没有结果", "No answer"),
    "examples": ("现成问题", "Questions"),
    "find": ("查找问题", "Find a question"),
    "editor": ("SPARQL 查询", "SPARQL query"),
    "run": ("运行", "Run"),
    "stop": ("停止", "Stop"),
    "keys": ("Ctrl+Enter 运行", "Ctrl+Enter runs"),
    "result": ("结果", "Result"),
    "download": ("下载", "Download"),
    "link": ("复制链接", "Copy link"),
    "copied": ("已复制", "Copied"),
    "fill": ("填入并运行", "Fill in and run"),
    "required": ("必填", "required"),
    "rows": ("行", "rows"),
    "seconds": ("秒", "s"),
    "yes": ("是", "Yes"),
    "no": ("否", "No"),
    "none": ("没有结果", "No rows"),
    "further": ("再显示 200 行", "200 more rows"),
    "running": ("正在查询…", "Asking…"),
    "stopped": ("已停止", "Stopped"),
    "lost": ("服务器没有回应", "The server does not answer"),
    "name_hint": ("名称、别名或 IRI", "a name, an alias or an IRI"),
    "day_hint": ("2024-06-30、2024-06 或 2024", "2024-06-30, 2024-06 or 2024"),
    "own": ("自己写", "Write your own"),
}


@cache
def labels() -> dict[str, Labels]:
    """Gives the labels of classes and properties by their IRI."""
    found = {_whole(name): {"zh": zh, "en": en} for name, (zh, en) in OTHERS.items()}
    path = files.folder("ontology") / "ontology.ttl"
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        said = quad.object
        if quad.predicate == NamedNode(_whole("rdfs:label")) and isinstance(said, Literal) and said.language:
            found.setdefault(quad.subject.value, {})[said.language] = said.value
    return found


def term(iri: str, language: str) -> str:
    """Gives the label of a class or property, or else its IRI, as short as may be."""
    known = labels().get(iri, {})
    return known.get(language) or known.get("en") or short(iri)


def short(iri: str) -> str:
    """Gives an IRI with its prefix, if it has one of ours."""
    return next((f"{p}:{iri[len(base) :]}" for p, base in PREFIXES.items() if iri.startswith(base)), iri)


def _whole(name: str) -> str:
    prefix, local = name.split(":")
    return PREFIXES[prefix] + local


def amount(value: str, unit: str, bound: str, language: str) -> str:
    """Gives a figure as people write it: 6.01万亿元, US$6.5 billion, 12.3%."""
    at = 0 if language == "zh" else 1
    try:
        number = Decimal(value)
    except InvalidOperation:
        return f"{value} {unit}"
    about = BOUNDS.get(bound, ("", ""))[at]
    if unit == "ratio":
        return f"{about}{_plain(number * 100)}%"
    size, word = next(((s, w) for s, w in STEPS[at] if abs(number) >= s), (1, ""))
    text = _plain(number / size) + word
    money = UNITS.get(unit)
    if money:
        return about + (text + money[0] if language == "zh" else money[1] + text)
    return about + (text if unit == "count" else f"{text} {unit}")


def _plain(number: Decimal) -> str:
    return f"{number:.6g}" if abs(number) < 10**6 else f"{number:,.0f}"
