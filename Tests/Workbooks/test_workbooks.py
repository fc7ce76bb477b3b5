"""Reads the workbooks of runs with a reader that is not ours, and compares them with the CSV rosters.

The program, built with the trait Excel, is the one that APPRAISE_BINARY names; see `run`.
"""

import csv
import json
import os
import pathlib
import subprocess
import tempfile
import unittest
import zipfile

import openpyxl

import headings
import looks
import published
import tables

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


def sixteen_elements():
    """A system of as many elements as there may be, one of them with the heading of a column."""
    one = (AGENCY.parent / "systems" / "good" / "one-element.yaml").read_text()
    element = "  - {id: results, title: Results, minimum_weight: 0, citation: Made up for a test}\n"
    titles = ["Score"] + [f"Competence Number {number}" for number in range(2, 16)]
    others = "".join(
        element.replace("results", f"element_{number}").replace("Results", title)
        for number, title in enumerate(titles))
    ranges = [(2, 200, 299), (3, 300, 399), (4, 400, 474), (5, 475, 500)]
    head, _ = one.replace(element, element + others).split("ranges:")
    return head.replace("step: {value: 100", "step: {value: 1").replace("one-element", "sixteen") + (
        "ranges:\n" + "".join(
            f"  - {{level: {level}, minimum: {least}, maximum: {most}, citation: Made up for a test}}\n"
            for level, least, most in ranges)
        + "override: {level: 1, citation: Made up for a test}\n")


def move_column(sheet, table, name, to):
    """Writes the heading of a column over that of another one, as if they had changed places."""
    one, other = sheet.cell(table.header, table.columns[name]), sheet.cell(table.header, to)
    one.value, other.value = other.value, one.value


def widen(sheet, table, name, width):
    letter = openpyxl.utils.get_column_letter(table.columns[name])
    sheet.column_dimensions[letter].width = width


# A fault for each check of `looks`, put into the sheet of a workbook.
BROKEN = [
    ("marking", lambda sheet, table: setattr(sheet["A1"], "value", "CUI")),
    ("marking", lambda sheet, table: setattr(sheet.oddHeader.center, "text", MARKING[:10])),
    ("marking", lambda sheet, table: setattr(sheet.oddHeader.left, "text", "Reefs && Bells PRB 1")),
    ("page_numbers", lambda sheet, table: setattr(sheet.oddFooter.center, "text", MARKING)),
    ("frozen", lambda sheet, table: setattr(sheet, "freeze_panes", "C2")),
    ("front", lambda sheet, table: move_column(sheet, table, "name", 2)),
    ("front", lambda sheet, table: setattr(
        sheet.column_dimensions[openpyxl.utils.get_column_letter(table.columns["prb"])], "hidden", False)),
    ("first_screen", lambda sheet, table: widen(sheet, table, "organization", 120)),
    ("printed", lambda sheet, table: widen(sheet, table, "prb_remarks", 70)),
    ("printed", lambda sheet, table: setattr(
        sheet, "print_area", f"A1:{openpyxl.utils.get_column_letter(len(table.columns))}{sheet.max_row}")),
    ("printed", lambda sheet, table: setattr(sheet, "print_title_rows", "1:1")),
    ("filter_and_lock", lambda sheet, table: setattr(sheet.auto_filter, "ref", None)),
    ("filter_and_lock", lambda sheet, table: setattr(sheet.protection, "autoFilter", True)),
    ("filter_and_lock", lambda sheet, table: setattr(
        table.cell("name", 3), "protection", openpyxl.styles.Protection(locked=False))),
    ("heights", lambda sheet, table: setattr(
        sheet.row_dimensions[sheet.max_row], "height", 10)),
    ("inputs", lambda sheet, table: setattr(
        sheet.cell(table.header - 1, 1), "value", "inputs 00000000·00000000")),
    ("formulas", lambda sheet, table: setattr(table.cell("summary_score", 0), "value", "=1+1")),
    ("colors", lambda sheet, table: setattr(
        sheet, "conditional_formatting", openpyxl.formatting.formatting.ConditionalFormattingList())),
    ("messages", lambda sheet, table: sheet.data_validations.dataValidation.pop(0)),
    ("messages", lambda sheet, table: sheet.data_validations.dataValidation.pop()),
    ("addressee", lambda sheet, table: setattr(sheet.sheet_properties, "tabColor", "D9730D")),
    ("addressee", lambda sheet, table: setattr(
        sheet["A2"], "value", "Decisions of the authority: Reefs & Bells PRB 1")),
    ("addressee", lambda sheet, table: setattr(sheet["A2"], "fill", openpyxl.styles.PatternFill())),
    ("addressee", lambda sheet, table: setattr(
        sheet.parent.properties, "title", "Decisions of the appointing authority")),
    ("limits", lambda sheet, table: setattr(sheet.cell(table.header, 1), "value", "executive_name")),
]


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
            table = tables.Table(workbook["Roster"])
            self.assertEqual(set(table.columns), set(records[0]), path)
            self.assertEqual(len(table), len(records) - 1, path)
            for record, cells in zip(records[1:], table.rows()):
                for name, text in zip(records[0], record):
                    cell = cells[name]
                    self.assertEqual(shown(cell.value), published.text(text), (path.name, cell.coordinate))

    def test_headings_are_words(self):
        for path, workbook, records in self.workbooks():
            table = tables.Table(workbook["Roster"])
            for name in records[0]:
                self.assertEqual(
                    table.sheet.cell(table.header, table.columns[name]).value, headings.heading_of(name))

    def test_ids_and_names_are_texts_and_values_numbers(self):
        for path, workbook, records in self.workbooks():
            for cells in tables.Table(workbook["Roster"]).rows():
                for name, cell in cells.items():
                    if cell.value is None:
                        continue
                    number = name.endswith(("_weight", "_rating", "_score")) and name[:3] != "prb"
                    self.assertEqual(cell.data_type, "n" if number else "s", (path.name, cell.coordinate))

    def test_what_stands_above_the_table(self):
        for path, workbook, records in self.workbooks():
            above = tables.Table(workbook["Roster"]).above()
            self.assertEqual(above[:2], [MARKING, f"{looks.WORDS[True]}: {records[1][0]}"])
            self.assertTrue(above[-1].startswith(f"{TITLE} · inputs "), above)
            self.assertEqual(len(above), 5)

    def faults(self, path, workbook=None, **others):
        manifest = json.loads((path.parents[1] / "manifest.json").read_text())
        hashes = {one["role"]: one["sha256"][:8] for one in manifest["inputs"]}
        return looks.faults(
            workbook or openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True),
            MARKING, f"{hashes['plans']}·{hashes['ratings']}", **others)

    def test_looks(self):
        for path, workbook, _ in self.workbooks():
            self.assertEqual(self.faults(path, workbook), [], path)

    def test_elements_stand_in_their_order(self):
        for path, _, _ in self.workbooks():
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.startswith("xl/worksheets/sheet"):
                        xml = archive.read(name).decode()
                        self.assertEqual(looks.misplaced_elements(xml), [], (path, name))
        swapped = xml.replace("<pageMargins", "<x><pageMargins").replace("<sheetProtection", "<pageMargins/>"
                                                                         "<sheetProtection")
        self.assertNotEqual(looks.misplaced_elements(swapped), [])

    def test_each_check_refuses_a_broken_workbook(self):
        path = self.runs[0] / "rosters" / "reefs-bells-prb-1.xlsx"
        unbroken = {check.__name__ for check in looks.CHECKS} - {"count"}
        for check, spoil in BROKEN:
            with self.subTest(check):
                workbook = openpyxl.load_workbook(path)
                table = tables.Table(workbook["Roster"])
                spoil(workbook["Roster"], table)
                self.assertIn(check, {name for name, _ in self.faults(path, workbook)})
                unbroken.discard(check)
        values = openpyxl.load_workbook(path, data_only=True)
        tables.Table(values["Roster"]).cell("prb_recommended_rating", 0).value = 1
        self.assertEqual(
            [name for name, _ in looks.faults(
                openpyxl.load_workbook(path), values, MARKING, "") if name != "inputs"], ["count"])
        self.assertEqual(unbroken, set())

    def test_a_marking_that_does_not_fit_is_refused(self):
        with tempfile.TemporaryDirectory() as scratch:
            directory = pathlib.Path(scratch)
            for name in ("plans.csv", "ratings.csv"):
                (directory / name).write_bytes((AGENCY / name).read_bytes())
            long = "CUI//SP-PRVCY Controlled by: Office of Executive Resources and Personnel, Department of Canals"
            for marking, status in [("&" * 100, 1), (long.ljust(101, "!"), 64), ("\u4eba" * 40, 1)]:
                ended = subprocess.run(
                    [PROGRAM, "run", "--plans", directory / "plans.csv", "--ratings",
                     directory / "ratings.csv", "--output", directory / "runs", "--workbooks",
                     "--marking", marking, "--quiet"], capture_output=True, text=True)
                self.assertEqual(ended.returncode, status, ended.stderr)
                if status == 64:
                    self.assertIn("--marking: 101 letters do not fit", ended.stderr)
                    continue
                for path in (directory / "runs" / "current" / "rosters").glob("*.xlsx"):
                    workbook = openpyxl.load_workbook(path)
                    self.assertEqual(
                        list(looks.marking(workbook, {"marking": marking}))
                        + list(looks.limits(workbook, {})), [])

    def test_a_board_of_any_name_fits(self):
        for name in ("Board " * 60, "&" * 300, "B" * 5_000):
            with tempfile.TemporaryDirectory() as scratch:
                directory = pathlib.Path(scratch)
                (directory / "plans.csv").write_text(
                    f"{PLAN_HEADER}\n1,Doe,,,,{name.strip()},20,20,20,20,20\n")
                (directory / "ratings.csv").write_text(f"{RATING_HEADER}\n1,3,3,3,3,3\n")
                files = run(directory, "--marking", MARKING, "--title", TITLE)
                path, = (files / "rosters").glob("*.xlsx")
                self.assertEqual(self.faults(path), [])
                above = tables.Table(openpyxl.load_workbook(path)["Roster"]).above()
                self.assertEqual(above[0], MARKING)
                words = f"{looks.WORDS[True]}: "
                self.assertTrue(above[1].startswith(words[:-1]), above)
                self.assertTrue(name.startswith(above[1].removeprefix(words)) or above[1] == words[:-1], above)

    def test_systems_of_many_elements_are_printed_in_letters_that_can_be_read(self):
        for system in ("opm-2025", 16):
            with tempfile.TemporaryDirectory() as scratch:
                directory = pathlib.Path(scratch)
                if system == 16:
                    system = directory / "sixteen.yaml"
                    system.write_text(sixteen_elements())
                subprocess.run(
                    [PROGRAM, "synthesize", "--executives", "30", "--seed", "1", "--system", system,
                     "--output", directory], check=True)
                files = run(directory, "--marking", MARKING, "--title", TITLE, "--system", system)
                for path in (files / "rosters").glob("*.xlsx"):
                    self.assertEqual(self.faults(path), [])

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
                    self.assertLessEqual(content.count(b"<f>"), 1, (path.name, name))
                    self.assertNotIn(b"TargetMode", content, (path.name, name))

    def test_long_text_is_cut_with_a_word(self):
        with tempfile.TemporaryDirectory() as scratch:
            directory = pathlib.Path(scratch)
            (directory / "plans.csv").write_text(
                f"{PLAN_HEADER}\n1,{'y' * 40_000},,,,A,20,20,20,20,20\n")
            (directory / "ratings.csv").write_text(f"{RATING_HEADER}\n1,3,3,3,3,3\n")
            workbook = openpyxl.load_workbook(run(directory) / "rosters" / "a.xlsx")
            name = tables.Table(workbook["Roster"]).cell("name", 0).value
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

