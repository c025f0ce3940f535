"""What the numbers of a Chinese text count: 57家金融机构, 十多种候鸟, 注册量达5000亿, 指数为115.5点."""

from __future__ import annotations

import re

from kg.numbers import Numeral
from kg.relate.measures import Finder, Measure

STOP = "的是在为已将并实达超被由从向比占以之等了着让使"
NOUN = re.compile(
    rf"(?:[新老大]的|重[要大]的|的)?(?P<noun>(?:(?![和及与]\d|\d\d)[\u3400-\u9fffA-Za-z0-9“”‘’·/+-](?<![{STOP}])){{1,16}})"
)
VERB = re.compile(
    "(?:今天|昨天|明天|日前|近日|目前|还|都|就|正在|参与|负责人|参加|报名|获得|实现|完成|进入|开展|集中|参展|亮相|加入|提供|受惠|共同|联合|走访|陆续|相继|落户|开工|投产|进行|签署|支持|推进|成功|遭|死亡|受伤)"
)
SELF = (
    "部门",
    "部委",
    "人",
    "人次",
    "户",
    "省份",
    "省",
    "市",
    "县",
    "区",
    "国",
    "城",
    "企业",
    "机构",
    "学生",
    "群众",
    "人口",
    "岗位",
    "用户",
)
ADMINISTRATIVE = ("国", "城", "市", "省", "县", "区", "州", "村", "镇", "乡", "省区", "省区市")
ACTING = ("部门", "部委")  # who acts together: 五部门印发; 14个部门 are counted
BACK = re.compile(r"[^，。；、]{0,8}?(?:均|都(?!市)|还就)")  # behind things told before: 两项指数均回升
SLOGAN = re.compile("“[没不未更再最全双]")  # 三个“没想到”
AVERAGE = re.compile(r"(?:每|人均|户均|平均)[^，。；]{0,12}$")
INDEXED = re.compile(r"指数(?:为|达到?|报|录得|是|升至|降至|回升至|增至)+[约超近]?$")
COUNTING = re.compile(r"[数量次户]|规模|人口|粉丝|用户|[儿者员民工生人](?:约|近|超过?|达到?|逾|已|突破)*$")
CLOSED = re.compile(r"[，。、；)（(\s*]|大关|$|多[，。]")
SESSION = re.compile(
    r"届(?:全国|中央|中纪委|常委|人大|政协|[一二三四五六七八九]中)|位(?:至|到)|节气|人次?体制|座(?:及|以[上下])"
)
YEAR = re.compile(r"(?:19|20)\d\d")
YEARLY = (
    "班",
    "站",
    "届",
    "期",
    "季",
    "级",
    "地区",
    "场",
    "节",
    "企业",
    "用户",
    "人",
    "人民",
)  # 2024中国…: the year of a title
RANKED = re.compile(r"(?:上升|提升|下降|前移|跃升|排名第?|位列|前)$")


def count(finder: Finder, n: Numeral) -> Measure | None:
    """Gives what a number counts, or None."""
    counter = finder.words.counter.match(finder.folded, n.end)
    found = _index(finder, n, counter)
    if found is None:
        found = _things(finder, n, counter) if counter else _great(finder, n)
    return found


def _index(finder: Finder, n: Numeral, counter: re.Match[str] | None) -> Measure | None:
    """An index has points, with or without the word."""
    lead = re.split("[。；]", finder.back(n.begin, 40))[-1]
    if "指数" not in lead:
        return None
    pointed = counter is not None and counter["word"] == "点"
    if not pointed and not (INDEXED.search(lead) and CLOSED.match(finder.folded, n.end)):
        return None
    end = counter.end() if counter and pointed else n.end
    return Measure(n.begin, end, n.value, "count", "index", finder.bound(n, n.begin, end))


def _things(finder: Finder, n: Numeral, counter: re.Match[str]) -> Measure | None:
    whole = n.value == n.value.to_integral_value() or AVERAGE.search(finder.back(n.begin, 16))
    if not whole or _none(finder, n, counter):
        return None
    end, noun = counter.end(), NOUN.match(finder.folded, counter.end())
    bound = finder.bound(n, n.begin, end, counter["each"])
    return Measure(
        n.begin, end, n.value, "count", "count", bound, _label(counter["word"], noun["noun"] if noun else "")
    )


def _none(finder: Finder, n: Numeral, counter: re.Match[str]) -> bool:
    """Says that a number with a measure word counts nothing in the world: 两个关键, 二十届三中全会, 这三家."""
    words, word, rest = finder.words, counter["word"], finder.ahead(counter.end(), 8).removeprefix("的")
    few = not n.arabic and n.value <= 10
    said = words.begins("abstract", rest) and not words.begins("concrete", rest)
    return (
        n.value == 0  # 零件
        or words.closes("definite", finder.back(n.begin, 3))
        or (few and word in words.raw["weak"])
        or (not n.arabic and n.scale == 1 and word in ADMINISTRATIVE)
        or (not n.arabic and word == "届" and not finder.back(n.begin, 2).endswith(("办", "了", "过")))
        or words.begins("setting", finder.ahead(n.end, 4))
        or (YEAR.fullmatch(finder.folded, n.begin, n.end) and word in (*ADMINISTRATIVE, *YEARLY))
        or SESSION.match(finder.folded, counter.start("word")) is not None
        or (word == "位" and RANKED.search(finder.back(n.begin, 3)) is not None)
        or said
        or (word in ACTING)
        or (few and BACK.match(finder.folded, counter.end()) is not None)
        or (few and word == "个" and SLOGAN.match(rest) is not None)
        or finder.folded[n.begin : n.end] == "二"  # 二套房: an order; two things are 两
        or (few and word == "个" and words.begins("slogans", rest))
        or word == "点"
    )


def _label(word: str, noun: str) -> str:
    verb = VERB.search(noun)
    noun = noun[: verb.start()] or noun if verb else noun
    return word + noun if word in SELF else noun


def _great(finder: Finder, n: Numeral) -> Measure | None:
    """A great number behind a noun that counts (注册量达5000亿) needs no measure word."""
    if n.scale < 10000 or CLOSED.match(finder.folded, n.end) is None:
        return None
    lead = re.split(r"[，。；、]", finder.back(n.begin, 16))[-1]
    if COUNTING.search(lead) is None:
        return None
    return Measure(n.begin, n.end, n.value, "count", "count", finder.bound(n, n.begin, n.end))
