"""The runs whose pages are looked at."""

import csv
import os
import pathlib
import re
import shutil
import subprocess
import unicodedata

from published import Published

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


def run(name, plans, ratings):
    """Runs the program over two files, into a directory of its own."""
    output = WORK / name
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(mode=0o700, parents=True)
    ended = subprocess.run([
        PROGRAM, "run", "--plans", plans, "--ratings", ratings, "--output",
        output, "--quiet", "--appendix", "--marking", MARKING, "--title", TITLE])
    if ended.returncode not in (0, 1):
        raise SystemExit(f"appraise run over {plans} ended with {ended.returncode}")
    return Published((output / "current").resolve())


def fixture(name):
    folder = ROOT / "fixtures" / name
    return run(name, folder / "plans.csv", folder / "ratings.csv")


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
    return run(f"tame-{name}-run", folder / "plans.csv", folder / "ratings.csv")


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
