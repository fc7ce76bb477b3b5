"""Compares the scores of the program with those of the second path; see `run`."""

import csv
import os
import pathlib
import random
import shlex
import subprocess
import tempfile
import unittest

import messy
import second_path

PROGRAM = os.environ["APPRAISE_BINARY"]
CASES = pathlib.Path(__file__).parents[2] / "fixtures" / "cases"
SYSTEMS = {"opm-basic-2012": second_path.OPM_BASIC_2012, "opm-2025": second_path.OPM_2025}
SEEDS = range(2)
# What openpyxl does not show: cells that an array formula of another cell fills.
UNSEEN = {"formula-with-value"}


def published_scores(run):
    """Score and level by executive id, in the order of scores.csv."""
    with open(run / "scores.csv", encoding="utf-8", newline="") as file:
        return {
            record["executive_id"]: (int(record["summary_score"]), int(record["initial_summary_rating"]))
            for record in csv.DictReader(file)}


def option_values(arguments, option):
    """What stands after an option, each time that it is given, up to the next option."""
    values, is_own = [], False
    for argument in arguments:
        if argument.startswith("--"):
            is_own = argument == option
        elif is_own:
            values.append(argument)
    return values


class SecondPath(unittest.TestCase):
    maxDiff = None

    def run_program(self, folder, *options):
        """Publishes a run; returns its directory, or None where the files were refused."""
        ended = subprocess.run(
            [PROGRAM, "run", *options, "--output", folder / "runs", "--pages", "none", "--quiet"],
            capture_output=True, cwd=folder)
        self.assertIn(ended.returncode, (0, 1), ended.stderr.decode())
        return folder / "runs" / "current"

    def test_cases(self):
        """Every case that publishes a run under a built-in system, as it stands in the repository."""
        compared = 0
        for published in sorted(CASES.glob("*/*/expected/run/scores.csv")):
            case = published.parents[2]
            line = [
                line for line in (case / "command").read_text().splitlines()
                if not line.startswith("#")][0]
            arguments = shlex.split(line)
            system = (option_values(arguments, "--system") or ["opm-basic-2012"])[0]
            own_words = {"--column", "--encoding"} & set(arguments)
            files = {kind: option_values(arguments, f"--{kind}") for kind in ("plans", "ratings")}
            if system not in SYSTEMS or own_words or "-" in files["plans"] + files["ratings"]:
                continue
            if case.name in UNSEEN:
                continue
            sheet = (option_values(arguments, "--sheet") or [None])[0]
            sheets = {
                "plans": sheet,
                "ratings": (option_values(arguments, "--ratings-sheet") or [sheet])[0]}
            paths = {
                kind: [(case / path, sheets[kind]) for path in paths]
                for kind, paths in files.items()}
            with self.subTest(case=str(case.relative_to(CASES))):
                expected = second_path.scores(paths["plans"], paths["ratings"], SYSTEMS[system])
                self.assertEqual(list(published_scores(published.parent).items()), list(expected.items()))
                compared += 1
        self.assertGreater(compared, 40)

    def test_messy_agencies(self):
        """Made-up agencies in every form, both layouts, CSV and workbooks."""
        scored = 0
        for system, form, is_long, seed in (
            (system, form, is_long, seed) for system in SYSTEMS for form in messy.FORMS
            for is_long in (False, True) for seed in SEEDS):
            agency = messy.Agency(seed, SYSTEMS[system], form, is_long)
            for is_workbook in (False, True):
                with self.subTest(
                    system=system, form=form, is_long=is_long, seed=seed, is_workbook=is_workbook
                ), tempfile.TemporaryDirectory() as folder:
                    scored += self.compare(pathlib.Path(folder), agency, system, is_workbook)
        self.assertGreater(scored, 1000)

    def compare(self, folder, agency, system, is_workbook):
        chance = random.Random(1)
        paths = {}
        for kind, table in (("plans", agency.plans), ("ratings", agency.ratings)):
            paths[kind] = folder / f"{kind}.{'xlsx' if is_workbook else 'csv'}"
            if is_workbook:
                messy.workbook(table, chance, paths[kind])
            else:
                paths[kind].write_bytes(messy.csv_bytes(table, chance))
        run = self.run_program(
            folder, "--plans", paths["plans"], "--ratings", paths["ratings"], "--system", system,
            "--publish-anyway")
        expected = second_path.scores([paths["plans"]], [paths["ratings"]], SYSTEMS[system])
        actual = published_scores(run)
        self.assertEqual(list(actual.items()), list(expected.items()))
        return len(actual)


if __name__ == "__main__":
    unittest.main()
