"""Makes the workbooks of fixtures/cases/workbooks, by which `make test` reads without Python.

    .build/python/Workbooks/bin/python Tests/Workbooks/make_cases.py

openpyxl and XlsxWriter make them; with LibreOffice (`soffice`) at hand, those of `libreoffice` too.
What is in them is made up. Made again they differ in the time that stands in them, and in nothing
that is read; `RECORD=workbooks/ swift test --filter CommandCaseTests` then records what comes out.
"""

import datetime
import io
import pathlib
import shutil
import subprocess
import tempfile
import zipfile

import openpyxl
import xlsxwriter

ROOT = pathlib.Path(__file__).parents[2] / "fixtures" / "cases" / "workbooks"
ELEMENTS = [
    "leading_change", "leading_people", "business_acumen", "building_coalitions", "results_driven"]
PLAN_HEADER = ["executive_id", "name", "prb", *ELEMENTS]
PLAN = [10, 10, 10, 10, 60]
RATINGS = [4, 5, 3, 4, 4]


def command(name, shows, line):
    """The folder of a case, with its command."""
    folder = ROOT / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "command").write_text(f"# {shows}\nappraise {line}\n")
    return folder


RUN = "run --plans plans.xlsx --ratings ratings.xlsx --output OUT --pages none"
ANYWAY = f"{RUN} --publish-anyway"
CHECK = "check --plans plans.xlsx"


def book(rows, title="Plans"):
    workbook = openpyxl.Workbook()
    workbook.active.title = title
    for row in rows:
        workbook.active.append(row)
    return workbook


def ratings(*ids):
    return book([["executive_id", *ELEMENTS], *([one, *RATINGS] for one in ids)], "Ratings")


def plan(identifier, name="Doe, Jane Q.", board="Harbors PRB", weights=PLAN):
    return [identifier, name, board, *weights]


def rewritten(data, change):
    """A workbook whose parts `change` maps by name: new text, or None to leave one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            content = change(item, old.read(item))
            if content is not None:
                new.writestr(item, content)
        for name, content in change.more if hasattr(change, "more") else []:
            new.writestr(name, content)
    return out.getvalue()


def saved(workbook):
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def findings():
    folder = command(
        "formula-in-cell", "Formulas in columns that are read, with and without a stored value, as a "
        "weight, an id, a board and a level; one in an ignored column is fine.", ANYWAY)
    workbook = book([PLAN_HEADER + ["total"], plan("ES-1") + ["=SUM(D2:H2)"], plan("ES-2"),
                     plan('="ES-"&3'), plan("ES-4", board='=UPPER("harbors prb")')])
    workbook.active["H3"] = "=100-SUM(D3:G3)"
    workbook.save(folder / "plans.xlsx")
    workbook = ratings("ES-1", "ES-2", "ES-4")
    workbook.active["B2"] = "=2+2"
    workbook.save(folder / "ratings.xlsx")

    folder = command(
        "formula-with-value", "Formulas whose stored values fit: they are not believed. The array "
        "formula fills cells that have no formula of their own.", ANYWAY)
    workbook = xlsxwriter.Workbook(folder / "plans.xlsx")
    sheet = workbook.add_worksheet("Plans")
    sheet.write_row(0, 0, PLAN_HEADER)
    for row in range(1, 5):
        sheet.write_row(row, 0, plan(f"ES-{row}"))
    sheet.write_formula(1, 7, "=100-SUM(D2:G2)", None, 60)
    sheet.write_array_formula(2, 4, 3, 4, "{=D3:D4}", None, 10)
    sheet.write_number(3, 4, 10)
    sheet.write_formula(4, 0, '="ES-"&4', None, "ES-4")
    workbook.close()
    ratings("ES-1", "ES-2", "ES-3", "ES-4").save(folder / "ratings.xlsx")

    folder = command(
        "date-in-cell", "Weights, ids and names that a spreadsheet took for dates.", ANYWAY)
    workbook = book([PLAN_HEADER, plan("ES-1"), plan(datetime.date(2026, 10, 1)),
                     plan("ES-3", name=datetime.datetime(2026, 5, 1, 12, 30)), plan("ES-4")])
    workbook.active["D2"] = datetime.date(2026, 10, 10)
    workbook.active["E5"] = datetime.time(10, 10)
    workbook.save(folder / "plans.xlsx")
    ratings("ES-1", "ES-3", "ES-4").save(folder / "ratings.xlsx")

    folder = command(
        "error-in-cell", "Errors of the spreadsheet: as texts they are said to be such; as weights and "
        "levels they cannot be read; in an ignored column they are fine.", ANYWAY)
    book([PLAN_HEADER + ["note"], plan("ES-1", name="#REF!"), plan("ES-2", board="#N/A"),
          plan("#NAME?"), plan("ES-4", weights=["#DIV/0!", 10, 10, 10, 60]),
          plan("ES-5") + ["#N/A"]]).save(folder / "plans.xlsx")
    workbook = ratings("ES-1", "ES-2", "ES-4", "ES-5")
    workbook.active["F5"] = "#N/A"
    workbook.save(folder / "ratings.xlsx")

    folder = command(
        "merged-cells", "Merged cells: only the first has the value. The title that is merged right of "
        "the columns that are read does no harm.", RUN)
    workbook = book([PLAN_HEADER + ["note", ""], plan("ES-1"), plan(None), plan("ES-3"), plan("ES-4")])
    workbook.active.merge_cells("A2:A3")
    workbook.active.merge_cells("C4:C5")
    workbook.active.merge_cells("I1:J1")
    workbook.save(folder / "plans.xlsx")
    ratings("ES-1", "ES-3", "ES-4").save(folder / "ratings.xlsx")

    folder = command("hidden-rows", "Rows that somebody hid, or a filter: they count.", RUN)
    workbook = book([PLAN_HEADER, *(plan(f"ES-{number}") for number in range(1, 6))])
    for row in (3, 4, 6):
        workbook.active.row_dimensions[row].hidden = True
    workbook.active.auto_filter.ref = "A1:H6"
    workbook.save(folder / "plans.xlsx")
    ratings(*(f"ES-{number}" for number in range(1, 6))).save(folder / "ratings.xlsx")

    folder = command(
        "other-sheet", "The first visible sheet is read; of the others those are named that are visible "
        "and have something in them.", RUN)
    workbook = book([PLAN_HEADER, plan("ES-1")])
    for name, state, text in [("Old", "hidden", "x"), ("Board, \"B\" & <C>", "visible", "x"),
                              ("Empty", "visible", None)]:
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = state
        if text:
            sheet["C3"] = sheet["D3"] = text
    workbook.move_sheet("Old", -3)
    workbook.save(folder / "plans.xlsx")
    ratings("ES-1").save(folder / "ratings.xlsx")

    folder = command(
        "sheets-of-one-table", "A table that goes on on another sheet: nobody on that is read, and a warning says so. "
        "The sheet of the ratings is read, by the other option.",
        "run --plans plans.xlsx --sheet Boats --ratings plans.xlsx --ratings-sheet Ratings --output OUT "
        "--pages none")
    workbook = book([PLAN_HEADER, plan("ES-1")], "Boats")
    for name, rows in [("Docks", [PLAN_HEADER, plan("ES-2")]),
                       ("Ratings", [["executive_id", *ELEMENTS], ["ES-1", *RATINGS]])]:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(folder / "plans.xlsx")


def values():
    folder = command(
        "numbers", "Numbers as spreadsheets write them: percent cells, sums of binary fractions, zeros "
        "before and after, ids of digits. ES-6 has fractions in cells that are not percent.", RUN)
    workbook = xlsxwriter.Workbook(folder / "plans.xlsx")
    sheet = workbook.add_worksheet("Plans")
    percent, percent2, zeros, decimals, text = (
        workbook.add_format({"num_format": code}) for code in ("0%", "0.00%", "000000", "0.0", "@"))
    sheet.write_row(0, 0, PLAN_HEADER)
    rows = [
        ("ES-1", None, [0.1, 0.1, 0.1, 0.1, 0.6], percent),
        ("ES-2", None, [0.07, 0.13, 0.1 + 0.2 - 0.2, 0.1, 0.6], percent2),
        (123, zeros, [10, 10, 10, 10, 60], decimals),
        ("000124", text, ["10", "10%", "10", "10", "60%"], text),
        (1001, None, [10.0, 10, 10, 10, 6e1], None),
        ("ES-6", None, [0.1, 0.1, 0.1, 0.1, 0.6], None),
        ("ES-7", None, [0.07500000000000001, 0.125, 0.1, 0.1, 0.6], percent),
        (1234567890123456, None, PLAN, None),
    ]
    for row, (identifier, style, weights, form) in enumerate(rows, 1):
        (sheet.write_string if isinstance(identifier, str) else sheet.write_number)(
            row, 0, identifier, style)
        sheet.write_row(row, 1, ["Doe, Jane Q.", "Harbors PRB"])
        for column, weight in enumerate(weights, 3):
            (sheet.write_string if isinstance(weight, str) else sheet.write_number)(
                row, column, weight, form)
    workbook.close()
    workbook = xlsxwriter.Workbook(folder / "ratings.xlsx")
    sheet = workbook.add_worksheet("Ratings")
    sheet.write_row(0, 0, ["executive_id", *ELEMENTS])
    for row, identifier in enumerate(["ES-1", "ES-2", "000123", "000124", "1001", "ES-6", "ES-7"], 1):
        sheet.write_string(row, 0, identifier)
        sheet.write_row(row, 1, [4, 5.0, "3", "Level 4", "exceeds fully successful"])
    workbook.close()

    folder = command(
        "texts", "Rich texts, escapes, blanks, line breaks in an ignored column, formulas as texts, other "
        "alphabets; a text with a line break in a column that is read.", RUN)
    workbook = xlsxwriter.Workbook(folder / "plans.xlsx", {"strings_to_formulas": False})
    sheet = workbook.add_worksheet("Pläne")
    bold = workbook.add_format({"bold": True})
    sheet.write_row(0, 0, [*PLAN_HEADER, "narrative"])
    names = ["Müller, Jörg", "Ōta, Hana", "O'Brien & <Sons>", "_x0041_", "=SUM(A1)",
             "Two\nLines", "😀", "x" * 300]
    for row, name in enumerate(names, 1):
        sheet.write_row(row, 0, plan(f"ES-{row}", name=None))
        sheet.write_string(row, 1, name)
        sheet.write_string(row, 8, "first\nsecond")
    sheet.write_rich_string(1, 2, "Harbors ", bold, "P", "RB")
    workbook.close()
    ratings(*(f"ES-{row}" for row in range(1, 9))).save(folder / "ratings.xlsx")

    folder = command(
        "blank-rows", "Rows without anything, before the header, between records and, with formats, at the "
        "end; cells right of the last heading; a sum that was filled down.", RUN)
    workbook = book([[], [], PLAN_HEADER, plan("ES-1"), [], [], plan("ES-2"), plan("ES-3")])
    workbook.active["K7"] = "who wrote this?"
    for row in range(4, 30):
        workbook.active[f"A{row}"].number_format = "@"
        workbook.active[f"L{row}"] = f"=SUM(D{row}:H{row})"
    workbook.save(folder / "plans.xlsx")
    ratings("ES-1", "ES-2", "ES-3").save(folder / "ratings.xlsx")

    folder = command(
        "one-workbook-for-both", "Plans and ratings in two sheets of one workbook.",
        "run --plans agency.xlsx --ratings agency.xlsx --sheet Plans --ratings-sheet RATINGS "
        "--output OUT --pages none")
    workbook = book([PLAN_HEADER, plan("ES-1"), plan("ES-2")])
    sheet = workbook.create_sheet("Ratings")
    sheet.append(["executive_id", *ELEMENTS])
    sheet.append(["ES-1", *RATINGS])
    workbook.save(folder / "agency.xlsx")

    folder = command(
        "one-sheet-for-both", "Plans and ratings in the columns of one sheet.",
        "run --plans agency.xlsx --ratings agency.xlsx --output OUT --pages none")
    book([["executive_id", *(f"{one}_weight" for one in ELEMENTS), *(f"{one}_level" for one in ELEMENTS)],
          ["ES-1", *PLAN, *RATINGS], ["ES-2", "=5*2", *PLAN[1:], *RATINGS]], "Both").save(
              folder / "agency.xlsx")

    folder = command(
        "long-layout", "The long layout in a workbook, and ratings from CSV under a name that says "
        "otherwise.", "run --plans plans.csv --ratings ratings.xlsx --output OUT --pages none")
    rows = [["executive_id", "element", "weight", "prb"]]
    for identifier in ("ES-1", "ES-2"):
        rows += [[identifier, one, weight, "Harbors PRB"] for one, weight in zip(ELEMENTS, PLAN)]
    workbook = book(rows)
    workbook.active["D9"] = '="Harbors PRB"'
    workbook.save(folder / "plans.xlsx")
    shutil.move(folder / "plans.xlsx", folder / "plans.csv")
    (folder / "ratings.xlsx").write_text(
        "executive_id," + ",".join(ELEMENTS) + "\nES-1,4,5,3,4,4\nES-2,4,5,3,4,4\n")

    folder = command(
        "standard-input", "A workbook on standard input.",
        "check --plans - --sheet Plans < plans.xlsx")
    book([PLAN_HEADER, plan("ES-1", board=None)]).save(folder / "plans.xlsx")


def libreoffice():
    if not shutil.which("soffice"):
        return
    folder = command(
        "libreoffice", "Workbooks that LibreOffice 7.4 saved: percent cells, ids with zeros before them, a "
        "formula in an ignored column and one in a weight.", RUN)
    workbook = book([PLAN_HEADER + ["total"], *(plan(f"ES-{number}") for number in (1, 2)),
                     plan("000123", weights=[.07, .13, .1, .1, .6]), plan(124), plan("ES-5")])
    sheet = workbook.active
    for row in range(2, 7):
        sheet[f"I{row}"] = f"=SUM(D{row}:H{row})"
    for column in "DEFGH":
        sheet[f"{column}4"].number_format = "0%"
    sheet["A5"].number_format = "000000"
    sheet["D6"] = "=5+5"
    with tempfile.TemporaryDirectory() as scratch:
        for name, one in [("plans", workbook), ("ratings", ratings("ES-1", "ES-2", "000123", "000124"))]:
            one.save(f"{scratch}/{name}.xlsx")
            subprocess.run(
                ["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir",
                 folder, f"{scratch}/{name}.xlsx"], check=True, capture_output=True)
    folder = command(
        "refused-ods", "An OpenDocument spreadsheet.", CHECK.replace("xlsx", "ods"))
    with tempfile.TemporaryDirectory() as scratch:
        book([PLAN_HEADER, plan("ES-1")]).save(f"{scratch}/plans.xlsx")
        for kind, target in (("ods", folder), ("xls", command(
                "refused-xls", "A workbook of Excel 97 to 2003.", CHECK.replace("xlsx", "xls")))):
            subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", target,
                            f"{scratch}/plans.xlsx"], check=True, capture_output=True)


def refused():
    good = saved(book([PLAN_HEADER, plan("ES-1")]))

    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        offset = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 200

    def write(name, shows, data, line=CHECK):
        (command(f"refused-{name}", shows, line) / "plans.xlsx").write_bytes(data)

    def replaced(part, old, new):
        def change(name, content):
            return content.replace(old, new) if name == part else content
        return rewritten(good, change)

    def with_part(part, content=b"x"):
        def change(name, content):
            return content
        change.more = [(part, content)]
        return rewritten(good, change)

    sheet = "xl/worksheets/sheet1.xml"
    write("macros", "A workbook with macros.", with_part("xl/vbaProject.bin"))
    write("external-links", "A workbook that is linked to another one.",
          with_part("xl/externalLinks/externalLink1.xml"))
    write("document-type", "A sheet that declares a document type, with an entity in it.",
          replaced(sheet, b"<worksheet", b'<!DOCTYPE x [<!ENTITY e "10">]><worksheet'))
    write("cut-off", "A workbook of which the end is missing.", good[:3000])
    write("damaged", "A workbook with a byte that is wrong.", good[:offset] + bytes([good[offset] ^ 1]) + good[offset + 1:])
    write("path", "A workbook with a part that leads out of it.", with_part("../../evil"))
    write("rows-out-of-order", "A sheet whose rows are in no order.",
          replaced(sheet, b'<row r="2"', b'<row r="1"'))
    write("zip", "A zip archive with a CSV file in it.", rewritten(
        good, lambda name, content: content if name.startswith("xl/worksheets") else None))
    write("old-format-with-password", "What protects a workbook by a password.",
          bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le"))
    write("no-such-sheet", "A sheet that the workbook does not have.", good, f"{CHECK} --sheet Ratings")
    write("empty-sheet", "A sheet without anything in it.", saved(openpyxl.Workbook()))
    write("formula-in-header", "A heading that is a formula.",
          saved(book([[*PLAN_HEADER[:3], '="leading_change"', *PLAN_HEADER[4:]], plan("ES-1")])))
    write("sheet-missing-columns", "A sheet of ratings given as plans.",
          saved(book([["executive_id", *ELEMENTS[:4]], ["ES-1", 4, 4, 4, 4]])))
    folder = command("refused-sheet-of-csv", "The name of a sheet, and no workbook.",
                     "check --plans plans.csv --sheet Plans")
    (folder / "plans.csv").write_text(",".join(PLAN_HEADER) + "\n")
    folder = command("refused-standard-input", "A damaged workbook on standard input.",
                     "check --plans - < plans.xlsx")
    (folder / "plans.xlsx").write_bytes(good[:2000])


ROSTER = ["prb", "executive_id", "initial_summary_rating", "prb_recommended_rating", "prb_remarks"]
HARBOR = "../../../harbor"


def later(name, shows, options, plans=HARBOR, cycle=f"{HARBOR}/fy2026.yaml"):
    """The folder of a case of `review`, over a run of the Department of Harbors or another one."""
    folder = command(
        name, shows, f"review --run MADE/runs/THE-RUN --cycle {cycle} {options} --pages none --output OUT")
    run = f"run --plans {plans}/plans.csv --ratings {plans}/ratings.csv --output MADE/runs --pages none --quiet"
    (folder / "setup").write_text(f"appraise {run}\n")
    return folder


def returned():
    """Sheets that boards and the authority hand back as workbooks."""
    initial = {"H-01": 4, "H-02": 5, "H-03": 3, "H-04": 5, "H-05": 2, "H-06": 5, "H-07": 3}

    def filled_in(**cells):
        workbook = book(
            [ROSTER, *(["Harbor PRB 1", one, level, "concur", None] for one, level in initial.items())],
            "Roster")
        for cell, value in cells.items():
            workbook.active[cell] = value
        return workbook

    folder = later(
        "returned", "A roster that is not the first sheet, with a formula, a day and an error as levels, a "
        "formula as remarks, and something right of the last heading.", "--returned prb-1.xlsx")
    workbook = filled_in(
        D2="=2+2", D3=datetime.date(2026, 4, 5), D4="#N/A", E5='="Well "&"done"', G6="4, or rather 3?")
    workbook.create_sheet("Notes", 0)["A1"] = "for the chair"
    workbook.save(folder / "prb-1.xlsx")

    folder = later(
        "returned-other-sheet", "A workbook in which no sheet is called Roster: the first one is read, and the "
        "other one is named.", "--returned prb-1.xlsx")
    workbook = filled_in()
    workbook.active.title = "Board 1"
    workbook.create_sheet("Board 2").append(["H-08", "concur"])
    workbook.save(folder / "prb-1.xlsx")

    folder = later(
        "returned-hidden-sheet", "The sheet Roster is hidden, and a copy of it was filled in: the copy is read, and "
        "the hidden sheet is named.", "--returned prb-1.xlsx")
    workbook = filled_in()
    workbook.copy_worksheet(workbook.active).title = "Roster (2)"
    workbook["Roster"].sheet_state = "hidden"
    workbook.active = 1
    workbook.save(folder / "prb-1.xlsx")

    folder = later(
        "returned-hidden-roster", "The sheet Roster is hidden, and the first visible one has other columns, of which "
        "enough are known.", "--returned prb-1.xlsx")
    workbook = filled_in()
    sheet = workbook.create_sheet("For me")
    for row in [["executive_id", "prb_recommended_rating"], ["H-01", "concur"]]:
        sheet.append(row)
    workbook["Roster"].sheet_state = "hidden"
    workbook.active = 1
    workbook.save(folder / "prb-1.xlsx")

    folder = later(
        "refused-hidden-roster", "The sheet Roster is hidden, and the first visible one is no table.",
        "--returned prb-1.xlsx")
    workbook = filled_in()
    workbook.create_sheet("Rules")["A1"] = "The basic system"
    workbook["Roster"].sheet_state = "hidden"
    workbook.active = 1
    workbook.save(folder / "prb-1.xlsx")

    folder = later(
        "returned-merged-cells", "Merged cells: what they cover is still stored, and nobody sees it.",
        "--returned prb-1.xlsx")
    workbook = filled_in()
    workbook.active.merge_cells("D4:D5")
    workbook.save(folder / "prb-1.xlsx")

    folder = later(
        "returned-merged-elsewhere", "Merged cells in a column that is not read, and beside and below the table, "
        "cover nothing.", "--returned prb-1.xlsx")
    workbook = filled_in()
    sheet = workbook.active
    last, column = sheet.max_row, sheet.max_column + 1
    sheet.cell(1, column, "Notes of the chair")
    sheet.merge_cells(start_row=2, end_row=4, start_column=column, end_column=column)
    sheet.merge_cells(
        start_row=2, end_row=last + 3, start_column=column + 2, end_column=column + 3)
    workbook.save(folder / "prb-1.xlsx")

    folder = later(
        "returned-id-made-a-day", "An id that a spreadsheet took for a day, and an id that is one.",
        "--returned board.xlsx", plans=".", cycle="cycle.yaml")
    (folder / "cycle.yaml").write_text(
        "format: 1\nagency: Odd\nperiod: {from: 2025-10-01, to: 2026-09-30}\ncertified: false\n"
        "units:\n  - name: All\n    boards: rest\n")
    for name, header, values in [
        ("plans", ["executive_id", "prb", "appointment", *ELEMENTS], ["Board", "Career", *PLAN]),
        ("ratings", ["executive_id", *ELEMENTS], RATINGS),
    ]:
        (folder / f"{name}.csv").write_text("".join(
            ",".join(map(str, row)) + "\n"
            for row in [header, *([one, *values] for one in ("MAR-1", "2026-05-06", "ES-3"))]))
    book([["executive_id", "prb_recommended_rating"], [datetime.date(2026, 3, 1), 4],
          [datetime.date(2026, 5, 6), 4], ["ES-3", 4]], "Roster").save(folder / "board.xlsx")

    folder = later(
        "decided", "Days that are stored as days, one with a time of day, and one that is a number.",
        "--returned prb-1.csv --decided prb-1.xlsx")
    (folder / "prb-1.csv").write_text(
        "executive_id,prb_recommended_rating\n" + "".join(f"{one},concur\n" for one in initial))
    book([["executive_id", "annual_summary_rating", "decided_on"],
          ["H-01", "concur", datetime.date(2026, 12, 16)], ["H-02", "concur", "2026-12-16"],
          ["H-03", "concur", datetime.datetime(2026, 12, 16, 9, 30)], ["H-04", "concur", 46372],
          ["H-05", "concur", None]], "Roster").save(folder / "prb-1.xlsx")


findings()
values()
libreoffice()
refused()
returned()
