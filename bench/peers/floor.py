"""What no program that keeps the promises of `appraise run` can leave out, and nothing else.

    python floor.py libcsv|unread PLANS RATINGS PUBLISHED OUTPUT

It hashes both inputs, lets libcsv read PLANS, which has a quote in nearly every record, and throws
away what libcsv finds; it writes as many files, as long as those of the run PUBLISHED, of zeros, hashes
them and syncs the file system. It joins, checks, scores and formats nothing. With `unread` not even
libcsv reads. All processors share the work. Whatever time this takes, a program that does the job
takes more: it is the bound that the other figures are to be compared with.

Python's own part is small: about 20 ms to start, and for each file about 20 µs on top of the system calls.
"""

import ctypes
import ctypes.util
import hashlib
import mmap
import os
import pathlib
import sys

PARSER_BYTES = 1024  # sizeof(struct csv_parser) is about 100


def library(name):
    path = ctypes.util.find_library(name)
    if path is None:
        sys.exit(f"lib{name} is not installed: sudo apt-get install libcsv3")
    return ctypes.CDLL(path, use_errno=True)


def parts(data, count):
    """Ranges of whole records; no field of the made-up plans has a line break."""
    cuts = [0]
    for part in range(1, count):
        cuts.append(data.find(b"\n", len(data) * part // count) + 1)
    return list(zip(cuts, [*cuts[1:], len(data)]))


def parse(data, start, end):
    csv = library("csv")
    csv.csv_parse.restype = ctypes.c_size_t
    csv.csv_parse.argtypes = [ctypes.c_void_p] * 2 + [ctypes.c_size_t] + [ctypes.c_void_p] * 3
    parser = ctypes.create_string_buffer(PARSER_BYTES)
    csv.csv_init(parser, 0)
    address = ctypes.addressof(ctypes.c_char.from_buffer(data))
    parsed = csv.csv_parse(parser, address + start, end - start, None, None, None)
    assert parsed == end - start, "libcsv stopped"


def mapped(path):
    with open(path, "rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)


def work(worker, workers, reads, plans, ratings, files, output):
    """One processor's part: of the plans, of the hashes of the inputs, and of the files."""
    data = mapped(plans)
    start, end = parts(data, workers)[worker]
    if reads:
        parse(data, start, end)
    view = memoryview(data)
    hashlib.sha256(view[start:end]).digest()
    view = memoryview(mapped(ratings))
    hashlib.sha256(view[len(view) * worker // workers : len(view) * (worker + 1) // workers]).digest()
    zeros = memoryview(mmap.mmap(-1, max(size for _, size in files)))
    for name, size in files[worker::workers]:
        # Long files in parts that a cache holds, as a program would make them.
        hash_ = hashlib.sha256()
        descriptor = os.open(output / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        for start in range(0, size, 1 << 20):
            part = zeros[start : min(start + (1 << 20), size)]
            hash_.update(part)
            os.write(descriptor, part)
        hash_.digest()
        os.close(descriptor)


def shared_out(published, workers):
    """The files of a run, the longest cut so that no processor has it alone."""
    files = [
        (str(path.relative_to(published)), path.stat().st_size)
        for path in published.rglob("*")
        if path.is_file()
    ]
    files.sort(key=lambda file: -file[1])
    name, size = files.pop(0)
    return [(f"{name}.{part}", size // workers) for part in range(workers)] + files


def main():
    job, plans, ratings, published, output = sys.argv[1:]
    output = pathlib.Path(output)
    (output / "rosters").mkdir(parents=True)
    workers = len(os.sched_getaffinity(0))
    files = shared_out(pathlib.Path(published), workers)
    children = []
    for worker in range(workers):
        child = os.fork()
        if child == 0:
            work(worker, workers, job == "libcsv", plans, ratings, files, output)
            os._exit(0)
        children.append(child)
    for child in children:
        if os.waitpid(child, 0)[1] != 0:
            sys.exit("a part failed")
    descriptor = os.open(output, os.O_RDONLY)
    if library("c").syncfs(descriptor) != 0:
        sys.exit("syncfs failed")


main()
