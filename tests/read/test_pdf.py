"""PDF: reading order, hyphens, running heads, and the page of each passage."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from made import CHINESE, column, cut, docx, one, pdf, source

from kg.errors import ReadError

LEFT = "国家外汇管理局重庆市分局近日在重庆启动科汇通试点，境外科研资金可以直接汇入在渝的非企业科研机构，全年办理一百二十笔业务，涉及高校、医院与企业的研究中心，办理时间缩短一半。"
RIGHT = "新加坡金融管理局与中国人民银行签署备忘录，双方将在绿色金融领域开展合作，推动跨境融资便利化，扩大两地金融机构往来，每年在重庆举行一次会议，总结上一年的工作并提出新的计划。"


def test_columns_are_read_one_after_the_other_below_the_title(tmp_path: Path) -> None:
    page = [
        (100, 780, "成渝共建西部金融中心规划发布", 20),
        *column(60, 740, cut(LEFT, 22)),
        *column(320, 733, cut(RIGHT, 22)),  # on other base lines
        (
            60,
            600,
            "以上由两地政府发布，各部门应当遵照执行，并于年底之前报告落实的情况，有关问题另行通知。",
            10,
        ),
        (290, 30, "- 1 -", 10),
    ]
    found = source(tmp_path / "a.pdf", pdf([page]))
    title, left, right, last = found.text.split("\n")
    assert (title, left, right) == ("成渝共建西部金融中心规划发布", LEFT, RIGHT)
    assert last.startswith("以上由")


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    rows = [
        ("指标", "数值", "增长"),
        ("企业户数", "120", "6%"),
        ("贷款余额", "3.2万亿元", "8.1%"),
        ("存款", "5万亿元", "7%"),
    ]
    cells = [
        (60 + 150 * x, 700 - 20 * y, cell, 10) for y, row in enumerate(rows) for x, cell in enumerate(row)
    ]
    assert source(tmp_path / "a.pdf", pdf([cells])).text == "\n".join("\t".join(row) for row in rows)


def test_words_broken_at_a_line_end_are_whole(tmp_path: Path) -> None:
    lines = [
        "The Monetary Authority of Singapore signed an agree-",
        "ment with the central bank of China on green finance",
        "in Chongqing.",
    ]
    found = source(tmp_path / "a.pdf", pdf([column(60, 700, lines)]))
    assert (
        found.text
        == "The Monetary Authority of Singapore signed an agreement with the central bank of China on green finance in Chongqing."
    )


def test_paragraphs_are_told_by_their_first_line(tmp_path: Path) -> None:
    first, second = cut("　　" + LEFT, 30), cut("　　" + RIGHT, 30)
    lines = [
        (60 + 20 * line.startswith("　"), 700 - 16 * n, line.strip(), 10)
        for n, line in enumerate([*first, *second])
    ]
    assert source(tmp_path / "a.pdf", pdf([lines])).text == f"{LEFT}\n{RIGHT}"


def test_running_heads_go_and_a_sentence_runs_over_the_page(tmp_path: Path) -> None:
    pages = [
        [(60, 800, "重庆金融年报", 9), *column(60, 740, cut(LEFT, 30)), (290, 30, f"第 {n} 页", 9)]
        for n in range(1, 5)
    ]
    pages[1] = [(60, 800, "重庆金融年报", 9), *column(60, 740, cut(LEFT, 30)[:2]), (290, 30, "第 2 页", 9)]
    pages[2] = [(60, 800, "重庆金融年报", 9), *column(60, 740, cut(LEFT, 30)[2:]), (290, 30, "第 3 页", 9)]
    found = source(tmp_path / "a.pdf", pdf(pages))
    assert found.text == f"{LEFT}\n{LEFT}\n{LEFT}"
    assert found.pages == (0, len(LEFT) + 1, len(LEFT) + 61, 2 * len(LEFT) + 2)
    assert [issue.kind for issue in found.issues] == ["furniture"]


def test_a_page_without_text_is_named(tmp_path: Path) -> None:
    found = source(tmp_path / "a.pdf", pdf([column(60, 700, ["甲"]), [], column(60, 700, ["乙"])]))
    assert (found.text, found.pages) == ("甲\n乙", (0, 1, 2))
    assert "page 2" in found.issues[0].message
    assert "scan" in str(one(tmp_path / "b.pdf", pdf([[], []])))


def test_what_needs_a_password_says_so(tmp_path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    error = one(tmp_path / "a.pdf", pdf([column(60, 700, ["甲"])], password="secret"))
    assert isinstance(error, ReadError)
    assert "password" in error.message
    (tmp_path / "plain.docx").write_bytes(docx([CHINESE]))
    with (tmp_path / "plain.docx").open("rb") as plain, (tmp_path / "a.docx").open("wb") as locked:
        OOXMLFile(plain).encrypt("secret", locked)
    error = one(tmp_path / "a.docx", (tmp_path / "a.docx").read_bytes())
    assert isinstance(error, ReadError)
    assert "password" in error.message


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_pdf_that_breaks_off_is_named_or_read(tmp_path: Path, share: float) -> None:
    whole = pdf([column(60, 700, cut(LEFT, 30))])
    found = one(tmp_path / "a.pdf", whole[: int(len(whole) * share)])
    assert isinstance(found, ReadError)
    assert "a.pdf" in found.message


def test_many_pages_take_time_in_proportion(tmp_path: Path) -> None:
    many = 10_000 if os.environ.get("KG_LONG") else 200
    page = column(60, 740, cut(LEFT, 30))
    (tmp_path / "few.pdf").write_bytes(pdf([page] * (many // 10)))
    times = []
    for name, count in (("few.pdf", many // 10), ("many.pdf", many)):
        content = pdf([page] * count)
        begin = time.process_time()
        assert len(source(tmp_path / name, content).pages) == count
        times.append(time.process_time() - begin)
    assert times[1] < 25 * times[0]
