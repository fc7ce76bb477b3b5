"""Timing whole processes that take turns: what is timed, and how."""

import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field

import machine

BENCH = pathlib.Path(__file__).resolve().parent
# Short processes are repeated until a median means something; a line for each round would say little.
MANY_ROUNDS = 21


def say(line):
    print(line, file=sys.stderr, flush=True)


@dataclass
class Measurement:
    """One process: wall-clock and processor seconds, and peak memory in bytes.

    `elsewhere` is the processor time that all other processes and the kernel's threads took meanwhile.
    """

    wall: float
    user: float
    system: float
    memory: int
    elsewhere: float


@dataclass
class Contestant:
    """One command of a row. `{output}` in it stands for a directory of its own for each round."""

    name: str
    command: list
    inputs: list = field(default_factory=list)
    executives: int = 0
    # appraise exits with 1 when it has rejected somebody, as it must on most inputs here.
    accepted: tuple = (0,)
    # The file of the output directory that takes what is printed.
    printed: str = None
    # Where in the output directory the result is that peers are compared with.
    result: str = "."
    # How `same_result.py` compares a peer with appraise; nobody else has one.
    comparison: str = None
    is_floor: bool = False
    report_only: bool = False
    measurements: list = field(default_factory=list)

    @property
    def is_peer(self):
        return self.comparison is not None

    @property
    def wall(self):
        return statistics.median(m.wall for m in self.measurements)

    @property
    def cpu(self):
        return statistics.median(m.user + m.system for m in self.measurements)

    @property
    def memory(self):
        return max(m.memory for m in self.measurements)


@dataclass
class Criterion:
    """What a row must show. `value` is at most, or with `at_least` at least, `must` and `aim`.

    Without `must` it is only reported; without `aim` the requirement is all there is. `cpu` is the
    same comparison of processor time, where there is one.
    """

    what: str
    value: float
    must: float
    aim: float
    unit: str
    at_least: bool = False
    cpu: float = None

    def holds(self, bound):
        return self.value >= bound if self.at_least else self.value <= bound

    @property
    def verdict(self):
        if self.must is None:
            return "report only"
        if self.aim is not None and self.holds(self.aim):
            return "aim met"
        return "must met" if self.holds(self.must) else "NOT MET"


@dataclass
class Row:
    name: str
    title: str
    contestants: list
    rounds: int
    warm_up: bool = True
    criteria: list = field(default_factory=list)
    # Of the machine, before the first round.
    load: float = None
    microseconds_a_file: float = None

    @property
    def elsewhere(self):
        """The share of all processors that others took while a process of this row was timed."""
        measurements = [m for c in self.contestants for m in c.measurements]
        capacity = sum(m.wall for m in measurements) * machine.cores()
        return sum(m.elsewhere for m in measurements) / capacity


class Stopwatch:
    """Runs rows, each process into a new directory below `output`."""

    def __init__(self, output):
        self.output = output

    def time(self, row):
        """All rounds of a row, its contestants in turn, so that a slow minute slows them all."""
        say(f"{row.name}: {row.title}")
        self.prepare(row)
        if row.warm_up:
            for contestant in row.contestants:
                self.measure(row, contestant, "warm-up")
            self.check(row)
        for round_ in range(1, row.rounds + 1):
            for contestant in row.contestants:
                contestant.measurements.append(self.measure(row, contestant, str(round_)))
            if row.rounds < MANY_ROUNDS:
                walls = ", ".join(f"{c.name} {c.measurements[-1].wall:.3f} s" for c in row.contestants)
                say(f"  round {round_}: {walls}")
        if row.elsewhere > machine.QUIET_SHARE:
            say(f"  warning: others took {row.elsewhere:.0%} of the processors meanwhile")

    def prepare(self, row):
        """What would be slow the first time is done once; what stays slow is said."""
        row.load = os.getloadavg()[0]
        machine.touch_memory(max(c.executives for c in row.contestants))
        row.microseconds_a_file = machine.microseconds_to_make_a_file(self.output / row.name / "probe")
        if row.microseconds_a_file > machine.SLOW_MICROSECONDS_A_FILE:
            say(
                f"  warning: making a file takes {row.microseconds_a_file:.0f} µs, not 11 to 20;"
                " were many files removed here in the last minutes?"
            )
        os.sync()

    def directory(self, row, contestant, round_):
        return self.output / row.name / f"{contestant.name.replace(' ', '-')}-{round_}"

    def published(self, row, contestant):
        """What the warm-up of a contestant left for others to read."""
        return self.directory(row, contestant, "warm-up") / contestant.result

    def measure(self, row, contestant, round_):
        """One whole process, from before it is started until it has been waited for."""
        output = self.directory(row, contestant, round_)
        output.parent.mkdir(parents=True, exist_ok=True)
        command = [str(part).replace("{output}", str(output)) for part in contestant.command]
        printed = os.devnull
        if contestant.printed:
            output.mkdir()
            printed = str(output / contestant.printed)
        log = self.output / "log"
        create = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        files = [
            (os.POSIX_SPAWN_OPEN, 1, printed, create, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, str(log), create, 0o600),
        ]
        for path in contestant.inputs:
            machine.read_through(path)
        busy = machine.busy_seconds()
        start = time.perf_counter()
        process = os.posix_spawn(command[0], command, os.environ, file_actions=files)
        _, status, usage = os.wait4(process, 0)
        wall = time.perf_counter() - start
        elsewhere = machine.busy_seconds() - busy - usage.ru_utime - usage.ru_stime
        if os.waitstatus_to_exitcode(status) not in contestant.accepted:
            sys.exit(
                f"{contestant.name}: exit status {os.waitstatus_to_exitcode(status)}\n"
                f"{shlex.join(command)}\n{log.read_text(errors='replace')[-2000:]}"
            )
        # What the warm-up wrote is still compared, and its lengths are those of the floor.
        machine.sync_and_drop(output, empty_long_files=round_ != "warm-up")
        memory = usage.ru_maxrss * 1024
        return Measurement(wall, usage.ru_utime, usage.ru_stime, memory, max(elsewhere, 0))

    def check(self, row):
        """Every peer's warm-up against that of appraise, or the end of the benchmark.

        In a process of its own: a child's peak memory starts from that of its parent, so this one
        stays small.
        """
        for peer in (c for c in row.contestants if c.is_peer):
            ours = next(c for c in row.contestants if not c.is_peer and c.inputs == peer.inputs)
            directories = [self.directory(row, c, "warm-up") for c in (ours, peer)]
            checker = subprocess.run(
                [
                    sys.executable,
                    BENCH / "same_result.py",
                    peer.comparison,
                    directories[0] / ours.result,
                    directories[1] / peer.result,
                ],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            if checker.returncode != 0:
                sys.exit(f"{row.name}, {peer.name}: {checker.stdout}")
            say(f"  {peer.name}: {checker.stdout.strip()}")
            for directory in directories:
                machine.sync_and_drop(directory)
