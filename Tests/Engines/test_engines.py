"""The SQL of `appraise systems show --format sql`, run by other engines over spoiled files; `make test-engines`.

What `appraise run` says of the same files is what every engine has to say.
"""

import collections
import csv
import decimal
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import engines
import spoil

PROGRAM = os.environ["APPRAISE_BINARY"]
ROOT = Path(__file__).resolve().parents[2]
SYSTEMS = ["opm-basic-2012", "opm-2025", *sorted((ROOT / "fixtures/systems/good").glob("*.yaml"))]
CHOSEN = os.environ.get("ENGINES", " ".join(engines.ENGINES)).replace(",", " ").split()
EXECUTIVES = int(os.environ.get("ENGINES_EXECUTIVES", "100000"))
# Findings that stand once for records of one reason that follow each other.
PASSED_OVER = {"blank-record", "totals-row", "repeated-header"}


def program(*arguments, statuses=(0,)):
    ended = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    if ended.returncode not in statuses:
        raise AssertionError(f"{arguments}: {ended.returncode}\n{ended.stdout}{ended.stderr}")
    return ended.stdout


def sql(system, dialect, layout):
    return program("systems", "show", system, "--format", "sql", "--dialect", dialect, "--layout", layout)


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Case:
    """Spoiled files of a system, and what `appraise run` says of them."""

    def __init__(self, system, layout, executives, share=0.08, seed=16):
        self.system, self.layout = system, layout
        self.directory = Path(tempfile.mkdtemp(prefix="appraise-engines-"))
        clean = self.directory / "clean"
        program("synthesize", "--executives", executives, "--seed", seed, "--system", system, "--layout", layout,
                "--output", clean)
        described = program("systems", "show", system)
        elements = dict(
            re.split(r"  +", line.strip())[:2]
            for line in described.split("Elements and weights in percent\n")[1].split("\n  Source")[0].split("\n")[1:])
        levels = described.split("percent of weight gives\n")[1].split("\n  Source")[0].split("\n")[1:]
        labels = {int(line.split()[0]): " ".join(line.split()[1:-1]) for line in levels}
        self.elements = list(elements)
        columns = {}
        for kind in ("plans", "ratings"):
            copied = re.search(rf"^--   .copy {kind} \((.*?)\)", sql(system, "postgresql", layout), re.M).group(1)
            columns[kind] = re.findall(r'"(.*?)"', copied)
        self.agency = spoil.Agency(clean, seed, share, elements, labels, columns, layout == "long")
        self.agency.write(self.directory)
        shutil.rmtree(clean)
        program("run", "--plans", self.directory / "plans.csv", "--ratings", self.directory / "ratings.csv",
                "--system", system, "--output", self.directory / "appraisals", "--pages", "none", "--quiet",
                "--publish-anyway", statuses=(0, 1))
        self.run = self.directory / "appraisals/current"

    def scores(self):
        """(executive id, status, scores of the elements, score, rating, label, basis) of all executives."""
        scored = {}
        for row in rows(self.run / "scores.csv"):
            hundredths = [int(decimal.Decimal(row[name]) * 100)
                          for name in [*(f"{element}_score" for element in self.elements), "summary_score"]]
            scored[row["executive_id"]] = (
                *hundredths, int(row["initial_summary_rating"]), row["label"], row["basis"])
        identified = {row["executive_id"] for row in rows(self.run / "findings.csv")} | set(scored)
        found = collections.Counter()
        for roster in (self.run / "rosters").glob("*.csv"):
            if roster.name == "index.csv":
                continue
            for row in rows(roster):
                executive = row["executive_id"]
                nothing = (None,) * (len(self.elements) + 4)
                # A rejected executive without a valid id is on a roster by what stands in its place.
                known = executive if executive in identified else ""
                found[known, row["status"], *scored.get(executive, nothing)] += 1
        return found

    def findings(self):
        return collections.Counter(
            (row["severity"], row["code"], row["file"].removesuffix(".csv"), int(row["record"]), row["column"],
             row["executive_id"])
            for row in rows(self.run / "findings.csv") if row["code"] != "spelled-differently")

    def end(self):
        shutil.rmtree(self.directory)


def as_scores(elements, scores):
    names = [*(f"{element}_score_hundredths" for element in elements), "summary_score_hundredths",
             "initial_summary_rating", "label", "basis"]
    return collections.Counter(
        (row["executive_id"], row["status"], *(row[name] for name in names)) for row in scores)


def as_findings(findings):
    """Findings of records that follow each other, where the program has one for all, as one."""
    found, passed_over = collections.Counter(), set()
    for finding in findings:
        if finding[1] in PASSED_OVER:
            passed_over.add(tuple(finding))
        else:
            found[tuple(finding)] += 1
    for finding in passed_over:
        severity, code, kind, record, field, executive = finding
        if (severity, code, kind, record - 1, field, executive) not in passed_over:
            found[finding] += 1
    return found


class Engines(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.engines = [engines.ENGINES[name]() for name in CHOSEN]

    @classmethod
    def tearDownClass(cls):
        for engine in cls.engines:
            engine.end()

    def differences(self, case, engine, change=lambda script: script):
        """How many scores and findings only one side has, and some of them."""
        script = change(sql(case.system, engine.name, case.layout))
        scores, findings = engine.results(case.directory, script)
        different = []
        for expected, given in ((case.scores(), as_scores(case.elements, scores)),
                                (case.findings(), as_findings(findings))):
            different += [("only appraise", *row) for row in (expected - given).elements()]
            different += [(f"only {engine.name}", *row) for row in (given - expected).elements()]
        return different

    def assert_equal(self, case, engine):
        different = self.differences(case, engine)
        self.assertEqual(
            different[:20], [], f"{len(different)} differences, {case.system}, {case.layout}, {engine.name}")

    def test_every_system_in_both_layouts(self):
        for system in SYSTEMS:
            for layout in ("wide", "long"):
                case = Case(system, layout, executives=1500, share=0.5)
                for engine in self.engines:
                    with self.subTest(system=str(system), layout=layout, engine=engine.name):
                        self.assert_equal(case, engine)
                case.end()


if __name__ == "__main__":
    unittest.main()
