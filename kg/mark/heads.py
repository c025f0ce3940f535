"""Unseen names by their last word: institutions, programmes, products, events, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg import text
from kg.mark.candidates import Candidate
from kg.mark.foreign import foreign
from kg.mark.line import PROPER, Line, Reach
from kg.mark.lists import Lists, any_of, lists
from kg.mark.seen import ordinary

RANK = 60
AGENTS = ("Institution", "GovernmentBody", "Regulator", "Bank", "FinancialInstitution", "Exchange", "Company", "Alliance",
          "ResearchInstitution", "Media")  # fmt: skip
SESSION = re.compile(r"活动|\(第[一二三四五六七八九十\d]+场\)")
SHORTEST = {"body": 3, "work": 4, "offer": 4, "place": 3, "event": 4}
INSIDE = (
    "运营",
    "投资",
    "开发",
    "建设",
    "管理",
    "集团",
    "发展",
    "控股",
    "实业",
    "股份",
    "产业",
    "服务",
    "(",
    ")",
    "中国",
    "香港",
)
FOUNDING = frozenset({"实施", "启动", "推出", "开展", "组织", "部署", "发起"})
ORDINAL = re.compile("第[一二三四五六七八九十\\d]+[届次期]|(?:19|20)\\d\\d年?度?")
OWNED = re.compile("旗下|下属|所属|辖下")
NETWORK = re.compile("(?:国家|中国)[\u3400-\u9fff]{2,8}$")
LIST = ("、", "，", "。", "：", "\n", "")
PART = re.compile(r"[东南西北中]{1,2}部(?!湾|战区|大|高|新)(?=[\u3400-\u9fff]{3})")  # of a country
SMALL_PLACES = "村寨镇乡区道"
BY_LEVEL = {"country": "country", "province": "city", "prefecture": "city", "city": "city"}
CITIES = ("province", "prefecture", "city", "county", "region")
BUILDING = frozenset({"建设", "打造", "建成"})
SUM = re.compile(r"\d[\d.]*[万亿]+元的?$")  # stands before a fund
JOINT = re.compile("(?:联合|会同|携手|协同)(?=[省市区县州](?![级际场委]))|[联连偕]同")
HELD = re.compile(r"[^，。；\n]{0,16}(?:举行|召开|开幕|闭幕|举办|启动)")
EVENT_VERBS = frozenset({"在", "举行", "召开", "举办", "出席", "参加", "承办", "主办", "合办"})


def find(line: Line) -> Iterator[Candidate]:
    """Yields the names that end in a word that says what they are; each is known to those behind it."""
    for start, head in line.lists.heads(line.folded):
        candidate = _name(line, head, start)
        if candidate:
            line.learn(candidate)
            yield candidate


def _name(line: Line, head: str, start: int) -> Candidate | None:
    end = start + len(head)
    if head in line.lists.raw["seen_only"]:
        if (national := _national(line, start)) is not None:
            return Candidate(national, end, line.lists.classes[head], "suffix", RANK + end - national)
        if not _recognised(line, start, end):
            return None
    if not _ends(line, head, end) or end in line.ending or _former(line, head, start):
        return None
    kind = line.lists.kinds[head]
    reach = line.reach(start, kind)
    begin = _begin(line, reach, start, head)
    if kind == "body":
        owned = OWNED.search(line.folded, begin, start)
        begin = owned.end() if owned else begin  # 海通集团旗下|江州造船有限公司
        inner = next((a.end for a in reach.anchors if a.begin == begin and a.label == "Place"), begin)
        part = PART.match(line.folded, inner, start) if head in ("医院", "学校") else None
        begin = part.end() if part and inner > begin else begin  # 江西国南部|青石医院
    before = line.ending.get(start) if head in line.lists.words("stations") else None
    if before and before.label == "Place" and begin >= start:
        begin = before.begin
        reach.anchors.append(before)
    if _sited(line, start, head):
        begin = line.ending[start].begin
    if _visited(line, reach, start, head):
        return Candidate(reach.begin, end, line.lists.classes[head], "suffix", RANK + end - reach.begin)
    if head in line.lists.raw["registered"] or head == "公司":
        begin = _led(line, _housed(line, reach, begin, start))
    if kind == "body":  # 江州银行|联合|省科技厅
        joints = JOINT.finditer(line.folded, begin, start)
        begin = next((m.end() for m in joints if m.start() == begin or m.start() in line.ending), begin)
    name = line.folded[begin:end]
    if len(name) < SHORTEST[kind] or begin >= start or name in line.lists.words("generic"):
        return None
    if kind == "work" and line.lists.work_sort.search(name):
        return None
    if line.lists.sort_before.search(line.folded[max(0, begin - 3) : begin]) or not _proper(
        line, reach, begin, start, head, kind
    ):
        return None
    more = SESSION.match(line.folded, end) if kind == "event" else None
    end = more.end() if more else end
    return Candidate(begin, end, _label(line, reach, begin, head), "suffix", RANK + end - begin)


def _housed(line: Line, reach: Reach, begin: int, start: int) -> int:
    """Lets a company's name begin behind the zone that it sits in: 青年创业谷|纳金科技有限公司."""
    for anchor in reach.anchors:
        if anchor.begin >= begin and anchor.label in ("Zone", "Project"):
            rest = line.folded[anchor.end : start]
            while rest and (word := next((w for w in INSIDE if rest.startswith(w)), "")):
                rest = rest[len(word) :]
            if len(rest) > 2:
                return anchor.end
    return begin


def _led(line: Line, begin: int) -> int:
    """Takes in the word before a company's name that a list or a clause begins with: 、|飞腾|信息技术有限公司."""
    word = line.word_at(begin)
    if begin in line.starting or word is None or word.end - word.begin > 4:
        return begin
    surface, before = line.surface(word), line.folded[word.begin - 1 : word.begin]
    small = surface in line.lists.words("stop") or surface in line.lists.words("governors")
    return word.begin if before in LIST and not small and all(map(text.is_han, surface)) else begin


def attached(line: Line, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields the bodies right behind the name of what they are of: 江州商会|第九届理事会, 江州马拉松|组委会, 江溪村|党支部."""
    for c in found:
        of = "body" if c.label in AGENTS else BY_LEVEL.get(c.level, c.label)
        if of == "Place" and line.folded[c.end - 1] not in SMALL_PLACES:
            continue
        consult = line.folded.endswith(
            ("政协", "政治协商会议"), c.begin, c.end
        )  # whose terms are no other body
        rest = _behind()[of].match(line.folded, c.end) if of in _behind() and not consult else None
        if rest:
            label = "Institution" if c.label not in AGENTS else "GovernmentBody"
            yield Candidate(c.begin, rest.end(), label, "suffix", RANK + rest.end() - c.begin)


@cache
def _behind() -> dict[str, re.Pattern[str]]:
    """Gives what a body is called that is of a place, an event or another body."""
    return {of: re.compile(f"(?:{'|'.join(shapes)})") for of, shapes in lists().raw["behind"].items()}


def established(line: Line) -> Iterator[Candidate]:
    """Yields the bodies of two fields that a verb of founding governs: 成立|船舶与海洋装备创新中心."""
    for match in _established().finditer(line.folded):
        fields = match["fields"]
        if match.end() in line.word_ends and not line.lists.body.search(fields):
            label = line.lists.classes[match["head"]]
            yield Candidate(match.start("fields"), match.end(), label, "suffix", RANK + len(fields))


@cache
def _established() -> re.Pattern[str]:
    raw = lists().raw
    part = "(?:(?![的了在将对由从等着过并是为被把以于到各该其每某一个])[\u3400-\u9fff])"
    return re.compile(
        f"(?:{any_of(raw['established'])})了?(?P<fields>{part}{{2,12}}?[与和及]{part}{{2,12}}?)(?P<head>{any_of(raw['two_fields'])})"
    )


def _former(line: Line, head: str, start: int) -> bool:
    """Says whether 原 before a committee belongs to the post behind it: 江州银行|原|党委委员."""
    return line.folded[start - 1 : start] == "原" and head[-1] == "委" and start not in line.ending


def _ends(line: Line, head: str, end: int) -> bool:
    """Says whether a name can end here: not within a longer word."""
    after = line.folded[end : end + 4]
    if any(after.startswith(word) for word in line.lists.not_after.get(head, ())):
        return False
    if end in line.word_ends or not line.words or after.startswith("沿线"):
        return True
    word = line.word_at(end + 1)
    return word is not None and word.tag in ("ORG", "LOC") and len(head) > 1


def _begin(line: Line, reach: Reach, start: int, head: str) -> int:
    """Takes off what only leads up to a name."""
    kind = line.lists.kinds[head]
    begin = reach.begin
    if kind == "event" and reach.anchors and reach.anchors[-1].label == "Media":
        name = line.starting.get(reach.anchors[-1].end)
        begin = name.begin if name and name.label in ("Place", "Event") else begin  # 总台|巴黎奥运会
    if kind == "event" and reach.stop and (lead := _event_lead(line, begin, reach.stop)):
        return lead
    if reach.through:
        return begin
    if line.lists.classes[head] == "Zone" and reach.anchors and reach.anchors[-1].label == "Place":
        near, far = reach.anchors[0], reach.anchors[-1]
        if near.label == "Place" and 1 < start - near.end < 5:
            return near.begin  # 江州新站|综合保税区
        if far.begin == reach.begin and len(reach.soft) < 3:
            return far.begin  # 江州承接产业转移示范区
    if (reach.soft and not reach.governed) or len(reach.soft) > 1:
        begin = max(begin, reach.soft[0][1])
    elif reach.soft:
        for soft_begin, soft_end in reversed(reach.soft):
            if soft_begin == begin:
                begin = soft_end
    return _trim(line, reach, begin, start, kind)


def _event_lead(line: Line, begin: int, stop: str) -> int:
    """Gives where a name begins whose walk a verb ends that belongs to it, else 0: 举行|推动高质量发展系列主题新闻发布会."""
    if stop not in line.lists.words("bare_leads"):
        return 0
    begin -= len(stop)
    word = line.word_at(begin)
    if word and line.surface(word) in line.lists.words("bare_adverbs"):
        begin, word = word.begin, line.word_at(word.begin)
    return begin if word is not None and line.surface(word) in EVENT_VERBS else 0


def _trim(line: Line, reach: Reach, begin: int, start: int, kind: str) -> int:
    folded = line.folded
    changed = True
    while changed and begin < start:
        changed = False
        while begin < start and folded[begin] in "”’)、*》 —–-·+&/":
            begin, changed = begin + 1, True
        if folded[begin] in "省市区县州" and folded[begin - 1 : begin] in ("我", "本", "该", "全"):
            begin, changed = begin + 1, True
        opened = folded.find("(", begin, start)
        if opened >= 0 and ")" not in folded[opened:start]:
            begin, changed = opened + 1, True
        if begin in line.starting and line.starting[begin].end <= start + 8:
            return begin
        part = PART.match(folded, begin, start) if kind == "place" else None
        if part and begin not in line.starting:
            begin, changed = part.end(), True  # 南部|白沙空军基地
        word = next(iter(line.between(begin, begin + 1)), None)
        if word is None or word.begin != begin or word.end > start:
            continue
        surface = line.surface(word)
        kept = kind in ("work", "offer") and surface in line.lists.words("leads_kept")
        kept = kept and not _acted(line, word.end)
        led = kind == "place" and surface in line.lists.words("place_leads")
        if led or (surface in line.lists.words("leads") and not kept):
            begin, changed = word.end, True
    return _anchor(line, reach, begin, start, kind)


def _acted(line: Line, at: int) -> bool:
    """Says whether a verb stands here that takes what is behind it as its object: 高水平|建设|江州产业园."""
    word = next(iter(line.between(at, at + 1)), None)
    return word is not None and line.surface(word) in BUILDING


def _anchor(line: Line, reach: Reach, begin: int, start: int, kind: str) -> int:
    """Lets a name begin at a known name in it, where only common words are before that: 投资|重庆银行."""
    for anchor in reversed(reach.anchors):
        if begin < anchor.begin <= start and anchor.label in (*AGENTS, "Place", "Zone", "Corridor"):
            before = line.between(begin, anchor.begin)
            quoted = any(c in "“”‘’" for c in line.folded[begin : anchor.begin])
            proper = any(w.tag in PROPER and w.end - w.begin > 1 for w in before)
            if not quoted and kind != "event" and not proper and line.folded[anchor.begin - 1] != "驻":
                return anchor.begin
    return begin


def _proper(line: Line, reach: Reach, begin: int, start: int, head: str, kind: str) -> bool:
    """Says whether what stands before a name's last word makes it the name of one thing."""
    rest_begin = begin
    anchored = False
    for anchor in reversed(reach.anchors):
        if anchor.begin >= begin and anchor.begin == rest_begin:
            rest_begin, anchored = anchor.end, True
    rest = line.folded[rest_begin:start]
    if kind == "body":
        return _body(line, reach, begin, start, rest_begin, head, anchored)
    if rest == "" and _sited(line, start, head):
        return True
    if anchored and (
        rest + head in line.lists.words("generic") or (rest == "" and head in line.lists.words("loose"))
    ):
        owner = _owner(reach, begin)
        if rest == "" and head in line.lists.words("running"):
            return False
        if rest == "" and any(a.begin == begin and a.found.startswith("pair:") for a in reach.anchors):
            paired = head in line.lists.words("of_pairs")  # 中蒙|博览会
            return paired or line.lists.classes[head] == "Project"  # 京沪|铁路
        return owner != "Place" and (rest == "" or (kind == "event" and owner in AGENTS))
    if line.lists.classes[head] == "Platform" and _owner(reach, begin) in ("", "Place") and not reach.quoted:
        heads = any(line.folded.startswith(word, begin) for word in line.lists.raw["heads"])
        opened = reach.governor in line.lists.words("opened")
        named = opened or anchored or _has_proper(line, begin, start)
        return heads or (reach.governed and start - begin >= 6 and named)
    if kind == "place":
        return anchored or _has_proper(line, begin, start)
    if head in line.lists.raw["founded"] and not reach.quoted and not (anchored and len(rest) > 3):
        return reach.governor in FOUNDING and start - begin >= 4
    if kind == "event" and start - begin >= 4 and line.folded.startswith(("全国", "中央"), begin):
        return True
    if kind == "event" and ORDINAL.fullmatch(line.folded, begin, start):
        return head not in ("会议", "全会", "全体会议", "年会")
    if anchored or reach.quoted or _has_proper(line, begin, start):
        return len(rest) > 1 or anchored or len(line.folded[begin:start]) > 2
    if line.lists.classes[head] == "FinancialProduct":
        if reach.stop.endswith("元") or SUM.search(
            line.folded[max(0, begin - 16) : begin]
        ):  # 100亿元(的)人才发展基金
            return start - begin >= 2
        national = line.folded.startswith(("国家", "全国", "中央"), begin)
        return (reach.governed or national) and start - begin >= (2 if national else 4)
    if kind == "event":
        held = _opens(line, begin, start + len(head))
        return (
            (reach.governed and start - begin >= 4) or _framed(line, begin) or (held and start - begin >= 4)
        )
    label = line.lists.classes[head]
    if label in ("Pilot", "Initiative", "PolicyTool", "Campaign"):
        return start - begin >= (2 if reach.governor in BUILDING else 3)
    if label == "Zone":
        return start - begin >= 6
    return False


def _national(line: Line, start: int) -> int | None:
    """Gives where the name begins of a centre that a national network has in a place: 国家超级计算|江州|中心."""
    place = line.ending.get(start)
    if place is None or place.label != "Place" or place.level not in CITIES:
        return None
    network = NETWORK.search(line.folded, max(0, place.begin - 10), place.begin)
    return network.start() if network else None


def _visited(line: Line, reach: Reach, start: int, head: str) -> bool:
    """Says whether a firm's short name stands between a verb of visiting and 集团: 来到|青石|集团."""
    if head not in ("集团", "公司") or reach.anchors or reach.governor not in line.lists.words("visited"):
        return False
    words = line.between(reach.begin, start)
    brand = len(words) == 1 and words[0][:2] == (reach.begin, start) and 1 < start - reach.begin < 5
    return brand and line.surface(words[0]) not in line.lists.words("inside")


def _sited(line: Line, start: int, head: str) -> bool:
    """Says whether a zone is that of the city or the county right before it: 江州|高新区."""
    before = line.ending.get(start) if head in line.lists.words("sited") else None
    return before is not None and before.label == "Place" and before.level in CITIES


def _owner(reach: Reach, begin: int) -> str:
    """Gives the class of the known name that a name begins with."""
    return next((anchor.label for anchor in reach.anchors if anchor.begin == begin), "")


def _opens(line: Line, begin: int, end: int) -> bool:
    """Says whether a meeting's name opens a paragraph or a sentence that says when or where it is held."""
    return (
        line.folded[max(0, begin - 1) : begin] in ("", "\n", "。", ":")
        and HELD.match(line.folded, end) is not None
    )


def _framed(line: Line, begin: int) -> bool:
    first = line.folded[begin : begin + 2]
    return first.isdigit() or first[:1] == "第"


def _body(
    line: Line, reach: Reach, begin: int, start: int, rest_begin: int, head: str, anchored: bool
) -> bool:
    lists, folded = line.lists, line.folded
    rest = folded[rest_begin:start]
    if lists.sort.search(folded[begin : start + len(head)]):
        return False
    if head in lists.words("placed") and not _of_place(line, begin, start):
        return False
    if head in lists.words("national") and not any(
        a.begin == begin and a.level == "country" for a in reach.anchors
    ):
        return False
    if head in lists.words("delegations"):
        joint = folded[begin - 1 : begin] in ("驻", "和", "与", "、")
        return not rest and any(
            a.begin == begin and (a.level in ("province", "country") or (a.label in AGENTS and not joint))
            for a in reach.anchors
        )
    if head == "政府" and not anchored and foreign(folded[begin:start]):
        return False  # 特鲁多|政府
    if head == "组织" and ((anchored and not rest) or _organises(line, start + len(head))):
        return False  # 国家医保局|组织|开展…
    if head in lists.words("attached"):
        office = anchored and 1 < len(rest) < 9 and rest[-1] not in "布格结开全大时棋公"
        return office and _owner(reach, begin) in AGENTS
    if rest and rest + head in lists.words("generic") and _owner(reach, begin) not in (*AGENTS, "Project"):
        return False
    if anchored and not rest and head == "大学" and any(a.found.startswith("pair:") for a in reach.anchors):
        return False  # 中意|大学|校长对话会
    if anchored:
        if rest or head not in lists.words("loose"):
            return not rest or not _common(line, rest_begin, start, head)
        return any(a.label != "Place" for a in reach.anchors if a.begin == begin)
    first = folded[begin:start]
    if reach.counted:
        return False
    if any(first.startswith(word) for word in lists.raw["heads"]) and len(first) > 2:
        long = len(first) > 5
        return long or head not in lists.words("loose") or _recognised(line, begin, start + len(head))
    if any(folded.startswith(word, begin) for word in lists.raw["elided"]) and head not in lists.words(
        "loose"
    ):
        return _edge(line, begin)
    if head in lists.raw["registered"] and len(first) >= 2:
        return True
    if (
        reach.governor in ("设立", "成立", "组建", "建立")
        and len(first) >= 4
        and head not in lists.words("loose")
    ):
        return True
    if head in lists.words("named") and ordinary(first):  # 共建|工程技术学院
        return False
    return _has_proper(line, begin, start) or _recognised(line, begin, start + len(head))


def _organises(line: Line, end: int) -> bool:
    """Says whether 组织 here is a verb with its object behind it: 江州海警|组织|舰艇编队."""
    word, after = line.word_at(end), next(iter(line.between(end, end + 1)), None)
    if word is None or word.tag != "v" or after is None:
        return False
    office = line.lists.words("offices") | {"代表", "成员", "总部", "官员", "领导人"}
    return after.tag in ("n", "nz", "m", "ORG", "LOC", "TIME") and line.surface(after) not in office


def _of_place(line: Line, begin: int, start: int) -> bool:
    """Says whether a place or a body stands right before a last word, or the name is the whole country's."""
    before = line.ending.get(start)
    near = before is not None and before.begin >= begin and before.label in ("Place", *AGENTS)
    return near or line.folded[start - 1] in "省市县区州旗盟乡镇" or line.folded.startswith("全国", begin)


def _edge(line: Line, begin: int) -> bool:
    """Says whether 市 here begins a name, and does not end a place's."""
    before = line.word_at(begin)
    return before is None or before.tag not in ("LOC", "ns")


def _common(line: Line, begin: int, end: int, head: str) -> bool:
    """Says whether only common words stand between a place and a word such as 公司: 重庆第三方支付平台公司."""
    if head not in line.lists.words("loose") or (end - begin > 8 and head not in ("公司", "集团", "银行")):
        return False
    if head != "银行" and any(line.folded[begin:end].endswith(word) for word in line.lists.raw["ventures"]):
        return False  # 贵州|铁路投资|集团
    return (
        not _has_proper(line, begin, end)
        and not _recognised(line, begin, end + len(head))
        and head in ("公司", "集团", "银行")
    )


def _has_proper(line: Line, begin: int, end: int) -> bool:
    return any(
        w.tag in PROPER and min(w.end, end) - max(w.begin, begin) > 1 for w in line.between(begin, end)
    )


def _recognised(line: Line, begin: int, end: int) -> bool:
    return any(w.tag in ("ORG", "nt") and w.end >= end - 1 for w in line.between(begin, end))


def _label(line: Line, reach: Reach, begin: int, head: str) -> str:
    label = line.lists.classes[head]
    if head in line.lists.raw["units"]:
        parents = [a for a in reach.anchors if a.begin == begin and a.label in AGENTS]
        if parents:
            return parents[-1].label
    return label


def generic(lists: Lists, name: str) -> bool:
    """Says whether a name names a sort of thing."""
    return name in lists.words("generic")
