"""Numbers of policies and the days of their force, each with its sentence, as a user meets them in facts and graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import ontology, pipeline
from kg.graph.quads import quads
from kg.model import Findings, Source
from kg.validate import validate

NLP = pipeline.load()
TERMS = ontology.load()


def found(text: str, date: str | None = None) -> Findings:
    return next(iter(pipeline.find(NLP, [Source("a", text, date=date)])))


def values(text: str, date: str | None = None) -> set[tuple[str, str, str, str | None]]:
    findings = found(text, date)
    names = {e.key: e.label for e in findings.entities}
    rows = (s for s in findings.statements if s.property in TERMS.attributes)
    return {(names[s.subject], s.property, s.object, s.date) for s in rows}


def test_a_number_is_of_the_policy_and_no_thing_of_its_own() -> None:
    text = "财政部印发《绿色仓储专项资金管理办法》（财金〔2023〕75号），自2023年10月起施行，有效期3年。"
    title = "《绿色仓储专项资金管理办法》"
    assert values(text) == {
        (title, "documentNumber", "财金〔2023〕75号", None),
        (title, "effectiveFrom", "2023-10-01", "2023-10"),
        (title, "effectiveTo", "2026-09-30", "2026-09-30"),
    }
    assert not [e.label for e in found(text).entities if "75" in e.label]


def test_what_is_repealed_was_in_force_until_the_day_before() -> None:
    text = "《绿色仓储管理办法》自2024年7月1日起施行，《绿色仓储暂行规定》同时废止。"
    assert ("《绿色仓储暂行规定》", "effectiveTo", "2024-06-30", "2024-06-30") in values(text)


def test_today_is_the_day_of_the_text_and_an_unknown_day_is_not_guessed() -> None:
    assert values("《绿色仓储管理办法》今起施行。", "2024-05-01") == {
        ("《绿色仓储管理办法》", "effectiveFrom", "2024-05-01", "2024-05-01")
    }
    assert values("日前，财政部印发《绿色仓储管理办法》，自发布之日起施行。", "2024-05-01") == set()


def test_a_day_of_no_calendar_is_left_out() -> None:
    assert values("《绿色仓储管理办法》自2024年2月30日起施行。") == set()


def test_an_end_before_the_beginning_is_an_issue_and_no_date() -> None:
    text = "《绿色仓储管理办法》自2024年7月1日起施行，有效期至2023年6月30日。"
    assert values(text) == {("《绿色仓储管理办法》", "effectiveFrom", "2024-07-01", "2024-07-01")}
    (issue,) = found(text).issues
    assert issue.kind == "days of force" and "2023-06-30, before 2024-07-01" in issue.message


def test_a_value_has_its_statement_and_stands_in_the_graph_as_a_full_day() -> None:
    rows = {
        (q.predicate.value.rsplit("#")[-1], str(q.object))
        for q in quads(found("《绿色仓储管理办法》自2024年起施行。"), TERMS)
    }
    xsd = "http://www.w3.org/2001/XMLSchema#"
    day = f'"2024-01-01"^^<{xsd}date>'
    assert {("effectiveFrom", day), ("object", day), ("date", f'"2024"^^<{xsd}gYear>')} <= rows


def test_a_graph_with_values_conforms(tmp_path: Path) -> None:
    text = "《绿色仓储管理办法》（银发〔2024〕9号）自2024年7月1日起施行，有效期至2026年，《绿色仓储暂行规定》同时废止。"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    pipeline.build([tmp_path / "a.txt"], tmp_path / "out", pipeline.Options())
    verdict = validate(tmp_path / "out")
    assert verdict.conforms, verdict.problems
    assert "effectiveTo" in (tmp_path / "out" / "graph.ttl").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("国家外汇管理局启动“快汇通”试点。“快汇通”试点自2024年1月1日起实施，试点期限至2025年12月31日。", "2024-01-01", "2025-12-31"),
        ("2024年7月1日，重庆市人民政府启动“快汇通”试点。试点为期两年。", None, "2026-06-30"),
        ("重庆市人民政府启动“快汇通”试点。该试点将于2024年6月30日结束。", None, "2024-06-30"),
        ("The HKMA launched the Swift Desk Pilot. The pilot will end on 30 June 2025.", None, "2025-06-30"),
        ("重庆市人民政府启动“快汇通”试点。“快汇通”试点结束后，将推广至2025年底。", None, None),
    ],
)  # fmt: skip
def test_a_programme_has_a_first_and_a_last_day(text: str, begins: str | None, ends: str | None) -> None:
    days = {prop: day for _, prop, day, _ in values(text)}
    assert (days.get("effectiveFrom"), days.get("effectiveTo")) == (begins, ends)
