"""What the workbooks call the columns of the CSV files, and where in a workbook their table begins.

The names are written down once more here, so that a heading that changes by mistake is noticed.
"""

HEADINGS = {
    "prb": "Board", "executive_id": "Executive ID", "name": "Name", "organization": "Organization",
    "position_title": "Position title", "appointment": "Appointment",
    "rating_official": "Rating official", "summary_score": "Score",
    "initial_summary_rating": "Initial rating", "label": "Label", "status": "Status",
    "remarks": "Run remarks", "prb_recommended_rating": "Recommended rating",
    "prb_remarks": "Board remarks", "responded_on": "Responded on",
    "review_requested": "Review requested", "reviewer_recommended_rating": "Reviewer rating",
    "members_recused": "Members recused", "held_because": "Held because",
    "annual_summary_rating": "Annual rating", "authority_remarks": "Authority remarks",
    "decided_on": "Decided on",
}
NAMES = {heading: name for name, heading in HEADINGS.items()}
# Headings of elements that are shorter than their titles.
SHORT = {"building_coalitions": "Coalitions"}
LONG = {heading: name for name, heading in SHORT.items()}
# What follows the heading of an element.
ENDINGS = {" weight": "_weight", " final": "_final", "": "_rating"}


def heading_of(name):
    """The heading of a column, by its name in the CSV file."""
    if name in HEADINGS:
        return HEADINGS[name]
    for words, ending in ENDINGS.items():
        if name.endswith(ending):
            element = name.removesuffix(ending)
            return SHORT.get(element, element.replace("_", " ").title()) + words
    raise KeyError(name)


def name_of(heading):
    """The name of a column in the CSV file; of a name, also in words, the same."""
    if heading in NAMES:
        return NAMES[heading]
    if heading != heading.title() and not heading.endswith((" weight", " final")):
        return heading.lower().replace(" ", "_")
    for words, ending in ENDINGS.items():
        if heading.endswith(words):
            element = heading.removesuffix(words)
            return LONG.get(element, element.replace(" ", "_").lower()) + ending


def header_row(first_cells):
    """The number from 0 of the header, among the first cells of the rows of a sheet."""
    for number, text in enumerate(first_cells[:12]):
        if " · inputs " in f" · {text}":
            return number + 1
    return 0
