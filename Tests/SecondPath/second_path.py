"""Scores executives a second time, by the contract's words and none of the program's code.

Python's csv module and openpyxl read the same bytes, and what the guide to inputs says of blanks,
headers, values and records is written anew here, slowly and plainly. Nothing of it is shared with the
program; where the two differ, one of them misreads an office's file.
"""

import collections
import csv
import dataclasses
import decimal
import io
import re
import unicodedata

BLANKS = " \t\u00a0" + "".join(map(chr, range(0x2000, 0x200C))) + "\u202f\u205f\u3000\ufeff"
LINE_BREAKS = "\n\r"
UNASSIGNED = "unassigned"
TEXTS = ["name", "organization", "position_title", "appointment", "prb", "rating_official"]
TOTALS_WORDS = {
    "total", "totals", "grand total", "grand totals", "subtotal", "subtotals", "sub-total", "average",
    "averages", "mean", "sum", "count", "minimum", "maximum",
}
SUBTOTAL_WORDS = {"total", "totals", "subtotal", "subtotals", "sub-total", "average", "averages"}


@dataclasses.dataclass
class System:
    """What of an appraisal system the scores depend on; percents and points are whole numbers."""

    elements: dict  # id: (title, minimum)
    none_above: str | None
    labels: dict  # lower case: level

    # The two built-in systems have these in common.
    ranges = [(475, 5), (400, 4), (300, 3), (200, 2)]


LABELS = {
    "outstanding": 5, "exceeds fully successful": 4, "fully successful": 3,
    "minimally satisfactory": 2, "unsatisfactory": 1,
}
OPM_BASIC_2012 = System(
    {
        "leading_change": ("Leading Change", 5),
        "leading_people": ("Leading People", 5),
        "business_acumen": ("Business Acumen", 5),
        "building_coalitions": ("Building Coalitions", 5),
        "results_driven": ("Results Driven", 20),
    },
    "results_driven", LABELS)
OPM_2025 = System(
    {
        "faithful_administration": (
            "Faithful Administration of the Law and the President's Policies", 25),
        "government_efficiency": ("Government Efficiency", 15),
        "merit_and_competence": ("Merit and Competence", 15),
        "holding_others_accountable": (
            "Holding Others Accountable and Treating Them Fairly", 15),
        "achieving_organizational_goals": ("Achieving Organizational Goals", 15),
    },
    None, LABELS)


# Files


def table(path, sheet=None):
    """The records of a CSV file or workbook as lists of texts, the header first."""
    with open(path, "rb") as file:
        content = file.read()
    if content.startswith(b"PK"):
        return workbook_table(content, sheet)
    text = content.decode("utf-8")
    records = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    return [record for record in records if record]


def workbook_table(content, sheet):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    visible = [name for name in book.sheetnames if book[name].sheet_state == "visible"]
    names = {name.lower(): name for name in book.sheetnames}
    rows = []
    for row in book[names[sheet.lower()] if sheet else visible[0]].iter_rows():
        texts = [cell_text(cell) for cell in row]
        if rows or any(texts):
            rows.append(texts)
    width = max((number + 1 for number, name in enumerate(rows[0]) if name), default=0)
    return [row[:width] + [""] * (width - len(row)) for row in rows]


def cell_text(cell):
    value = cell.value
    if value is None:
        return ""
    # A formula, a date or an error makes its executive one to reject: no text has such a character.
    if cell.data_type in "fe" or cell.is_date:
        return f"\u0001{value}"
    if isinstance(value, int) and re.fullmatch("00+", cell.number_format):
        return str(value).zfill(len(cell.number_format))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        number = decimal.Decimal(f"{value:.15g}")
        if "%" in cell.number_format:
            number *= 100
        return f"{number.normalize():f}"
    return str(value)


# Names and values


def trimmed(text):
    return text.strip(BLANKS)


def folded_name(text):
    return "".join(
        character for character in text if character not in BLANKS + LINE_BREAKS + "_-").lower()


def cleaned_text(text):
    """A text with the blanks at its ends taken off and those inside made one space."""
    return re.sub(f"[{BLANKS}]+", " ", trimmed(text))


def has_fault(text):
    """Whether a text has a line break, a control, a line separator or a character that turns the writing."""
    return any(
        unicodedata.category(character) == "Cc" or "\u2028" <= character <= "\u202e"
        or "\u2066" <= character <= "\u2069" for character in text)


def is_spreadsheet_error(text):
    """Whether a text is what a spreadsheet saves of a formula that failed or a column too narrow."""
    if re.fullmatch("#N/A|#GETTING_DATA", text, re.IGNORECASE | re.ASCII):
        return True
    return re.fullmatch("##+|#[A-Z/0]{2,}[!?]", text) is not None


def is_totals_word(text):
    return cleaned_text(text).lower().rstrip(":") in TOTALS_WORDS


def ends_subtotal(text):
    return cleaned_text(text).rpartition(" ")[2].lower().rstrip(":") in SUBTOTAL_WORDS


def is_executive_id(text):
    if re.fullmatch(r"[0-9](\.[0-9]+[Ee][+-]?|[Ee][+-])[0-9]+", text):
        return False
    return re.fullmatch(r"[A-Za-z0-9][!#-+\--.0-\[\]-~]{0,63}", text) is not None


def weight(text):
    """A weight in whole percent; None for a blank, "wrong" for what is no weight."""
    if not text:
        return None
    match = re.fullmatch(r"([0-9]{1,3})(\.0+)?%?", text)
    return int(match[1]) if match and int(match[1]) <= 600 else "wrong"


def level(text, system):
    """A level; None for a blank, "wrong" for what is none."""
    if not text:
        return None
    text = text.lower()
    if text in system.labels:
        return system.labels[text]
    number, joint = r"(?:level )?([1-5])(?:\.0+)?", "(?: *[-:\u2013\u2014] *| +)"
    match = re.fullmatch(number, text)
    if match:
        return int(match[1])
    for label, level_of_label in system.labels.items():
        for form in (
            f"{number}{joint}{label}", rf"{number} *\({label}\)", f"{label}{joint}{number}",
            rf"{label} *\({number}\)",
        ):
            match = re.fullmatch(form, text)
            if match:
                return level_of_label if int(match[1]) == level_of_label else "wrong"
    return "wrong"


# Records


@dataclasses.dataclass
class Sheet:
    """One file: its records by the columns' uses, without those that are nobody's."""

    records: list
    is_long: bool


def sheet(path, kind, system, name=None, namesakes=frozenset()):
    header, *rows = table(path, name)
    names = [folded_name(heading) for heading in header]
    is_long = "element" in names
    uses = {folded_name(text): text for text in ["executive_id"] + (TEXTS if kind == "plans" else [])}
    if kind == "plans":
        uses |= dict.fromkeys(["board", "reviewboard", "performancereviewboard"], "prb")
    value = "weight" if kind == "plans" else "level"
    if is_long:
        uses |= {"element": "element", value: value}
        if kind == "ratings":
            uses["rating"] = "level"
    else:
        endings = ["", "weight"] if kind == "plans" else ["", "rating", "level"]
        for element, (title, _) in system.elements.items():
            for ending in endings:
                uses[folded_name(element) + ending] = element
                uses[folded_name(title) + ending] = element
    columns = [uses.get(name) for name in names]
    records = []
    for row in rows:
        record = Record(row, columns)
        if not record.is_nobodys(namesakes):
            records.append(record)
    return Sheet(records, is_long)


class Record:
    def __init__(self, row, columns):
        self.has_all_fields = len(row) == len(columns)
        self.fields = {use: field for use, field in zip(columns, row) if use}
        self.raw = row
        self.id = trimmed(self.fields.get("executive_id", ""))
        # A line break in the name of an element is a blank of it.
        self.is_sound = self.has_all_fields and not any(
            has_fault(trimmed(field)) for use, field in self.fields.items() if use != "element"
        ) and not any(is_spreadsheet_error(trimmed(self.fields.get(text, ""))) for text in TEXTS)

    def is_nobodys(self, namesakes):
        fields = self.fields.values() if self.has_all_fields else self.raw
        if not any(trimmed(field) for field in fields):
            return True
        # What has a line break in it may have swallowed executives, whether its column is read or not.
        if not self.has_all_fields or any(has_fault(trimmed(field)) for field in self.raw):
            return False
        if trimmed(self.fields.get("name", "")):
            return False
        if self.id:
            return is_totals_word(self.id) and self.id.lower() not in namesakes
        # A subtotal of a spreadsheet stands below its group, the only text of its row: "Harbor PRB Total".
        texts = [self.fields[text] for text in TEXTS if trimmed(self.fields.get(text, ""))]
        return (len(texts) == 1 and ends_subtotal(texts[0])
                and not trimmed(self.fields.get("element", "")))


@dataclasses.dataclass
class Executive:
    values: dict = dataclasses.field(default_factory=dict)
    texts: dict = dataclasses.field(default_factory=dict)
    is_sound: bool = True


def executives(sheets, kind, system):
    """What the records of a kind say of each executive, by id in the order of the records."""
    found = {}
    layouts = collections.defaultdict(set)
    names = {}
    for element, (title, _) in system.elements.items():
        names[folded_name(element)] = names[folded_name(title)] = element
    read = weight if kind == "plans" else lambda text: level(text, system)
    for number, (own, record) in enumerate(
        (own, record) for own in sheets for record in own.records):
        if not is_executive_id(record.id):
            continue
        is_new = record.id not in found
        executive = found.setdefault(record.id, Executive())
        # A wide record is all that an executive has: a second record is a second plan.
        layouts[record.id].add(own.is_long)
        if not is_new and (not own.is_long or len(layouts[record.id]) > 1):
            executive.is_sound = False
        if not record.is_sound:
            executive.is_sound = False
        if not record.has_all_fields:
            continue
        if own.is_long:
            element = names.get(folded_name(record.fields.get("element", "")))
            if element is None or element in executive.values:
                executive.is_sound = False
                continue
            given = {element: record.fields.get("weight" if kind == "plans" else "level", "")}
        else:
            given = {element: record.fields.get(element, "") for element in system.elements}
        for element, text in given.items():
            executive.values[element] = read(trimmed(text))
        for text in TEXTS:
            shown = cleaned_text(record.fields.get(text, ""))
            if not shown:
                continue
            if spelling(text, executive.texts.setdefault(text, shown)) != spelling(text, shown):
                executive.is_sound = False
    return found


def spelling(field, text):
    """What two texts have in common that are one: boards, organizations, appointments."""
    if field not in ("prb", "organization", "appointment", "rating_official"):
        return text
    return unicodedata.normalize("NFC", text.replace(" ", "").lower())


# Scores


def breaks_rule(weights, system):
    if sum(weights.values()) != 100:
        return True
    if any(weights[element] < least for element, (_, least) in system.elements.items()):
        return True
    top = system.none_above
    return top is not None and max(weights.values()) > weights[top]


def scores(plans, ratings, system=OPM_BASIC_2012):
    """Score and level of each executive who can be rated, by id, in the order of the plans.

    plans and ratings are paths, or pairs of a path and the name of a sheet.
    """
    def sheets(paths, kind, namesakes=frozenset()):
        pairs = [path if isinstance(path, tuple) else (path, None) for path in paths]
        return [sheet(path, kind, system, name, namesakes) for path, name in pairs]

    planned = executives(sheets(plans, "plans"), "plans", system)
    # Ratings have no names: a word of totals is the id of whoever has it in a plan.
    namesakes = {executive_id.lower() for executive_id in planned if is_totals_word(executive_id)}
    rated = executives(sheets(ratings, "ratings", namesakes), "ratings", system)
    result = {}
    for executive_id, plan in planned.items():
        weights = {element: plan.values.get(element) for element in system.elements}
        given = rated.get(executive_id)
        if not plan.is_sound or given is None or not given.is_sound:
            continue
        if any(value is None or value == "wrong" for value in weights.values()):
            continue
        levels = {element: given.values.get(element) for element in system.elements}
        if any(value is None or value == "wrong" for value in levels.values()):
            continue
        if breaks_rule(weights, system):
            continue
        score = sum(weights[element] * levels[element] for element in system.elements)
        if 1 in levels.values():
            rating = 1
        else:
            rating = next(number for least, number in system.ranges if score >= least)
        result[executive_id] = (score, rating)
    return result
