"""The rows of the benchmark: what is compared with what, and what must hold.

The bounds are for two quiet cores. Bounds of seconds and megabytes hold for the size for which they
were set; at any other they are only reported.
"""

import pathlib
import shutil
import subprocess

from timing import MANY_ROUNDS, Contestant, Criterion, Row, say

PEERS = pathlib.Path(__file__).resolve().parent / "peers"

MILLION = 1_000_000
MB = 1_000_000
SMALL_AGENCY = 8_000
PROOF_ROUNDS = 3
# Plans of a thousand whose weights do not total 100.
CLEAN = 2
WRONG = 200


class Programs:
    """Makes inputs, and the contestants that read them."""

    def __init__(self, appraise, floor, python, inputs, options):
        self.appraise_path = appraise
        self.floor_path = floor
        self.python = python
        self.inputs_directory = inputs
        self.size = options.size
        self.rounds = options.rounds
        self.seed = options.seed

    def inputs(self, size, layout="wide", order="random", wrong=CLEAN, crlf=False):
        """plans.csv and ratings.csv of a made-up agency, made once and kept."""
        name = f"{size}-seed{self.seed}-{layout}-{order}-wrong{wrong}"
        if crlf:
            with_lf = self.inputs(size, layout, order, wrong)
            return self.made(f"{name}-crlf", lambda directory: copy_with_crlf(with_lf, directory))
        return self.made(
            name,
            self.synthesize(size, "--layout", layout, "--order", order, "--wrong-per-thousand", wrong),
        )

    def cycle(self, size):
        """The directory of a made-up agency with what its boards and its authority hand back."""
        plans, _ = self.made(f"{size}-seed{self.seed}-cycle", self.synthesize(size, "--cycle"))
        return plans.parent

    def synthesize(self, size, *options):
        """What makes up an agency in a directory."""
        command = [self.appraise_path, "synthesize", "--executives", size, "--seed", self.seed, *options]

        def make(directory):
            subprocess.run(
                [str(part) for part in [*command, "--output", directory]],
                check=True,
                stderr=subprocess.DEVNULL,
            )

        return make

    def made(self, name, make):
        directory = self.inputs_directory / name
        if not directory.exists():
            say(f"making {name}")
            unfinished = self.inputs_directory / f"{name}.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            make(unfinished)
            unfinished.rename(directory)
        return [directory / "plans.csv", directory / "ratings.csv"]

    def run(self, name, size, threads=None, pages="none", files=None, **inputs):
        plans, ratings = files = files or self.inputs(size, **inputs)
        command = [
            self.appraise_path, "run", "--quiet",
            "--plans", plans, "--ratings", ratings, "--output", "{output}",
            "--pages", pages,
        ]  # fmt: skip
        if threads is not None:
            command += ["--threads", threads]
        return Contestant(name, command, files, size, accepted=(0, 1), result="current")

    def review(self, name, size, stopwatch, row, run):
        """A review that closes, of what the warm-up of another contestant of the row published."""
        cycle = self.cycle(size)
        command = [
            self.appraise_path, "review", "--quiet",
            "--run", stopwatch.published(row, run), "--cycle", cycle / "cycle.yaml",
            "--members", cycle / "members.csv", "--responses", cycle / "responses.csv",
            "--returned", cycle / "returned", "--decided", cycle / "decided", "--close",
            "--output", "{output}",
        ]  # fmt: skip
        files = [cycle / "members.csv", cycle / "responses.csv"]
        return Contestant(name, command, files, size, accepted=(0, 1), result="current")

    def compare(self, name, size, stopwatch, row, runs):
        """The comparison of what the warm-ups of two other contestants of the row published."""
        published = [stopwatch.published(row, run) for run in runs]
        command = [self.appraise_path, "compare", *published]
        return Contestant(name, command, [], size, accepted=(0, 1), printed="comparison.txt")

    def score(self, name, size, **inputs):
        plans, ratings = files = self.inputs(size, **inputs)
        command = [self.appraise_path, "score", "--quiet", "--plans", plans, "--ratings", ratings]
        return Contestant(name, command, files, size, accepted=(0, 1), printed="scores.csv")

    def peer(self, name, script, job, comparison, size, report_only=False, **inputs):
        plans, ratings = files = self.inputs(size, **inputs)
        command = [self.python, "-B", PEERS / script, job, plans, ratings, "{output}"]
        return Contestant(name, command, files, size, comparison=comparison, report_only=report_only)

    def peers(self, job, comparison, size, **inputs):
        return [
            self.peer("DuckDB", "duckdb_peer.py", job, comparison, size, **inputs),
            self.peer("Polars", "polars_peer.py", job, comparison, size, **inputs),
        ]

    def floor(self, stopwatch, row):
        """What nobody can leave out, for the input of the first of a row and as much output."""
        ours = row.contestants[0]
        command = [self.floor_path, stopwatch.published(row, ours), "{output}", *ours.inputs]
        return Contestant("floor", command, ours.inputs, ours.executives, is_floor=True)


def copy_with_crlf(files, directory):
    """The same files with the line ends of spreadsheets; no field of them has a line end."""
    for path in files:
        with open(path, "rb") as file, open(directory / path.name, "wb") as copy:
            while piece := file.read(1 << 20):
                copy.write(piece.replace(b"\n", b"\r\n"))


# What is compared


def faster_peer(row):
    return min((c for c in row.contestants if c.is_peer and not c.report_only), key=lambda c: c.wall)


def faster_than_peers(row, must, aim):
    """How many times as fast as the faster peer; more is better."""
    ours, faster = row.contestants[0], faster_peer(row)
    return Criterion(
        f"faster than the faster peer, {faster.name}",
        faster.wall / ours.wall, must, aim, "×", at_least=True, cpu=faster.cpu / ours.cpu,
    )  # fmt: skip


def most_there_could_be(row):
    """How much faster than the faster peer a program would be that does only what it must."""
    faster = faster_peer(row)
    floor = next(c for c in row.contestants if c.is_floor)
    return Criterion(
        "the most there could be: floor", faster.wall / floor.wall, None, None, "×",
        at_least=True, cpu=faster.cpu / floor.cpu,
    )  # fmt: skip


def time_of(what, one, other, must, aim):
    """The time of one program in that of another; less is better."""
    return Criterion(what, one.wall / other.wall, must, aim, "×", cpu=one.cpu / other.cpu)


def at_size(size, contestant, must, aim):
    return (must, aim) if contestant.executives == size else (None, None)


def peak_memory(contestant, size, must, aim):
    return Criterion("peak memory", contestant.memory / MB, *at_size(size, contestant, must, aim), "MB")


def processor_time(contestant, size, must, aim):
    bounds = at_size(size, contestant, must, aim)
    return Criterion("processor time", contestant.cpu, *bounds, "s", cpu=contestant.cpu)


# The rows


def equal(programs, stopwatch):
    size = programs.size
    right = {"wrong": 0}
    row = Row(
        "equal",
        f"{size:,} executives, equal work",
        [programs.run("appraise", size, **right), *programs.peers("whole", "bytes", size, **right)],
        programs.rounds,
    )
    row.contestants.append(programs.floor(stopwatch, row))
    stopwatch.time(row)
    row.criteria = [faster_than_peers(row, 3.5, 4.5), most_there_could_be(row)]
    return row


def score(programs, stopwatch):
    size = programs.size
    row = Row(
        "score",
        f"{size:,} executives, the scores alone",
        [programs.score("appraise", size), *programs.peers("scores", "scores", size)],
        programs.rounds,
    )
    stopwatch.time(row)
    row.criteria = [faster_than_peers(row, 4, 7)]
    return row


def clean(programs, stopwatch):
    size = programs.size
    boards = {"order": "boards"}
    ours = programs.run("appraise", size, **boards)
    partitioned = programs.peer(
        "DuckDB, file per board", "duckdb_peer.py", "wide-boards", "boards", size, report_only=True,
        **boards,
    )  # fmt: skip
    row = Row(
        "clean",
        f"{size:,} executives in the order of boards, peers doing less",
        [ours, *programs.peers("wide", "roster", size, **boards), partitioned],
        programs.rounds,
    )
    row.contestants.append(programs.floor(stopwatch, row))
    stopwatch.time(row)
    row.criteria = [
        faster_than_peers(row, 2, 2.5),
        most_there_could_be(row),
        Criterion(
            "faster than DuckDB with a file for each board", partitioned.wall / ours.wall, None, None, "×",
            cpu=partitioned.cpu / ours.cpu,
        ),
        peak_memory(ours, MILLION, 180, 160),
        processor_time(ours, MILLION, 1.05, 0.85),
    ]  # fmt: skip
    return row


def scattered(programs, stopwatch):
    size = programs.size
    ours = programs.run("appraise", size)
    row = Row(
        "scattered",
        f"{size:,} executives in random order, peers doing less",
        [ours, *programs.peers("wide", "roster", size)],
        programs.rounds,
    )
    row.contestants.append(programs.floor(stopwatch, row))
    stopwatch.time(row)
    row.criteria = [
        faster_than_peers(row, 1.8, 2.3),
        most_there_could_be(row),
        peak_memory(ours, MILLION, 220, None),
    ]
    return row


def crlf(programs, stopwatch):
    size = programs.size
    with_lf = programs.run("appraise, LF", size)
    with_crlf = programs.run("appraise, CRLF", size, crlf=True)
    row = Row(
        "crlf",
        f"{size:,} executives, lines that end as spreadsheets end them",
        [with_lf, with_crlf],
        programs.rounds,
    )
    stopwatch.time(row)
    row.criteria = [time_of("time of LF", with_crlf, with_lf, 1.1, 1)]
    return row


def pages(programs, stopwatch):
    size = programs.size
    with_pages = programs.run("appraise, pages", size, pages="html")
    without = programs.run("appraise", size)
    small = programs.run(f"appraise, pages, {SMALL_AGENCY:,}", SMALL_AGENCY, pages="html")
    small_without = programs.run(f"appraise, {SMALL_AGENCY:,}", SMALL_AGENCY)
    row = Row(
        "pages",
        f"{size:,} executives with pages, and {SMALL_AGENCY:,}",
        [with_pages, without, small, small_without],
        programs.rounds,
    )
    stopwatch.time(row)
    row.criteria = [
        time_of("time of that without pages", with_pages, without, 2, 1.5),
        Criterion(
            f"added to {SMALL_AGENCY:,}", 1000 * (small.wall - small_without.wall), 40, 20, "ms",
            cpu=1000 * (small.cpu - small_without.cpu),
        ),
    ]  # fmt: skip
    return row


def review(programs, stopwatch):
    size = programs.size
    row = Row(
        "review",
        f"a closed review of {size:,} executives, and of {SMALL_AGENCY:,}",
        [],
        programs.rounds,
    )
    for executives, count in ((size, f"{size:,}"), (SMALL_AGENCY, f"{SMALL_AGENCY:,}")):
        cycle = programs.cycle(executives)
        files = [cycle / "plans.csv", cycle / "ratings.csv"]
        run = programs.run(f"run, {count}", executives, pages="html", files=files)
        row.contestants += [run, programs.review(f"review, {count}", executives, stopwatch, row, run)]
    stopwatch.time(row)
    run, reviewed, _, small = row.contestants
    row.criteria = [
        time_of("time of its run", reviewed, run, 2, None),
        Criterion(f"time of {SMALL_AGENCY:,}", 1000 * small.wall, 150, None, "ms", cpu=1000 * small.cpu),
    ]
    return row


def compare(programs, stopwatch):
    size = programs.size
    runs = [
        programs.run("last night", size, order="boards"),
        programs.run("tonight", size, order="boards", wrong=WRONG),
    ]
    row = Row("compare", f"two runs of {size:,} executives compared", runs, programs.rounds)
    ours = programs.compare("compare", size, stopwatch, row, runs)
    row.contestants.append(ours)
    stopwatch.time(row)
    row.criteria = [
        Criterion("time", ours.wall, *at_size(MILLION, ours, 2, None), "s", cpu=ours.cpu),
        peak_memory(ours, MILLION, 400, None),
    ]
    return row


def wrong(programs, stopwatch):
    size = programs.size
    right = programs.run("appraise, clean", size)
    wrong_ = programs.run("appraise, wrong", size, wrong=WRONG)
    row = Row(
        "wrong",
        f"{size:,} executives, {WRONG / 10:g} % of the plans wrong",
        [right, wrong_],
        programs.rounds,
    )
    stopwatch.time(row)
    row.criteria = [time_of("time of the clean one", wrong_, right, 1.3, 1.1)]
    return row


def small(programs, stopwatch):
    ours = programs.run("appraise", SMALL_AGENCY)
    row = Row(
        "small",
        f"{SMALL_AGENCY:,} executives, whole process, peers doing less",
        [ours, *programs.peers("wide", "roster", SMALL_AGENCY)],
        max(MANY_ROUNDS, programs.rounds),
    )
    stopwatch.time(row)
    row.criteria = [
        Criterion("time", ours.wall * 1000, 30, 20, "ms", cpu=ours.cpu * 1000),
        faster_than_peers(row, 7, 9),
    ]
    return row


def long(programs, stopwatch):
    size = programs.size
    ours = programs.run("appraise", size, layout="long")
    row = Row(
        "long",
        f"{size:,} executives, long layout, peers doing less",
        [ours, *programs.peers("long", "roster", size, layout="long")],
        programs.rounds,
    )
    row.contestants.append(programs.floor(stopwatch, row))
    stopwatch.time(row)
    row.criteria = [
        faster_than_peers(row, 2, 2.5),
        most_there_could_be(row),
        peak_memory(ours, MILLION, 400, 280),
    ]
    return row


def threads(programs, stopwatch):
    size = programs.size
    one = programs.run("appraise, 1 thread", size, threads=1)
    two = programs.run("appraise, 2 threads", size, threads=2)
    row = Row("threads", f"{size:,} executives, two cores and one", [one, two], programs.rounds)
    stopwatch.time(row)
    row.criteria = [time_of("time of one core", two, one, 0.60, 0.53)]
    return row


def prove(programs, stopwatch):
    command = [programs.appraise_path, "systems", "prove", "--quiet", "opm-basic-2012"]
    ours = Contestant("appraise", command)
    row = Row(
        "prove",
        "systems prove opm-basic-2012, all cases",
        [ours],
        min(PROOF_ROUNDS, programs.rounds),
        warm_up=False,
    )
    stopwatch.time(row)
    row.criteria = [Criterion("time", ours.wall, 5, 1, "s", cpu=ours.cpu)]
    return row


def large(programs, stopwatch):
    size = programs.size
    ours = programs.run("appraise", size)
    million = programs.run(f"appraise, {MILLION:,}", MILLION)
    row = Row(
        "large",
        f"{size:,} executives, peers doing less, beside {MILLION:,}",
        [ours, *programs.peers("wide", "roster", size), million],
        programs.rounds,
    )
    stopwatch.time(row)
    growth = size / MILLION
    row.criteria = [
        faster_than_peers(row, 1.2, 1.8),
        time_of(f"time of {MILLION:,}", ours, million, 1.1 * growth, growth),
        peak_memory(ours, 10 * MILLION, 1900, 1600),
    ]
    return row


ROWS = {
    row.__name__: row
    for row in (
        equal, score, clean, scattered, crlf, wrong, small, long, threads, pages, review, compare,
        prove, large,
    )
}  # fmt: skip
