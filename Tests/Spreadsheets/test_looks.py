"""How the workbooks look in LibreOffice: what its formulas count, and what it prints, measured in the PDF."""

import csv
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from office import Office, settings

PROGRAM = os.environ["APPRAISE_BINARY"]
FIXTURES = pathlib.Path(__file__).parents[2] / "fixtures"
MARKING = "CUI//SP-PRVCY Controlled by: Office of Executive Resources"
# Points.
LEAST_LETTERS = 7


def words(pdf):
    """The words of a PDF, page by page, with the boxes that they stand in."""
    html = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    box = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    return [[(*map(float, one[:4]), one[4]) for one in re.findall(box, page)]
            for page in html.split("<page ")[1:]]


def covered(page):
    """The words of a page that stand on others."""
    found = []
    for number, (left, top, right, bottom, word) in enumerate(page):
        for other in page[number + 1:]:
            width = min(right, other[2]) - max(left, other[0])
            height = min(bottom, other[3]) - max(top, other[1])
            # Boxes of lines that follow each other touch.
            if width > 1 and height > 0.4 * min(bottom - top, other[3] - other[1]):
                found.append((word, other[4]))
    return found


# Names in several scripts, with wide letters and narrow ones, in one word and in many.
NAMES = [
    "Wolfeschlegelsteinhausenbergerdorff-Montgomery, Hubert Blaine Maximilian Alexander Sr.",
    "Αθανασοπούλου-Παπαδημητρίου, Ελευθερία Παρασκευή", "Владимиро-Александровская, Екатерина Константиновна",
    "محمد عبد الرحمن بن عبد الله آل سعود الحسيني الهاشمي", "אברהם יצחק בן-יעקב הכהן רוזנבלום-גולדשטיין",
    "Nguyễn Phúc Vĩnh Thụy Hoàng Đế Bảo Đại Nguyễn Phước", "WWWWWWWWWW MMMMMMMM, WILLIAM MAXIMILLIAN",
    "iiiiiiiiiiii lllllllllllll, tttttttttt ffffffff iiiiiiiiiiiiii", "A" * 70, "i" * 70, "Doe, Jane",
    "Brzęczyszczykiewicz-Chrząszczyżewoszyce, Łukasz, powiat Łękołody",
    "The Honorable Dr. Bartholomew Featherstonehaugh-Cholmondeley de Vere Beauchamp, Jr., Esq., " * 3]


class Looks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = pathlib.Path(scratch.name).resolve()
        cls.folder.chmod(0o700)
        plans = cls.folder / "long.csv"
        # Names and organizations of several lines.
        plans.write_text(
            (FIXTURES / "agency" / "plans.csv").read_text().replace(
                "Office of Fleet", "Office of the Assistant Secretary for the Fleet and its Yards"))
        scripts = cls.folder / "scripts.csv"
        header, *records = (FIXTURES / "agency" / "plans.csv").read_text().splitlines()
        with open(scripts, "w", newline="") as file:
            rows = csv.DictWriter(file, header.lstrip("\ufeff").split(","))
            rows.writeheader()
            for number, record in enumerate(csv.DictReader([header.lstrip("\ufeff"), *records])):
                if number < len(NAMES):
                    record["name"] = NAMES[number]
                    record["organization"] = "Office of " + NAMES[number - 1]
                    record["prb"] = "Reefs & Bells PRB 1"
                rows.writerow(record)
        cls.runs = {}
        for name, plans, ratings in [
            ("agency", FIXTURES / "agency" / "plans.csv", FIXTURES / "agency" / "ratings.csv"),
            ("long", plans, FIXTURES / "agency" / "ratings.csv"),
            ("scripts", scripts, FIXTURES / "agency" / "ratings.csv"),
        ]:
            ended = subprocess.run(
                [PROGRAM, "run", "--plans", plans, "--ratings", ratings, "--output", cls.folder / name,
                 "--pages", "none", "--workbooks", "--marking", MARKING, "--title", "FY 2026", "--quiet"])
            assert ended.returncode in (0, 1)
            cls.runs[name] = cls.folder / name / "current" / "rosters"
        cls.office = Office()
        cls.office.__enter__()
        cls.addClassCleanup(cls.office.__exit__)

    def authority_sheet(self):
        """The workbook for the authority after the boards of the Department of Harbors have recommended."""
        if not (self.folder / "reviews").exists():
            harbor = FIXTURES / "harbor"
            returned = self.folder / "returned"
            shutil.copytree(harbor / "returned", returned)
            sheet = returned / "harbor-prb-1.csv"
            # Short lines are lines.
            text, count = re.subn(
                '(?m)^(Harbor PRB 1,H-02,.*,4,).*$', r'\1"No.\nYes.\nNo."', sheet.read_text(encoding="utf-8"))
            assert count == 1
            sheet.write_text(text, encoding="utf-8")
            for command in (
                ["run", "--plans", harbor / "plans.csv", "--ratings", harbor / "ratings.csv", "--output",
                 self.folder / "harbor"],
                ["review", "--run", self.folder / "harbor" / "current", "--cycle", harbor / "fy2026.yaml",
                 "--members", harbor / "members.csv", "--responses", harbor / "responses.csv", "--returned",
                 returned, "--output", self.folder / "reviews", "--workbooks"],
            ):
                ended = subprocess.run([PROGRAM, *command, "--pages", "none", "--quiet"])
                self.assertIn(ended.returncode, (0, 1))
        return self.office.open(
            self.folder / "reviews" / "current" / "sheets" / "authority" / "harbor-prb-1.xlsx")

    def sheet(self, run="agency", board="reefs-bells-prb-1"):
        return self.office.open(self.runs[run] / f"{board}.xlsx")

    def printed(self, sheet, name):
        path = self.folder / f"{name}.pdf"
        sheet.document.storeToURL(path.as_uri(), settings(FilterName="calc_pdf_Export"))
        sheet.document.close(True)
        return words(path)

    def faults(self, pages):
        """What is wrong with printed pages."""
        first = MARKING.split()[0]
        for number, page in enumerate(pages, 1):
            # At the top and at the bottom, and in the sheet.
            places = [top for _, top, _, _, word in page if word == first]
            if len(places) < 3 or max(places) < 500 or min(places) > 60:
                yield f"page {number}: the marking stands at {places}"
            small = [word for _, top, _, bottom, word in page
                     # A box is as high as the font's lines, which are 1.22 of its size.
                     if (bottom - top) / 1.23 < LEAST_LETTERS]
            if small:
                yield f"page {number}: too small: {small[:5]}"
            if covered(page):
                yield f"page {number}: one on the other: {covered(page)[:5]}"
            for right, word in ((one[2], one[4]) for one in page):
                if right > 792:
                    yield f"page {number}: {word} is cut"

    def test_prints(self):
        for run, board in [("agency", "reefs-bells-prb-1"), ("long", "reefs-bells-prb-1"),
                           ("agency", "department-of-orchards-canals-prb-1")]:
            pages = self.printed(self.sheet(run, board), f"{run}-{board}")
            self.assertEqual(list(self.faults(pages)), [], (run, board))
            texts = [{word for *_, word in page} for page in pages]
            rosters = [text for text in texts if "Recommended" in text]
            self.assertEqual(len(rosters), len(pages) - 3, "but for rules and sources")
            for text in rosters:
                # Heads whole, and the inputs; and no weights.
                self.assertLessEqual({"Coalitions", "Acumen", "inputs", "Status", "remarks"}, text)
                self.assertNotIn("weight", text)

    def test_rows_are_as_high_as_their_texts(self):
        """Of rows with long texts in several scripts none is cut, and none has room for many lines more."""
        sheet = self.sheet("scripts")
        sheet.unprotect()
        # To the header LibreOffice adds room for the buttons of the filter.
        rows = [sheet.sheet.Rows.getByIndex(sheet.top + row) for row in range(1, sheet.height())]
        heights = [row.Height for row in rows]
        for row in rows:
            row.OptimalHeight = True
        # In hundredths of a millimeter. Excel's lines have 15 points, those of LibreOffice less.
        line, first, next_one = (points * 2540 / 72 for points in (15, 13.8, 10.8))
        for number, (height, row) in enumerate(zip(heights, rows), 1):
            name = sheet.cell("name", number).String
            self.assertGreaterEqual(height, row.Height, name)
            lines = 1 + (row.Height - first) / next_one
            self.assertLessEqual(height / line, 1.2 * lines + 1.2, name)
        sheet.document.close(True)
        sheet = self.authority_sheet()
        row = sheet.row_of("H-02")
        self.assertEqual(sheet.cell("prb_remarks", row).String, "No.\nYes.\nNo.")
        self.assertGreaterEqual(sheet.sheet.Rows.getByIndex(sheet.top + row).Height, 3 * line)
        sheet.document.close(True)
        # On paper too, where letters are wider than on the screen.
        for name in ("scripts", "long"):
            pages = self.printed(self.sheet(name), f"heights-{name}")
            self.assertEqual([covered(page) for page in pages if covered(page)], [])

    def test_a_broken_page_is_refused(self):
        sheet = self.sheet("long")
        rows = sheet.sheet.Rows
        for row in range(sheet.top, sheet.top + sheet.height()):
            rows.getByIndex(row).Height = 450
        faults = list(self.faults(self.printed(sheet, "low")))
        self.assertTrue(any("one on the other" in one for one in faults), faults)
        sheet = self.sheet()
        sheet.unprotect()
        sheet.sheet.Columns.getByIndex(6).Width = 30_000
        faults = list(self.faults(self.printed(sheet, "wide")))
        self.assertTrue(any("too small" in one for one in faults), faults)
        sheet = self.sheet()
        style = sheet.document.StyleFamilies.getByName("PageStyles").getByName(sheet.sheet.PageStyle)
        style.HeaderIsOn = False
        faults = list(self.faults(self.printed(sheet, "unmarked")))
        self.assertTrue(any("the marking" in one for one in faults), faults)

    def test_the_count_follows_what_is_typed(self):
        sheet = self.sheet()
        count = sheet.sheet.getCellByPosition(0, sheet.top - 2)
        self.assertEqual(count.String, "Still open: 40 of 40. Remarks missing: 0")
        for row, text, remarks in [(1, "concur", ""), (2, "4", ""), (3, "3", "Why"), (4, "5", ""),
                                   (5, " Concur ", "")]:
            sheet.type("prb_recommended_rating", row, text)
            if remarks:
                sheet.paste("prb_remarks", row, remarks)
        # Of the first ones each has 5.
        self.assertEqual(count.String, "Still open: 35 of 40. Remarks missing: 1")
        sheet.type("prb_remarks", 2, "Why")
        self.assertEqual(count.String, "Still open: 35 of 40. Remarks missing: 0")
        sheet.document.close(True)

    def test_final_ratings_decide_like_a_level(self):
        """What the reader takes for a decision is not counted as open: a level, or final ratings alone."""
        sheet = self.authority_sheet()
        count = sheet.sheet.getCellByPosition(0, sheet.top - 2)
        rows = [row for row in range(1, sheet.height()) if sheet.cell("status", row).String == "rated"]
        still = len(rows)
        last = sorted(name for name in sheet.names if name.endswith("_final"))[-1]
        for row, typed, open_before in [
            (rows[0], {"leading_change_final": "4"}, 1),
            (rows[1], {last: "3"}, 1),
            (rows[1], {"leading_people_final": "3"}, 0),
            (rows[2], {"annual_summary_rating": "concur", "leading_people_final": "5"}, 1),
            (rows[3], {"leading_people_final": " "}, 0),
        ]:
            self.assertEqual(count.String.split(".")[0], f"Still open: {still} of {len(rows)}")
            for name, text in typed.items():
                sheet.type(name, row, text)
            still -= open_before
            self.assertEqual(
                count.String, f"Still open: {still} of {len(rows)}. Remarks missing: 0", (row, typed))
        sheet.document.close(True)

    def test_the_total_of_a_form_adds_what_the_reader_takes(self):
        forms = self.folder / "forms"
        subprocess.run([PROGRAM, "template", "--output", forms, "--quiet"], check=True)
        document = self.office.desktop.loadComponentFromURL(
            (forms / "plans.xlsx").as_uri(), "_blank", 0, settings(Hidden=True))
        sheet = document.Sheets.getByIndex(0)
        names = [sheet.getCellByPosition(column, 0).String for column in range(20)]
        first, total = names.index("leading_change"), names.index("total")
        self.assertEqual(total - first, 5)
        for row, (typed, wanted, is_wrong) in enumerate([
            ([20, 20, 20, 20, 20], 100, False),
            (["20%", "20%", "20%", "20%", "20%"], 100, False),
            (["12.5%", 20, "20%", 20, 27.5], 100, False),
            # Pasted as texts, which the reader takes as well.
            (["'20", "'20%", "'20 %", "20", "20"], 100, False),
            (["20%", "20%", "20%", "20%", "21%"], 101, True),
            ([20, 20, 20, 20, None], 80, True),
            # Without a percent format they are no weights.
            ([0.2, 0.2, 0.2, 0.2, 0.2], 1, True),
            (["n/a", 20, 20, 20, 20], 80, True),
        ], 1):
            for column, value in enumerate(typed, first):
                cell = sheet.getCellByPosition(column, row)
                if isinstance(value, str):
                    cell.FormulaLocal = value
                elif value is not None:
                    cell.Value = value
            cell = sheet.getCellByPosition(total, row)
            self.assertEqual(cell.Value, wanted, typed)
            rules = cell.ConditionalFormat
            self.assertEqual(rules.getCount(), 1)
            self.assertIn("<>100", rules.getByIndex(0).Formula1.replace(" ", ""))
            self.assertEqual(cell.Value != 100, is_wrong)
        self.assertEqual(sheet.getCellByPosition(total, 20).String, "", "nothing is added of nothing")
        document.close(True)

    def test_levels_of_those_without_a_rating_cannot_be_typed(self):
        sheet = self.sheet()
        row = sheet.height() - 1
        self.assertEqual(sheet.cell("status", row).String, "rejected")
        try:
            sheet.type("prb_recommended_rating", row, "3")
        except Exception:
            pass
        self.assertEqual(sheet.cell("prb_recommended_rating", row).String, "")
        sheet.document.close(True)


if __name__ == "__main__":
    unittest.main()
