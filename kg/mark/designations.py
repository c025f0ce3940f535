"""What has a number in its name. Rockets, satellites and ships of space by their series and number: 长征六号改运载火箭, 千帆极轨01组卫星, 吉林一号高分05B星."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mark.candidates import Candidate
from kg.mark.line import Line

ISSUE = re.compile(
    r"(?:(?:19|20)\d\d年)?第[一二三四五六七八九十百\d]+期[\u3400-\u9fff]{0,8}(?:国债|债券|票据|存单)(?![\u3400-\u9fff]?[的余])"
)
RANK = 88
NO_SERIES = frozenset("v vn vd p c u uj ul d ad a r q f TIME".split())
NUMBER = "[一二三四五六七八九十百零〇]{1,5}号|(?:[A-Z]{0,2}\\d{1,3}[A-Z]?){1,2}[号组批]?"
CRAFT = "运载火箭|火箭|载人飞船|货运飞船|飞船|探测器|巡视器|[\u3400-\u9fff]{0,4}卫星|星"
NAMED = re.compile(
    f"(?P<series>(?:(?!等)[\u3400-\u9fff]){{2,6}}?)(?:{NUMBER})(?:[甲乙丙丁改]|遥[一二三四五六七八九十\\d]+|(?:(?!等)[\u3400-\u9fff]){{2}}\\d{{1,3}}[A-Z]?|[A-Z](?:、[A-Z])*)*(?:{CRAFT})(?![\u3400-\u9fff]?[座云级])"
)


def find(line: Line) -> Iterator[Candidate]:
    """Yields crafts by series, number and kind, and issues of bonds by theirs."""
    for issue in ISSUE.finditer(line.folded):
        yield Candidate(*issue.span(), "FinancialProduct", "designation", RANK)
    at = 0
    while match := NAMED.search(line.folded, at):
        begin = next(
            (
                b
                for b in range(match.start(), match.end("series") - 1)
                if _series(line, b, match.end("series"))
            ),
            None,
        )
        if begin is not None and match.end() in line.word_ends | {len(line.folded)}:
            yield Candidate(begin, match.end(), "Product", "designation", RANK)
        at = match.end()


def _series(line: Line, begin: int, end: int) -> bool:
    """Says whether a series stands here: words that are neither verbs nor small ones."""
    words = line.between(begin, end)
    return words[0].begin == begin and not any(
        word.tag in NO_SERIES or line.surface(word) in line.lists.words("stop") for word in words
    )
