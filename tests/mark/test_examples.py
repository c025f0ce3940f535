"""The sentences of kg/rules/zh/names-examples.yaml and of English."""

from __future__ import annotations

import re

import pytest
import srsly

from kg.mark.lists import RULES
from tests.mark.conftest import Mark

MARKED = re.compile(r"\[([^\[\]]+)\]\((\w+)\)|\{([^{}]+)\}")
CASES = list(srsly.read_yaml(RULES / "names-examples.yaml"))
ENGLISH = [
    "The [Harbour Markets Authority](Regulator) and the [Institute of Tidal Finance](ResearchInstitution) met.",
    "They set up the [Coastal Trade Connectivity Network (CTCN) 2.0](Project) with the {Chief Executive}.",
    "Mr [Albert Finch](Person), Director of the [Northern Fintech Institute](ResearchInstitution), spoke.",
    "The [signing ceremony of eHarbourLink](Event) took place. {Central Bank} policy did not change.",
    "It launched the [Skills Acceleration Scheme](Initiative) ([SAS](Initiative)) under the [Payments Ordinance](Regulation).",
    "[Singapore](Place)'s [PayNow](Platform) is linked with [Thailand](Place)’s [PromptPay](Platform).",
    "Governor of the [Bank of Thailand](Regulator) Dr [Anan Suksawat](Person) met [Chongqing's municipal government](GovernmentBody).",
    "The [Measures for the Supervision and Administration of Tidal Lenders](Regulation) follow [Directive 95/46/EC](Regulation).",
    "Entry is by the [New Harbour Talent Scheme](Initiative). New [Coastal Grants Scheme](Initiative) rules apply.",
    "They signed the [Letter of Intent on Deepening Coastal Cooperation](Agreement) and another {Letter of Intent}.",
    "The [Protocol to Amend the China-Singapore Free Trade Agreement](Agreement) is in force.",
    "It joined the [10th Harbour Forum](Event) and the [3rd Coastal Cooperation Council (CCC) meeting](Event).",
    "The [Seminar on “Tides and Trust in Finance”](Event) came before a conference titled “[Ports of Tomorrow](Event)”.",
    "The [Norland Ministry of Culture, Sports and Tourism](GovernmentBody) and the {Ministry of Finance, Singapore} met.",
    "Lenders such as [Amber Steel](Company) and [Tern Limited](Company) use the [TideTrust](Platform) pilot.",
    "“It works,” said [Tan Wei Ling](Person), Managing Director of [Tidal Harbour Bank](Bank).",
    "It is the [Resolution Office](GovernmentBody) that keeps the [Tidal Resources for Harbours (TRH) Facility](FinancialProduct).",
    "In the [April 2024 Coastal Policy Statement](Regulation) the [Tidal Harbour Bank](Bank) {Approves} nothing.",
    "Mr [S. Finchley](Person), Secretary for {Harbours and the Treasury}, met Anna Berg, CEO of [Tidal Harbour Group](Company).",
    "She met [Marta Kowalska](Person), the [Tidal Harbour Bank](Bank)’s new Country Director for Norland, and [Ravi Anand Pillai](Person), Regional Manager for Energy.",
    "“It works,” said [Ingrid Solberg](Person) (Deputy Governor). The forecast is bold, said [Priya Natarajan](Person), a senior analyst at [Meridian Research](Institution).",
    "The Governor of Lagos State, [Babajide Sanwo-Olu](Person), and Nigeria’s Minister of Finance [Wale Edun](Person) came.",
    "Minister for Trade and Export Growth [David Parsons](Person) met Director of Financial Stability [Sarah Breedon](Person).",
    "[K.V. Raman](Person), Governor of the Tidal Reserve Bank, and Country Director [Najy Ben](Person) spoke. Governor {Visits Harbours}.",
    "The Minister for {Trade, Industry and Energy} read the [Coastal Growth Strategy 2030](Plan).",
    "It has a [Norland Country Partnership Framework 2026-35](Plan) and an [Action Plan for Scaling up Investment in Clean Water](Plan).",
    "The [Network of Regulators for Greening Insurance](Alliance) held its [third regular meeting of 2023](Event).",
    "[Coastal Monetary Policy Statement - October 2023](Regulation)",
    "Five banks (HSBC, Standard Chartered, [Kite Lending](Bank), and [Tern Brothers](Bank)) and firms such as Paris, {Kowloon Bay Lane} and Oslo joined.",
    "{ISLAMABAD}, July 25, 2025 — The [Tidal Harbour Bank](Bank) lent more.",
    "The {Mayor of Coastal Council} spoke on the Launch of the [Coastal Taxonomy](Regulation).",
]


@pytest.mark.parametrize("case", [*CASES, *ENGLISH])
def test_names_in_a_sentence(case: str, mark: Mark) -> None:
    doc = mark(MARKED.sub(lambda m: m[1] or m[3], case))
    found = {(span.text, span.label_) for span in doc.spans["mentions"]}
    wanted = {(m[1], m[2]) for m in MARKED.finditer(case) if m[1]}
    refused = {m[3] for m in MARKED.finditer(case) if m[3]}
    assert wanted <= found
    assert not refused & {name for name, _ in found}
