"""LibreOffice without a window, and a sheet that is open in it: what a person does there, as calls."""

import pathlib
import shutil
import subprocess
import tempfile
import time

import headings
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.FilterOperator import NOT_EQUAL
from com.sun.star.table import TableSortField

CSV = "Text - txt - csv (StarCalc)"
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "csv": CSV}
# The numbers that LibreOffice has for them.
UTF_8, UTF_16, WINDOWS_1252 = 76, 65535, 1
AMERICAN_ENGLISH = 1033


def settings(**values):
    """Named arguments as LibreOffice takes them."""
    made = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


class Office:
    """A LibreOffice of its own, with a profile of its own; it ends with the `with`."""

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="office-"))
        pipe = self.folder.name
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", "--nodefault",
             f"--accept=pipe,name={pipe};urp;", f"-env:UserInstallation={self.folder.as_uri()}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(600):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                if self.process.poll() not in (None, 81):
                    raise SystemExit(f"soffice ended with {self.process.returncode}")
                time.sleep(0.1)
        else:
            raise SystemExit("soffice does not answer")
        self.desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context)
        return self

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
            self.process.wait(60)
        except Exception:
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def open(self, path, numbers=False, text_columns=()):
        """Opens a file as a double click does.

        Of CSV, `numbers` is whether dates and numbers with an exponent are looked for, as Excel always
        does, and `text_columns` are those, from 1, that the person gave the format Text.
        """
        options = {}
        if path.suffix == ".csv":
            formats = "/".join(f"{column}/2" for column in text_columns)
            options = {
                "FilterName": CSV,
                "FilterOptions": f"44,34,{UTF_8},1,{formats},{AMERICAN_ENGLISH},false,"
                                 f"{str(numbers).lower()}"}
        document = self.desktop.loadComponentFromURL(
            path.as_uri(), "_blank", 0, settings(Hidden=True, **options))
        return Sheet(document)


class Sheet:
    """The first sheet of a document; rows are counted from 0, which is the header.

    Columns are called as in the CSV file, whatever their headings are.
    """

    def __init__(self, document):
        self.document = document
        self.sheet = document.Sheets.getByIndex(0)
        self.top = headings.header_row([row[0] for row in self.everything().DataArray])
        self.names = [headings.name_of(cell.strip("\ufeff")) for cell in self.used().DataArray[0]]

    def everything(self):
        """The cells of the sheet up to the last one with something in it."""
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        return self.sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)

    def used(self):
        """The cells of the table, from its header to the last cell with something in it."""
        last = self.everything().RangeAddress
        return self.sheet.getCellRangeByPosition(0, self.top, last.EndColumn, last.EndRow)

    def height(self):
        return len(self.used().DataArray)

    def column(self, name):
        return self.names.index(name)

    def cell(self, name, row):
        return self.sheet.getCellByPosition(self.column(name), self.top + row)

    def row_of(self, identifier):
        for row in range(1, self.height()):
            if self.cell("executive_id", row).String == identifier:
                return row
        raise KeyError(identifier)

    # What a person does.

    def type(self, name, row, text):
        """Types into a cell: what looks like a number, a date or a formula becomes one."""
        self.cell(name, row).FormulaLocal = text

    def paste(self, name, row, text):
        """Puts a text into a cell that stays a text, perhaps of several lines."""
        self.cell(name, row).String = text

    def sort(self, name, ascending=True, only=None):
        """Sorts by a column: whole rows, or with `only` nothing but these columns."""
        field = TableSortField()
        area = self.used()
        if only:
            first, last = sorted((self.column(only[0]), self.column(only[-1])))
            area = self.sheet.getCellRangeByPosition(
                first, self.top, last, self.top + self.height() - 1)
            field.Field = self.column(name) - first
        else:
            field.Field = self.column(name)
        field.IsAscending = ascending
        area.sort(settings(
            ContainsHeader=True, SortFields=uno.Any("[]com.sun.star.table.TableSortField", (field,))))

    def filter_out(self, name, text):
        """Hides the rows that have this text in the column."""
        field = TableFilterField()
        field.Field, field.Operator, field.StringValue = self.column(name), NOT_EQUAL, text
        area = self.used()
        wanted = area.createFilterDescriptor(True)
        wanted.ContainsHeader = True
        wanted.setFilterFields((field,))
        area.filter(wanted)

    def copy_what_is_seen(self):
        """Copies the rows that are seen to a new sheet in front, as if to send these alone."""
        width = len(self.names)
        seen = [
            self.top + row for row in range(self.height())
            if self.sheet.Rows.getByIndex(self.top + row).IsVisible]
        self.document.Sheets.insertNewByName("To send", 0)
        target = self.document.Sheets.getByIndex(0)
        for number, row in enumerate(seen):
            source = self.sheet.getCellRangeByPosition(0, row, width - 1, row).RangeAddress
            target.copyRange(target.getCellByPosition(0, number).CellAddress, source)
        self.sheet, self.top = target, 0

    def delete_row(self, row):
        self.sheet.Rows.removeByIndex(self.top + row, 1)

    def insert_row(self, row, *cells):
        self.sheet.Rows.insertByIndex(self.top + row, 1)
        for column, text in enumerate(cells):
            self.sheet.getCellByPosition(column, self.top + row).FormulaLocal = text

    def paste_row_again(self, row):
        """Copies a row to below the last one."""
        row += self.top
        source = self.sheet.getCellRangeByPosition(0, row, len(self.names) - 1, row).RangeAddress
        self.sheet.copyRange(
            self.sheet.getCellByPosition(0, self.top + self.height()).CellAddress, source)

    def move_column(self, name, to):
        """Moves a column to the left."""
        at = self.column(name)
        self.sheet.Columns.insertByIndex(to, 1)
        bottom = self.top + self.height() - 1
        source = self.sheet.getCellRangeByPosition(at + 1, self.top, at + 1, bottom)
        self.sheet.moveRange(
            self.sheet.getCellByPosition(to, self.top).CellAddress, source.RangeAddress)
        self.sheet.Columns.removeByIndex(at + 1, 1)
        self.names.insert(to, self.names.pop(at))

    def delete_column(self, name):
        self.sheet.Columns.removeByIndex(self.column(name), 1)
        self.names.remove(name)

    def merge(self, name, row, rows):
        at = self.column(name)
        row += self.top
        self.sheet.getCellRangeByPosition(at, row, at, row + rows - 1).merge(True)

    def unprotect(self):
        self.sheet.unprotect("")

    # How it is saved.

    def save(self, path, separator=",", charset=UTF_8):
        """Saves under the format of the name's ending, and closes."""
        kind = path.suffix[1:]
        options = {}
        if kind == "csv":
            options = {"FilterOptions": f"{ord(separator)},34,{charset},1,,0,false,true,false"}
        self.document.storeToURL(
            path.as_uri(), settings(FilterName=FILTERS[kind], **options))
        self.document.close(True)
        return path
