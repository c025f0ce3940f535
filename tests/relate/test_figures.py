"""Figures: what they are, whose, when, and that one told twice is one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
import srsly
from spacy.language import Language
from spacy.tokens import Span

from kg.mark.sentences import Sentences
from kg.mark.tokenizer import HanLatin
from kg.model import Entity, Name, Observation, Source
from kg.relate.figures import Figures
from kg.relate.figurewords import RULES

Reader = Callable[..., list[Observation]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("xx")
    nlp.tokenizer = HanLatin(nlp.vocab)
    return nlp


@pytest.fixture(scope="module")
def read(nlp: Language) -> Reader:
    """Reads the figures of a text whose names are given: surface → (key, class)."""
    sentences, figures = Sentences(nlp, "sentences"), Figures(nlp, "observations")

    def run(text: str, date: str | None = "2024-10-28", **names: str) -> list[Observation]:
        doc = nlp.make_doc(text)
        doc._.source = Source("x", text, date=date)
        doc = sentences(doc)
        spans = []
        for surface, kind in names.items():
            at = text.find(surface)
            while at >= 0:
                span = doc.char_span(at, at + len(surface), label=kind, kb_id=surface)
                spans.append(Span(doc, span.start, span.end, label=kind, kb_id=surface))
                at = text.find(surface, at + 1)
        doc.ents = spans
        doc._.entities = {s: Entity(s, k, (Name(s, "zh", "label"),)) for s, k in names.items()}
        return figures.match(doc)

    return run


def cases(kind: str) -> list[tuple[str, str, str]]:
    rows = []
    for language in ("zh", "en"):
        raw = srsly.read_yaml(RULES / language / "figures.yaml")
        told = raw["yes"].items() if kind == "yes" else ((sentence, "") for sentence in raw["no"])
        rows += [(language, sentence, figures) for sentence, figures in told]
    return rows


@pytest.mark.parametrize(("language", "sentence", "figures"), [*cases("yes"), *cases("no")])
def test_the_rules_own_sentences(read: Reader, language: str, sentence: str, figures: str) -> None:
    assert ", ".join(f"{o.value:f} {o.unit}" for o in read(sentence)) == figures


def test_growth_goes_with_its_level(read: Reader) -> None:
    (one,) = read("9月末，贷款余额251万亿元，创历史新高，同比增长6%。")
    assert (one.as_of, str(one.growth)) == ("2024-09-30", "0.06")
    rise, share = read("出口同比下降5%，进口占比35%。")
    assert (rise.indicator, share.growth) == ("出口降幅", None)


def test_growth_against_another_year_stands_alone(read: Reader) -> None:
    level, growth = read("2023年，增加值达390亿元，较2019年增长6.9%。")
    assert (level.growth, str(growth.value), growth.period_end) == (None, "0.069", "2023-12-31")


def test_two_levels_share_their_rates_in_turn(read: Reader) -> None:
    trains, boxes = read("今年一季度，班列开行4541列，发送货物49.3万标箱，同比分别增长9%、10%。")
    assert (str(trains.growth), str(boxes.growth)) == ("0.09", "0.1")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2024年，全市融资规模增量达7565亿元。", (None, "2024-01-01", "2024-12-31")),
        ("截至2024年末，贷款余额达60119亿元。", ("2024-12-31", None, None)),
        ("2024年累计便利300余家企业。", ("2024", None, None)),
        ("今年前7个月，成交规模接近23万亿美元。", (None, "2024-01-01", "2024-07-31")),
        ("国家统计局今天(10月28日)公布，9月份用电量8475亿千瓦时。", (None, "2024-09-01", "2024-09-30")),
        ("今天(10月28日)，线路开始铺轨，全长81.5公里。", (None, None, None)),
        ("目前，已有6521家企业落户。", (None, None, None)),
        ("2024年，全市新开书店300家。", (None, "2024-01-01", "2024-12-31")),
        ("2023年，产销额连续5年上升。", (None, None, None)),
        ("今年是书店开业的第10年，共有读者300名。", (None, None, None)),
        ("80家书店昨天(10月27日)挂牌。", (None, "2024-10-27", "2024-10-27")),
        ("截至目前，今年已发放300本。", ("2024", None, None)),
        ("书展今天(10月28日)开幕，共有来自70多个国家的代表。", (None, "2024-10-28", "2024-10-28")),
        ("书店今天(10月28日)发布公告，就6项规则征求意见。", (None, "2024-10-28", "2024-10-28")),
        ("自2023年4月1日新规实施以来，销售金额已突破55亿元。", (None, "2023-04-01", "2024-10-28")),
    ],
)
def test_when(read: Reader, text: str, when: tuple[str | None, ...]) -> None:
    (one,) = read(text)
    assert (one.as_of, one.period_start, one.period_end) == when


def test_statistics_go_on_under_the_date_of_the_sentence_before(read: Reader) -> None:
    text = "前三季度，书籍产量8亿本。\n画册产量同比增长5%。画册占总产量的比重为3%。\n书店另一则\n票价上涨6%。"
    assert [o.period_end for o in read(text)] == ["2024-09-30"] * 3 + [None]


def test_a_day_that_only_the_first_of_two_has(read: Reader) -> None:
    before, after = read("截至2023年底，识字率由2013年底的79%提升至91%。")
    assert (before.as_of, after.as_of) == ("2013-12-31", "2023-12-31")


def test_an_increase_runs_from_the_day_it_is_told_against(read: Reader) -> None:
    _, since_january = read("7月末，贷款余额251万亿元，较年初增加13.5万亿元。")
    assert (since_january.period_start, since_january.period_end) == ("2024-01-01", "2024-07-31")


def test_the_heading_of_a_box_dates_its_items(read: Reader) -> None:
    text = "截至2024年11月末——\n\n■累计办理融资**25.5亿元**\n\n■落地项目**52个**\n\n此后推出产品8款。"
    assert [o.as_of for o in read(text)] == ["2024-11-30", "2024-11-30", None]


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("预计每年减碳460万吨。", True),
        ("近期将提供流动性约1万亿元。", True),
        ("到2027年，培育企业500家。", True),
        ("正式将23个地区纳入试点。", False),
        ("今年还将投入35亿元。", True),
        ("投产后每年可供气100亿立方米。", True),
        ("船队将货物运送到50个港口。", False),
        ("行动计划支持50名学生。", False),
        ("GDP is expected to grow by 2.4% in 2025.", True),
    ],
)
def test_planned(read: Reader, text: str, planned: bool) -> None:
    assert [o.modality == "planned" for o in read(text)] == [planned]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("余额突破**6000亿元**。", "over"),
        ("推出产品330余款。", "over"),
        ("便利近1800家企业。", "under"),
        ("约1500亿元。", "about"),
        ("20个左右项目。", "about"),
        ("共有9个场景。", "exact"),
    ],
)
def test_bound(read: Reader, text: str, bound: str) -> None:
    assert [o.bound for o in read(text)] == [bound]


def test_told_again_is_one_figure_with_two_passages(read: Reader) -> None:
    text = "贷款余额首次迈上6万亿元新台阶\n截至2024年末，贷款余额达60119亿元。\n今年以来推出产品8款。"
    balance, products = read(text)
    assert (balance.value, balance.as_of, len(balance.evidence)) == (6011900000000, "2024-12-31", 2)
    assert len(products.evidence) == 1


def test_equal_figures_of_different_things_are_two(read: Reader) -> None:
    assert len(read("出口增长5%，进口增长5%。")) == 2


def test_whose(read: Reader) -> None:
    names = {
        "沪苏湖铁路": "Project",
        "上海": "Place",
        "示范项目": "Project",
        "峰会": "Event",
        "外汇局": "Regulator",
    }
    (length,) = read("沪苏湖铁路是连接上海等地的通道，全长163.8公里。", **names)
    assert length.about == "沪苏湖铁路"
    (held,) = read("已成功举办了5届峰会。", **names)
    assert held.about == "峰会"
    (trade,) = read("外汇局公布，上海涉外收支达70亿美元。", **names)
    assert trade.about == "上海"


def test_the_whole_town_is_the_place_of_the_text(read: Reader) -> None:
    text = "重庆推进开放。重庆与东盟往来增多。去年，全市贷款增加119亿元。"
    (loans,) = read(text, 重庆="Place", 东盟="Place")
    assert loans.about == "重庆"


def test_a_label_that_says_who_counts_is_not_the_subject(read: Reader) -> None:
    (trade,) = read("重庆扩大开放。\n●商务部：上半年，重庆进口5亿元。", 重庆="Place", 商务部="GovernmentBody")
    assert trade.about == "重庆"


def test_a_balance_keeps_the_day_of_the_sentence_before(read: Reader) -> None:
    loans, bad, fall = read(
        "2024年6月末，重庆贷款余额5亿元。不良贷款余额1亿元，比年初减少0.2亿元。", 重庆="Place"
    )
    assert (loans.as_of, bad.as_of) == ("2024-06-30", "2024-06-30")
    assert (fall.period_start, fall.period_end) == ("2024-01-01", "2024-06-30")


def test_those_counted_are_not_the_subject(read: Reader) -> None:
    (places,) = read("基金覆盖甘肃、江西等9个省份。", 基金="FinancialProduct", 甘肃="Place", 江西="Place")
    assert places.about == "基金"


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("甲县发展快。乙市富裕。在丙镇，当地投入5亿元。", "丙镇"),
        ("张三表示，截至6月末，全国存款300亿元。", None),
        ("甲县正在实施富民计划，力争增收5亿元。", "甲县"),
        ("长江号开行，连通乙市9个县。", "长江号"),
        ("我们在甲县成功发射了2颗长江号。", "长江号"),
        ("书香大会在甲县举行。乙市代表约300人出席。", "书香大会"),
        ("全国50%的书柜产自甲县。", "甲县"),
    ],
)
def test_whose_by_the_shape_of_the_sentence(read: Reader, text: str, whose: str | None) -> None:
    names = {
        "甲县": "Place",
        "乙市": "Place",
        "丙镇": "Place",
        "张三": "Person",
        "富民计划": "Project",
        "长江号": "Product",
        "书香大会": "Event",
    }
    (one,) = read(text, **names)
    assert one.about == whose


def test_a_growth_of_several_cities_is_one_of_each(read: Reader) -> None:
    text = "甲县、乙市、丙镇等城市成交量同比增长超过30%。"
    found = read(text, 甲县="Place", 乙市="Place", 丙镇="Place")
    assert [(str(o.value), o.about) for o in found] == [("0.3", "甲县"), ("0.3", "乙市"), ("0.3", "丙镇")]


def test_numbers_of_a_list_share_their_unit(read: Reader) -> None:
    found = read("甲、乙、丙产业比上月分别加快0.9、1.1和0.5个百分点。")
    assert [str(o.value) for o in found] == ["0.009", "0.011", "0.005"]


def test_an_item_of_a_digest_is_about_nothing_in_another(read: Reader) -> None:
    text = "简讯\n甲县扩建\n甲县开工。\n票价上涨\n1月票价上涨5%。\n乙市开馆\n乙市庆祝。"
    (price,) = read(text, 甲县="Place", 乙市="Place")
    assert price.about is None


def test_a_growth_rate_told_in_the_headline_too_is_that_of_the_level(read: Reader) -> None:
    (trade,) = read("上半年外贸进出口增长6%\n上半年，外贸进出口总值500亿元，同比增长6%。")
    assert (trade.value, str(trade.growth), len(trade.evidence)) == (50000000000, "0.06", 2)


def test_evidence_is_the_sentence_itself(read: Reader) -> None:
    text = "前言。  推出产品8款；服务企业20家。"
    assert [text[o.evidence[0].begin : o.evidence[0].end] for o in read(text)] == [
        "推出产品8款；",
        "服务企业20家。",
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "。。。", "%", "9" * 400, "一" * 300, "亿万千百" * 50])
def test_odd_texts_end_normally(read: Reader, text: str) -> None:
    assert isinstance(read(text), list)


def test_english_levels_against_the_period_before(read: Reader) -> None:
    text = "Norland's economy grew by 0.4% in the second quarter of 2024, close to the 0.3% recorded in the preceding quarter."
    now, before = read(text, Norland="Place")
    assert (now.period_end, before.period_end) == ("2024-06-30", "2024-03-31")
    assert before.bound == "exact" and before.about == now.about is not None


def test_english_rates_take_effect(read: Reader) -> None:
    to, was = read("The buffer ratio will rise to 1.875% from 1.25% with effect from 1 January 2025.")
    assert (to.as_of, to.modality) == ("2025-01-01", "planned")
    assert (was.as_of, was.modality) == (None, "fact")


def test_english_forecasts_for_the_full_year(read: Reader) -> None:
    figures = read("GDP growth is likely to come in at 2–3% for the full year.")
    assert [(f.indicator.removesuffix(" growth"), f.period_start, f.modality) for f in figures] == [
        ("GDP", "2024-01-01", "planned")
    ] * 2


def test_english_labels(read: Reader) -> None:
    text = "The bank reported combined net profit of S$5 billion. Core inflation continued to moderate to 3.0% y-o-y in May."
    assert [f.indicator for f in read(text)] == ["combined net profit", "Core inflation"]


def test_a_share_is_of_what_is_named_behind(read: Reader) -> None:
    (share,) = read("Tidal Bank covers sectors with 90% of Norland's emissions.", Norland="Place")
    assert share.about is not None


def test_bounds_beside_an_exact_figure(read: Reader) -> None:
    text = "The rate edged up to 1.4%, above the 1.2% of May. Grants of up to 70% are paid."
    assert [f.bound for f in read(text)] == ["exact", "exact", "under"]


def test_english_tranches_have_the_day_above_their_list(read: Reader) -> None:
    text = "The notes were priced on May 12, 2024 as follows:\nUSD2 billion 10-year blue tranche at 4.2 per cent;\nEUR5 million 7-year blue tranche at 3.1 per cent.\nOrders reached US$9 billion."
    found = [(o.indicator, str(o.period_end)) for o in read(text)]
    assert found[0] == ("10-year blue tranche", "2024-05-12")
    assert found[3] == ("coupon of 7-year blue tranche", "2024-05-12")
    assert found[4][1] == "None"


def test_english_years_as_a_whole(read: Reader) -> None:
    text = "For the year as a whole, inflation should average around 3%, down from 4.2% the year before."
    found = [(o.period_start, o.modality) for o in read(text)]
    assert found == [("2024-01-01", "planned"), ("2023-01-01", "fact")]


def test_an_english_sum_is_named_behind(read: Reader) -> None:
    assert [
        o.indicator for o in read("It approved a $3 million import facility and US$5 billion worth of bonds.")
    ] == [
        "import facility",
        "bonds",
    ]
