"""The date that a page tells itself, above or below its text."""

import pytest

from kg.read.masthead import date

TOLD = [
    ("首页 > 要闻\n贷款增长\n来源：江城日报　2024-04-18 16:42:07　打印\n一季度贷款增长。", "2024-04-18"),
    ("财经速览 | 2024年7月9日 星期二\n●贷款增长。", "2024-07-09"),
    ("报告摘要\n[2024-11-08]　字号 大 中 小\n三季度贷款增长。", "2024-11-08"),
    ("关于试点的通知\n各银行：\n现就试点通知如下。\n江城银行\n2024年5月17日", "2024-05-17"),
    ("贷款增长\n发布时间：2024/4/8\n一季度贷款增长。", "2024-04-08"),
]
UNTOLD = [
    "贷款增长\n2024年8月6日，江城银行开业。",
    "江城银行2024年8月6日开业 贷款增长\n一季度贷款增长。",
    "一季度贷款增长。\n发布时间：2024-04-18",
    "贷款增长\n来源：江城日报　2024-14-18\n一季度贷款增长。",
    "贷款增长\n发布时间：2024-02-31 10:00\n一季度贷款增长。",
    "",
]


@pytest.mark.parametrize(("page", "day"), TOLD)
def test_a_page_tells_its_date(page: str, day: str) -> None:
    assert date(page) == day


@pytest.mark.parametrize("page", UNTOLD)
def test_a_date_in_its_text_is_not_its_own(page: str) -> None:
    assert date(page) is None
