"""Rosters that are filled in and saved by LibreOffice, and what `review` makes of them.

Each row of a table is what somebody does to the sheet of a board, how it is saved, and what has to come
of it: how many recommendations are taken, and which findings there are. A row without findings is a sheet
that is accepted whole.
"""

import collections
import csv
import os
import pathlib
import subprocess
import tempfile
import unittest

from office import UTF_16, WINDOWS_1252, Office

PROGRAM = os.environ["APPRAISE_BINARY"]
HARBOR = pathlib.Path(__file__).parents[2] / "fixtures" / "harbor"
REMARK = "An audit finding is open since March.\nThe board weighs it: 10% of \"results\", says Nuñez;\n=5+5"
ELEMENTS = [
    "leading_change", "leading_people", "business_acumen", "building_coalitions", "results_driven"]

# Ids that spreadsheets take for numbers and days.
ODD_IDS = ["0000123", "1E5", "MAR-1", "12345678901234567", "ES-7"]
# Texts that spreadsheets take for something else.
ODD_TEXTS = [
    '=HYPERLINK("http://example.org","Doe")', "Nuñez, José", "10%", "+5", "@SUM(A1)", "-1+1", "007",
    "1/2", "TRUE", "2026-01-31", "$1,234", "#1", "two  blanks", 'a "quoted" word', "Ōta 😀"]


def odd_agency(folder):
    """A board whose executives have odd ids, and one in which they have odd names."""
    plans = [["executive_id", "name", "prb", "appointment", *ELEMENTS]]
    for board, people in [
        ("Ids", [(one, "Doe, Jane") for one in ODD_IDS]),
        ("Texts", [(f"T-{number:02}", one) for number, one in enumerate(ODD_TEXTS)]),
    ]:
        plans += [[*person, board, "Career", 20, 20, 20, 20, 20] for person in people]
    ratings = [["executive_id", *ELEMENTS], *([plan[0], 3, 3, 3, 3, 3] for plan in plans[1:])]
    for name, rows in [("plans.csv", plans), ("ratings.csv", ratings)]:
        with open(folder / name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    (folder / "cycle.yaml").write_text(
        "format: 1\nagency: Odd\nperiod: {from: 2025-10-01, to: 2026-09-30}\ncertified: false\n"
        "units:\n  - name: All\n    boards: rest\n")
    return folder / "plans.csv", folder / "ratings.csv", folder / "cycle.yaml"


def records(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Run:
    """A published run, and reviews of it."""

    def __init__(self, folder, plans, ratings, cycle):
        folder.mkdir(mode=0o700, exist_ok=True)
        self.folder, self.cycle, self.reviews = folder, cycle, 0
        subprocess.run(
            [PROGRAM, "run", "--plans", plans, "--ratings", ratings, "--output", folder / "runs",
             "--pages", "none", "--workbooks", "--quiet"], check=True)
        self.files = (folder / "runs" / "current").resolve()

    def roster(self, board, kind=".csv"):
        return self.files / "rosters" / f"{board}{kind}"

    def review(self, *returned, decided=(), responses=()):
        """What a review says and takes: its exit status, findings, register and standard error."""
        self.reviews += 1
        output = self.folder / f"reviews-{self.reviews}"
        command = [PROGRAM, "review", "--run", self.files, "--cycle", self.cycle, "--output", output]
        for option, files in [
            ("--returned", returned), ("--decided", decided), ("--responses", responses)
        ]:
            command += [option, *files] if files else []
        ended = subprocess.run(command, capture_output=True, text=True)
        if ended.returncode not in (0, 1):
            return ended.returncode, [], {}, ended.stderr
        self.newest = (output / "current").resolve()
        # How many Levels 4 and 5 there are is another matter.
        found = [
            one for one in records(self.newest / "findings.csv")
            if not one["code"].startswith("distribution-")]
        register = {
            one["executive_id"].lstrip("'"): one for one in records(self.newest / "register.csv")}
        return ended.returncode, found, register, ended.stderr


def fill_in(sheet):
    """What every board does: it concurs with most, and says why where it does not."""
    for row in range(1, sheet.height()):
        sheet.type("prb_recommended_rating", row, "concur")


def with_changes(sheet):
    fill_in(sheet)
    row = sheet.row_of("H-02")
    sheet.type("prb_recommended_rating", row, "4")
    sheet.paste("prb_remarks", row, REMARK)
    sheet.type("prb_recommended_rating", sheet.row_of("H-07"), "Level 3")


def change(name, identifier, text):
    return lambda sheet: sheet.type(name, sheet.row_of(identifier), text)


def each(*gestures):
    def all_of_them(sheet):
        for gesture in gestures:
            gesture(sheet)
    return all_of_them


def excel_csv(path):
    """Makes of LibreOffice's file what Excel calls CSV UTF-8: with a mark, and CRLF between records."""
    with open(path, encoding="utf-8", newline="") as file:
        records = list(csv.reader(file))
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(records)


def stray_quote(path):
    """A quote that is typed into the file with a text editor."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Dredging", '"Dredging', 1), encoding="utf-8")


CSV, XLSX = ".csv", ".xlsx"
ALL = 7
OPEN = ["prb_recommended_rating", "prb_remarks"]
# In a workbook the open columns stand among the others.
ALL_BUT_OPEN = "everything but the open columns sorted"

# What is done to the filled-in sheet of Harbor PRB 1, which has seven executives: as which kinds of file
# it is saved, how many recommendations are taken, and what is found.
GESTURES = [
    ("filled in", None, (CSV, XLSX), ALL, {}),
    ("whole rows sorted by name", lambda s: s.sort("name"), (CSV, XLSX), ALL, {}),
    ("whole rows sorted by level, upwards", lambda s: s.sort("initial_summary_rating"), (CSV, XLSX),
     ALL, {}),
    ("columns moved", each(lambda s: s.move_column("prb_remarks", 2),
                           lambda s: s.move_column("executive_id", 0)), (CSV, XLSX), ALL, {}),
    ("filtered, and saved whole", lambda s: s.filter_out("organization", "Dredging"), (CSV,), ALL, {}),
    ("filtered, and saved as a workbook", lambda s: s.filter_out("organization", "Dredging"), (XLSX,), ALL,
     {"hidden-rows": 1}),
    ("filtered, and what is seen copied", each(
        lambda s: s.filter_out("organization", "Dredging"), lambda s: s.copy_what_is_seen()),
     (CSV,), 5, {"executive-missing-from-return": 2}),
    ("a column deleted", lambda s: s.delete_column("rating_official"), (CSV, XLSX), ALL,
     {"locked-column-missing": 1}),
    ("a heading typed again", lambda s: s.type("executive_id", 0, "Executive ID"), (CSV, XLSX), ALL, {}),
    ("a blank row", lambda s: s.insert_row(3), (CSV,), ALL, {"blank-record": 1}),
    ("a row of totals", lambda s: s.insert_row(s.height(), "", "Total", "7 executives"), (CSV, XLSX), ALL,
     {"totals-row": 1}),
    ("a number of levels with decimals", change("initial_summary_rating", "H-03", "3.00"), (CSV, XLSX),
     ALL, {}),

    ("a row deleted", lambda s: s.delete_row(s.row_of("H-03")), (CSV, XLSX), 6,
     {"executive-missing-from-return": 1}),
    ("a row twice", lambda s: s.paste_row_again(s.row_of("H-03")), (CSV, XLSX), 6,
     {"duplicate-in-return": 2}),
    ("a rating edited", change("results_driven_rating", "H-03", "4"), (CSV, XLSX), 6,
     {"locked-cell-changed": 1}),
    ("a weight edited", change("results_driven_weight", "H-03", "59.99"), (CSV, XLSX), 6,
     {"locked-cell-changed": 1}),
    ("the score edited", change("summary_score", "H-03", "311"), (CSV, XLSX), 6,
     {"locked-cell-changed": 1}),
    ("a name corrected", change("name", "H-03", "Carver-Smith, Cleo"), (CSV, XLSX), 6,
     {"locked-cell-changed": 1}),
    ("an id in small letters", change("executive_id", "H-03", "h-03"), (CSV, XLSX), 6,
     {"executive-id-altered": 1}),
    ("an id of nobody", change("executive_id", "H-03", "H-99"), (CSV, XLSX), 6,
     {"executive-not-on-roster": 1, "executive-missing-from-return": 1}),
    ("an id wiped out", change("executive_id", "H-03", ""), (CSV, XLSX), 6,
     {"missing-executive-id": 1, "executive-missing-from-return": 1}),
    ("one column sorted by itself", lambda s: s.sort("results_driven_rating", only=["results_driven_rating"]),
     (CSV, XLSX), 1, {"locked-cell-changed": 6, "column-sorted-by-itself": 1}),
    ("the ids sorted by themselves", lambda s: s.sort("executive_id", only=["executive_id"]), (CSV, XLSX),
     0, {"locked-cell-changed": 7, "column-sorted-by-itself": 1}),
    # The file cannot tell: remarks and levels moved together. That is why a board says in its remarks
    # what they are about, and signs a page with every difference.
    ("only the open columns sorted", lambda s: s.sort("prb_remarks", only=OPEN), (CSV, XLSX), ALL, {}),
    ("only the levels sorted", lambda s: s.sort("prb_recommended_rating", only=OPEN[:1]), (CSV, XLSX), 5,
     {"remarks-missing": 2}),
    (ALL_BUT_OPEN, lambda s: s.sort("name", only=["executive_id", "remarks"]),
     (CSV, XLSX), 6, {"remarks-missing": 1}),
    ("a level that is none", each(
        change("prb_recommended_rating", "H-01", "4.5"), change("prb_recommended_rating", "H-03", "n/a"),
        change("prb_recommended_rating", "H-05", "2 or 3")), (CSV, XLSX), 4,
     {"invalid-recommended-rating": 3}),
    ("a level taken for a day, as it is seen", change("prb_recommended_rating", "H-01", "4/5"), (CSV,), 6,
     {"invalid-recommended-rating": 1}),
    ("a level taken for a day", change("prb_recommended_rating", "H-01", "4/5"), (XLSX,), 6,
     {"date-in-cell": 1}),
    ("another level without remarks", change("prb_recommended_rating", "H-01", "5"), (CSV, XLSX), 6,
     {"remarks-missing": 1}),
    ("a formula as level", change("prb_recommended_rating", "H-01", "=2+2"), (XLSX,), 6,
     {"formula-in-cell": 1}),
    ("a formula as remarks", change("prb_remarks", "H-01", '="Well "&"done"'), (XLSX,), 6,
     {"formula-in-cell": 1}),
    ("a formula as score", change("summary_score", "H-01", "=300+100"), (XLSX,), 6,
     {"formula-in-cell": 1}),
    ("a formula beside the table", lambda s: s.insert_row(s.height(), *[""] * 30, "=1+1"), (XLSX,), ALL, {}),
]

# What LibreOffice makes of the ids and texts of the odd agency: whether it looks for dates and numbers, as
# Excel does, or the columns were given the format Text; as which kind of file; how many are taken; what
# is found of whom.
ALTERED = "executive-id-altered"
CHANGED = "locked-cell-changed"
ODD = [
    ("ids", {}, CSV, 2, {"0000123": ALTERED, "1E5": ALTERED, "12345678901234567": ALTERED}),
    ("ids", {}, XLSX, 2, {"0000123": ALTERED, "1E5": ALTERED, "12345678901234567": ALTERED}),
    ("ids", {"numbers": True}, CSV, 1,
     {"0000123": ALTERED, "1E5": ALTERED, "12345678901234567": ALTERED, "MAR-1": ALTERED}),
    ("ids", {"numbers": True}, XLSX, 1,
     {"0000123": ALTERED, "1E5": ALTERED, "12345678901234567": ALTERED, "MAR-1": ALTERED}),
    ("ids", {"text_columns": [2]}, CSV, 5, {}),
    ("ids", {"text_columns": [2], "numbers": True}, XLSX, 5, {}),
    ("texts", {}, CSV, 14, {"007": CHANGED}),
    ("texts", {}, XLSX, 13, {"007": CHANGED, "2026-01-31": "date-in-cell"}),
    ("texts", {"numbers": True}, CSV, 12, {"007": CHANGED, "1/2": CHANGED, "$1,234": CHANGED}),
    ("texts", {"numbers": True}, XLSX, 11,
     {"007": CHANGED, "$1,234": CHANGED, "1/2": "date-in-cell", "2026-01-31": "date-in-cell"}),
    ("texts", {"text_columns": [3], "numbers": True}, CSV, 15, {}),
    ("texts", {"text_columns": [3], "numbers": True}, XLSX, 15, {}),
]

# Files that are refused whole: how the filled-in sheet is saved, and what the refusal says.
REFUSED = [
    ("semicolons", None, CSV, {"separator": ";"}, None, "save it as Excel Workbook (.xlsx) or with commas."),
    ("tabs", None, CSV, {"separator": "\t"}, None, "save it as Excel Workbook (.xlsx) or with commas."),
    ("Windows-1252", None, CSV, {"charset": WINDOWS_1252}, None,
     'byte 934 (column byte 49): The text is not valid UTF-8. In the spreadsheet save the file as '
     '"CSV UTF-8 (Comma delimited)".'),
    ("UTF-16", None, CSV, {"charset": UTF_16}, None,
     'The file is UTF-16 or UTF-32, not UTF-8. In the spreadsheet save the file as '
     '"CSV UTF-8 (Comma delimited)".'),
    ("OpenDocument", None, ".ods", {}, None, "save it as Excel Workbook (.xlsx)."),
    ("a stray quote", None, CSV, {}, stray_quote, "in 'organization' (column 4, D in a spreadsheet)"),
    ("a title above the header", lambda s: s.insert_row(0, "Harbor PRB 1, draft"), CSV, {}, None,
     "line 1: The header cannot be used: the columns executive_id and prb_recommended_rating are missing"),
    ("levels merged over two rows", lambda s: s.merge("prb_recommended_rating", 3, 2), XLSX, {}, None,
     "row 4: Cells are merged in 1 place of the columns that are read"),
]


class ReturnedSheets(unittest.TestCase):
    """Sheets of the Department of Harbors, and of an agency of odd ids and texts."""

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        root = pathlib.Path(cls.scratch.name).resolve()
        cls.folder = root / "sheets"
        cls.folder.mkdir()
        cls.harbor = Run(
            root / "harbor", HARBOR / "plans.csv", HARBOR / "ratings.csv", HARBOR / "fy2026.yaml")
        (root / "odd").mkdir(mode=0o700)
        cls.odd = Run(root / "odd", *odd_agency(root / "odd"))
        cls.office = Office()
        cls.office.__enter__()
        cls.addClassCleanup(cls.office.__exit__)
        cls.saved = 0

    def sheet(self, run=None, board="harbor-prb-1", kind=CSV, **how):
        return self.office.open((run or self.harbor).roster(board, kind), **how)

    def save(self, sheet, kind, **how):
        type(self).saved += 1
        return sheet.save(self.folder / f"{self.saved}{kind}", **how)

    def expect(self, paths, taken, codes, run=None, **others):
        """Compares what a review takes and finds with what it has to."""
        status, found, register, said = (run or self.harbor).review(*paths, **others)
        self.assertIn(status, (0, 1), said)
        counts = collections.Counter(one["code"] for one in found)
        self.assertEqual(counts, codes, found)
        self.assertEqual(
            sum(one["prb_recommended_rating"] != "" for one in register.values()), taken, found)
        return found, register

    def test_gestures(self):
        # The CSV roster, and the workbook that the program makes of it.
        for roster in (CSV, XLSX):
            for name, gesture, kinds, taken, codes in GESTURES:
                for kind in () if roster == XLSX and name == ALL_BUT_OPEN else kinds:
                    with self.subTest(name, roster=roster, kind=kind):
                        sheet = self.sheet(kind=roster)
                        if roster == XLSX and gesture:
                            sheet.unprotect()
                        with_changes(sheet)
                        if gesture:
                            gesture(sheet)
                        _, register = self.expect([self.save(sheet, kind)], taken, codes)
                        if taken == ALL and "sorted" not in name:
                            self.assertEqual(register["H-02"]["prb_remarks"], REMARK)

    def test_what_spreadsheets_make_of_ids_and_texts(self):
        names = {f"T-{number:02}": text for number, text in enumerate(ODD_TEXTS)}
        for board, how, kind, taken, expected in ODD:
            with self.subTest(board, how=how, kind=kind):
                sheet = self.sheet(self.odd, board, **how)
                fill_in(sheet)
                found, _ = self.expect(
                    [self.save(sheet, kind)], taken, collections.Counter(expected.values()), self.odd)
                of_whom = {one["executive_id"].lstrip("'"): one["code"] for one in found}
                self.assertEqual({names.get(one, one): code for one, code in of_whom.items()}, expected)

    def test_our_workbooks_keep_ids_and_texts(self):
        for board, taken in [("ids", len(ODD_IDS)), ("texts", len(ODD_TEXTS))]:
            for kind in (CSV, XLSX):
                with self.subTest(board, kind=kind):
                    sheet = self.sheet(self.odd, board, XLSX)
                    fill_in(sheet)
                    self.expect([self.save(sheet, kind)], taken, {}, self.odd)

    def test_locked_cells_of_our_workbooks_cannot_be_typed_into(self):
        sheet = self.sheet(kind=XLSX)
        with_changes(sheet)
        for name in ("summary_score", "name", "executive_id"):
            before = sheet.cell(name, 2).String
            try:
                sheet.type(name, 2, "1")
            except Exception:
                pass
            self.assertEqual(sheet.cell(name, 2).String, before)
        self.expect([self.save(sheet, XLSX)], ALL, {})

    def test_what_is_refused(self):
        for name, gesture, kind, how, spoil, said in REFUSED:
            with self.subTest(name):
                sheet = self.sheet()
                with_changes(sheet)
                if gesture:
                    gesture(sheet)
                path = self.save(sheet, kind, **how)
                if spoil:
                    spoil(path)
                status, _, _, told = self.harbor.review(path)
                self.assertEqual(status, 65)
                self.assertIn(said, told)
                self.assertNotIn("--encoding", told)

    def test_csv_as_excel_saves_it(self):
        sheet = self.sheet()
        with_changes(sheet)
        path = self.save(sheet, CSV)
        excel_csv(path)
        _, register = self.expect([path], ALL, {})
        self.assertEqual(register["H-02"]["prb_remarks"], REMARK)

    def test_a_sheet_in_front_of_the_roster(self):
        sheet = self.sheet(kind=XLSX)
        with_changes(sheet)
        sheet.document.Sheets.insertNewByName("Notes", 0)
        sheet.document.Sheets.getByIndex(0).getCellByPosition(0, 0).String = "for the chair"
        self.expect([self.save(sheet, XLSX)], ALL, {})

    def test_the_same_board_twice(self):
        paths = []
        for level in ("4", "4", "3"):
            sheet = self.sheet()
            with_changes(sheet)
            sheet.type("prb_recommended_rating", sheet.row_of("H-02"), level)
            paths.append(self.save(sheet, CSV if paths else XLSX))
        self.expect(paths[:2], ALL, {"returned-again": 1})
        self.expect(paths[1:], 6, {"returned-again": 1, "returned-twice": 2})

    def test_next_sheets_are_filled_in_and_come_back(self):
        sheet = self.sheet()
        with_changes(sheet)
        returned = self.save(sheet, CSV)
        self.harbor.review(returned)
        sheets = self.harbor.newest / "sheets"
        for kind in (CSV, XLSX):
            with self.subTest(kind):
                sheet = self.office.open(sheets / "board" / "harbor-prb-1.csv")
                sheet.sort("name")
                _, register = self.expect([self.save(sheet, kind)], ALL, {})
                self.assertEqual(register["H-02"]["prb_remarks"], REMARK)

                sheet = self.office.open(sheets / "authority" / "harbor-prb-1.csv")
                for row in range(1, sheet.height()):
                    sheet.type("annual_summary_rating", row, "concur")
                    if kind == XLSX:
                        # A day, as a spreadsheet stores one.
                        sheet.type("decided_on", row, "2026-12-15")
                # The board lowered one, and no element says why.
                _, register = self.expect(
                    [returned], ALL, {"annual-rating-without-elements": 1},
                    decided=[self.save(sheet, kind)])
                board = [one for one in register.values() if one["prb"] == "Harbor PRB 1"]
                self.assertEqual({one["annual_basis"] for one in board}, {"concurred"})

    def test_days_of_responses(self):
        path = self.folder / "responses.csv"
        path.write_text("executive_id,responded_on,review_requested\nH-01,2026-10-20,no\n")
        sheet = self.office.open(path)
        _, register = self.expect([], 0, {}, responses=[self.save(sheet, XLSX)])
        self.assertEqual(register["H-01"]["responded_on"], "2026-10-20")


if __name__ == "__main__":
    unittest.main()
