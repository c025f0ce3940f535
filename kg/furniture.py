"""Page furniture: credits, bylines, datelines, links, imprints. What stands there takes no part in what is told."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter

NAME = "[\u3400-\u9fffA-Za-z·. ]"
LINKS = "相关(?:阅读|链接|新闻|报道|文章|稿件|推荐)|(?:延伸|推荐|热门|猜你)(?:阅读|文章|推荐|喜欢)|热点(?:推荐|新闻)|更多(?:精彩|新闻|报道)[^\n]{0,8}"
SOURCES = "日报|晚报|早报|晨报|时报|商报|快报|周报|都市报|新闻|新闻网|新华社|中新社|央视|通讯社|网站|网|客户端|公众号|电视台|广播|财经|融媒体中心"
FURNITURE = re.compile(
    r"央视网消息(?:\([^()\n]*\))?[:：]?"
    rf"|(?:^|(?<=\n))[^\n。]{{0,12}}(?:本报|日报|晚报|社|网|台)?(?:记者|通讯员)[ :：/]{NAME}{{2,24}}(?=\n|$)"
    r"|[\[(【(]?(?:责任编辑|责编|编辑|来源|记者|作者|摄影|校对|审核|监制|文/|图/)[:：/ ][^\n。]{0,40}[\])】)]?(?=\n|$)"
    r"|(?:^|(?<=\n))[^\n。]{0,4}(?:新华社|中新社|人民网|中新网|央视网|新华网)[^\n。]{0,20}\d{1,2}月\d{1,2}日电"
    rf"|(?:^|(?<=\n))[^\n。，“《]{{0,24}}电 ?[(（]?(?:记者|通讯员)[ :：]?{NAME}{{2,24}}[)）]?"
    rf"|[(（][^()（）\n，。]{{0,16}}(?:记者|通讯员)[ :：/]{NAME}{{2,40}}[)）]"
    rf"|(?:新华社|中新社)?(?:记者|通讯员)(?:{NAME}{{2,4}}、)*{NAME}{{2,4}}(?=报道|摄|\))"
    # where the page stands, and what stands beside it: a line each; a list of links to the next sentence
    r"|(?:^|(?<=\n))[ 【\[]*(?:上|下)一[篇条则][:：]?[^\n。]*"
    r"|(?:^|(?<=\n))[ 【\[]*(?:您现在的位置|您(?:所在|的|当前)的?位置|当前位置|所在位置|网站首页|首页 ?[>|/»-])[^\n。]*"
    r"|(?:^|(?<=\n))[ 【\[]*(?:分享(?:到|至)|版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]|技术支持[:：]|网站标识码|打印本页|扫一扫|法律声明|联系我们|文章来源[:：]|信息来源[:：]|稿件来源[:：])[^\n。]*"
    r"|(?:^|(?<=\n))[^\n：:。，]{0,16}(?:记者|主持人)[:：]"
    rf"|(?:^|(?<=\n))[^\n：:。，]{{2,8}}(?:报|周刊|网|社|财经|新闻|时代)[:：](?=[^\n]*[?？])"
    rf"|(?:^|(?<=\n))[^\n。，]{{0,12}}(?:{SOURCES})[^\n，。\d]{{0,4}}(?:19|20)\d\d[-/.年][^\n。]*(?:星期|版)[^\n。]*"
    r"|(?:^|(?<=\n))[^\n。]*(?:ICP备|公网安备)[^\n。]*"
    rf"|(?:^|(?<=\n))[ 【\[]*(?:{LINKS})(?:[】\] ]*\n(?:(?![^\n]*[。！？])[^\n]{{1,60}}(?:\n+|$))+|[】\]]*[:：>][^\n。]*)"
    # ISLAMABAD, July 25, 2025 —
    r"|(?:^|(?<=\n))[A-Z][A-Z .]{2,30}(?:, [A-Z][A-Za-z ]{2,24})?, (?:January|February|March|April|May|June|July|August|September|October|November|December|[A-Z][a-z]{2}\.?) \d{1,2}(?:, \d{4})? ?(?:\([A-Za-z ]+\) ?)?[—–-]"
    rf"|[(](?:据|来源[:：])?[^()\n，。；]{{0,8}}(?:{SOURCES})(?:、[^()\n，。；]{{0,8}}(?:{SOURCES}))*[)](?=\n|$)"
)


class Furniture:
    """The ranges of page furniture in a text."""

    def __init__(self, folded: str) -> None:
        self.ranges = [match.span() for match in FURNITURE.finditer(folded)]

    def holds(self, begin: int, end: int) -> bool:
        """Says whether a stretch of the text lies in one of them."""
        last = bisect_right(self.ranges, begin, key=itemgetter(0)) - 1
        return last >= 0 and end <= self.ranges[last][1]
