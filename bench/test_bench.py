"""That a peer with another result is noticed, that rosters are cut where they end, and that a
bound that is not met is called so.

    python3 -B -m unittest discover --start-directory bench
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

BENCH = pathlib.Path(__file__).resolve().parent
sys.path.append(str(BENCH / "peers"))

import machine  # noqa: E402
import whole  # noqa: E402
from record import table  # noqa: E402
from rows import copy_with_crlf  # noqa: E402
from timing import Contestant, Criterion, Measurement, Row  # noqa: E402

SCORES = "executive_id,prb,summary_score\nE2,North,400\nE1,South,300\n"
COLUMNS = "prb,executive_id,name,summary_score,initial_summary_rating,status\n"
NORTH = 'North,E2,"Ode, Ann",400,4,rated\nNorth,E3,Poe,,,rejected\n'
SOUTH = "South,E1,Roe,300,3,rated\n"


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


class SameResult(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.run_, self.peer = (pathlib.Path(temporary.name) / name for name in ("run", "peer"))
        self.rosters = {"rosters/north.csv": NORTH, "rosters/south.csv": SOUTH}
        hashes = {"plans.csv": sha256("plans"), "ratings.csv": sha256("ratings")}
        self.write(self.run_, "scores.csv", SCORES)
        self.write(self.run_, "rosters/index.csv", "prb,file\nNorth,north.csv\nSouth,south.csv\n")
        self.write(self.peer, "scores.csv", SCORES)
        self.write(self.peer, "roster.csv", COLUMNS + NORTH + SOUTH)
        for name, records in self.rosters.items():
            for directory in (self.run_, self.peer):
                self.write(directory, name, COLUMNS + records)
            hashes[name] = sha256(COLUMNS + records)
        inputs = [{"name": name, "sha256": hashes[name]} for name in ("plans.csv", "ratings.csv")]
        hashes["scores.csv"] = sha256(SCORES)
        files = [{"name": name, "sha256": hashes[name]} for name in ["scores.csv", *self.rosters]]
        self.write(self.run_, "manifest.json", json.dumps({"inputs": inputs, "files": files}))
        self.hashes = hashes
        self.write_hashes()

    def write(self, directory, name, text):
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def write_hashes(self):
        lines = [f"{hash_}  {name}\n" for name, hash_ in self.hashes.items()]
        self.write(self.peer, "sha256.txt", "".join(lines))

    def compare(self, comparison):
        """The exit status, and what was printed."""
        command = [sys.executable, "-B", BENCH / "same_result.py", comparison, self.run_, self.peer]
        ended = subprocess.run(command, capture_output=True, text=True)
        return ended.returncode, ended.stdout + ended.stderr

    def assert_same(self, comparison):
        status, text = self.compare(comparison)
        self.assertEqual(status, 0, text)

    def assert_differ(self, comparison, what):
        status, text = self.compare(comparison)
        self.assertEqual(status, 1, text)
        self.assertIn(what, text)

    def test_same(self):
        for comparison in ("scores", "roster", "boards", "bytes"):
            self.assert_same(comparison)

    def test_another_score(self):
        self.write(self.peer, "scores.csv", SCORES.replace("300", "301"))
        for comparison in ("scores", "roster", "boards", "bytes"):
            self.assert_differ(comparison, "scores.csv, line 3")

    def test_another_order_of_scores(self):
        header, *records = SCORES.splitlines(keepends=True)
        self.write(self.peer, "scores.csv", header + "".join(reversed(records)))
        self.assert_differ("scores", "scores.csv, line 2")

    def test_scores_that_are_missing(self):
        self.write(self.peer, "scores.csv", SCORES[: SCORES.index("E1")])
        self.assert_differ("scores", "scores.csv, line 3")

    def test_no_scores(self):
        for directory in (self.run_, self.peer):
            self.write(directory, "scores.csv", SCORES.splitlines()[0] + "\n")
        self.assert_differ("scores", "no executive was scored")

    def test_another_order_on_the_roster(self):
        self.write(self.peer, "roster.csv", COLUMNS + SOUTH + NORTH)
        self.assert_differ("roster", "roster.csv, record 1")

    def test_a_status(self):
        self.write(self.peer, "rosters/south.csv", COLUMNS + SOUTH.replace("rated", "rejected"))
        self.assert_differ("boards", "rosters, South")

    def test_a_board_that_is_missing(self):
        (self.peer / "rosters/south.csv").unlink()
        self.assert_differ("boards", "South")
        self.assert_differ("bytes", "rosters/south.csv")

    def test_other_bytes_of_the_same_fields(self):
        self.write(self.peer, "rosters/south.csv", COLUMNS + SOUTH.replace("Roe", '"Roe"'))
        self.assert_same("boards")
        self.assert_differ("bytes", "rosters/south.csv")

    def test_a_hash(self):
        for name in self.hashes:
            with self.subTest(name):
                right = self.hashes[name]
                self.hashes[name] = sha256("something else")
                self.write_hashes()
                self.assert_differ("bytes", f"SHA-256 of {name}")
                self.hashes[name] = right


class Cutting(unittest.TestCase):
    def test_boards(self):
        """Names that begin alike, names in quotes, and boards around the length of a piece."""
        names = ["A", "A B", "A, B", "B"]
        line = 'N,"Oe, A",1\n'
        for count in [1, 2, 3, whole.FIRST_PIECE // 16, whole.FIRST_PIECE // 5]:
            fields = [f'"{name}"' if "," in name else name for name in names]
            records = [(f"{field},{line}" * (count + place)).encode() for place, field in enumerate(fields)]
            text = b"".join(records)
            cut = [(name, text[start:end]) for name, start, end in whole.boards(text)]
            self.assertEqual(cut, list(zip(names, records)))
        self.assertEqual(list(whole.boards(b"")), [])

    def test_names_of_files(self):
        self.assertEqual(whole.file_name("Agency for Bays & Docks PRB 1"), "agency-for-bays-docks-prb-1.csv")


class Records(unittest.TestCase):
    def test_verdicts(self):
        for value, must, aim, at_least, verdict in [
            (2, 1.5, 2, True, "aim met"),
            (1.9, 1.5, 2, True, "must met"),
            (1.4, 1.5, 2, True, "NOT MET"),
            (20, 30, 20, False, "aim met"),
            (21, 30, 20, False, "must met"),
            (31, 30, 20, False, "NOT MET"),
            (210, 220, None, False, "must met"),
            (230, 220, None, False, "NOT MET"),
            (1, None, None, False, "report only"),
        ]:
            self.assertEqual(Criterion("", value, must, aim, "×", at_least).verdict, verdict)

    def test_table(self):
        """The median, not the mean, and processor time beside it."""
        ours = Contestant("ours", [])
        for wall in (1, 2, 9):
            ours.measurements.append(Measurement(wall, wall / 2, wall / 4, 7_000_000, 0))
        row = Row("row", "work", [ours], 3, load=0.1, microseconds_a_file=14)
        row.criteria = [Criterion("time", ours.wall, 3, 1, "s", cpu=ours.cpu)]
        text = table([row])
        self.assertIn("| work | time | 2.00 s | 1.50 s | 3.00 s | 1.00 s | must met |", text)
        self.assertIn("| row | ours | 2.000 s | 1.000–9.000 s | 1.500 s | 7 MB | 1.00 × | 3 |", text)
        self.assertIn("| row | 0.10 | 0% | 14 µs |", text)


class Machine(unittest.TestCase):
    def test_files(self):
        with tempfile.TemporaryDirectory() as directory:
            path = pathlib.Path(directory)
            self.assertGreater(machine.microseconds_to_make_a_file(path / "probe"), 0)
            machine.sync_and_drop(path)
            (path / "plans.csv").write_bytes(b"a\nb\n")
            (path / "copy").mkdir()
            copy_with_crlf([path / "plans.csv"], path / "copy")
            self.assertEqual((path / "copy/plans.csv").read_bytes(), b"a\r\nb\r\n")
            (path / "copy/scores.csv").write_bytes(bytes(machine.LONG_FILE + 1))
            machine.sync_and_drop(path, empty_long_files=True)
            self.assertEqual((path / "copy/scores.csv").stat().st_size, 0)
            self.assertEqual((path / "copy/plans.csv").stat().st_size, 6)
