"""Hands the workbooks of runs back to `review`: as they went out, and as openpyxl fills them in.

What went out has to come back equal, cell by cell; what is filled in has to be taken.
"""

import collections
import csv
import datetime
import hashlib
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import openpyxl

import looks
import tables
import test_workbooks

PROGRAM = os.environ["APPRAISE_BINARY"]
AGENCY = test_workbooks.AGENCY
HARBOR = AGENCY.parent / "harbor"
CYCLE = """format: 1
agency: Made up
period: {from: 2025-10-01, to: 2026-09-30}
certified: false
units:
  - name: All
    boards: rest
"""


class ReturnedWorkbooks(unittest.TestCase):
    """Runs over the made-up agency, the Department of Harbors, and names made to do harm."""

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.root = pathlib.Path(scratch.name)
        (cls.root / "cycle.yaml").write_text(CYCLE)
        cls.runs = {}
        for name, plans, ratings in [
            ("agency", *((AGENCY / f"{one}.csv").read_text() for one in ("plans", "ratings"))),
            ("harbor", *((HARBOR / f"{one}.csv").read_text() for one in ("plans", "ratings"))),
            ("hostile", *test_workbooks.Workbooks.hostile_agency()),
        ]:
            directory = cls.root / name
            directory.mkdir(mode=0o700)
            (directory / "plans.csv").write_text(plans)
            (directory / "ratings.csv").write_text(ratings)
            cls.runs[name] = test_workbooks.run(directory).resolve()
        cls.reviews = 0

    def review(self, files, paths, *options):
        """The findings about what came back, and the register."""
        type(self).reviews += 1
        output = self.root / f"reviews-{self.reviews}"
        ended = subprocess.run(
            [PROGRAM, "review", "--run", files, "--cycle", self.root / "cycle.yaml", "--output", output,
             "--returned", *paths, *options], capture_output=True, text=True)
        self.assertIn(ended.returncode, (0, 1), ended.stderr)

        self.newest = (output / "current").resolve()

        def read(name):
            with open(output / "current" / name, encoding="utf-8-sig", newline="") as file:
                return list(csv.DictReader(file))
        # What is said of the unit's distribution does not come from a sheet.
        found = [one for one in read("findings.csv") if ".xlsx" in one["file"]]
        return found, read("register.csv")

    # Nothing is filled in yet.
    BLANK = {"sheet-without-entries"}

    # openpyxl writes `_x0041_` as it is, which says `A` in a workbook: such names it changes.
    CHANGED_BY_OPENPYXL = {
        f"00{number}" for number, name in enumerate(test_workbooks.NAMES) if "_x" in name}

    def found_of_others(self, name, found):
        """The findings but for those of names that openpyxl changes."""
        return [one for one in found
                if name != "hostile" or one["executive_id"] not in self.CHANGED_BY_OPENPYXL]

    def workbooks(self):
        for name, files in self.runs.items():
            paths = sorted((files / "rosters").glob("*.xlsx"))
            self.assertTrue(paths)
            yield name, files, paths

    def test_what_went_out_comes_back_equal(self):
        for name, files, paths in self.workbooks():
            with self.subTest(name):
                found, register = self.review(files, paths)
                self.assertEqual({one["code"] for one in found}, self.BLANK)
                self.assertEqual(
                    collections.Counter(one["status"] for one in register),
                    collections.Counter(
                        {"rated": "open"}.get(one["run_status"], one["run_status"]) for one in register))
                self.assertEqual({one["prb_recommended_rating"] for one in register}, {""})

    def test_what_openpyxl_saves_comes_back_equal(self):
        for name, files, paths in self.workbooks():
            with self.subTest(name):
                folder = self.root / f"saved-{name}"
                folder.mkdir()
                for path in paths:
                    openpyxl.load_workbook(path).save(folder / path.name)
                found, _ = self.review(files, sorted(folder.iterdir()))
                self.assertEqual({one["code"] for one in self.found_of_others(name, found)}, self.BLANK)

    def test_older_workbooks_come_back_equal(self):
        """Names in the first row, as in the CSV file, and its order: a workbook of an older version."""
        for name, files, paths in self.workbooks():
            with self.subTest(name):
                folder = self.root / f"older-{name}"
                folder.mkdir()
                for path in paths:
                    table = tables.Table(openpyxl.load_workbook(path)["Roster"])
                    names = test_workbooks.roster(path.with_suffix(".csv"))[0]
                    workbook = openpyxl.Workbook()
                    workbook.active.title = "Roster"
                    workbook.active.append(names)
                    for row, cells in enumerate(table.rows(), 2):
                        for column, one in enumerate(names, 1):
                            cell = workbook.active.cell(row, column, cells[one].value)
                            # A text that begins with `=` stays one.
                            cell.data_type = cells[one].data_type
                    workbook.save(folder / path.name)
                found, register = self.review(files, sorted(folder.iterdir()))
                self.assertEqual({one["code"] for one in self.found_of_others(name, found)}, self.BLANK)
                self.assertTrue(register)

    def test_what_is_filled_in_is_taken(self):
        remarks = "Weighed at length.\nSecond line: 10 % & <more>"
        for name, files, paths in self.workbooks():
            with self.subTest(name):
                folder = self.root / f"filled-{name}"
                folder.mkdir()
                for path in paths:
                    workbook = openpyxl.load_workbook(path)
                    for number, cells in enumerate(tables.Table(workbook["Roster"]).rows()):
                        if cells["status"].value != "rated":
                            continue
                        initial = cells["initial_summary_rating"].value
                        level = initial - 1 if initial > 1 and number % 2 else "concur"
                        cells["prb_recommended_rating"].value = level
                        if level != "concur":
                            cells["prb_remarks"].value = remarks
                    workbook.save(folder / path.name)
                found, register = self.review(files, sorted(folder.iterdir()))
                self.assertEqual(self.found_of_others(name, found), [])
                rated = [
                    one for one in self.found_of_others(name, register) if one["run_status"] == "rated"]
                self.assertTrue(rated)
                for one in rated:
                    self.assertNotEqual(one["prb_recommended_rating"], "", one)
                    differs = one["prb_recommended_rating"] != one["initial_summary_rating"]
                    self.assertEqual(one["prb_remarks"], remarks if differs else "")

    def next_sheets(self):
        """The files of a review in which the boards of the Department of Harbors have recommended."""
        returned = sorted((HARBOR / "returned").glob("*.csv"))
        found, register = self.review(
            self.runs["harbor"], returned, "--workbooks", "--pages", "none", "--marking", "CUI & more")
        self.assertEqual(found, [])
        return self.newest, register

    def test_next_sheets_are_those_of_the_csv_files(self):
        newest, _ = self.next_sheets()
        to_fill_in = {
            "board": {"prb_recommended_rating", "prb_remarks"},
            "authority": {"annual_summary_rating", "authority_remarks", "decided_on"},
        }
        for kind, names in to_fill_in.items():
            paths = sorted((newest / "sheets" / kind).glob("*.xlsx"))
            self.assertEqual(len(paths), 3)
            for path in paths:
                records = test_workbooks.roster(path.with_suffix(".csv"))
                sheet = openpyxl.load_workbook(path)["Roster"]
                table = tables.Table(sheet)
                kinds = {}
                for one in json.loads((newest / "manifest.json").read_text())["inputs"]:
                    # What the authority handed back is not told the boards.
                    if kind == "board" and one["role"] == "decided":
                        continue
                    kinds.setdefault(one["role"], []).append(one["sha256"])
                # Of several files of one kind, that of all their hashes.
                hashes = [
                    (one[0] if len(one) == 1 else hashlib.sha256("".join(one).encode()).hexdigest())[:8]
                    for one in kinds.values()]
                found = looks.faults(
                    sheet.parent, openpyxl.load_workbook(path, data_only=True), "CUI & more",
                    "·".join(hashes), board=kind == "board")
                self.assertEqual([one for one in found if one[0] != "front"], [])
                self.assertEqual(set(table.columns), set(records[0]))
                self.assertEqual(len(table), len(records) - 1)
                for record, cells in zip(records[1:], table.rows()):
                    for name, text in zip(records[0], record):
                        cell = cells[name]
                        self.assertEqual(test_workbooks.shown(cell.value), text.lstrip("'"), cell)
                        is_open = name in names or kind == "authority" and name.endswith("_final")
                        self.assertEqual(not cell.protection.locked, is_open, (name, cell))
                lists = {}
                for one in sheet.data_validations.dataValidation:
                    at = openpyxl.utils.range_boundaries(str(one.sqref))[0]
                    name = next(name for name, column in table.columns.items() if column == at)
                    if one.type == "list":
                        lists[name] = set(one.formula1.strip('"').split(","))
                level = "prb_recommended_rating" if kind == "board" else "annual_summary_rating"
                self.assertEqual(lists.pop(level), test_workbooks.LEVELS | {"concur"})
                self.assertEqual(
                    set(map(frozenset, lists.values())),
                    set() if kind == "board" else {frozenset(test_workbooks.LEVELS)})
        subprocess.run([PROGRAM, "verify", newest], check=True, capture_output=True)

    def test_a_closed_review_has_no_sheets(self):
        """Also where workbooks are asked for; opened again it has both kinds of them."""
        files = self.root / "closed"
        subprocess.run(
            [PROGRAM, "synthesize", "--executives", "60", "--seed", "1", "--cycle", "--output", files],
            check=True, capture_output=True)
        files.chmod(0o700)
        subprocess.run(
            [PROGRAM, "run", "--plans", files / "plans.csv", "--ratings", files / "ratings.csv",
             "--output", files / "runs"], check=True, capture_output=True)

        def reviewed(*options):
            ended = subprocess.run(
                [PROGRAM, "review", "--run", files / "runs" / "current", "--cycle", files / "cycle.yaml",
                 "--members", files / "members.csv", "--responses", files / "responses.csv",
                 "--returned", files / "returned", "--decided", files / "decided",
                 "--output", files / "reviews", "--workbooks", *options], capture_output=True, text=True)
            self.assertIn(ended.returncode, (0, 1), ended.stderr)
            newest = (files / "reviews" / "current").resolve()
            subprocess.run([PROGRAM, "verify", newest], check=True, capture_output=True)
            return newest, ended.stderr

        closed, said = reviewed("--close")
        self.assertFalse((closed / "sheets").exists())
        self.assertEqual(list(closed.rglob("*.xlsx")), [])
        self.assertNotIn(".xlsx", said)
        opened, said = reviewed("--reopen", "A decision was missing.")
        self.assertIn(".xlsx", said)
        for kind in ("board", "authority"):
            names = {path.stem for path in (opened / "sheets" / kind).glob("*.xlsx")}
            self.assertEqual(names, {path.stem for path in (opened / "sheets" / kind).glob("*.csv")})
            self.assertTrue(names)

    def test_next_sheets_come_back(self):
        newest, before = self.next_sheets()
        boards = sorted((newest / "sheets" / "board").glob("*.xlsx"))
        found, after = self.review(self.runs["harbor"], boards)
        self.assertEqual(found, [])
        for column in ("prb_recommended_rating", "prb_remarks", "status"):
            self.assertEqual([one[column] for one in after], [one[column] for one in before])
        self.assertEqual({one["annual_summary_rating"] for one in after}, {""})

        folder = self.root / "decided"
        folder.mkdir()
        for path in sorted((newest / "sheets" / "authority").glob("*.xlsx")):
            workbook = openpyxl.load_workbook(path)
            for cells in tables.Table(workbook["Roster"]).rows():
                cells["annual_summary_rating"].value = "concur"
                cells["decided_on"].value = datetime.date(2026, 12, 16)
            workbook.save(folder / path.name)
        found, decided = self.review(
            self.runs["harbor"], boards, "--decided", *sorted(folder.iterdir()))
        # The board lowered one, and no element says why.
        self.assertEqual(
            [(one["code"], one["executive_id"]) for one in found],
            [("annual-rating-without-elements", "H-02")])
        for one in decided:
            self.assertEqual(one["annual_summary_rating"], one["prb_recommended_rating"])
            self.assertEqual(one["decided_on"], "2026-12-16")


if __name__ == "__main__":
    unittest.main()
