"""What each shell completes; `make test-completions`."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import shells

PROGRAM = os.environ["APPRAISE_BINARY"]
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"

# What is typed, and what stands there after TAB. A blank at the end says that the word is whole.
COMPLETED = [
    ("appraise revi", "appraise review "),
    ("appraise systems sh", "appraise systems show "),
    ("appraise run --ratings-s", "appraise run --ratings-sheet "),
    ("appraise run --plans pla", "appraise run --plans plans.csv "),
    ("appraise check --plans plans.csv --ratings rat", "appraise check --plans plans.csv --ratings ratings.xlsx "),
    ("appraise run --plans fold", "appraise run --plans folder/"),
    ("appraise run --plans folder/sh", "appraise run --plans folder/sheet.csv "),
    ("appraise review --cycle folder/o", "appraise review --cycle folder/own.yaml "),
    ("appraise run --output fold", "appraise run --output folder/"),
    ("appraise check --system opm-2", "appraise check --system opm-2025 "),
    ("appraise check --system agen", "appraise check --system agency.yaml "),
    ("appraise check --system folder/own", "appraise check --system folder/own.yaml "),
    ("appraise systems show opm-b", "appraise systems show opm-basic-2012 "),
    ("appraise systems prove opm-b", "appraise systems prove opm-basic-2012 "),
    ("appraise rules show fed", "appraise rules show federal-ses "),
    ("appraise compare harbor --under opm-2", "appraise compare harbor --under opm-2025 "),
    ("appraise run --pages ht", "appraise run --pages html "),
    ("appraise run --paper a", "appraise run --paper a4 "),
    ("appraise run --encoding MAC", "appraise run --encoding MACINTOSH "),
    ("appraise report harbor --format js", "appraise report harbor --format json "),
    (r"appraise report harbor --prb Harbor\ O", r"appraise report harbor --prb Harbor\ OIG\ PRB "),
    ("appraise verify harb", "appraise verify harbor/"),
    ("appraise explain H-1 --run harb", "appraise explain H-1 --run harbor/"),
    ("appraise review --cycle agen", "appraise review --cycle agency.yaml "),
    ("appraise review --returned pla", "appraise review --returned plans.csv "),
    ("appraise synthesize --layout lo", "appraise synthesize --layout long "),
    # The second and further values of an option, and what comes after them.
    ("appraise run --plans plans.csv rat", "appraise run --plans plans.csv ratings.xlsx "),
    ("appraise check --plans plans.csv ratings.xlsx fold",
     "appraise check --plans plans.csv ratings.xlsx folder/"),
    ("appraise run --plans plans.csv ratings.xlsx --ratings-s",
     "appraise run --plans plans.csv ratings.xlsx --ratings-sheet "),
    ("appraise score --plans plans.csv ratings.xlsx --ratings ratings.xlsx pla",
     "appraise score --plans plans.csv ratings.xlsx --ratings ratings.xlsx plans.csv "),
    ("appraise run --plans plans.csv ratings.xlsx --system opm-2",
     "appraise run --plans plans.csv ratings.xlsx --system opm-2025 "),
    ("appraise run --plans plans.csv ratings.xlsx --output fold",
     "appraise run --plans plans.csv ratings.xlsx --output folder/"),
    ("appraise review --cycle agency.yaml --members plans.csv rat",
     "appraise review --cycle agency.yaml --members plans.csv ratings.xlsx "),
    ("appraise review --responses plans.csv rat", "appraise review --responses plans.csv ratings.xlsx "),
    ("appraise review --returned plans.csv rat", "appraise review --returned plans.csv ratings.xlsx "),
    ("appraise verify harbor --decided plans.csv rat",
     "appraise verify harbor --decided plans.csv ratings.xlsx "),
    (r"appraise review --returned Harbor\ sheets/one.csv Harbor\ sheets/t",
     r"appraise review --returned Harbor\ sheets/one.csv Harbor\ sheets/two.csv "),
]

# Nothing fits, so that nothing is completed.
NOTHING = ["appraise check --system note", "appraise run --title pla", "appraise run --output folder rat"]
# zsh offers any file where no file has the right ending.
NO_SHEETS = ["appraise run --plans note", "appraise run --plans plans.csv note"]


class Completions(unittest.TestCase):
    """In each shell what was typed is completed, and what cannot be is left alone."""

    @classmethod
    def setUpClass(cls):
        cls.directory = Path(tempfile.mkdtemp(prefix="appraise-completions-"))
        (cls.directory / "bin").mkdir()
        (cls.directory / "bin/appraise").symlink_to(PROGRAM)
        cls.path = f"{cls.directory}/bin:{os.environ['PATH']}"
        work = cls.directory / "work"
        (work / "folder").mkdir(parents=True)
        (work / "Harbor sheets").mkdir()
        for name in ["plans.csv", "ratings.xlsx", "notes.txt", "agency.yaml", "folder/own.yaml", "folder/sheet.csv",
                     "Harbor sheets/one.csv", "Harbor sheets/two.csv"]:
            (work / name).touch()
        subprocess.run(
            [PROGRAM, "run", "--plans", FIXTURES / "harbor/plans.csv", "--ratings",
             FIXTURES / "harbor/ratings.csv", "--pages", "none", "--quiet", "--output", work / "harbor"],
            check=True, stdout=subprocess.DEVNULL)
        cls.work = work

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.directory)

    def check(self, name):
        script = self.directory / f"{name}-script"
        script.write_text(shells.script(PROGRAM, name))
        shell = shells.Shell(name, script, self.work, self.path)
        self.addCleanup(shell.end)
        for typed, line in COMPLETED:
            with self.subTest(typed):
                self.assertEqual(shell.completed(typed, awaited=line), line)
        for typed in NOTHING + ([] if name == "zsh" else NO_SHEETS):
            with self.subTest(typed):
                self.assertEqual(shell.completed(typed), typed)

    def test_options_with_several_values(self):
        """Those that the scripts know are those that the commands have."""
        said = subprocess.run([PROGRAM, "--experimental-dump-help"], check=True, capture_output=True)
        several = set()

        def walk(command):
            several.update(
                f"--{argument['names'][0]['name']}" for argument in command.get("arguments", [])
                if argument["parsingStrategy"] == "upToNextOption")
            for one in command.get("subcommands", []):
                walk(one)

        walk(json.loads(said.stdout)["command"])
        known = re.search(r"^ +(--plans\|.*)\)$", shells.script(PROGRAM, "bash"), re.M).group(1)
        self.assertEqual(set(known.split("|")), several)

    def test_bash(self):
        self.check("bash")

    def test_zsh(self):
        self.check("zsh")

    def test_fish(self):
        self.check("fish")


if __name__ == "__main__":
    unittest.main()
