"""Who attends and who chairs the meeting that a text tells of, as a user meets them in facts."""

from __future__ import annotations

import pytest

from kg import pipeline
from kg.model import Source

NLP = pipeline.load()
OPENING = (
    "全国河湖治理工作会议召开\n全国河湖治理工作会议5月3日在江州召开。国务院总理丁一山表示，要加强河湖治理。\n"
)


def attending(text: str) -> set[tuple[str, str, str | None]]:
    (findings,) = pipeline.find(NLP, [Source("a", text, date="2024-05-03")])
    names = {e.key: e.label for e in findings.entities}
    rows = (s for s in findings.statements if s.property == "participatesIn")
    return {(names[s.subject], names[s.object], s.date) for s in rows}


@pytest.mark.parametrize(
    "told",
    [
        "财政部部长李四海主持会议。",
        "财政部部长李四海出席并讲话。",
        "财政部部长李四海等各界代表约一百人参加大会。",
    ],
)
def test_who_attends_in_a_later_paragraph_attends_the_meeting_of_the_headline(told: str) -> None:
    assert ("李四海", "全国河湖治理工作会议", "2024-05-03") in attending(OPENING + told)


def test_a_caption_opens_no_other_text_and_a_bare_noun_is_the_meeting() -> None:
    told = "活动现场\n丁一山（左一）与李四海会谈\n会议由财政部部长李四海主持。"
    assert ("李四海", "全国河湖治理工作会议", "2024-05-03") in attending(OPENING + told)


@pytest.mark.parametrize(
    "told",
    ["财政部部长李四海参加座谈会。", "财政部部长李四海参加会见。", "财政部部长李四海表示，要开好会议。"],
)
def test_another_kind_of_meeting_is_another(told: str) -> None:
    assert "李四海" not in {who for who, _, _ in attending(OPENING + told)}


def test_an_invitation_makes_nobody_take_part_who_invites() -> None:
    text = "应青山国总统王五环邀请，国务院总理李强将出席第六届青山论坛。"
    assert {who for who, _, _ in attending(text)} == {"李强"}
