"""Ministries of other countries, called as ours are or by the title of who heads them: 德国|国防部, 土耳其|国库和财政部|部长."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.mark.candidates import Candidate
from kg.mark.heads import AGENTS
from kg.mark.line import NOUNS, Line
from kg.mark.words import Word

RANK = 90
CHINA = "seed:place-china"
HEADED = re.compile(
    "((?![^部]*(?:党|委员|议长|总理|总统|媒体|援引|官员))(?:(?!部)[\u3400-\u9fff、]){2,16}部)(?=(?:副|第一副|常务副)?部长|国务部长"
    "|\\d{1,2}日|今天|昨天|日前|发言人|官员|负责人|表示|宣布|发布|公布|介绍|称|说|指出|了解|获悉|证实|通报|网站|数据|消息)"
)
ORGAN = re.compile(
    "((?:国家|联邦|中央|最高|公共|海洋|民航|移民|选举|抗灾|减灾|气象|地质|卫生|内阁)[\u3400-\u9fff]{0,8}?(?:委员会|署|厅|本部|管理局|气象局|服务局|调查局|安全局))"
    "(?=[署厅局]长|主席|主任|\\d{1,2}日|今天|昨天|日前|当天|发言人|官员|负责人|表示|宣布|发布|公布|介绍|称|说|指出|了解|获悉|证实|通报|网站|数据|消息)"
)
JOINED = frozenset("、和与及")


def find(line: Line, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields the ministries right behind the names of other countries, and the organs behind those of their parties."""
    for place in known:
        if place.label == "Institution" and line.folded.endswith(
            tuple(line.lists.raw["parties"]), place.begin, place.end
        ):
            organ = line.starting.get(place.end)
            if organ and line.folded.startswith("中央", organ.begin):
                yield Candidate(place.begin, organ.end, "Institution", "abroad", RANK)
        if place.level != "country" or place.found == CHINA or place.found.startswith("pair:"):
            continue
        ours = line.starting.get(place.end)
        if ours and ours.label == "GovernmentBody" and line.folded.endswith("部", ours.begin, ours.end):
            yield Candidate(place.begin, ours.end, "GovernmentBody", "abroad", RANK)
        if ours and ours.label in AGENTS and line.folded.startswith("国家", ours.begin):
            yield Candidate(place.begin, ours.end, ours.label, "abroad", RANK)  # 塞尔维亚|国家博物馆
        name = next((o for o in line.lists.raw["organs_abroad"] if line.folded.startswith(o, place.end)), "")
        further = line.folded.startswith(("基地", "电台"), place.end + len(name))
        if name and not further and (not ours or ours.end <= place.end + len(name)):
            yield Candidate(place.begin, place.end + len(name), "GovernmentBody", "abroad", RANK)
        headed = HEADED.match(line.folded, place.end) or ORGAN.match(line.folded, place.end)
        if headed and all(_fits(line, word) for word in line.between(headed.start(), headed.end())):
            yield Candidate(place.begin, headed.end(), "GovernmentBody", "abroad", RANK)


def _fits(line: Line, word: Word) -> bool:
    surface = line.surface(word)
    common = word.tag in (*NOUNS, "a") and word.tag not in ("LOC", "ns", "PER", "nr")
    return common or surface in JOINED or surface in line.lists.words("inside")
