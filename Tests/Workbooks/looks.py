"""What somebody who fills in a workbook needs, check by check; each says what is wrong.

A width of a column is in digits of seven pixels, with an edge of five, at 96 to the inch: so Excel shows it.
"""

import math
import re

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

import tables

# Where they are: those who fill a sheet in see these first, from left to right.
FRONT = [
    "name", "executive_id", "organization", "score", "initial_summary_rating", "prb_recommended_rating",
    "prb_remarks"]
# A screen without what Excel has at its sides.
SCREEN = 1280 - 70
LETTERS, LEAST_LETTERS = 11, 7
CHILDREN = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection",
    "autoFilter", "conditionalFormatting", "dataValidations", "pageMargins", "pageSetup", "headerFooter"]


# What tells the workbook of a board from that of the authority; by whether it is a board's.
WORDS = {True: "Recommendations of the board", False: "Decisions of the authority"}
TITLES = {True: "Roster of a Performance Review Board", False: "Decisions of the appointing authority"}
COLORS = {True: ("2F6DB5", "D6E4F5"), False: ("D9730D", "FBDDC4")}


def pixels(sheet, column):
    dimension = sheet.column_dimensions[get_column_letter(column)]
    # Of a width that is stored, five pixels of a digit are the edge.
    return 0 if dimension.hidden else round(dimension.width * 7)


def marking(workbook, wanted):
    for sheet in workbook:
        if sheet["A1"].value != wanted["marking"]:
            yield f"{sheet.title}: the marking is not in sight"
        for part in (sheet.oddHeader, sheet.oddFooter):
            if (part.center.text or "").split("\n")[0] != wanted["marking"].replace("&", "&&"):
                yield f"{sheet.title}: the marking is not at the top and bottom of a printed page"
            if part.left.text or (part is sheet.oddHeader and part.right.text):
                yield f"{sheet.title}: something stands next to the marking"


def addressee(workbook, wanted):
    """Whoever has both open sees which one it is."""
    sheet = workbook["Roster"]
    first = next(row for row in range(1, 4) if sheet.cell(row, 1).value != wanted["marking"])
    if not sheet.cell(first, 1).value.startswith(WORDS[wanted["board"]] + ":"):
        yield f"nothing says whose it is: {sheet.cell(first, 1).value}"
    tab, line = COLORS[wanted["board"]]
    # Both have eight digits, of which two are for what shines through.
    if sheet.sheet_properties.tabColor is None or sheet.sheet_properties.tabColor.rgb[-6:] != tab:
        yield "the tab has another color"
    if (sheet.cell(first, 1).fill.fgColor.rgb or "")[-6:] != line:
        yield "the first line has another color"
    if workbook.properties.title != TITLES[wanted["board"]]:
        yield "the workbook has another title"


def page_numbers(workbook, wanted):
    for sheet in workbook:
        if not (sheet.oddFooter.center.text or "").endswith("Page &P of &N"):
            yield f"{sheet.title}: no page number"


def frozen(workbook, wanted):
    table = tables.Table(workbook["Roster"])
    if workbook["Roster"].freeze_panes != f"B{table.header + 1}":
        yield "what stands above, the header and the name do not stay in sight"


def front(workbook, wanted):
    table = tables.Table(workbook["Roster"])
    if [name for name, _ in sorted(table.columns.items(), key=lambda one: one[1])][:len(FRONT)] != [
            "summary_score" if name == "score" else name for name in FRONT]:
        yield "the columns in front are others"
    if "prb" not in table.columns or pixels(workbook["Roster"], table.columns["prb"]):
        yield "the board is repeated in each row"


def first_screen(workbook, wanted):
    sheet = workbook["Roster"]
    table = tables.Table(sheet)
    last = table.columns["annual_summary_rating" if "annual_summary_rating" in table.columns
                         else "prb_recommended_rating"]
    if sum(pixels(sheet, column) for column in range(1, last + 1)) > SCREEN:
        yield "what is asked for is not on the first screen"


def printed(workbook, wanted):
    sheet = workbook["Roster"]
    table = tables.Table(sheet)
    if sheet.page_setup.orientation != "landscape" or sheet.print_title_rows != f"$1:${table.header}":
        yield "pages are not across, or do not repeat the header"
    if not sheet.print_area:
        yield "everything is printed"
        return
    first, top, last, bottom = range_boundaries(sheet.print_area.split("!")[1].replace("$", ""))
    if (first, top, bottom) != (1, 1, sheet.max_row) or not sheet.sheet_properties.pageSetUpPr.fitToPage:
        yield "not every row is printed on one page across"
    names = {column: name for name, column in table.columns.items()}
    if last < len(FRONT) or any(names[one].endswith("_weight") for one in range(1, last + 1)):
        yield "weights are printed, or what is asked for is not"
    room = (11 if sheet.page_setup.paperSize == 1 else 297 / 25.4) - sum(
        (sheet.page_margins.left, sheet.page_margins.right))
    width = sum(pixels(sheet, column) for column in range(1, last + 1)) / 96
    if int(100 * room / width) / 100 * LETTERS < LEAST_LETTERS:
        yield f"letters are printed {100 * room / width:.0f} % of their size"


def filter_and_lock(workbook, wanted):
    sheet = workbook["Roster"]
    table = tables.Table(sheet)
    last = get_column_letter(len(table.columns))
    if sheet.auto_filter.ref != f"A{table.header}:{last}{sheet.max_row}":
        yield "the table has no filter"
    for one in workbook:
        if not one.protection.sheet:
            yield f"{one.title} is not protected"
    if sheet.protection.autoFilter or sheet.protection.sort or sheet.protection.formatRows:
        yield "filter, sort or the height of rows is forbidden"
    for cells in table.rows():
        for name, cell in cells.items():
            is_asked = cells["status"].value == "rated"
            levels = {"prb_recommended_rating", "annual_summary_rating"} if is_asked else set()
            if wanted["board"]:
                # Of who is not rated nobody is asked for remarks either.
                may = is_asked and name == "prb_remarks" or name in levels
            else:
                may = (name in ("authority_remarks", "decided_on") or name == "annual_summary_rating"
                       or name.endswith("_final"))
            if cell.protection.locked == may:
                yield f"{cell.coordinate} is {'locked' if may else 'open'}"


def heights(workbook, wanted):
    for sheet in workbook:
        for row in sheet.iter_rows():
            # What stands above a table has the room to its right.
            if sheet.title == "Roster" and row[0].row < tables.Table(sheet).header:
                continue
            height = sheet.row_dimensions[row[0].row].height or 15
            for cell in row:
                width = sheet.column_dimensions[get_column_letter(cell.column)].width
                # Letters are on average no narrower than three quarters of a digit.
                least = math.ceil(len(cell.value) * 0.75 / width) if isinstance(cell.value, str) else 1
                if pixels(sheet, cell.column) and cell.alignment.wrap_text and height < min(least * 11, 400):
                    yield f"{sheet.title}!{cell.coordinate}: a row of {height} points is too low"
                if height > 409.5:
                    yield f"{sheet.title}!{cell.coordinate}: Excel allows no row of {height} points"


def inputs(workbook, wanted):
    properties = {one.name: one.value for one in workbook.custom_doc_props.props}
    if properties.get("inputs") != wanted["inputs"]:
        yield "the workbook does not say what the run was made of"
    last = tables.Table(workbook["Roster"]).above()[-1:]
    if not last or not str(last[0]).endswith(f"inputs {wanted['inputs']}"):
        yield "the sheet does not say what the run was made of"


def formulas(workbook, wanted):
    found = [
        f"{sheet.title}!{cell.coordinate}" for sheet in workbook for row in sheet.iter_rows()
        for cell in row if cell.data_type == "f"]
    table = tables.Table(workbook["Roster"])
    if found != [f"Roster!A{table.header - 2}"]:
        yield f"formulas stand in {found}"


def count(workbook, wanted):
    """The value that is stored of the count, which a reader sees that computes nothing."""
    table = tables.Table(wanted["values"]["Roster"])
    rated = [cells for cells in table.rows() if cells["status"].value == "rated"]
    answer, compared, reasons = (
        ("prb_recommended_rating", "initial_summary_rating", "prb_remarks") if wanted["board"] else
        ("annual_summary_rating", "prb_recommended_rating", "authority_remarks"))
    empty = sum(cells[answer].value is None for cells in rated)
    lacking = sum(
        cells[answer].value not in (None, cells[compared].value) and cells[reasons].value is None
        for cells in rated)
    if table.above()[-2] != f"Still open: {empty} of {len(rated)}. Remarks missing: {lacking}":
        yield f"the count says {table.above()[-2]}"


def colors(workbook, wanted):
    sheet = workbook["Roster"]
    table = tables.Table(sheet)
    names = ("prb_recommended_rating", "prb_remarks") if wanted["board"] else (
        "annual_summary_rating", "authority_remarks")
    ranges = set()
    for name in names:
        letter = get_column_letter(table.columns[name])
        first, last = table.header + 1, sheet.max_row
        ranges.add(f"{letter}{first}:{letter}{last}" if last > first else f"{letter}{first}")
    if {str(one.sqref) for one in sheet.conditional_formatting} != ranges:
        yield "a level that differs is not marked, or remarks that are missing"


def messages(workbook, wanted):
    sheet = workbook["Roster"]
    table = tables.Table(sheet)
    said = {}
    for one in sheet.data_validations.dataValidation:
        first, top, last, bottom = range_boundaries(str(one.sqref))
        if (top, bottom) == (table.header + 1, sheet.max_row) and one.prompt and one.promptTitle:
            said[first] = one
        if len(one.prompt or "") > 255 or len(one.promptTitle or "") > 32:
            yield f"a message is longer than Excel allows: {one.promptTitle}"
    for name in ("prb_recommended_rating", "prb_remarks") if wanted["board"] else (
            "annual_summary_rating", "authority_remarks", "decided_on"):
        if table.columns[name] not in said:
            yield f"nothing is said of {name}"
    level = said.get(table.columns[
        "prb_recommended_rating" if wanted["board"] else "annual_summary_rating"])
    if level is None or level.type != "list" or level.formula1 != '"1,2,3,4,5,concur"':
        yield "a level has no list"


def limits(workbook, wanted):
    for sheet in workbook:
        if len(sheet.title) > 31:
            yield f"the name of {sheet.title} is too long"
        header = "".join(f"&{side}{part.text}" for side, part in zip("LCR", (
            sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right)) if part.text)
        if len(header) > 255:
            yield f"{sheet.title}: more stands at the foot of a page than Excel allows"
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and len(cell.value.encode("utf-16-le")) // 2 > 32_767:
                    yield f"{cell.coordinate} is longer than Excel allows"
    table = tables.Table(workbook["Roster"])
    heads = [cell.value for cell in workbook["Roster"][table.header]]
    if len(set(heads)) != len(heads) or any("_" in one for one in heads):
        yield f"headings are not for people: {heads}"


CHECKS = [
    marking, addressee, page_numbers, frozen, front, first_screen, printed, filter_and_lock, heights, inputs,
    formulas, count, colors, messages, limits]


def faults(workbook, values, marking, inputs, board=True):
    """What is wrong with a workbook, each as the name of the check and words.

    `values` is the same workbook as its stored values have it; `board` is whether a board fills it in.
    """
    wanted = {"values": values, "marking": marking, "inputs": inputs, "board": board}
    return [(check.__name__, fault) for check in CHECKS for fault in check(workbook, wanted)]


def misplaced_elements(xml):
    """The elements of a sheet, as the XML has them, that do not stand where ECMA-376 wants them."""
    found = re.findall(r"<(\w+)[ />]", re.sub(
        r"<(sheetData|sheetViews|cols|conditionalFormatting|dataValidations|headerFooter|sheetPr)\b.*?</\1>",
        r"<\1/>", xml.split("<worksheet", 1)[1].split(">", 1)[1], flags=re.DOTALL))
    places = [CHILDREN.index(one) if one in CHILDREN else -1 for one in found]
    return [one for one, place, before in zip(found, places, [0] + places) if place < before]
