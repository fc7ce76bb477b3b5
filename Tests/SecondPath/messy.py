"""Makes up agencies as offices send them: right in substance, awkward in form.

Each agency is written from a seed, in both layouts and as CSV or a workbook. Its form varies by what the
review of real files found: blanks at ends, odd headings and columns, empty rows, total rows, zeros after
the point, numbers with labels, boards in several spellings, ids that are nobody's.
"""

import csv
import io
import random

from second_path import BLANKS, LABELS

FORMS = [
    "blanks", "headings", "columns", "empty-rows", "total-rows", "zeros", "labels", "boards", "wrong-ids",
    "wrong-values", "plain",
]
LABEL_OF = {number: label.title() for label, number in LABELS.items()}


class Agency:
    """Plans and ratings as rows of texts, the header first."""

    def __init__(self, seed, system, form, is_long):
        self.random = random.Random(f"{seed} {form} {is_long}")
        self.system = system
        self.form = form
        self.elements = list(system.elements)
        self.plans = self.with_header("plans", is_long)
        self.ratings = self.with_header("ratings", is_long)
        for number in range(self.random.randint(20, 60)):
            self.add(number, is_long)
        self.deform(self.plans)
        self.deform(self.ratings)

    # What they say

    def with_header(self, kind, is_long):
        texts = ["name", "organization", "prb", "appointment"] if kind == "plans" else []
        value = {"plans": "weight", "ratings": "level"}[kind]
        return [["executive_id"] + texts + (["element", value] if is_long else self.elements)]

    def weights(self):
        minimums = [least for _, least in self.system.elements.values()]
        weights = list(minimums)
        while sum(weights) < 100:
            weights[self.random.randrange(len(weights))] += 1
        if self.random.random() < 0.15:
            weights[self.random.randrange(len(weights))] += self.random.choice([-1, 1])
        top = self.system.none_above
        if top and self.random.random() < 0.9:
            place = self.elements.index(top)
            heaviest = weights.index(max(weights))
            weights[place], weights[heaviest] = weights[heaviest], weights[place]
        return weights

    def add(self, number, is_long):
        executive = f"{number:05}" if self.random.random() < 0.3 else f"ES-{number}"
        board = self.random.choice(["Harbor PRB", "Canal PRB", "Lock & Dam PRB"])
        texts = [f"Doe, J. {number}", "Office of Boats", board, "Career"]
        weights = [self.weight(value) for value in self.weights()]
        levels = [self.level(self.random.choice([1, 2, 3, 4, 5, 4, 5, 3])) for _ in weights]
        rows = [(self.plans, executive, texts, weights)]
        if self.random.random() < 0.95:
            rows.append((self.ratings, executive, [], levels))
        for table, executive, texts, values in rows:
            if is_long:
                for element, value in zip(self.elements, values):
                    table.append([executive] + texts + [element, value])
            else:
                table.append([executive] + texts + values)

    # How they say it

    def weight(self, value):
        if self.form == "zeros":
            return self.random.choice(["{}", "{}.0", "{}.00%", "{}%", "{}.000"]).format(value)
        if self.form == "wrong-values" and self.random.random() < 0.05:
            return self.random.choice(["0.6", "60.5", "+60", "6E1", "sixty", "(60)", "60,0", "700", "#REF!"])
        return str(value)

    def level(self, value):
        label = LABEL_OF[value]
        if self.form == "zeros":
            return self.random.choice(["{}", "{}.0", "{}.00"]).format(value)
        if self.form == "labels":
            return self.random.choice([
                f"{value} {label}", f"{value} - {label}", f"Level {value} ({label})", label.upper(),
                f"level {value}", f"{value} - {LABEL_OF[5]}"])
        if self.form == "wrong-values" and self.random.random() < 0.05:
            return self.random.choice(["N/A", "NR", "6", "4.5", "#N/A", "", "Good", "0"])
        return str(value)

    def deform(self, table):
        deformation = getattr(self, self.form.replace("-", "_"), None)
        if deformation:
            deformation(table)

    def blanks(self, table):
        for row in table:
            for column, text in enumerate(row):
                if self.random.random() < 0.2:
                    row[column] = self.blank() + text + self.blank()
                elif " " in text and self.random.random() < 0.2 and table.index(row):
                    row[column] = text.replace(" ", self.random.choice(["  ", "\u00a0", " \u3000"]))

    def blank(self):
        return "".join(self.random.choices(BLANKS, k=self.random.randint(0, 3)))

    def headings(self, table):
        titles = {element: title for element, (title, _) in self.system.elements.items()}
        table[0] = [
            self.random.choice([str.upper, str.title, str])(titles.get(heading, heading))
            .replace(" ", self.random.choice([" ", "\u00a0", "\n", "_", "-", "  "])) for heading in table[0]]

    def columns(self, table):
        for row in table:
            is_header = row is table[0]
            row.insert(0, "" if is_header else "7")
            row.append("Remarks" if is_header else self.random.choice(["", "two\nlines", "x"]))
            row += ["", ""]

    def empty_rows(self, table):
        for _ in range(self.random.randint(1, 30)):
            blank = [self.random.choice(["", "", " ", "\u00a0"]) for _ in table[0]]
            table.insert(self.random.randint(1, len(table)), blank)

    def total_rows(self, table):
        for word in self.random.sample(["Average", "TOTAL", "Grand total", "subtotal", "Count", "Sum:"], 3):
            row = [word] + ["" for _ in table[0][1:]]
            row[-5:] = ["20"] * 5 if self.random.random() < 0.5 else ["3"] * 5
            if "element" not in table[0]:
                table.insert(self.random.randint(1, len(table)), row)

    def boards(self, table):
        if "prb" not in table[0]:
            return
        column = table[0].index("prb")
        for row in table[1:]:
            row[column] = self.random.choice([
                str, str.upper, str.lower, lambda text: text + " ", lambda text: text.replace(" ", "\u00a0"),
            ])(row[column])

    def wrong_ids(self, table):
        for row in table[1:]:
            if self.random.random() < 0.1:
                row[0] = self.random.choice([
                    "", "1.23457E+15", "1E+10", "a b", "Jos\u00e9", "'x", "x" * 65, row[0].lower(), "ES-1"])


def csv_bytes(table, chance):
    """A table as CSV, with or without BOM, LF or CRLF, few or all fields quoted."""
    out = io.StringIO(newline="")
    quoting = chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    csv.writer(out, lineterminator=chance.choice(["\n", "\r\n"]), quoting=quoting).writerows(table)
    return (chance.choice(["", "\ufeff"]) + out.getvalue()).encode()


def workbook(table, chance, path):
    """A table as a workbook whose numbers are numbers and whose ids are texts."""
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    for number, row in enumerate(table):
        page.append([cell(text, column, number, chance) for column, text in enumerate(row)])
        for column, text in enumerate(row):
            if text.endswith("%") and number and text[:-1].isdigit():
                own = page.cell(number + 1, column + 1)
                own.value, own.number_format = int(text[:-1]) / 100, "0%"
    book.save(path)


def cell(text, column, row, chance):
    if row and column and text.isdigit() and chance.random() < 0.8:
        return int(text)
    return text if text else None
