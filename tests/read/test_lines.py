"""Lines that end because the page does are joined; others stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import cut, source

from kg.files import folder
from kg.read.lines import joined, unwrap

FIRST = "国家外汇管理局重庆市分局近日在重庆启动“科汇通”试点，境外科研资金可以直接汇入在渝的非企业科研机构，2024年全年办理业务一百二十笔，涉及高校、医院和企业的研究中心。"
SECOND = "中国人民银行重庆市分行行长姚文波介绍，试点将扩大到全市，支持科技创新与产业发展，推动西部金融中心建设取得新的进展。"


def scan(*paragraphs: str, width: int = 20) -> str:
    """Gives what an OCR program makes of a page: a line a line, the first of each paragraph set in."""
    return "\n".join(line for text in paragraphs for line in cut(f"　　{text}", width))


def test_chinese_lines_of_one_width_are_joined_in_paragraphs() -> None:
    body, pages, notes = unwrap(scan(FIRST, SECOND))
    assert (body, pages) == (f"{FIRST}\n{SECOND}", ())
    assert [kind for kind, _ in notes] == ["lines"]


def test_running_heads_and_numbers_between_form_feeds_are_left_out_and_a_sentence_goes_on_behind_them() -> (
    None
):
    lines = scan(FIRST, SECOND, FIRST, SECOND).split("\n")
    pages = [f"重庆金融年报\n{chr(10).join(lines[at : at + 5])}\n— {at} —" for at in range(0, len(lines), 5)]
    body, starts, notes = unwrap("\f".join(pages))
    assert body == f"{FIRST}\n{SECOND}\n{FIRST}\n{SECOND}"
    assert [body[at : at + 3] for at in starts] == [lines[n].strip()[:3] for n in range(0, len(lines), 5)]
    assert "重庆金融年报" in notes[0][1]


def test_numbers_between_pages_without_form_feeds_are_left_out() -> None:
    lines = scan(FIRST, SECOND).split("\n")
    body, _, _ = unwrap("\n".join([*lines[:3], "— 1 —", *lines[3:], "— 2 —"]))
    assert body == f"{FIRST}\n{SECOND}"


def test_english_is_joined_with_spaces_and_without_the_hyphens_of_line_ends() -> None:
    text = """The Monetary Authority of Singapore signed an agree-
ment with the central bank on cross-border payments and
green finance in the western region. Under cross-
border rules the two sides will publish a report each
year, and meet in Chongqing every October to review it.
The meeting is open to the banks of both countries and
to those who invest in them."""
    body, _, _ = unwrap(text)
    assert "signed an agreement with" in body
    assert "Under cross-border rules" in body
    assert "each year, and" in body
    assert "\n" not in body


@pytest.mark.parametrize(
    "text",
    [
        "一、总体要求\n二、重点任务\n三、保障措施\n四、附则\n五、其他",
        "\n".join(FIRST[:n] + "。" for n in (30, 22, 45, 28, 60, 33)),
        "\n".join([FIRST, SECOND] * 4),
        "\n".join(
            f"中国{name}银行股份有限公司重庆市分行"
            for name in ("工商", "农业", "建设", "交通", "招商", "光大", "民生")
        ),
        "Name: value\nOther: value of it\nThird: x\nFourth: a longer value\nFifth: y\nSixth: z",
    ],
)
def test_lines_that_are_paragraphs_or_lists_stay(text: str) -> None:
    assert unwrap(text) == (text, (), [])


def test_no_sample_document_is_changed() -> None:
    for path in (folder("seeds") / "corpus").glob("*.txt"):
        text = path.read_text("utf-8")
        assert unwrap(text)[0] == text


def test_offsets_count_the_text_as_joined_behind_the_front_matter(tmp_path: Path) -> None:
    found = source(tmp_path / "a.txt", f"---\ndate: 2024\n---\n{scan(FIRST, SECOND)}\f完".encode())
    assert found.body == f"{FIRST}\n{SECOND}\n完"
    assert [found.text[at] for at in found.pages] == [FIRST[0], "完"]


def test_what_stands_between_joined_lines() -> None:
    assert joined("发布“科汇", "通”贷") == ("发布“科汇", "")
    assert joined("支持", "RCEP") == ("支持", "")
    assert joined("said “yes”", "and") == ("said “yes”", " ")
    assert joined("co-", "Operative") == ("co-", "")
