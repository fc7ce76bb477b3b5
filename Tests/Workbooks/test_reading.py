"""Workbooks as input: made by openpyxl and XlsxWriter, read by the program, and scored a second time here
from what openpyxl finds in them; and the forms of `template`, filled in.

The program, built with the trait Excel, is the one that APPRAISE_BINARY names; see `run`.
"""

import csv
import decimal
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

import openpyxl
import xlsxwriter

PROGRAM = os.environ["APPRAISE_BINARY"]
ELEMENTS = [
    "leading_change", "leading_people", "business_acumen", "building_coalitions", "results_driven"]
LABELS = {
    "outstanding": 5, "exceeds fully successful": 4, "fully successful": 3,
    "minimally satisfactory": 2, "unsatisfactory": 1}


def drawn(count, seed):
    """Executives as (id, weights, levels), some of whom break a rule."""
    draw = random.Random(seed)
    for number in range(count):
        weights = [10, 10, 10, 10, 60]
        for _ in range(draw.randrange(6)):
            taker, giver, move = draw.randrange(5), draw.randrange(5), draw.randrange(8)
            weights[taker] += move
            weights[giver] -= move
        if draw.randrange(12) == 0:
            weights[draw.randrange(5)] += 1
        yield f"{number:05}", weights, [draw.choice([1, 2, 3, 4, 5, 5, 4]) for _ in ELEMENTS]


def scored(plans, ratings):
    """Ids with score and level, from the cells of two sheets as openpyxl gives them."""
    given = {}
    for row in list(openpyxl.load_workbook(ratings).active.iter_rows(values_only=True))[1:]:
        given[str(row[0])] = [level(value) for value in row[1:6]]
    scores = {}
    for row in list(openpyxl.load_workbook(plans).active.iter_rows())[1:]:
        identifier = row[0].value
        if not isinstance(identifier, str):
            form = row[0].number_format
            identifier = str(identifier).zfill(len(form) if set(form) == {"0"} else 0)
        weights = [weight(cell) for cell in row[1:6]]
        levels = given.get(identifier)
        heaviest = weights[4]
        if levels is None or sum(weights) != 100 or heaviest < 20:
            continue
        if any(one < 5 or one > heaviest or one != int(one) for one in weights):
            continue
        score = sum(int(one) * two for one, two in zip(weights, levels))
        rating = 2 + (score > 299) + (score > 399) + (score > 474)
        scores[identifier] = (str(score), str(1 if 1 in levels else rating))
    return scores


def weight(cell):
    """Percent, exactly, from what a person sees in a cell."""
    if isinstance(cell.value, str):
        return decimal.Decimal(cell.value.rstrip("%"))
    number = decimal.Context(prec=15).create_decimal(repr(cell.value))
    return number * 100 if "%" in cell.number_format else number


def level(value):
    text = str(value).lower().removeprefix("level ")
    return LABELS.get(text) or int(decimal.Decimal(text))


def run(directory, plans, ratings, *options):
    ended = subprocess.run(
        [PROGRAM, "run", "--plans", plans, "--ratings", ratings, "--output", directory / "nightly",
         "--pages", "none", "--quiet", *options], capture_output=True, text=True)
    if ended.returncode not in (0, 1):
        raise AssertionError(ended.stderr)
    with open(directory / "nightly" / "current" / "scores.csv", newline="") as file:
        return {row["executive_id"]: (row["summary_score"], row["initial_summary_rating"])
                for row in csv.DictReader(file)}


class Reading(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)

    def check(self, executives):
        plans, ratings = self.folder / "plans.xlsx", self.folder / "ratings.xlsx"
        found = run(self.folder, plans, ratings)
        self.assertEqual(found, scored(plans, ratings))
        self.assertGreater(len(found), len(executives) // 2)
        self.assertLess(len(found), len(executives))

    def test_openpyxl(self):
        for seed in range(3):
            executives = list(drawn(400, seed))
            draw = random.Random(seed)
            plans, ratings = openpyxl.Workbook(), openpyxl.Workbook()
            plans.active.append(["executive_id", *ELEMENTS, "total"])
            ratings.active.append(["executive_id", *ELEMENTS])
            for row, (identifier, weights, levels) in enumerate(executives, 2):
                plans.active.cell(row, 1, identifier)
                if draw.randrange(2):
                    plans.active.cell(row, 1, int(identifier)).number_format = "00000"
                for column, one in enumerate(weights, 2):
                    kind = draw.randrange(4)
                    if kind == 0:
                        plans.active.cell(row, column, one / 100).number_format = "0%"
                    elif kind == 1:
                        # Seventeen digits, of which the last ones are noise.
                        plans.active.cell(row, column, one * 0.01).number_format = "0.0 %"
                    else:
                        plans.active.cell(row, column, [one, f"{one}%"][kind - 2])
                plans.active.cell(row, 7, f"=SUM(B{row}:F{row})")
                ratings.active.append([identifier, *(
                    draw.choice([one, float(one), str(one), f"Level {one}"]) for one in levels)])
            plans.save(self.folder / "plans.xlsx")
            ratings.save(self.folder / "ratings.xlsx")
            self.check(executives)

    def test_xlsxwriter(self):
        for options in ({}, {"constant_memory": True}, {"use_zip64": True}):
            executives = list(drawn(400, 7))
            for name in ("plans", "ratings"):
                book = xlsxwriter.Workbook(self.folder / f"{name}.xlsx", options)
                sheet = book.add_worksheet("Größe & <more>")
                percent = book.add_format({"num_format": '0.00" "%;[Red]-0%'})
                sheet.write_row(0, 0, ["executive_id", *ELEMENTS])
                for row, (identifier, weights, levels) in enumerate(executives, 1):
                    sheet.write_string(row, 0, identifier)
                    for column, (one, two) in enumerate(zip(weights, levels), 1):
                        if name == "ratings":
                            sheet.write_number(row, column, two)
                        else:
                            sheet.write_number(row, column, one / 100, percent)
                book.close()
            self.check(executives)

    def test_the_forms_are_read_as_they_are_filled_in(self):
        for system in ("opm-basic-2012", "opm-2025"):
            forms = self.folder / system
            subprocess.run(
                [PROGRAM, "template", "--system", system, "--output", forms, "--quiet"], check=True)
            filled = {}
            for name in ("plans", "ratings"):
                book = openpyxl.load_workbook(forms / f"{name}.xlsx")
                self.assertEqual(book.sheetnames, [name.capitalize(), "Instructions"])
                sheet = book[name.capitalize()]
                with open(forms / "example" / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
                    header, example = list(csv.reader(file))
                self.assertEqual([cell.value for cell in sheet[1]][:len(header)], header)
                for row, identifier in enumerate(("00123", "1234567890123456"), 2):
                    for column, text in enumerate([identifier, *example[1:]], 1):
                        cell = sheet.cell(row, column)
                        cell.value = int(text) if text.isdigit() and column > 1 else text
                if name == "plans":
                    self.assertEqual(sheet.cell(1, len(header) + 1).value, "total")
                    self.assertTrue(sheet.cell(1001, len(header) + 1).value.startswith("=IF("))
                    self.assertEqual(len(sheet.conditional_formatting), 1)
                self.assertGreaterEqual(len(sheet.data_validations.dataValidation), len(header))
                self.assertEqual(sheet.column_dimensions["A"].width > 10, True)
                filled[name] = forms / f"filled-{name}.xlsx"
                book.save(filled[name])
            forms.chmod(0o700)
            found = run(forms, filled["plans"], filled["ratings"], "--system", system)
            expected = run(
                self.folder, forms / "example" / "plans.csv", forms / "example" / "ratings.csv",
                "--system", system)
            self.assertEqual(list(found), ["00123", "1234567890123456"])
            with open(forms / "nightly" / "current" / "findings.csv", newline="") as file:
                codes = {row["code"] for row in csv.DictReader(file)}
            self.assertNotIn("unknown-column", codes, "the form has no column that means nothing")
            self.assertEqual(set(found.values()), set(expected.values()))


if __name__ == "__main__":
    unittest.main()
