"""Events by their number, year, day or occasion: 第34届青岛国际啤酒节, 2024北京文化论坛, 世界大象日, 庆祝香港回归27周年大会."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.mark.candidates import Candidate
from kg.mark.line import PROPER, Line
from kg.mark.lists import any_of, lists

RANK = 84
LONG = 11  # characters of common words that make a name of what is held
ATTENDED = 40  # other names go before what only a verb before it tells
LONGEST = 30
TAIL = re.compile(
    "暨([^，。；：、！？\n]{2,26}?(?:会议|大会|论坛|峰会|对话会|研讨会|座谈会|博览会|交易会|洽谈会|展览会|部署会|动员会|推进会|报告会|仪式))|第?[一二三四]期(?!间)"
)
HALF = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:[上下]半年|前?第?[一二三四]季度)([\u3400-\u9fff]{2,20}?(?:座谈会|分析会|工作会议|新闻发布会)|(?<=季度)新闻发布会)"
)
COUNCIL = re.compile("[\u3400-\u9fff]{0,8}(?:理事会|委员会|联委会|缔约方大会)$")
TERMED = re.compile(
    r"(?:中国人民政治协商会议|政协)第[一二三四五六七八九十]+届[\u3400-\u9fff]{2,14}?委员会$|全国政协[一二三四五六七八九十]+届常委会$"
    r"|第?[一二三四五六七八九十]+届(?:中央|全国)?[\u3400-\u9fff]{2,10}?委员会$|[一二三四五六七八九十]+届(?:常委会|理事会)$"
)
TERM = re.compile("第?[一二三四五六七八九十]+届$")
SESSION = re.compile(
    "(?:(?:中共)?[省市区县州]委|自治区党委)?第?[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]{1,3}次全(?:体会议|会)"
    "|[一二三四五六七八九十]{1,3}届(?:全国|[\u3400-\u9fff]{1,3}[省市])?(?:人大|政协)(?:常委会)?第?[一二三四五六七八九十]{1,3}次会议"
)
MEETING = re.compile("(?:总理|元首|首脑|领导人|议长|议会|外长|防长|[\u3400-\u9fff]{1,3}部长)$")  # who meets
DAY = re.compile(
    r"(?:世界|国际|全国|中国)[\u3400-\u9fff]{1,8}?(?:(?<![近每节单当昔假生往同今明昨终整作首末])日|宣传周|宣传月|科技周|水周|活动周|文化周)(?![\u3400-\u9fff]?[报本均前常子电益内外上下])"
)
OCCASION = re.compile(
    r"(?:庆祝|纪念)(?:[^，。；：、！？\n的]{3,26}?周年|[^，。；：！？\n的]{2,26}?诞辰)[^，。；：、！？\n的]{0,8}?"
    r"(?:大会|晚会|音乐会|大展|文艺演出|座谈会|招待会|活动|仪式)"
    r"|(?:(?!出席|参加|庆祝|纪念|举行|举办|召开|观看|[在将了])[\u3400-\u9fff]){3,22}?(?:成立|创建|建立|建校|建院|创刊|诞辰|签署|实施|通车)[一二三四五六七八九十百\d]+周年(?:庆祝|纪念)?(?:大会|晚会|音乐会|座谈会|招待会|活动|仪式)"
)
HOLDING = re.compile("举行|召开|所谓")
NO_TOPIC = re.compile("[的了在]|多场|一次")
BODIES = ("Institution", "GovernmentBody", "Alliance")
LEVELS = "中省市区县州自"  # how a committee begins
NO_PART = frozenset("在将由对是了的向与第")
SMALL = frozenset("p u r".split())
JOINING = frozenset("与和及暨")
QUOTED = re.compile("“[^”]*”|《[^》]*》")
COUNT = re.compile("第[一二三四五六七八九十百\\d]+[届次]")
BALANCED = re.compile("[^“”《》的 ]*")  # what stands outside quotes in a name
WHOLE = ("全省", "全市", "全区", "全县", "全州")  # begin the names of a place's own meetings
FRAMED = ("举行的", "召开的", "举办的")
NTH = "第[一二三四五六七八九十百\\d]+"
DAYS = r"(?:\d{1,2}月)?\d{1,2}日(?:至(?:\d{1,2}月)?\d{1,2}日)?|(?:今|明)年(?:\d{1,2}月|[上下]半年|年?底)?|下个?月|本月|月底|年底|下周"
NEWS = rf"(?:今天|昨天|今晚|昨晚|日前|近日|于?(?:{DAYS}|\d{{1,2}}月)|\([^)\n]{{2,16}}\)|[上下]午|晚间?)"


@cache
def _numbered() -> re.Pattern[str]:
    heads = any_of([*lists().raw["event"], "节", "杯", "典礼", "展会", "庆典", "晚会", "盛典", "春运"])
    short = "(?<![发进拓开扩施伸])展|(?<!参)赛|(?<![颁获中])奖"
    return re.compile(
        r"(?:(?<![\d至到—-])(?:19|20)\d\d(?:年度?)?·?)?(?:第[一二三四五六七八九十百\d]+届)?"
        rf"(?=[\u3400-\u9fff“A-Z])([^，。；：、！？\n]{{2,{LONGEST}}}?)({heads}|{short}|[周月](?=活动)|[周月季](?=”))(?:活动)?"
    )


@cache
def _counted() -> re.Pattern[str]:
    counted, sessions = any_of(lists().raw["counted"]), any_of(lists().raw["sessions"])
    return re.compile(
        rf"(?:{NTH}次([\u3400-\u9fff“”]{{0,18}}?(?:{counted}))|{NTH}届(?:{sessions}))(?![室厅])"
    )


@cache
def _held() -> re.Pattern[str]:
    """What finds a name that opens a line or a sentence and is held there: 上海书展|今天(8月14日)在…开幕."""
    raw = lists().raw
    heads = any_of([*raw["event"], *raw["festive"]]).replace("|月|", r"|(?<!\d)月|")
    told = rf"(?:{NEWS}|{any_of(raw['held_adverbs'])}|在[^，。；\n]{{1,18}}?)"
    return re.compile(
        rf"(?:(?<=\n)|(?<=。)|(?:{any_of(raw['organised'])}))(?P<name>[^，。；：、！？\n]{{3,44}}?(?:{heads}))"
        rf"(?=(?:开幕式|闭幕式)?{told}{{0,6}}(?:{any_of(raw['held'])}))"
    )


@cache
def _election() -> re.Pattern[str]:
    """What finds a vote behind the place that holds it: 江西国|总统选举."""
    raw = lists().raw
    return re.compile(
        f"(?:(?:{any_of(raw['elected'])})(?:换届)?选举(?!{any_of(raw['no_election'])})|大选(?!{any_of(raw['no_election'])}|年|日))"
    )


@cache
def _topical() -> re.Pattern[str]:
    """Finds a meeting that is named by what it is to bring about: 全面推进河湖治理座谈会."""
    told = lists().raw["topical"]
    held = "(?:" + "|".join(f"(?<={word})" for word in told["held"]) + ")"
    lead, acts, heads = (any_of(told[name]) for name in ("lead", "acts", "meetings"))
    return re.compile(
        rf"(?:{held}|(?<=[，。：；\n在向]))(?:{lead})*(?:{acts})[\u3400-\u9fff“”、]{{4,28}}?(?:{heads})(?![室厅])|{held}(?:{any_of(told['kinds'])})"
    )


@cache
def _attended() -> re.Pattern[str]:
    """What finds a name between a verb of attending and what goes on: 出席|江州论坛|并致辞, 向|江州论坛|致贺信."""
    raw = lists().raw
    heads = any_of([*raw["event"], *raw["festive"]]).replace("|月|", "|")
    ends = "开幕式|闭幕式|上|并|时|期间|致[贺辞]|[，。、\n]|$"
    return re.compile(
        rf"(?:{any_of(raw['attended'])})了?(?P<name>[^，。；：、！？\n]{{5,36}}?(?:{heads})(?:\([^)]{{2,6}}\))?)(?={ends})"
    )


def find(line: Line, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields the events that a year or an ordinal before them marks as names."""
    held = {c.begin: c for c in known if c.label == "Event"}
    at = 0
    while match := _start(line.folded, at):
        found = _numbered().match(line.folded, match.start())
        at = match.end()
        if at in held and match[0].endswith("届"):  # 第136届|广交会
            yield Candidate(match.start(), held[at].end, "Event", "numbered", RANK)
            at = _further(line, held[at].end)
            yield Candidate(match.start(), at, "Event", "numbered", RANK)
            continue
        if found and found.end(1) > match.end() and _fits(line, found):
            end = _further(line, _closed(line.folded, match.start(), found.end()))
            termed = TERMED.search(line.folded, max(0, match.start() - 24), match.start())
            yield Candidate(termed.start() if termed else match.start(), end, "Event", "numbered", RANK)
            at = end

    for match in HALF.finditer(line.folded):
        if match.end() in line.word_ends and not _stopped(line, match.start(1), match.end()):
            yield Candidate(match.start(), match.end(), "Event", "numbered", RANK)
    for match in SESSION.finditer(line.folded):
        begin = _of_committee(line, match)
        if begin is not None:
            yield Candidate(begin, match.end(), "Event", "numbered", RANK - 4)
    for match in _counted().finditer(line.folded):
        whole = match.end() in line.word_ends and match[0].count("“") == match[0].count("”")
        topic = match[1] or ""
        if (
            whole
            and not HOLDING.search(match[0])
            and not _stopped(line, match.end() - len(topic), match.end())
        ):
            begin = _convened(line, match.start())
            if begin < match.start() or len(topic) > 4:
                yield Candidate(begin, match.end(), "Event", "numbered", RANK)
    yield from _opening(line)
    yield from _elections(line, known)
    for match in _topical().finditer(line.folded):
        if match.end() in line.word_ends and not NO_TOPIC.search(match[0]):
            yield Candidate(*match.span(), "Event", "topical", RANK)
    yield from _gone_to(line)
    for match in line.lists.shaped.finditer(line.folded):
        yield Candidate(*match.span(), "Event", "dated", RANK)
    for pattern in (DAY, OCCASION):
        for match in pattern.finditer(line.folded):
            whole = match.start() in line.starts_set and match.end() in line.word_ends
            if whole and (pattern is OCCASION or not _loose(line, match.start() + 2, match.end() - 1)):
                yield Candidate(*match.span(), "Event", "dated", RANK)


def _elections(line: Line, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields the elections of other countries, with their year: 2024年|江西国总统选举."""
    for place in known:
        joint = place.found.startswith("pair:") or line.folded[place.begin - 1 : place.begin] in (
            "和",
            "与",
            "、",
        )
        if place.level in VOTING and place.end - place.begin > 1 and not joint:
            vote = _election().match(line.folded, place.end)
            year = ELECTED.search(line.folded, max(0, place.begin - 5), place.begin)
            if vote:
                yield Candidate(year.start() if year else place.begin, vote.end(), "Event", "dated", RANK)


def _opening(line: Line) -> Iterator[Candidate]:
    """Yields what a line or a sentence begins with and says to be held: 2024上海书展|今天在…开幕."""
    at = 0
    while match := _held().search(line.folded, at):
        begin = _named_from(line, *match.span("name"))
        if begin is not None and _done(line, match.end("name")):
            yield Candidate(begin, match.end("name"), "Event", "held", RANK)
        at = match.start("name") + 1 if begin is None else match.end("name")


def _gone_to(line: Line) -> Iterator[Candidate]:
    """Yields what is attended, opened or congratulated."""
    for match in _attended().finditer(line.folded):
        begin = _named_from(line, *match.span("name"), framed=match[0].startswith(FRAMED))
        done = match.end("name") in line.word_ends or line.folded.startswith("致贺", match.end("name"))
        if begin is not None and done:
            yield Candidate(begin, match.end("name"), "Event", "held", ATTENDED)


def _named_from(line: Line, begin: int, end: int, framed: bool = False) -> int | None:
    """Gives where the name of what is held begins: behind the body that holds it, or nowhere if it is no name.

    In one that is framed (在江州举行的|江州金融对接外贸会议|上) verbs stand as its nouns do.
    """
    name = line.folded[begin:end]
    bare = QUOTED.sub("", name)
    if not BALANCED.fullmatch(bare) or name in line.lists.words("generic"):
        return None
    quoted = [range(begin + m.start(), begin + m.end()) for m in QUOTED.finditer(name)]
    words = [w for w in line.between(begin, end) if not any(w.begin in q for q in quoted)]
    several = len(COUNT.findall(bare)) > 1 and "和" in bare and bare.endswith(("会议", "会晤", "峰会"))
    if begin not in line.starts_set or several:
        return None
    for i, word in enumerate(words):
        surface, last = line.surface(word), i >= len(words) - 2
        small = word.tag in SMALL or (word.tag == "d" and surface in line.lists.words("stop"))
        if (small and surface not in JOINING) or surface in line.lists.words("unnamed"):
            return None
        act = surface in line.lists.words("governors") and surface not in line.lists.words("inside")
        if (
            act
            and not framed
            and (i == 0 or surface in line.lists.words("held") or (not last and len(surface) > 1))
        ):
            return None
    plain = not quoted and len(name) < LONG and not name.startswith(WHOLE)
    plain = plain and not any(c.isdigit() for c in name)
    if plain and not _proper(line, begin, end):
        return None
    return _behind_host(line, begin, quoted[0].start) if quoted else begin


def _done(line: Line, end: int) -> bool:
    """Says whether a name ends here: where a word does, or where a date or a venue begins."""
    return end in line.word_ends or line.folded[end : end + 1] in (*"在今昨日近(0123456789",)


def _behind_host(line: Line, begin: int, quote: int) -> int:
    """Gives where the name of a body before a quote ends: 江州电视台|“看江州”活动."""
    host = line.starting.get(begin)
    if host and host.label not in ("Place", "Person") and host.end <= quote:
        return host.end
    word = line.word_at(quote)
    return quote if word and word.begin == begin and word.tag in ("ORG", "nt") else begin


def _proper(line: Line, begin: int, end: int) -> bool:
    """Says whether a known name or a word that is one stands here."""
    known = any(begin <= at < end for at in range(begin, end) if at in line.starting)
    return known or any(w.tag in PROPER and w.end - w.begin > 1 for w in line.between(begin, end))


def joined(line: Line, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yields two meetings held as one: 全国安全工作会议|暨专项检查动员会; a contest's leg at a place: 江州大赛|青川站."""
    for c in found:
        if c.label == "Event" and c.end - c.begin > 4 and (leg := _leg(line, c.end)):
            yield Candidate(c.begin, leg, "Event", "numbered", RANK + leg - c.begin)
        end = _further(line, c.end) if c.label == "Event" and line.folded.startswith("暨", c.end) else c.end
        if end > c.end:
            yield Candidate(c.begin, end, "Event", "numbered", RANK + end - c.begin)


def _leg(line: Line, end: int) -> int:
    """Gives where a leg of a contest ends that begins here with its places, else 0."""
    at = end
    while (place := line.starting.get(at)) and place.label == "Place":
        at = place.end
        if line.folded[at - 1] == "站" and line.folded[end - 1] in "赛杯":
            return at
    return at + 1 if at > end and line.folded.startswith("站", at) and line.folded[end - 1] in "赛杯" else 0


def _of_committee(line: Line, match: re.Match[str]) -> int | None:
    """Gives where the name of a session begins: with the committee of a party, or with the assembly that meets."""
    if not match[0].endswith(("全会", "全体会议")):
        return match.start()
    body, word = line.ending.get(match.start()), line.word_at(match.start() + 1)
    if match[0][0] in LEVELS:
        inside = word is not None and word.tag in ("ORG", "nt")
        return min(body.begin if body else match.start(), word.begin if word and inside else match.start())
    return body.begin if body and body.label in BODIES else None


def _convened(line: Line, at: int) -> int:
    """Takes in the body whose meeting is counted, with its term: 十四届全国政协|第二十三次双周协商座谈会."""
    counted = at
    termed = TERMED.search(line.folded, max(0, at - 24), at)
    if termed:
        body = line.ending.get(termed.start())  # 全国政协|十四届常委会第七次会议
        return body.begin if body and body.label in BODIES else termed.start()
    heads = MEETING.search(line.folded, max(0, at - 8), at)
    pair = line.ending.get(heads.start()) if heads else None
    if pair and pair.label == "Place":  # 中俄|总理|第二十九次定期会晤
        return pair.begin
    at -= 2 if line.folded.endswith("机制", 0, at) else 0
    council = COUNCIL.search(line.folded, max(0, at - 12), at)
    for begin in range(council.start(), at - 2) if council else ():  # 上海合作组织|成员国元首理事会
        joined = line.folded[begin] in "和与及、"
        if begin in line.ending and line.ending[begin].label not in ("Place", "Person") and not joined:
            return line.ending[begin].begin
    body = line.ending.get(at)
    if body is None or body.label in ("Place", "Person"):
        return counted
    term = TERM.search(line.folded[max(0, body.begin - 6) : body.begin])
    return body.begin - (len(term[0]) if term else 0)


def _further(line: Line, end: int) -> int:
    """Takes in the second meeting of two held as one, and the part of one in parts: 人工智能大会|暨…高级别会议, 广交会|二期."""
    behind = TAIL.match(line.folded, end)
    if behind is None:
        return end
    return behind.end() if not behind[1] or behind.end() in line.word_ends else end


def _closed(folded: str, begin: int, end: int) -> int:
    """Takes in the quotation mark that ends a name that holds its beginning: 第四届“天宫画展”."""
    name = folded[begin:end]
    return end + 1 if name.count("“") > name.count("”") and folded[end : end + 1] == "”" else end


VOTING = ("country", "region")
ELECTED = re.compile("(?<!\\d)(?:19|20)\\d\\d年$")
START = re.compile(
    r"(?<![\d—–-])(?:(?:19|20)\d\d(?:年度?)?·?第[一二三四五六七八九十百\d]+届|第[一二三四五六七八九十百\d]+届|(?:19|20)\d\d年?(?!\d|全(?!国)|[、，。末底初上下前第以来至—–-]|度?[一二三四1-4]季|\d*月))"
)


def _start(folded: str, at: int) -> re.Match[str] | None:
    return START.search(folded, at)


def _fits(line: Line, found: re.Match[str]) -> bool:
    """Says whether what stands between the number and the last word is a name: no verbs and small words in it."""
    end = found.end(2)
    if end not in line.word_ends and line.words:
        return False
    if found[0].endswith("代表大会"):  # a body; its meetings have a number behind it
        return False
    if _loose(line, found.start(1), found.end(2)):
        return False
    return found[1] not in ("", "年") and not set(found[1][:1]) & NO_PART


def _stopped(line: Line, begin: int, end: int) -> bool:
    """Says whether a word stands here that ends the walk to a name's beginning."""
    quoted = [range(*m.span()) for m in QUOTED.finditer(line.folded, begin, end)]
    words = (w for w in line.between(begin, end) if not any(w.begin in q for q in quoted))
    surfaces = (line.surface(w) for w in words if w.begin >= begin)
    return any(s in line.lists.words("stop") and s not in ("全国", "世界级", "主席") for s in surfaces)


def _loose(line: Line, begin: int, end: int) -> bool:
    """Says whether words stand here that are in no name."""
    words = [w for w in line.between(begin, end) if w.begin >= begin]
    surfaces = [line.surface(w) for w in words]
    return _stopped(line, begin, end) or any(
        w.tag in ("v", "p", "u", "c", "d", "r", "m", "TIME")
        and s not in line.lists.words("inside")
        and s != "暨"
        for w, s in zip(words, surfaces, strict=True)
    )
