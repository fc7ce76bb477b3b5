"""What the CSV and JSON files of a run say: the standard by which its pages are judged."""

import collections
import csv
import json
import re

LEVELS = (5, 4, 3, 2, 1)
STATUSES = ("rated", "not-rated", "rejected")
COUNTS = ("executives", "rated", "not_rated", "rejected", *(f"level_{level}" for level in LEVELS))


def text(field):
    """A text of the input, without the apostrophe that a CSV file has before a formula."""
    return field[1:] if field[:1] == "'" and field[1:2] in tuple("=+-@|%\t＝＋－＠") else field


def spelled_out(name):
    """A name of a group with what takes no room or turns the text spelled out, as in summary.json."""
    unfit = "[\0-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]"
    return re.sub(unfit, lambda match: f"<U+{ord(match[0]):04X}>", name)


def percent(count, whole):
    """A share with one decimal, rounded half up: `66.7%`; a dash of fewer than ten."""
    if whole < 10:
        return "–"
    tenths = (2000 * count + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def mean(levels):
    """A mean of levels with two decimals, rounded half up: `4.33`."""
    rounded = (200 * sum(levels) + len(levels)) // (2 * len(levels))
    return f"{rounded // 100}.{rounded % 100:02}"


def hundredths(score):
    """A score, exactly: `474.5` is 47450."""
    whole, _, fraction = score.partition(".")
    return int(whole) * 100 + int(fraction.ljust(2, "0"))


def total(groups):
    """The counts of several groups together."""
    groups = list(groups)
    return {count: sum(group[count] for group in groups) for count in COUNTS}


class Board:
    """A board: its line of the index, and its roster."""

    def __init__(self, line, records):
        self.name = text(line["prb"])
        self.file = line["file"]
        self.counts = {count: int(line[count]) for count in COUNTS}
        self.records = records

    @property
    def page(self):
        return "rosters/" + self.file.removesuffix(".csv") + ".html"

    @property
    def executives(self):
        """The ids of all with a valid one."""
        return frozenset(
            record["executive_id"] for record in self.records
            if record["executive_id"].startswith("ES-"))

    def of(self, status):
        return [record for record in self.records if record["status"] == status]


class Directory:
    """A published directory, by its path."""

    def __init__(self, path):
        self.path = path

    def records(self, name):
        with open(self.path / name, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


class ReviewedBoard:
    """A board under review: its line of `boards.csv`, its executives, and what they differ in."""

    def __init__(self, line, slug, executives, changes):
        self.line = line
        self.name = text(line["prb"])
        self.slug = slug
        self.executives = executives
        self.changes = changes

    @property
    def page(self):
        return f"boards/{self.slug}.html"

    @property
    def records(self):
        """All of them, as a roster has them."""
        return [record | {"status": ""} for record in self.executives]


class Review(Directory):
    """A review, and the run that it is of."""

    def __init__(self, path, run):
        super().__init__(path)
        register, changes = self.records("register.csv"), self.records("changes.csv")
        self.register = register
        self.summary = json.loads((path / "summary.json").read_text())
        self.manifest = json.loads((path / "manifest.json").read_text())
        self.limits = self.records("limits.csv")
        self.findings = collections.Counter(
            (finding["severity"], finding["code"]) for finding in self.records("findings.csv"))
        slugs = {
            line["prb"]: line["file"].removesuffix(".csv")
            for line in run.records("rosters/index.csv")}
        self.boards = [
            ReviewedBoard(
                line, slugs[line["prb"]],
                [record for record in register if record["prb"] == line["prb"]],
                [change for change in changes if change["prb"] == line["prb"]])
            for line in self.records("boards.csv")
        ]


class Published(Directory):
    """A run."""

    def __init__(self, path):
        super().__init__(path)
        self.boards = [
            Board(line, self.records(f"rosters/{line['file']}"))
            for line in self.records("rosters/index.csv")
        ]
        self.summary = json.loads((path / "summary.json").read_text())
        self.manifest = json.loads((path / "manifest.json").read_text())
        self.findings = collections.Counter(
            (finding["severity"], finding["code"]) for finding in self.records("findings.csv"))
        self.labels = {
            record["initial_summary_rating"]: record["label"]
            for board in self.boards for record in board.of("rated")
        }

    @property
    def overall(self):
        return total(board.counts for board in self.boards)

    @property
    def rated(self):
        """The records of all that are rated."""
        return [record for board in self.boards for record in board.of("rated")]

    @property
    def organizations(self):
        """The counts of each organization, from the rosters."""
        groups = collections.defaultdict(lambda: dict.fromkeys(COUNTS, 0))
        for board in self.boards:
            for record in board.records:
                group = groups[spelled_out(text(record["organization"]))]
                group["executives"] += 1
                group[record["status"].replace("-", "_")] += 1
                if record["status"] == "rated":
                    group[f"level_{record['initial_summary_rating']}"] += 1
        return groups
