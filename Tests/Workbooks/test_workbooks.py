"""Reads the workbooks of runs with a reader that is not ours, and compares them with the CSV rosters.

The program, built with the trait Excel, is the one that APPRAISE_BINARY names; see `run`.
"""

import csv
import os
import pathlib
import subprocess
import tempfile
import unittest
import zipfile

import openpyxl

import published

PROGRAM = os.environ["APPRAISE_BINARY"]
AGENCY = pathlib.Path(__file__).parents[2] / "fixtures" / "agency"
MARKING = "CUI//SP-PRVCY & more"
TITLE = "FY 2026 & cycle"
LEVELS = {str(level) for level in published.LEVELS}

PLAN_HEADER = (
    "executive_id,name,organization,position_title,appointment,prb,"
    "leading_change,leading_people,business_acumen,building_coalitions,results_driven"
)
RATING_HEADER = (
    "executive_id,leading_change,leading_people,business_acumen,building_coalitions,results_driven"
)
# Names that a spreadsheet, its XML or its notation of characters could take for something else.
NAMES = [
    "=1+2", "+cmd|' /C calc'!A0", "@SUM(A1)", "007", "1e5", "2026-01-31", "TRUE", "#N/A", "Null",
    "_x000D_", "_x0041_b", "__x0041_", "<b>&amp;</b>", ']]>"', "O'Brien", "'quoted", "\u202fnarrow",
    "e\u0301", "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u05d0\u05d1\u05d2", "  blanks  ",
    "x" * 30_000, "\U0001f600" * 16_000,
]


def run(directory, *options):
    """Makes a run below a directory and returns where its files are."""
    plans, ratings = directory / "plans.csv", directory / "ratings.csv"
    ended = subprocess.run(
        [PROGRAM, "run", "--plans", plans, "--ratings", ratings, "--output", directory / "runs",
         "--workbooks", "--quiet", *options])
    if ended.returncode not in (0, 1):
        raise SystemExit(f"appraise run over {plans} ended with {ended.returncode}")
    return directory / "runs" / "current"


def roster(path):
    """The records of a CSV roster as they stand there, the header first."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def shown(value):
    return "" if value is None else str(value)


class Workbooks(unittest.TestCase):
    """Runs over the made-up agency and over names made to do harm."""

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        root = pathlib.Path(cls.scratch.name)
        cls.runs = []
        for name, plans, ratings in [
            ("agency", (AGENCY / "plans.csv").read_text(), (AGENCY / "ratings.csv").read_text()),
            ("hostile", *cls.hostile_agency()),
        ]:
            directory = root / name
            directory.mkdir(mode=0o700)
            (directory / "plans.csv").write_text(plans)
            (directory / "ratings.csv").write_text(ratings)
            cls.runs.append(run(directory, "--marking", MARKING, "--title", TITLE))

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    @staticmethod
    def hostile_agency():
        plans, ratings = [PLAN_HEADER], [RATING_HEADER]
        for number, name in enumerate(NAMES):
            quoted = '"' + name.replace('"', '""') + '"'
            # Every fifth is rejected and every seventh not rated.
            weights = "20,20,20,20,20" if number % 5 else "20,20,20,20,21"
            plans.append(f"00{number},{quoted},{quoted},{quoted},Career,Board & Co,{weights}")
            if number % 7:
                ratings.append(f"00{number},5,4,3,4,{1 + number % 5}")
        return "\n".join(plans) + "\n", "\n".join(ratings) + "\n"

    def workbooks(self):
        for files in self.runs:
            paths = sorted((files / "rosters").glob("*.xlsx"))
            self.assertTrue(paths)
            self.assertEqual(
                {path.stem for path in paths},
                {path.stem for path in (files / "rosters").glob("*.csv")} - {"index"})
            for path in paths:
                yield path, openpyxl.load_workbook(path), roster(path.with_suffix(".csv"))

    def test_cells_are_those_of_the_csv_file(self):
        for path, workbook, records in self.workbooks():
            sheet = workbook["Roster"]
            self.assertEqual((sheet.max_row, sheet.max_column), (len(records), len(records[0])), path)
            for row, record in enumerate(records, start=1):
                for column, text in enumerate(record, start=1):
                    cell = sheet.cell(row, column)
                    self.assertEqual(shown(cell.value), published.text(text), (path.name, cell.coordinate))

    def test_ids_and_names_are_texts_and_values_numbers(self):
        for path, workbook, records in self.workbooks():
            sheet, header = workbook["Roster"], records[0]
            for row in range(2, len(records) + 1):
                for column, name in enumerate(header, start=1):
                    cell = sheet.cell(row, column)
                    if cell.value is None:
                        continue
                    number = name.endswith(("_weight", "_rating", "_score")) and name[:3] != "prb"
                    self.assertEqual(cell.data_type, "n" if number else "s", (path.name, cell.coordinate))

    def test_nothing_but_the_cells_of_the_board_is_open(self):
        for path, workbook, records in self.workbooks():
            for sheet in workbook:
                self.assertTrue(sheet.protection.sheet, (path.name, sheet.title))
                for row in sheet.iter_rows():
                    for cell in row:
                        header = sheet.cell(1, cell.column).value
                        is_open = (
                            sheet.title == "Roster" and cell.row > 1
                            and header in ("prb_recommended_rating", "prb_remarks"))
                        self.assertEqual(not cell.protection.locked, is_open, (path.name, cell.coordinate))

    def test_recommendation_has_a_list_of_levels(self):
        for path, workbook, records in self.workbooks():
            validations = workbook["Roster"].data_validations.dataValidation
            self.assertEqual(len(validations), 1, path)
            column = openpyxl.utils.get_column_letter(records[0].index("prb_recommended_rating") + 1)
            self.assertEqual(str(validations[0].sqref).replace(column, ""), f"2:{len(records)}"
                             if len(records) > 2 else "2")
            self.assertEqual(
                set(validations[0].formula1.strip('"').split(",")), LEVELS | {"concur"})

    def test_page_has_header_row_board_marking_title_and_numbers(self):
        for path, workbook, records in self.workbooks():
            sheet = workbook["Roster"]
            self.assertEqual(sheet.freeze_panes, "C2")
            self.assertEqual(sheet.print_title_rows, "$1:$1")
            self.assertEqual(sheet.page_setup.orientation, "landscape")
            self.assertEqual(sheet.oddHeader.left.text, records[1][0].replace("&", "&&"))
            for part in (sheet.oddHeader, sheet.oddFooter):
                self.assertEqual(part.center.text, MARKING.replace("&", "&&"))
            self.assertEqual(sheet.oddFooter.left.text, TITLE.replace("&", "&&"))
            self.assertEqual(sheet.oddFooter.right.text, "Page &P of &N")

    def test_rules_and_sources_are_there(self):
        for path, workbook, _ in self.workbooks():
            rules = "\n".join(shown(cell.value) for cell in workbook["Rules"]["A"])
            self.assertIn("In effect from 2012-01-04", rules)
            self.assertIn("Source: ", rules)
            sources = "\n".join(shown(cell.value) for cell in workbook["Run"]["A"])
            for name in (TITLE, "plans.csv", "ratings.csv", "SHA-256"):
                self.assertIn(name, sources)

    def test_nothing_runs_and_nothing_is_fetched(self):
        for path, workbook, _ in self.workbooks():
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    self.assertNotRegex(name, r"vba|macro|externalLink|\.bin$", path)
                    content = archive.read(name)
                    self.assertNotIn(b"<f>", content, (path.name, name))
                    self.assertNotIn(b"TargetMode", content, (path.name, name))

    def test_long_text_is_cut_with_a_word(self):
        with tempfile.TemporaryDirectory() as scratch:
            directory = pathlib.Path(scratch)
            (directory / "plans.csv").write_text(
                f"{PLAN_HEADER}\n1,{'y' * 40_000},,,,A,20,20,20,20,20\n")
            (directory / "ratings.csv").write_text(f"{RATING_HEADER}\n1,3,3,3,3,3\n")
            workbook = openpyxl.load_workbook(run(directory) / "rosters" / "a.xlsx")
            name = workbook["Roster"]["C2"].value
            self.assertLessEqual(len(name), 32_767)
            self.assertTrue(name.endswith("… (cut: longer than a cell may be)"), name[-60:])

    def test_same_in_same_out(self):
        with tempfile.TemporaryDirectory() as scratch:
            made = []
            for threads in ("1", "3"):
                directory = pathlib.Path(scratch) / threads
                directory.mkdir(mode=0o700)
                for name in ("plans.csv", "ratings.csv"):
                    (directory / name).write_bytes((AGENCY / name).read_bytes())
                files = run(directory, "--threads", threads)
                made.append({path.name: path.read_bytes() for path in (files / "rosters").glob("*.xlsx")})
            self.assertEqual(made[0], made[1])
            self.assertEqual(len(made[0]), 3)

    def test_run_with_workbooks_verifies(self):
        for files in self.runs:
            subprocess.run([PROGRAM, "verify", files], check=True, capture_output=True)

