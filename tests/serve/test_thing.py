"""The page of a thing, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from serve.conftest import Server, running

IPP, IPPD = "https://w3id.org/ipp-kg/ontology#", "https://w3id.org/ipp-kg/id/"
HOSTILE = "</title><script>window.owned=1</script><img src=x onerror=window.owned=2>\"'{{7*7}}&amp;"
GRAPH = f"""
@prefix ipp: <{IPP}> . @prefix ippd: <{IPPD}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix dcterms: <http://purl.org/dc/terms/> .
ippd:institution-h a ipp:Institution ; rdfs:label {json.dumps(HOSTILE)}@zh , "Harmless"@en ; ipp:launched ippd:programme-h ;
  ipp:mentionedIn ippd:document-h ; rdfs:seeAlso <javascript:alert%281%29> .
ippd:programme-h a ipp:Programme ; rdfs:label "《{HOSTILE.replace('"', "")}》"@zh .
ippd:statement-h a rdf:Statement ; rdf:subject ippd:institution-h ; rdf:predicate ipp:launched ; rdf:object ippd:programme-h ;
  ipp:modality "fact" ; ipp:confidence 0.9 ; ipp:rule "x" ; ipp:evidence ippd:passage-h ; ipp:date {json.dumps(HOSTILE)} .
ippd:passage-h a ipp:Passage ; ipp:text {json.dumps(HOSTILE)}@zh ; ipp:source ippd:document-h ; ipp:begin 0 ; ipp:end 9 .
ippd:document-h a ipp:Document ; dcterms:title {json.dumps(HOSTILE)} ; dcterms:source "javascript:alert(1)" .
ippd:observation-h a ipp:Observation ; ipp:about ippd:institution-h ; ipp:indicator ippd:indicator-h ; ipp:value 6011900000000 ;
  ipp:unit "CNY" ; ipp:bound "over" ; ipp:modality "planned" ; ipp:evidence ippd:passage-h ; ipp:growth 0.071 .
ippd:indicator-h a ipp:Indicator ; rdfs:label {json.dumps(HOSTILE)}@zh .
"""


class Page(HTMLParser):
    """Collects tags with their attributes, and the text that is seen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += [data.strip()] if data.strip() else []


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    file = tmp_path_factory.mktemp("hostile") / "graph.ttl"
    file.write_text(GRAPH, "utf-8")
    with running(file, "--workers", "2") as server:
        yield server


def test_a_person_reads_a_page(server: Server) -> None:
    answer = server.get("/id/programme-kehuitong", "text/html,application/xml;q=0.9,*/*;q=0.8")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(answer.text)
    assert page.text[0] == "“科汇通”试点 · 知识图谱"
    assert "国家外汇管理局重庆市分局" in page.text and "启动" in page.text
    assert any("境外科研资金可以直接汇入" in text for text in page.text)
    leads = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert "place-chongqing" in leads and not any("//w3id" in str(lead) for lead in leads)


def test_it_reads_in_the_language_that_is_wanted(server: Server) -> None:
    english = server.get("/id/place-chongqing", "text/html", **{"Accept-Language": "de, en;q=0.7, zh;q=0.3"})
    assert Page(english.text).text[0] == "Chongqing · Knowledge graph"
    assert Page(server.get("/id/place-chongqing?lang=en", "text/html").text).text[0].startswith("Chongqing")
    assert Page(server.get("/id/place-chongqing?lang=%22%3E", "text/html").text).text[0].startswith("重庆")


@pytest.mark.parametrize(
    "accept, media, form",
    [
        ("text/turtle", "text/turtle", "turtle"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/ld+json, text/html;q=0.5", "application/ld+json", "json-ld"),
        ("*/*", "text/turtle", "turtle"),
    ],
)
def test_a_program_reads_triples(server: Server, accept: str, media: str, form: str) -> None:
    answer = server.get("/id/programme-kehuitong", accept)
    assert (answer.status, answer.media) == (200, media)
    graph = rdflib.Graph().parse(data=answer.body, format=form)
    thing, bureau = rdflib.URIRef(IPPD + "programme-kehuitong"), "国家外汇管理局重庆市分局"
    launched = set(graph.subjects(rdflib.URIRef(IPP + "launched"), thing))
    assert rdflib.Literal(bureau, lang="zh") in {
        label for s in launched for label in graph.objects(s, rdflib.RDFS.label)
    }
    assert (thing, rdflib.RDF.type, rdflib.URIRef(IPP + "Programme")) in graph


def test_what_stands_beside_things_has_pages_too(server: Server) -> None:
    def page(kind: str) -> list[str]:
        query = f"SELECT ?x {{ ?x a {kind} }} ORDER BY ?x LIMIT 1"
        iri = server.query(query, "text/csv").text.split()[1]
        answer = server.get("/id/" + iri.removeprefix(IPPD), "text/html")
        assert answer.status == 200
        return Page(answer.text).text

    assert any("·" in text for text in page("rdf:Statement")[:1])
    assert "依据" in page("ipp:Observation")
    assert "来源" in page("ipp:Passage") or "来源文件" in page("ipp:Passage")
    assert "标题" in page("ipp:Document") and "见于" in page("ipp:Document")


@pytest.mark.parametrize("name", ["no-such", "../health", "a%20b", "%3E%20%3Chttp://x", "重庆", "a/b", "%00"])
def test_what_is_not_there_is_not_found(server: Server, name: str) -> None:
    for accept in ("text/html", "text/turtle"):
        assert server.get("/id/" + quote(name, "%/"), accept).status == 404
    assert "<script" not in server.get("/id/%3Cscript%3E", "text/html").text.replace('<script src="', "")


def test_a_form_that_there_is_not_is_refused(server: Server) -> None:
    assert server.get("/id/place-chongqing", "image/png").status == 406
    assert server.get("/id/place-chongqing?as=text/turtle", "text/html").media == "text/turtle"


@pytest.mark.parametrize(
    "kind", ["institution", "programme", "statement", "passage", "document", "observation", "indicator"]
)
def test_texts_are_texts_only(hostile: Server, kind: str) -> None:
    page = Page(hostile.get(f"/id/{kind}-h", "text/html").text)
    assert [a.get("src") for tag, a in page.tags if tag == "script"] == ["../static/frame.js"]
    assert not any(tag == "img" or name.startswith("on") for tag, a in page.tags for name in a)
    assert not any(str(a.get("href")).startswith("javascript:") for _, a in page.tags)
    if kind != "statement":
        assert any(HOSTILE in text or HOSTILE.replace('"', "") in text for text in page.text)


def test_figures_are_said_as_people_say_them(hostile: Server) -> None:
    chinese = Page(hostile.get("/id/institution-h", "text/html").text).text
    assert "超过6.0119万亿元" in chinese and "计划" in chinese
    english = Page(hostile.get("/id/institution-h?lang=en", "text/html").text).text
    assert "over CNY 6.0119 trillion" in english and "Harmless" in english


def test_a_user_s_own_base_is_known(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_text(GRAPH.replace(IPPD, "https://example.org/kg/"), "utf-8")
    with running(file, "--workers", "1") as server:
        page = server.get("/id/institution-h?lang=en", "text/html")
        assert page.status == 200 and "https://example.org/kg/institution-h" in page.text
