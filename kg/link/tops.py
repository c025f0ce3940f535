"""Stands in for the ontology until it is there."""

TOPS = {top: top for top in ("Institution", "Policy", "Programme", "Product", "Event", "Place", "Person")} | {
    narrow: top
    for top, row in {
        "Institution": "GovernmentBody Regulator Bank FinancialInstitution Exchange Company Alliance ResearchInstitution Media",
        "Policy": "Plan Regulation Agreement PolicyTool",
        "Programme": "Initiative Corridor Zone Pilot Project Campaign",
        "Product": "FinancialProduct Platform",
    }.items()
    for narrow in row.split()
}
