"""Whether a peer came to the same result as appraise.

    python3 same_result.py COMPARISON RESULT PEER

RESULT is a published run, or a directory with the scores alone; PEER is the output directory of a
peer. COMPARISON says what the peer wrote:

scores  scores.csv alone. Here and below it must be the same set of executives in the same order with
        the same values.
roster  scores.csv, and roster.csv: the same executives in the same order with the same board, name,
        score, rating and status.
boards  scores.csv, and a file for each board with the same columns; the order within a board is not
        compared.
bytes   scores.csv and a file for each board, the same bytes in files of the same names; and
        sha256.txt with the hashes of these and of both inputs, which the manifest of the run must
        have too.

The exit status is 1 where they differ, and the first difference is printed. Memory does not grow
with the size of the files.
"""

import argparse
import csv
import filecmp
import json
import pathlib
import sys
from itertools import zip_longest

ROSTER_COLUMNS = [
    "prb",
    "executive_id",
    "name",
    "summary_score",
    "initial_summary_rating",
    "status",
]


def fail(what, ours, theirs):
    sys.exit(f"{what}: the results differ\n  appraise: {ours}\n  peer:     {theirs}")


def compare_scores(run, peer):
    """Line by line; fields are compared only where quoting may be all that differs."""
    count = -1
    with open(run / "scores.csv", newline="") as ours, open(peer / "scores.csv", newline="") as theirs:
        for count, (our_line, their_line) in enumerate(zip_longest(ours, theirs)):
            if our_line == their_line:
                continue
            if our_line is None or their_line is None:
                fail(f"scores.csv, line {count + 1}", our_line, their_line)
            our_fields, their_fields = csv.reader([our_line, their_line])
            if our_fields != their_fields:
                fail(f"scores.csv, line {count + 1}", our_fields, their_fields)
    if count < 1:
        sys.exit(f"scores.csv: no executive was scored in {run}")
    return count


def boards(run):
    """The name and the roster file of each board, in the order of the names' bytes."""
    with open(run / "rosters" / "index.csv", newline="", encoding="utf-8-sig") as file:
        rows = [(row["prb"], row["file"]) for row in csv.DictReader(file)]
    return sorted(rows, key=lambda row: row[0].encode())


def records(path):
    """The fields of each record that peers write too."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        reader = csv.reader(file)
        header = next(reader)
        places = [header.index(column) for column in ROSTER_COLUMNS]
        for record in reader:
            yield [record[place] for place in places]


def compare_roster(run, peer):
    """The peer's one roster: board after board."""
    ours = (record for _, file in boards(run) for record in records(run / "rosters" / file))
    count = 0
    for our_record, their_record in zip_longest(ours, records(peer / "roster.csv")):
        count += 1
        if our_record != their_record:
            fail(f"roster.csv, record {count}", our_record, their_record)
    return count


def compare_board_files(run, peer):
    """The peer's file for each board, in any order: DuckDB keeps none when it partitions."""
    paths = {}
    # The file's name is the peer's own affair, so only the content is relied on.
    for path in (peer / "rosters").rglob("*.csv"):
        board = next(records(path))[0]
        if board in paths:
            sys.exit(f"rosters: the peer wrote two files for {board}")
        paths[board] = path
    count = 0
    for board, file in boards(run):
        if board not in paths:
            fail("rosters", board, None)
        ours = sorted(records(run / "rosters" / file))
        theirs = sorted(records(paths.pop(board)))
        for our_record, their_record in zip_longest(ours, theirs):
            count += 1
            if our_record != their_record:
                fail(f"rosters, {board}", our_record, their_record)
    if paths:
        fail("rosters", None, min(paths))
    return count


def compare_bytes(run, peer):
    """Every roster and every hash; returns the number of rosters."""
    manifest = json.loads((run / "manifest.json").read_bytes())
    ours = {file["name"]: file["sha256"] for file in manifest["inputs"] + manifest["files"]}
    rosters = {f"rosters/{file}" for _, file in boards(run)}
    theirs = {f"rosters/{path.name}" for path in (peer / "rosters").iterdir()}
    for name in sorted(rosters ^ theirs):
        fail(name, name in rosters, name in theirs)
    hashes = dict(reversed(line.split("  ", 1)) for line in (peer / "sha256.txt").read_text().splitlines())
    for name in ["scores.csv", *sorted(rosters)]:
        if not filecmp.cmp(run / name, peer / name, shallow=False):
            fail(name, "other bytes", "other bytes")
    for name in ["plans.csv", "ratings.csv", "scores.csv", *sorted(rosters)]:
        if hashes.get(name) != ours[name]:
            fail(f"SHA-256 of {name}", ours[name], hashes.get(name))
    return len(rosters)


def main():
    comparisons = {
        "scores": None,
        "roster": compare_roster,
        "boards": compare_board_files,
        "bytes": compare_bytes,
    }
    parser = argparse.ArgumentParser()
    parser.add_argument("comparison", choices=comparisons)
    parser.add_argument("result", type=pathlib.Path)
    parser.add_argument("peer", type=pathlib.Path)
    options = parser.parse_args()
    message = f"same result: {compare_scores(options.result, options.peer):,} scored"
    compare = comparisons[options.comparison]
    if compare is not None:
        count = compare(options.result, options.peer)
        what = "rosters, the same bytes and hashes" if compare is compare_bytes else "on rosters"
        message += f", {count:,} {what}"
    print(message)


main()
