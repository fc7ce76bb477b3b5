"""The runs and the reviews whose pages are looked at."""

import csv
import functools
import os
import pathlib
import re
import shutil
import subprocess
import unicodedata

from published import Published, Review, text

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / ".build" / "pages"
PROGRAM = os.environ["APPRAISE_BINARY"]
MARKING = "CUI//SP-PRVCY"
TITLE = "FY 2026 <cycle>"
TEXTS = ("name", "organization", "position_title", "appointment", "prb", "rating_official")
# Texts that are one in any spelling, and what counts as a blank.
SHARED = ("organization", "appointment", "prb", "rating_official")
BLANKS = " \t\u00a0" + "".join(map(chr, range(0x2000, 0x200C))) + "\u202f\u205f\u3000\ufeff"

# A record with one of these is rejected, whatever else is in it.
FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def run(name, plans, ratings, *options, title=TITLE):
    """Runs the program over two files, into a directory of its own."""
    output = WORK / name
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(mode=0o700, parents=True)
    ended = subprocess.run([
        PROGRAM, "run", "--plans", plans, "--ratings", ratings, "--output",
        output, "--quiet", "--marking", MARKING, "--title", title, *options])
    if ended.returncode not in (0, 1):
        raise SystemExit(f"appraise run over {plans} ended with {ended.returncode}")
    return Published((output / "current").resolve())


@functools.cache
def fixture(name, *options):
    folder = ROOT / "fixtures" / name
    return run(name, folder / "plans.csv", folder / "ratings.csv", *options)


def hostile():
    """The hostile agency, the one whose rosters end with all derivations."""
    return fixture("hostile-agency", "--appendix")


@functools.cache
def crowd(name="crowd", executives=400):
    """The run of a board, by itself so large that dots could not be told apart; of one in ten an element
    is at Level 1."""
    folder = WORK / f"{name}-files"
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(
        [PROGRAM, "synthesize", "--executives", str(executives), "--seed", "7", "--output", folder], check=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for file in ("plans.csv", "ratings.csv"):
        with open(folder / file, encoding="utf-8-sig", newline="") as source:
            header, *records = csv.reader(source)
        for number, record in enumerate(records):
            if file == "plans.csv":
                record[header.index("prb")] = "The whole fleet"
            elif number % 10 == 0:
                record[1 + number // 10 % 5] = "1"
        with open(folder / file, "w", encoding="utf-8", newline="") as target:
            csv.writer(target, lineterminator="\n").writerows([header, *records])
    return run(name, folder / "plans.csv", folder / "ratings.csv")


def review(name, published, cycle, *closing, **files):
    """Reviews a run, into a directory of its own."""
    output = WORK / name
    shutil.rmtree(output, ignore_errors=True)
    options = [part for option, paths in files.items() for part in (f"--{option}", *paths)]
    ended = subprocess.run([
        PROGRAM, "review", "--run", published.path, "--cycle", cycle, *options, *closing, "--output", output,
        "--quiet", "--marking", MARKING])
    if ended.returncode not in (0, 1):
        raise SystemExit(f"appraise review of {published.path} ended with {ended.returncode}")
    return Review((output / "current").resolve(), published)


@functools.cache
def harbor():
    """The review of the made-up Department of Harbors; the third of its boards is still to recommend,
    and one of the first is held."""
    folder = ROOT / "fixtures" / "harbor"
    returned = WORK / "harbor-prb-1.csv"
    sheet = (folder / "returned" / "harbor-prb-1.csv").read_text(encoding="utf-8")
    returned.write_text(
        re.sub(r"(H-03,.*,rated,,)concur,", r"\g<1>4,", sheet), encoding="utf-8")
    return review(
        "harbor-review", fixture("harbor"), folder / "fy2026.yaml",
        members=[folder / "members.csv"], responses=[folder / "responses.csv"],
        returned=[returned, folder / "returned" / "harbor-oig-prb.csv"])


def closed_harbor():
    """The same cycle when it is over."""
    folder = ROOT / "fixtures" / "harbor"
    sheets = [folder / "returned", folder / "decided"]
    return review(
        "harbor-closed", fixture("harbor"), folder / "fy2026-with-waiver.yaml", "--close",
        members=[folder / "members.csv"], responses=[folder / "responses.csv"],
        returned=sheets[:1], decided=sheets[1:])


CYCLE = """format: 1
agency: "Department <of> & 'Harbors'"
period: {from: 2025-10-01, to: 2026-09-30}
units:
  - name: "All <b>of</b> it"
    boards: rest
"""
# What boards, members and reviewers may write.
WRITTEN = [
    "", "<script>alert(1)</script>", "R&D \"x\" 'y'", "=HYPERLINK(\"x\")", "line one\nline two",
    "</style><b>", "long " * 60, "x" * 300, "Ünïcödé 日本 عربي",
]


def whole_review(name, published):
    """A review of everybody of a run: texts of all kinds, each level differing from time to time."""
    folder = WORK / f"{name}-files"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    (folder / "cycle.yaml").write_text(CYCLE, encoding="utf-8")
    returned, members, responses = [], [], []
    for number, board in enumerate(published.boards):
        for role, appointment in ("chair", "career"), ("member", "career"), ("member", "noncareer"):
            members.append([
                text(board.name), f"M-{number}-{len(members)}", role, appointment,
                WRITTEN[len(members) % len(WRITTEN)].replace("\n", " "), "2026-10-01", "91 FR 1",
                "2026-10-05", ""])
        for record in board.of("rated"):
            level = int(record["initial_summary_rating"])
            turn = len(returned) % 7
            other = level + 1 if level < 5 else 4
            returned.append([
                text(record["executive_id"]), other if turn == 3 else "" if turn == 5 else "concur",
                f"Because {WRITTEN[len(returned) % len(WRITTEN)]}" if turn in (1, 3) else ""])
            if turn == 2:
                responses.append([
                    text(record["executive_id"]), "2026-10-20", "yes", WRITTEN[len(responses) % len(WRITTEN)]
                    .replace("\n", " "), other, WRITTEN[(len(responses) + 1) % len(WRITTEN)]])
    tables = {
        "returned": ("executive_id,prb_recommended_rating,prb_remarks", returned),
        "members": ("prb,member_id,role,appointment,name,published_on,federal_register,serves_from,"
                    "serves_to", members),
        "responses": ("executive_id,responded_on,review_requested,reviewer,reviewer_recommended_rating,"
                      "reviewer_remarks", responses),
    }
    for table, (header, records) in tables.items():
        with open(folder / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header.split(","), *records])
    return review(
        name, published, folder / "cycle.yaml",
        **{table: [folder / f"{table}.csv"] for table in tables})


def tame(name):
    """The run of an agency with every text replaced by a harmless one, in the same order: it has the
    same rosters, so its pages have to be made of the same elements."""
    folder = WORK / f"tame-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    for file in ("plans.csv", "ratings.csv"):
        with open(ROOT / "fixtures" / name / file, encoding="utf-8", newline="") as source:
            header, *records = csv.reader(source)
        for column, title in enumerate(header):
            if title in TEXTS:
                harmless = ranked({record[column] for record in records}, title in SHARED)
            elif title == "executive_id":
                harmless = lambda value: value if value[:3] in ("ES-", "") else "not an id"
            else:
                harmless = lambda value: re.sub(r"[^0-9 ]+", "x", value)
            for record in records:
                record[column] = harmless(record[column])
        header = [re.sub(r"[^a-z_]+", "x", title) for title in header]
        with open(folder / file, "w", encoding="utf-8", newline="") as target:
            csv.writer(target, lineterminator="\n").writerows([header, *records])
    return run(f"tame-{name}-run", folder / "plans.csv", folder / "ratings.csv", "--appendix")


def ranked(values, are_shared):
    """For each text another, in the order of their bytes; forbidden ones stay, and texts that are one to
    the program stay one: but for blanks, and where they are shared in any spelling."""
    def key(value):
        text = re.sub(f"[{BLANKS}]+", " ", value.strip(BLANKS))
        if are_shared:
            text = unicodedata.normalize("NFC", text.replace(" ", "").lower())
        return text
    order = {text: rank for rank, text in enumerate(sorted({key(value) for value in values}, key=str.encode))}

    def harmless(value):
        if FORBIDDEN.search(value.strip(BLANKS)):
            return re.sub(r"[<>&\"']", "x", value)
        return f"Text {order[key(value)]:05}" if key(value) else ""
    return harmless
