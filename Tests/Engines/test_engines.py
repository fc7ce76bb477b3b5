"""The SQL of `appraise systems show --format sql`, run by other engines over spoiled files; `make test-engines`.

What `appraise run` says of the same files is what every engine has to say.
"""

import collections
import csv
import decimal
import functools
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
# In the long layout each has as many records as there are elements.
LONG_EXECUTIVES = int(os.environ.get("ENGINES_LONG_EXECUTIVES", str(EXECUTIVES // 10)))
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

    @functools.cached_property
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

    @functools.cached_property
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
        for expected, given in ((case.scores, as_scores(case.elements, scores)),
                                (case.findings, as_findings(findings))):
            different += [("only appraise", *row) for row in (expected - given).elements()]
            different += [(f"only {engine.name}", *row) for row in (given - expected).elements()]
        return different

    def assert_equal(self, case, engine):
        different = self.differences(case, engine)
        self.assertEqual(
            different[:20], [], f"{len(different)} differences, {case.system}, {case.layout}, {engine.name}")

    def test_every_system_in_both_layouts(self):
        """Every sound system over files in which three of four executives are spoiled, every finding among them."""
        found = set()
        for system in SYSTEMS:
            for layout in ("wide", "long"):
                case = Case(system, layout, executives=1500, share=0.75)
                found |= {finding[1] for finding in case.findings}
                for engine in self.engines:
                    with self.subTest(system=str(system), layout=layout, engine=engine.name):
                        self.assert_equal(case, engine)
                case.end()
        seen = re.findall(r"\('([a-z0-9-]+)', '(?:error|warning|notice)'\)", sql(SYSTEMS[0], "duckdb", "long"))
        self.assertEqual(found, set(seen), "what the SQL finds, and what is wrong with the files")

    def test_many_executives(self):
        for layout, executives in (("wide", EXECUTIVES), ("long", LONG_EXECUTIVES)):
            case = Case("opm-basic-2012", layout, executives)
            for engine in self.engines:
                with self.subTest(layout=layout, engine=engine.name):
                    self.assert_equal(case, engine)
            case.end()

    def test_an_altered_rule_is_found(self):
        """The comparison can fail: each of these changes to the SQL of one engine makes differences."""
        case = Case("opm-basic-2012", "wide", executives=600, share=0.75)
        for engine in self.engines:
            for part, other in ALTERED:
                with self.subTest(engine=engine.name, altered=part):
                    def change(script):
                        self.assertIn(part, script)
                        return script.replace(part, other)

                    self.assertNotEqual(self.differences(case, engine, change), [])
        case.end()

    def test_readers(self):
        """What the guide says of each reader, with its own options and with those of the header."""
        told = guide_table()
        self.assertEqual(set(told), {name for name, _, _ in AWKWARD})
        for name, text, expected in AWKWARD:
            directory = Path(tempfile.mkdtemp(prefix="appraise-engines-"))
            directory.chmod(0o755)
            (directory / "plans.csv").write_bytes(text)
            (directory / "ratings.csv").write_text("executive_id," + ",".join(ELEMENTS) + "\n")
            with self.subTest(file=name, engine="appraise"):
                status = subprocess.run(
                    [PROGRAM, "check", "--plans", directory / "plans.csv"], capture_output=True).returncode
                self.assertEqual({0: "right", 1: "named", 65: "refused"}[status], told[name][0])
            for engine in self.engines:
                for place, script in enumerate((engine.defaults, engines.loader(sql("opm-basic-2012", engine.name, "wide")))):
                    with self.subTest(file=name, engine=engine.name, loader=place == 1):
                        read = engine.read(directory, script)
                        outcome = "refused" if read is None else "right" if read == expected else "wrong"
                        self.assertEqual(outcome, told[name][1 + 2 * PLACES[engine.name] + place], read)
            shutil.rmtree(directory)


# One place of the SQL each: a range, a limit, the total, the override, what a weight is at most, a label.
ALTERED = [
    ("score >= 40000", "score >= 40001"), ("'weight-below-minimum', 500", "'weight-below-minimum', 600"),
    ("total <> 10000", "total > 10000"), ("WHEN is_overridden = 1 THEN 1", "WHEN is_overridden = 2 THEN 1"),
    ("number <= 60000", "number <= 70000"), ("'outstanding'", "'outstandin'"),
]

# What the readers are given: the name in the guide, the file, and what it says, as (id, name, first weight).
ELEMENTS = ["leading_change", "leading_people", "business_acumen", "building_coalitions", "results_driven"]
TEXTS = ["name", "organization", "position_title", "appointment", "prb", "rating_official"]


def record(number, name="Doe"):
    return f"ES-{number},{name},O,P,Career,B,R,11,9,10,10,60\n"


GOOD = ",".join(["executive_id", *TEXTS, *ELEMENTS]) + "\n" + "".join(map(record, range(1, 6)))


def says(names={}):
    return [(f"ES-{number}", names.get(number, "Doe"), "11") for number in range(1, 6)]


AWKWARD = [
    (name, text.encode(encoding), expected) for name, text, expected, encoding in [
        ("as it should be", GOOD, says(), "utf-8"),
        ("CRLF", GOOD.replace("\n", "\r\n"), says(), "utf-8"),
        ("byte order mark", "\ufeff" + GOOD, says(), "utf-8"),
        ("two columns exchanged, header and values",
         re.sub(r"11,9", "9,11", GOOD.replace("leading_change,leading_people", "leading_people,leading_change")),
         says(), "utf-8"),
        ("a column twice", GOOD.replace("leading_change,leading_people", "leading_change,leading_change"), None,
         "utf-8"),
        ("a field too few", GOOD.replace("ES-3,Doe,O", "ES-3,Doe"), None, "utf-8"),
        ("a field too many", GOOD.replace("ES-3,Doe", "ES-3,Doe, Ann"), None, "utf-8"),
        ("a quote that opens, and one that closes two lines below",
         GOOD.replace(record(2), record(2, '"Doe')).replace(record(4), record(4, 'Doe"')), None, "utf-8"),
        ("a quote that nothing closes", GOOD.replace(record(5), record(5, '"Doe')), None, "utf-8"),
        ("a quote inside a name", GOOD.replace(record(3), record(3, 'O"Neil')), None, "utf-8"),
        ("a text after a closing quote", GOOD.replace(record(3), record(3, '"Smith" Jr')), None, "utf-8"),
        ("a backslash at the end of a quoted name", GOOD.replace(record(3), record(3, '"Doe\\"')), says({3: "Doe\\"}),
         "utf-8"),
        ("an empty line", GOOD.replace(record(3), record(3) + "\n"), says(), "utf-8"),
        ("not UTF-8", GOOD.replace("Doe", "Do\u00e9"), None, "latin-1"),
    ]
]

PLACES = {"duckdb": 0, "postgresql": 1, "spark": 2}


def guide_table():
    """The outcomes that the guide tells of each file: appraise, and each engine without and with the header's loader."""
    text = (ROOT / "Sources/Appraisal/Appraisal.docc/Engines.md").read_text()
    lines = re.search(r"^\| file \|.*?\n\n", text, re.M | re.S).group(0).strip().split("\n")[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: row[1:] for row in cells}


if __name__ == "__main__":
    unittest.main()
