"""The machine that is measured on: made ready, watched, and described."""

import datetime
import mmap
import os
import pathlib
import platform
import shlex
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

QUIET_LOAD = 0.5
QUIET_SHARE = 0.05
SLOW_MICROSECONDS_A_FILE = 100
# What a row needs at most for a process, its inputs and its output, in the long layout too.
BYTES_OF_ANY_ROW = 1 << 30
BYTES_OF_AN_EXECUTIVE = 1 << 10
LONG_FILE = 1 << 20
PROBES = 4
FILES_OF_A_PROBE = 64


def cores():
    return len(os.sched_getaffinity(0))


# Made ready


def touch_memory(executives):
    """Touches as much memory as a row of so many executives needs, in a process that then ends.

    In a virtual machine, memory that was never touched costs a fault in the hypervisor, five times
    as dear as one in the kernel. Whoever runs first would pay for all.
    """
    available = 1024 * int(value_in("/proc/meminfo", "MemAvailable").split()[0])
    length = min(BYTES_OF_ANY_ROW + BYTES_OF_AN_EXECUTIVE * executives, available * 4 // 5)
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | mmap.MAP_POPULATE
    script = f"import mmap; mmap.mmap(-1, {length}, flags={flags})"
    subprocess.run([sys.executable, "-c", script], check=True)


def read_through(path):
    """Brings a file into the page cache, so that every program finds it there."""
    with open(path, "rb", buffering=0) as file:
        buffer = bytearray(1 << 20)
        while file.readinto(buffer):
            pass


def sync_and_drop(directory, empty_long_files=False):
    """Writes all to the disk, and gives the pages of the files below a directory back.

    Otherwise each process would take new memory for the page cache, and the next one wait for what
    is on its way to the disk. Emptying long files gives their disk back too, and removes no inode;
    short ones are so many that it would take longer than what is measured.
    """
    os.sync()
    for place, _, names in os.walk(directory):
        for name in names:
            descriptor = os.open(os.path.join(place, name), os.O_RDWR)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            if empty_long_files and os.fstat(descriptor).st_size > LONG_FILE:
                os.ftruncate(descriptor, 0)
            os.close(descriptor)
    if empty_long_files:
        os.sync()


# Watched


def microseconds_to_make_a_file(directory):
    """The median in the slowest of a few new directories, which ext4 puts into different places.

    For minutes after many files were removed, ext4 passes over their inodes one by one when it
    looks for free ones: 400 µs a file instead of 13. The files stay, for the same reason.
    """
    medians = []
    for probe in range(PROBES):
        place = directory / str(probe)
        place.mkdir(parents=True)
        times = []
        for number in range(FILES_OF_A_PROBE):
            path = f"{place}/{number}"
            start = time.perf_counter()
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            times.append(time.perf_counter() - start)
        medians.append(statistics.median(times))
    return max(medians) * 1e6


def busy_seconds():
    """Processor time that all processes and the kernel have taken since the machine started."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, irq, softirq, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


# Described


def first_line(command):
    try:
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip().splitlines()[0]  # fmt: skip
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def value_in(path, key):
    for line in pathlib.Path(path).read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value.strip()
    return "unknown"


def file_system(directory):
    """Type, options and device of the file system that holds a directory."""
    found = (-1, "unknown")
    for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines():
        left, _, right = line.partition(" - ")
        mount, options = left.split()[4:6]
        kind, device = right.split()[:2]
        if directory.is_relative_to(mount) and len(mount) >= found[0]:
            found = (len(mount), f"{kind} ({options}) on {device}")
    return found[1]


def described(work, load, appraise, floor, python):
    """What a reader of a recorded run has to know; `python` is that of the peers."""
    peer_version = "import importlib.metadata as m; print(m.version('{}'))"
    commit = first_line(["git", "rev-parse", "--short", "HEAD"])
    changed = first_line(["git", "status", "--porcelain", "--untracked-files=no"]) != "unknown"
    return {
        "command": shlex.join(["bench/run", *sys.argv[1:]]),
        "date": f"{datetime.datetime.now().astimezone():%Y-%m-%d %H:%M %Z}",
        "processor": value_in("/proc/cpuinfo", "model name"),
        "cores": cores(),
        "memory": value_in("/proc/meminfo", "MemTotal"),
        "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
        "file system of bench/work": file_system(work.resolve()),
        "load average before": f"{load:.2f}",
        "appraise": first_line([appraise, "--version"]),
        "commit": commit + (" with changes" if changed else ""),
        "duckdb": first_line([python, "-c", peer_version.format("duckdb")]),
        "polars": first_line([python, "-c", peer_version.format("polars")]),
        "python": platform.python_version(),
        "floor": first_line([floor, "--version"]),
    }
