"""Numbers of documents, in each form in which they are written."""

import pytest

from kg import filings, text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("根据银发〔2023〕15号文件", "银发〔2023〕15号"),
        ("（国办发（２０２４）３号）", "国办发〔2024〕3号"),
        ("银保监办发[2021]5号", "银保监办发〔2021〕5号"),
        ("文号为财金【2023】 75 号", "财金〔2023〕75号"),
        ("中国人民银行令〔2024〕第2号", "中国人民银行令〔2024〕第2号"),
        ("签署国务院令第781号，公布", "国务院令第781号"),
        ("中华人民共和国国务院令（第781号）", "中华人民共和国国务院令第781号"),
        ("国务院第797号令", "国务院令第797号"),
        ("第四十三号主席令说", "主席令第43号"),
        ("住房和城乡建设部令第58号", "住房和城乡建设部令第58号"),
        ("中国人民银行2024年第3号公告", "中国人民银行公告2024年第3号"),
        ("under State Council Order No. 781, banks", "State Council Order No. 781"),
        ("(Yinfa [2023] No. 15)", "Yinfa [2023] No. 15"),
    ],
)
def test_one_number_has_one_form(written: str, value: str) -> None:
    folded = text.fold(written)
    assert [f.value for f in filings.find(folded)] == [value]


@pytest.mark.parametrize(
    "other", ["今年第13号台风", "2024年第1号洪水", "联大第2758号决议", "15号文件", "No. 10"]
)
def test_other_numbers_are_none(other: str) -> None:
    assert list(filings.find(text.fold(other))) == []
