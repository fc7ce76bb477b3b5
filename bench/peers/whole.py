"""What the peers of equal work share: rosters cut out of one CSV text, written, hashed and synced.

Neither peer writes thousands of small files quickly and in order, so it makes all rosters as one
text in memory, sorted by board and without a header, which is cut at the boards. Hashes are those
of hashlib, which uses the SHA instructions of the processor.

What was tried, on one million executives in random order on two cores; seconds of processor time:

  the ends of boards by bisection, 10 steps    0.09  kept
  os.sync every 0.1 s while files are written  +1.2  and no sooner done; hence once, at the end
"""

import hashlib
import os
import re
import sys
from bisect import bisect_left
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

ELEMENTS = [
    "leading_change",
    "leading_people",
    "business_acumen",
    "building_coalitions",
    "results_driven",
]
ROSTER_COLUMNS = [
    "prb", "executive_id", "name", "organization", "position_title", "appointment", "rating_official",
    *[element + "_weight" for element in ELEMENTS],
    *[element + "_rating" for element in ELEMENTS],
    "summary_score", "initial_summary_rating", "label", "status",
    "remarks", "prb_recommended_rating", "prb_remarks",
]  # fmt: skip
REMARKS = [f"level-1-override: {element.replace('_', ' ').title()} at Level 1" for element in ELEMENTS]
HEADER = ("\ufeff" + ",".join(ROSTER_COLUMNS) + "\n").encode()
HASHED_HEADER = hashlib.sha256(HEADER)
# Longer than most rosters, so that the end of a board is mostly looked for in one such piece.
FIRST_PIECE = 32 << 10


def require(everybody_is_rated):
    """Remarks of rejected executives are findings, which no peer makes."""
    if not everybody_is_rated:
        sys.exit("equal work is for plans without a mistake")


def boards(text):
    """Name, start and end of each board's records in a CSV text that is sorted by board.

    The end is looked for by bisection, so that few bytes of the text are touched.
    """
    start = 0
    while start < len(text):
        quote = b'"' if text[start : start + 1] == b'"' else b""
        field = text[start : text.find(quote + b",", start) + len(quote) + 1]

        def is_after(place):
            record = text.rfind(b"\n", start, place) + 1 or start
            return text[record : record + len(field)] != field

        piece = FIRST_PIECE
        while start + piece < len(text) and not is_after(start + piece):
            piece *= 2
        places = range(start, min(start + piece, len(text)))
        inside = places[bisect_left(places, True, key=is_after) - 1]
        end = text.find(b"\n", inside) + 1
        yield field[len(quote) : -1 - len(quote)].decode(), start, end
        start = end


def file_name(board):
    return re.sub("[^a-z0-9]+", "-", board.lower()).strip("-") + ".csv"


class Run:
    """The files of a run; when all are written, sha256.txt, as sha256sum prints it, and a sync.

    The inputs are hashed beside all other work.
    """

    def __init__(self, plans, ratings, output):
        self.output = output
        self.hashes = {}
        self.pool = ThreadPoolExecutor()
        self.parts = []
        os.mkdir(f"{output}/rosters")
        for path in (plans, ratings):
            self.start(self.hash_input, path)

    def __enter__(self):
        return self

    def __exit__(self, failure, *_):
        for part in self.parts:
            part.result()
        if failure is None:
            with open(f"{self.output}/sha256.txt", "w") as file:
                file.writelines(f"{hash_.hexdigest()}  {name}\n" for name, hash_ in self.hashes.items())
            os.sync()

    def start(self, work, *arguments):
        self.parts.append(self.pool.submit(work, *arguments))

    def hash_input(self, path):
        with open(path, "rb", buffering=0) as file:
            self.hashes[os.path.basename(path)] = hashlib.file_digest(file, "sha256")

    def write(self, name, hash_, parts):
        descriptor = os.open(f"{self.output}/{name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        if os.writev(descriptor, parts) != sum(map(len, parts)):
            sys.exit(f"{name}: written in part")
        os.close(descriptor)
        self.hashes[name] = hash_

    def write_scores(self, text):
        self.write("scores.csv", hashlib.sha256(text), [text])

    def write_rosters(self, text):
        """By two threads, each taking the next board: system calls and hashes wait for no Python."""
        view = memoryview(text)
        cut = boards(text)
        lock = Lock()

        def work():
            while True:
                with lock:
                    board, start, end = next(cut, (None, 0, 0))
                if board is None:
                    return
                records = view[start:end]
                hash_ = HASHED_HEADER.copy()
                hash_.update(records)
                self.write(f"rosters/{file_name(board)}", hash_, [HEADER, records])

        self.start(work)
        work()
