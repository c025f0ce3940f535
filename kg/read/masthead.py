"""The date of a page, where its own head or foot tells it: behind the title, in a byline, under a notice."""

from __future__ import annotations

import datetime
import re

DATE = r"((?:19|20)\d\d)(?:[-/.]|\s?年\s?)(\d{1,2})(?:[-/.]|\s?月\s?)(\d{1,2})(?!\d)\s?日?"
STAMP = re.compile(
    rf"(?:(?:发布|发表|更新|播出|刊发|公布|印发)?(?:时间|日期)|发布于|发表于|来源)[:：]?[^。，\n]{{0,40}}?{DATE}"
    rf"|{DATE}(?=\s*(?:\d{{1,2}}[:：]\d\d|星期|周[一二三四五六日]|(?:来源|字号|浏览|阅读|作者|编辑|责编|记者|第?\d+版)))"
)
ALONE = re.compile(rf"[\s\[【(（|]*{DATE}[\s\]】)）|]*(?:字号.*|来源.*)?")
STOP = re.compile("[。！？]")
HEAD, FOOT, LONG = 20, 8, 200  # lines above and below that may tell it; characters of one at most


def date(body: str) -> str | None:
    """Gives the day on which a page says that it appeared, as a date in ISO's form.

    Above it stands before the first sentence, beside a clock, a weekday or a word like 来源, or alone in its line; below it
    is the only thing in a line, as the date of a signature is.
    """
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    for line in lines[:HEAD]:
        if STOP.search(line):
            break
        if len(line) <= LONG and (found := STAMP.search(line) or ALONE.fullmatch(line)):
            return _iso(found)
    signed = (ALONE.fullmatch(line) for line in reversed(lines[-FOOT:]))
    return next((_iso(found) for found in signed if found), None)


def _iso(found: re.Match[str]) -> str | None:
    """Gives a day of the calendar; 31 February in a page's head is no date, and costs nothing but that."""
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
