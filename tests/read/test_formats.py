"""Each format as a user has it: what is read, what it is called, and what its metadata say."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from made import CHINESE, TRADITIONAL, docx, epub, one, parted, source

from kg.errors import KgError, ReadError
from kg.model import Source
from kg.read import READERS, read
from kg.read.file import Defaults

PAGE = f"""<!DOCTYPE html><html lang="{{language}}"><head><meta charset="utf-8"><title>重庆启动试点_新闻网</title>
<meta property="og:title" content="重庆启动试点"><meta property="article:published_time" content="{{date}}">
<link rel="canonical" href="https://news.example.cn/1.html"></head><body><nav><a href="/">首页</a><a href="/a">新闻</a></nav>
<div class="content"><h1>重庆启动试点</h1><p>{CHINESE}</p><p>{CHINESE[::-1]}</p>
<table><tr><th>指标</th><th>数值</th></tr><tr><td>企业户数</td><td>120</td></tr></table></div>
<footer>版权所有</footer><script>alert("x")</script></body></html>"""


def test_an_article_is_read_without_what_stands_around_it(tmp_path: Path) -> None:
    found = source(
        tmp_path / "a.html", PAGE.format(language="zh-CN", date="2024-10-28T09:00:00+08:00").encode()
    )
    assert found.text == f"重庆启动试点\n{CHINESE}\n{CHINESE[::-1]}\n指标\t数值\n企业户数\t120"
    assert (found.title, found.date, found.language) == ("重庆启动试点", "2024-10-28", "zh")
    assert found.url == "https://news.example.cn/1.html"


def test_a_template_that_claims_english_is_not_believed(tmp_path: Path) -> None:
    found = source(tmp_path / "a.html", PAGE.format(language="en", date="").encode())
    assert found.language == "zh"
    assert [issue.kind for issue in found.issues] == ["metadata"]


def test_paragraphs_and_tables_of_a_docx_stand_in_their_order(tmp_path: Path) -> None:
    import docx as library

    document = library.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_heading("关于印发规划的通知")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["指标", "数值", "户数", "12"], strict=True
    ):
        cell.text = text
    document.add_paragraph(CHINESE)
    out = io.BytesIO()
    document.save(out)
    assert (
        source(tmp_path / "a.docx", out.getvalue()).text
        == f"关于印发规划的通知\n指标\t数值\n户数\t12\n{CHINESE}"
    )


def test_what_was_inserted_is_read_and_what_was_struck_is_not(tmp_path: Path) -> None:
    import docx as library
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = library.Document()
    document.element.body.insert(0, parse_xml(
        f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt>"
    ))  # fmt: skip
    out = io.BytesIO()
    document.save(out)
    assert source(tmp_path / "a.docx", out.getvalue()).text == "甲乙"


def test_a_book_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    chapters = {
        "z%20z.xhtml": "<html><body><h1>第一章</h1><p>甲<b>乙</b></p></body></html>",
        "a.xhtml": f"<p>{CHINESE}</p>",
    }
    found = source(tmp_path / "a.epub", epub(chapters))
    assert found.text == f"第一章\n甲乙\n{CHINESE}"
    assert (found.title, found.date) == ("读本", "2024-05-01")


def test_columns_are_found_by_their_names_in_either_language(tmp_path: Path) -> None:
    table = '编号,标题,发布日期,正文\r\n7,题,2024-03-03,"第一行\r\n第二行，""引"""\r\n'
    found = source(tmp_path / "a.csv", b"\xef\xbb\xbf" + table.encode())
    assert found == Source("a.csv/7", '题\n第一行\n第二行，"引"', title="题", date="2024-03-03")


def test_columns_are_named_by_the_user(tmp_path: Path) -> None:
    table = "Key\tHead\tStory\n7\tT\tA text.\n"
    found = source(tmp_path / "a.tsv", table.encode(), fields={"text": "Story", "title": "Head", "id": "Key"})
    assert (found.identifier, found.text) == ("a.tsv/7", "T\nA text.")
    record = json.dumps({"id": 7, "story": "A text."})
    assert source(tmp_path / "a.jsonl", record.encode(), fields={"text": "story"}).text == "\nA text."


def test_a_table_without_a_column_of_text_says_how_to_name_it(tmp_path: Path) -> None:
    error = one(tmp_path / "a.csv", b"a,b\n1,2\n")
    assert isinstance(error, ReadError)
    assert "--field text=NAME" in error.message


def test_rows_without_id_are_called_by_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\nx\ny\n", "utf-8")
    (tmp_path / "b.csv").write_text("text\ny\nx\n", "utf-8")
    names = [{s.identifier[6:] for s in parted(tmp_path / name)[0]} for name in ("a.csv", "b.csv")]
    assert names[0] == names[1]


def test_a_row_that_is_none_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\n1,x\n2,"y" z\n3,\n4,w\n5,"open\n', "utf-8")
    sources, errors = parted(tmp_path / "a.csv")
    assert [s.identifier for s in sources] == ["a.csv/1", "a.csv/4"]
    assert [message.split(": ")[0].rpartition(":")[2] for message in errors] == ["3", "4", "6"]


RSS = f"""<?xml version="1.0" encoding="gb2312"?><!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>频道</title><language>zh-cn</language>
<item><title>甲</title><link>https://e.cn/1</link><pubDate>Mon, 28 Oct 2024 23:00:00 +0800</pubDate><description>摘要</description>
<content:encoded><![CDATA[<p>{CHINESE}</p><p>二&amp;三</p><script>x</script>]]></content:encoded></item>
<item><title>乙</title><guid>g2</guid><description>&lt;p&gt;短&lt;/p&gt;&secret;</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-TW"><title>t</title><entry><id>urn:1</id><title>丙</title>
<updated>2024-10-29T00:00:00Z</updated><link rel="self" href="https://e.cn/self"/><link href="https://e.cn/3"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TRADITIONAL}</p><p>完</p></div></content></entry></feed>"""


def test_items_of_feeds_are_sources(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(RSS.encode("gb18030"))
    (first, second), errors = parted(tmp_path / "a.xml")
    assert errors == []
    assert first == Source(
        "a.xml/https://e.cn/1", f"甲\n{CHINESE}\n二&三", title="甲", date="2024-10-28", url="https://e.cn/1"
    )
    assert second.identifier == "a.xml/g2"
    assert "短" in second.text
    assert "root:" not in second.text  # no file of this machine
    found = source(tmp_path / "a.atom", ATOM.encode())
    assert found.text == f"丙\n{TRADITIONAL}\n完"
    assert (found.url, found.language, found.date) == ("https://e.cn/3", "zh-hant", "2024-10-29")


def test_a_feed_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    whole = RSS.encode("gb18030")
    (tmp_path / "a.rss").write_bytes(whole[: whole.index(b"g2")])
    sources, errors = parted(tmp_path / "a.rss")
    assert [found.identifier for found in sources] == ["a.rss/https://e.cn/1"]
    assert "not whole" in errors[-1]


def test_xml_that_is_no_feed_is_named(tmp_path: Path) -> None:
    assert "no items" in str(one(tmp_path / "a.xml", b"<a><b>x</b></a>"))


def test_standard_input_is_read_as_the_format_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, content, text in (
        (None, "文".encode(), "文"),
        (".csv", b"id,text\n1,x\n", "\nx"),
        (".docx", docx(["甲"]), "甲"),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        (found,) = read([Path("-")], Defaults(kind=kind))
        assert isinstance(found, Source), found
        assert found.text == text


def test_a_format_that_is_said_is_that_of_files_without_suffix(tmp_path: Path) -> None:
    assert (
        source(tmp_path / "page", PAGE.format(language="zh", date="").encode(), kind=".html").title
        == "重庆启动试点"
    )
    with pytest.raises(KgError, match="--format"):
        list(read([tmp_path / "page"], Defaults()))
    with pytest.raises(KgError, match="no reader"):
        list(read([tmp_path / "page"], Defaults(kind=".exe")))


@pytest.mark.parametrize(("suffix", "module"), [(".html", "trafilatura"), (".docx", "docx")])
def test_without_its_library_an_error_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    error = one(tmp_path / f"a{suffix}", b"x")
    assert isinstance(error, ReadError)
    assert f"pip install 'ipp-kg[{suffix[1:]}]'" in error.message


def test_a_text_is_read_without_the_libraries_of_other_formats(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CHINESE, "utf-8")
    code = (
        "import sys; from pathlib import Path; from kg.read import read; from kg.read.file import Defaults; "
        f"assert list(read([Path({str(tmp_path / 'a.txt')!r})], Defaults())); "
        "print([m for m in ('lxml', 'docx', 'pypdfium2', 'trafilatura', 'charset_normalizer') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_reader_is_in_the_help(kg: object) -> None:
    from click.testing import CliRunner

    from kg.cli import main

    said = CliRunner().invoke(main, ["build", "--help"]).output
    assert [suffix for suffix in READERS if suffix not in said and suffix != ".htm"] == []
