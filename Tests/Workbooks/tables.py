"""The table of one of our workbooks, as openpyxl finds it below the lines that stand above it."""

import headings


class Table:
    """A sheet, the row of its header, and its columns by their names in the CSV file."""

    def __init__(self, sheet):
        self.sheet = sheet
        first_cells = [sheet.cell(row, 1).value for row in range(1, min(sheet.max_row, 12) + 1)]
        self.header = headings.header_row(first_cells) + 1
        self.columns = {
            headings.name_of(cell.value): cell.column for cell in sheet[self.header] if cell.value}

    def __len__(self):
        return self.sheet.max_row - self.header

    def cell(self, name, row):
        """The cell of a row of the table, from 0."""
        return self.sheet.cell(self.header + 1 + row, self.columns[name])

    def rows(self):
        for row in range(len(self)):
            yield {name: self.cell(name, row) for name in self.columns}

    def above(self):
        """The texts above the table."""
        return [self.sheet.cell(row, 1).value for row in range(1, self.header)]
