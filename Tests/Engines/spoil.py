"""Spoils an agency in every way that a CSV reader lets through, the same for the same seed.

`appraise synthesize` makes the agency; of its executives a share is spoiled, each in a way of `WAYS` or
two, in turn, so that no way is left to chance. Nothing here says what the mistakes are: `appraise run`
does, and the SQL of an engine has to find the same.
"""

import csv
import random
import re

# One word for each: what is a blank at the ends of a value.
BLANKS = ["\t", " ", "\u00a0", "\u2003", "\u200b", "\u202f", "\u205f", "\u3000", "\ufeff"]
TEXTS = ["organization", "position_title", "appointment", "rating_official"]


class Table:
    """A file as rows of texts, the header apart."""

    def __init__(self, path, more=()):
        with open(path, newline="") as file:
            self.header, *self.rows = csv.reader(file)
        self.removed = {}
        for name in more:
            self.header.insert(self.header.index("prb") + 1, name)
            for row in self.rows:
                row.insert(self.header.index(name), f"Roe, Richard {sum(row[0].encode()) % 7}")

    def column(self, name):
        return self.header.index(name)

    def remove(self, row):
        """Leaves this very row out; one that says the same stays."""
        self.removed[id(row)] = row

    def write(self, path, columns):
        order = [self.column(name) for name in columns]
        with open(path, "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(columns)
            rows.writerows(
                [row[place] for place in order] for row in self.rows if id(row) not in self.removed)


class Agency:
    """Plans and ratings, to be spoiled.

    elements: {id: title}; labels: {level: label}; columns: {kind: names in the order of the files}.
    """

    def __init__(self, directory, seed, share, elements, labels, columns, is_long):
        self.random = random.Random(f"{seed} {is_long}")
        self.elements, self.labels, self.columns, self.is_long = elements, labels, columns, is_long
        self.plans = Table(directory / "plans.csv", more=["rating_official"])
        self.ratings = Table(directory / "ratings.csv")
        self.weights = ["weight"] if is_long else list(elements)
        self.levels = ["level"] if is_long else list(elements)
        self.plan_rows, self.rating_rows = self.by_executive(self.plans), self.by_executive(self.ratings)
        executives = list(self.plan_rows)
        ways = [way for way in WAYS if is_long or way not in LONG_WAYS]
        spoiled = self.random.sample(executives, round(len(executives) * share))
        for number, executive in enumerate(spoiled):
            ways[number % len(ways)](self, executive, number // len(ways))
            if self.random.random() < 0.1:
                self.random.choice(ways)(self, executive, number)

    @staticmethod
    def by_executive(table):
        rows = {}
        for row in table.rows:
            rows.setdefault(row[0], []).append(row)
        return rows

    def write(self, directory):
        self.plans.write(directory / "plans.csv", self.columns["plans"])
        self.ratings.write(directory / "ratings.csv", self.columns["ratings"])

    # What ways have in common

    def plan(self, executive):
        """A record of the plan, with a weight of it."""
        return self.random.choice(self.plan_rows[executive])

    def rating(self, executive):
        return self.random.choice(self.rating_rows.get(executive) or [self.some_rating()])

    def some_rating(self):
        return self.random.choice(self.ratings.rows)

    def set(self, table, row, name, value):
        row[table.column(name)] = value

    def get(self, table, row, name):
        return row[table.column(name)]

    def add(self, table, row, place=None):
        """A row more: next to another, or anywhere."""
        at = self.random.randrange(len(table.rows) + 1) if place is None else place
        table.rows.insert(at, row)

    def weight_cell(self, executive):
        row, name = self.plan(executive), self.random.choice(self.weights)
        return row, name, self.get(self.plans, row, name)

    def blank(self):
        return "".join(self.random.choices(BLANKS, k=self.random.randint(1, 3)))


def pick(values, turn):
    """Every value in turn: a list is gone through before any is met again."""
    return values[turn % len(values)]


WAYS, LONG_WAYS = [], set()


def way(spoils):
    WAYS.append(spoils)
    return spoils


def long_way(spoils):
    LONG_WAYS.add(spoils)
    return way(spoils)


# Weights

@way
def weights_written_otherwise(agency, executive, turn):
    row, name, value = agency.weight_cell(executive)
    form = pick(["{}%", "{}.0", "{}.00%", "{}.000", "{}.0000%", "0{}"], turn)
    if "." in value:
        form = pick(["{}%", "{}0", "{}00%"], turn)
    agency.set(agency.plans, row, name, form.format(value))


@way
def weights_that_are_none(agency, executive, turn):
    row, name, _ = agency.weight_cell(executive)
    agency.set(agency.plans, row, name, pick([
        "0.6", "20.5", "20.25", "20.125", "+20", "-20", "2E1", "sixty", "20,0", "1,000", "700", "600.5", "0600",
        "#REF!", "####", "20 %", "\uff12\uff10", "\u0662\u0660", "20.", ".5", "%", "20%%", "20.0.0", "20\n",
        "20\nES-0001", "2\u202a0", "2\x7f0", "NULL", "NaN", "\\N", "20\\", "'20", "0x14", "99999999999999999999",
        "20\u0660", "2\u00a00", "1e400", "true"], turn))


@way
def weights_off_by_one(agency, executive, turn):
    row, name, value = agency.weight_cell(executive)
    if value.isdigit():
        agency.set(agency.plans, row, name, str(max(0, int(value) + pick([-1, 1, 5, -5, 100], turn))))


@way
def weights_exchanged(agency, executive, turn):
    """Too light, too heavy, or above the heaviest, with the same total."""
    rows = agency.plan_rows[executive]
    cells = [(row, name) for row in rows for name in agency.weights]
    (one, name), (other, second) = (agency.random.sample(cells, 2) if len(cells) > 1 else cells * 2)[:2]
    first = agency.get(agency.plans, one, name)
    if turn % 2 and first.isdigit() and agency.get(agency.plans, other, second).isdigit():
        total = int(first) + int(agency.get(agency.plans, other, second))
        agency.set(agency.plans, one, name, "0")
        agency.set(agency.plans, other, second, str(total))
    else:
        agency.set(agency.plans, one, name, agency.get(agency.plans, other, second))
        agency.set(agency.plans, other, second, first)


@way
def weights_blank(agency, executive, turn):
    row, name, _ = agency.weight_cell(executive)
    agency.set(agency.plans, row, name, pick(["", " ", "\u00a0", "\u200b\t"], turn))
    if turn % 5 == 0:
        for row in agency.plan_rows[executive]:
            for name in agency.weights:
                agency.set(agency.plans, row, name, "")


# Levels

def level_forms(agency, level):
    label = agency.labels[level]
    return [
        f"Level {level}", f"level {level}.0", f"{level}.00", label, label.upper(), label.lower(), f"{level} {label}",
        f"{level} - {label}", f"{level}: {label}", f"{level}\u2013{label}", f"{level} \u2014  {label}",
        f"{level} ({label})", f"Level {level} ({label})", f"{label} ({level})", f"{label}  (Level {level})",
        f"{label} - {level}.0", f"{label}-{level}", f"{level}({label})"]


@way
def levels_written_otherwise(agency, executive, turn):
    row, name = agency.rating(executive), agency.random.choice(agency.levels)
    forms = level_forms(agency, agency.random.randint(1, 5))
    agency.set(agency.ratings, row, name, pick(forms, turn))


@way
def levels_that_are_none(agency, executive, turn):
    row, name = agency.rating(executive), agency.random.choice(agency.levels)
    two, five = agency.labels[2], agency.labels[5]
    agency.set(agency.ratings, row, name, pick([
        "N/A", "NR", "-", "6", "0", "4.5", "4,0", "five", "L5", f"2 - {five}", f"{two} (5)", f"Level 5 ({two})",
        f"{two}\u00a0!", "#N/A", "4\n", "4\nES-1,4", "Level\u00a04", "4 (", f"({five})", f"5 {five} {five}", "04",
        "Level  4", "5.", "\u0665", "\uff15", "4\\", "NULL", f"5{five}", f"{five}5", f"{five} - ", "4\x00"[:1] + "\x01",
        "4 5", f"5 - - {five}", f"{five} {five}", "level 4 level 4", "1e0"], turn))


@way
def levels_blank(agency, executive, turn):
    rows = agency.rating_rows.get(executive, [])
    for row in rows if turn % 3 == 0 else rows[:1]:
        names = agency.levels if turn % 3 == 0 else agency.levels[:1]
        for name in names:
            agency.set(agency.ratings, row, name, pick(["", " ", "\u3000"], turn))


# Executive ids

@way
def ids_that_are_none(agency, executive, turn):
    value = pick([
        "", " ", "1.23457E+15", "1E+10", "1,5e15", "1.5E-7", "1E15", "12E+3", "a b", "Jos\u00e9", "'x", "-1", "x" * 64,
        "x" * 65, "a/b", "a\\b", 'a"b', "a,b", "A\u00a0B", "ES-\n1", "ES\u202e1", "\uff251", "a'b~!", "=1+1", "1.E+5",
        "1.5E", "9e+1x"], turn)
    tables = pick([("plans",), ("ratings",), ("plans", "ratings")], turn // 27)
    for name in tables:
        table, rows = getattr(agency, name), getattr(agency, f"{name[:-1]}_rows")
        for row in rows.get(executive, []):
            agency.set(table, row, "executive_id", value)


@way
def ids_in_other_capitals(agency, executive, turn):
    spelled = pick([executive.lower(), executive.swapcase(), executive.title()], turn)
    if turn % 3 == 0:
        for row in agency.rating_rows.get(executive, []):
            row[0] = spelled
    elif turn % 3 == 1:
        for row in agency.plan_rows[executive]:
            agency.add(agency.plans, [spelled] + row[1:])
    else:
        for number, row in enumerate(agency.plan_rows[executive]):
            agency.add(agency.plans, [executive.swapcase()] + row[1:])
            agency.add(agency.plans, [executive.title()] + row[1:])
            agency.add(agency.plans, list(row))


@way
def ids_with_zeros(agency, executive, turn):
    for row in agency.rating_rows.get(executive, []):
        row[0] = pick(["0{}", "{}.0", "{}x"], turn).format(executive)


# Texts

@way
def texts_unfit(agency, executive, turn):
    row, name = agency.plan(executive), pick(["name", "prb", *TEXTS], agency.random.randrange(6))
    agency.set(agency.plans, row, name, pick([
        "Smith,\nAnn", "Smith,\r\nES-0001,x", "a\u0007b", "a\u0085b", "\u202eabc", "a\u2066b", "a\tb", "a\u007fb",
        "\u2028x", "x\u2029y", "#N/A", "#REF!", "####", "#n/A", "#DIV/0!", "#Name?", "#A!", "#", "#GETTING_data", "#5",
        "=1+1", "+1", "-x", "@x", "|x", "%x", "\uff1d1", "\uff0b", "\uff0dx", "\uff20x", "'=1", "a\ufffdb",
        "\ufffd\n", "=\ufffd\u0007", "\u200b=1"], turn))


@way
def texts_awkward(agency, executive, turn):
    """Nothing is wrong with these; it is readers that they trap."""
    row, name = agency.plan(executive), pick(["name", "prb", *TEXTS], agency.random.randrange(6))
    agency.set(agency.plans, row, name, pick([
        'O"Neil', '"', '""', "a\\", "\\", "\\\"", "\\N", "NULL", "null", "NaN", "#comment", "a, b", "'", "''", "`x`",
        "$1", "${x}", "\\1", "--", ";", "/* x", "\u00c9lodie \U0001f600", "e\u0301", "N/A", "nan", "1e5", "  x", "x  y",
        "a\u00a0b", "x\u200b\u200by", "\ufeffx", "true", "2026-11-26", "0012", "Total", "Max"], turn))


@way
def blanks_at_ends(agency, executive, turn):
    for table, row in ((agency.plans, agency.plan(executive)), (agency.ratings, agency.rating(executive))):
        place = agency.random.randrange(len(table.header))
        row[place] = pick([agency.blank() + row[place], row[place] + agency.blank(),
                           agency.blank() + row[place] + agency.blank()], turn)


@way
def boards_blank(agency, executive, turn):
    rows = agency.plan_rows[executive]
    for row in rows if turn % 2 else rows[:1]:
        agency.set(agency.plans, row, "prb", pick(["", " ", "\u00a0"], turn))


# Records too many and too few

@way
def plans_twice(agency, executive, turn):
    rows = agency.plan_rows[executive]
    for row in rows if turn % 2 else rows[:1]:
        copy = list(row)
        if turn % 3 == 0:
            agency.set(agency.plans, copy, agency.weights[-1], pick(["7", "", "x"], turn))
        agency.add(agency.plans, copy)


@way
def ratings_twice(agency, executive, turn):
    rows = agency.rating_rows.get(executive, [])
    for row in rows if turn % 2 else rows[:1]:
        copy = list(row)
        if turn % 3 == 0:
            for name in agency.levels:
                agency.set(agency.ratings, copy, name, pick(["", "3", "x"], turn))
        agency.add(agency.ratings, copy)


@way
def ratings_without_plan(agency, executive, turn):
    for row in agency.rating_rows.get(executive, []):
        agency.add(agency.ratings, [f"STRAY-{executive}"] + row[1:])
        if turn % 3 == 0:
            agency.add(agency.ratings, [f"STRAY-{executive}"] + row[1:])


@way
def no_ratings(agency, executive, turn):
    rows = agency.rating_rows.get(executive, [])
    for row in rows if turn % 2 else rows[:1]:
        agency.ratings.remove(row)


@way
def records_of_nobody(agency, executive, turn):
    for table in (agency.plans, agency.ratings):
        width = len(table.header)
        row = [pick(["", " ", "\u00a0", "\t"], turn + place * (turn % 2)) for place in range(width)]
        place = agency.random.randrange(len(table.rows))
        for _ in range(1 + turn % 2):
            agency.add(table, list(row), place)


@way
def rows_of_totals(agency, executive, turn):
    words = ["Total", "TOTAL:", "Grand-Total", "_Total", "-Total", " .Total", "Sub total", "Average", "avg.", "Count 25",
             "Count: 25", "Max", "SUM-0001", "Total (3)", "Total 3,5 %", "Total x", "Totals=", "Mean", "Max2", "sum ",
             "\u00a0Total", "Total\u00a025", "Number of\u200bexecutives", "checksum", "T-otal", "Total\n"]
    for table in (agency.plans, agency.ratings):
        row = ["" for _ in table.header]
        row[-1] = "20"
        word = pick(words, turn)
        if table is agency.plans and turn % 3 == 1:
            agency.set(table, row, "name", word)
        else:
            row[0] = word
            if table is agency.plans and turn % 3 == 2:
                agency.set(table, row, "name", "Total, Ann")
        agency.add(table, row)


@way
def subtotals(agency, executive, turn):
    """As a spreadsheet puts them below each group, and what only looks like one."""
    row = ["" for _ in agency.plans.header]
    row[-1] = "20"
    agency.set(agency.plans, row, pick(["prb", *TEXTS], turn), pick([
        "Harbor PRB Total", "Harbor PRB  TOTALS:", "x Average", "x\u00a0Sub-total", "Total", " Boss Total(3) ",
        "x -Total", "x Average=3.5", "x Total 25", "x Grand-Total", "x Max", "Office of the Count", "xTotal",
        "x\nTotal", "x\u2028 Total", "x Total\u2029", "\u0422otal", "x Totalx"], turn))
    if turn % 4 == 1:
        agency.set(agency.plans, row, pick(["prb", *TEXTS], turn + 1), "x")
    if turn % 4 == 3 and agency.is_long:
        agency.set(agency.plans, row, "element", "leading_change")
    agency.add(agency.plans, row)


@way
def headers_again(agency, executive, turn):
    for table in (agency.plans, agency.ratings):
        row = list(table.header)
        row = pick([row, [name.upper().replace("_", " ") for name in row], [f" {name}" for name in row],
                    ["-" + row[0]] + row[1:], row[:-1] + ["x"], [name.replace("_", "\u00a0") for name in row]], turn)
        agency.add(table, row)


@way
def notes(agency, executive, turn):
    for table in (agency.plans, agency.ratings):
        row = ["" for _ in table.header]
        place = min(pick([0, 1, len(row) - 1, 0, 2], turn), len(row) - 1)
        row[place] = pick(["Source: the HR system", "a note\n", "Confidential", "a\tb", "\u00a0note ", "1E+15", "a b",
                           "x\u202ey", "=1"], turn)
        agency.add(table, row)


# The long layout

@long_way
def elements_unknown(agency, executive, turn):
    for table, row in ((agency.plans, agency.plan(executive)), (agency.ratings, agency.rating(executive))):
        agency.set(table, row, "element", pick(["", " ", "Charm", "leading", "a\nb", "x\u0007", "7"], turn))


@long_way
def elements_written_otherwise(agency, executive, turn):
    for table, row in ((agency.plans, agency.plan(executive)), (agency.ratings, agency.rating(executive))):
        name = agency.get(table, row, "element")
        title = agency.elements.get(name, name)
        agency.set(table, row, "element", pick([
            title, title.upper(), name.replace("_", "-"), name.replace("_", "\u00a0"), f" {title} ", title.replace(" ", ""),
            title.replace(" ", "\n")], turn))


@long_way
def elements_missing(agency, executive, turn):
    for table, rows in ((agency.plans, agency.plan_rows[executive]),
                        (agency.ratings, agency.rating_rows.get(executive, []))):
        for row in rows[:1] if turn % 2 else rows[1:3]:
            table.remove(row)


@long_way
def elements_twice(agency, executive, turn):
    for table, rows in ((agency.plans, agency.plan_rows[executive]),
                        (agency.ratings, agency.rating_rows.get(executive, []))):
        if len(rows) > 1:
            agency.set(table, rows[-1], "element", agency.get(table, rows[0], "element"))
            if turn % 2:
                rows[0][-1] = pick(["", "x"], turn // 2)


@long_way
def texts_that_conflict(agency, executive, turn):
    row = agency.plan_rows[executive][-1]
    name = pick(["name", "prb", *TEXTS], turn)
    text = agency.get(agency.plans, row, name)
    agency.set(agency.plans, row, name, pick([
        "Another", text.upper(), text.replace(" ", "  "), "", text + "\u00a0", text.replace(" ", ""),
        re.sub(r"\s", "\u3000", text)], turn // 6))


@long_way
def ids_not_repeated(agency, executive, turn):
    agency.plan_rows[executive][-1][0] = pick(["", " "], turn)
    for row in agency.rating_rows.get(executive, [])[-1:]:
        row[0] = ""
