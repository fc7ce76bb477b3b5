"""What the guide Loading.md shows, run over the made-up agency; `make test-recipes`."""

import collections
import contextlib
import csv
import decimal
import io
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import duckdb
import frictionless
import pandas

import postgresql

PROGRAM = os.environ["APPRAISE_BINARY"]
ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "Sources/Appraisal/Appraisal.docc/Loading.md"


def recipes():
    """The blocks of code of each section: {heading: [code]}."""
    found, heading = {}, None
    text = GUIDE.read_text()
    for match in re.finditer(r"^## ([^\n]+)$|^```\w+\n(.*?)^```$", text, re.M | re.S):
        if match.group(1):
            heading = match.group(1)
        else:
            found.setdefault(heading, []).append(match.group(2))
    return found


class Recipes(unittest.TestCase):
    """Each recipe gives what the files of the run say."""

    @classmethod
    def setUpClass(cls):
        cls.directory = Path(tempfile.mkdtemp(prefix="appraise-recipes-"))
        agency = ROOT / "fixtures/agency"
        cls.inputs = ["--plans", agency / "plans.csv", "--ratings", agency / "ratings.csv"]
        ended = subprocess.run(
            [PROGRAM, "run", *cls.inputs, "--pages", "none", "--quiet",
             "--output", cls.directory / "appraisals"], stdout=subprocess.DEVNULL)
        assert ended.returncode == 1
        for name in ("plans.csv", "ratings.csv"):
            shutil.copy(agency / name, cls.directory)
        cls.recipes = recipes()
        with open(cls.directory / "appraisals/current/scores.csv", newline="") as file:
            cls.scores = list(csv.DictReader(file))
        cls.before = os.getcwd()
        os.chdir(cls.directory)

    @classmethod
    def tearDownClass(cls):
        os.chdir(cls.before)
        shutil.rmtree(cls.directory)

    def code(self, heading):
        blocks = self.recipes[heading]
        self.assertEqual(len(blocks), 1, heading)
        return blocks[0]

    def test_every_recipe_is_known_here(self):
        self.assertEqual(
            set(self.recipes),
            {"DuckDB", "Parquet", "PostgreSQL", "pandas", "Excel, Power Query", "One line each"})

    def test_duckdb(self):
        database = duckdb.connect()
        rows = database.execute(self.code("DuckDB")).fetchall()
        with open("appraisals/current/rosters/index.csv", encoding="utf-8-sig", newline="") as file:
            boards = [(row["prb"], int(row["executives"]), int(row["rated"]))
                      for row in csv.DictReader(file)]
        self.assertEqual(rows, boards)
        loaded = database.execute(
            "SELECT executive_id, CAST(summary_score AS VARCHAR) FROM scores ORDER BY 1").fetchall()
        self.assertEqual(loaded, sorted((row["executive_id"], row["summary_score"])
                                        for row in self.scores))

    def test_parquet(self):
        duckdb.connect().execute(self.code("Parquet"))
        rows = duckdb.connect().execute(
            "SELECT executive_id, summary_score, initial_summary_rating FROM 'scores.parquet'").fetchall()
        self.assertEqual(rows, [
            (row["executive_id"], decimal.Decimal(row["summary_score"]),
             int(row["initial_summary_rating"])) for row in self.scores])

    def test_postgresql(self):
        server = postgresql.PostgreSQL()
        self.addCleanup(server.end)
        said = server.run(self.code("PostgreSQL"), self.directory)
        levels = collections.Counter(int(row["initial_summary_rating"]) for row in self.scores)
        self.assertEqual(
            said.split(), [f"{level}|{count}" for level, count in sorted(levels.items(), reverse=True)])
        # The guide says that a file with other columns is refused.
        swapped = Path("swapped.csv")
        lines = Path("appraisals/current/scores.csv").read_text().splitlines()
        names = lines[0].split(",")
        names[2], names[3] = names[3], names[2]
        swapped.write_text("\n".join([",".join(names), *lines[1:]]) + "\n")
        with self.assertRaises(AssertionError):
            server.run("\\copy scores FROM 'swapped.csv' WITH (FORMAT csv, HEADER match)", self.directory)

    def test_pandas(self):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            names = {}
            exec(self.code("pandas"), names)
        scores = names["scores"]
        self.assertIsInstance(scores, pandas.DataFrame)
        self.assertEqual(list(scores["executive_id"]), [row["executive_id"] for row in self.scores])
        self.assertEqual(list(scores["summary_score"]),
                         [decimal.Decimal(row["summary_score"]) for row in self.scores])
        for board in {row["prb"] for row in self.scores}:
            self.assertIn(board, printed.getvalue())

    def test_one_line_each(self):
        commands = self.code("One line each").splitlines()
        environment = {**os.environ, "PATH": f"{self.directory}/bin:{os.environ['PATH']}"}
        Path("bin").mkdir()
        Path("bin/appraise").symlink_to(PROGRAM)
        codes, levels = [
            subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True,
                           check=True).stdout for command in commands]
        self.assertEqual(codes.split(), ["1", "invalid-rating", "1", "weights-do-not-total-100"])
        self.assertEqual(len(levels.splitlines()), len(self.scores))
        self.assertTrue(levels.startswith('{"id":"ES-'))


class DataPackages(unittest.TestCase):
    """Runs and reviews are data packages, to those who made the format."""

    def published(self, directory, *arguments):
        subprocess.run([PROGRAM, *arguments, "--pages", "none", "--output", directory],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return os.path.realpath(f"{directory}/current")

    def check(self, directory):
        package = frictionless.Package(f"{directory}/datapackage.json")
        report = package.validate()
        self.assertTrue(report.valid, str(report.flatten(["rowNumber", "type", "note"]))[:1000])
        return package

    def test_published_is_valid(self):
        with tempfile.TemporaryDirectory() as directory:
            for agency in ("agency", "hostile-agency", "harbor"):
                inputs = ROOT / "fixtures" / agency
                run = self.published(f"{directory}/{agency}", "run", "--plans", inputs / "plans.csv",
                                     "--ratings", inputs / "ratings.csv")
                self.check(run)
            harbor = ROOT / "fixtures/harbor"
            review = self.published(
                f"{directory}/reviews", "review", "--run", run, "--cycle",
                harbor / "fy2026-with-waiver.yaml", "--members", harbor / "members.csv",
                "--responses", harbor / "responses.csv",
                "--returned", *sorted((harbor / "returned").glob("*.csv")),
                "--decided", *sorted((harbor / "decided").glob("*.csv")), "--close")
            package = self.check(review)
            self.assertIn("annual-ratings", package.resource_names)

            # It could fail: a level that is none, and a changed byte.
            scores = Path(run, "scores.csv")
            scores.chmod(0o600)
            scores.write_text(scores.read_text().replace(",4,Exceeds", ",7,Exceeds", 1))
            report = frictionless.Package(f"{run}/datapackage.json").validate()
            types = {error[0] for error in report.flatten(["type"])}
            self.assertIn("hash-count", types)


if __name__ == "__main__":
    unittest.main()
