import Appraisal
package import Columns

/// The columns of one kind of table: a roster, the scores, the index of the rosters, the findings.
///
/// The declaration of a table. The writers of CSV, JSON and workbooks, the reader of published runs
/// and the test of the documents walk ``columns``, so that a header and its rows cannot part, and a
/// new column is a new line in a list. What a `Source` is, where the value of a cell comes from, is
/// the table's own business: ``RosterSource``, ``ScoreSource``, ``BoardSource``, ``FindingSource``.
package struct Table<Source: Sendable>: Sendable {
  /// One column.
  package struct Column: Sendable {
    /// What the header calls it.
    package let name: String
    /// What its cells hold, and in which unit.
    package let type: CellType
    /// Where its values come from.
    package let source: Source
    /// What it holds, for the documents: a phrase without a full stop.
    package let meaning: String
    /// How it stands in a workbook.
    package let sheet: SheetColumn

    /// A column.
    ///
    /// - Parameters:
    ///   - name: As the header writes it, without what CSV would quote.
    ///   - type: What its cells hold.
    ///   - source: Where their values come from.
    ///   - meaning: For the documents, a phrase without a full stop.
    ///   - sheet: How it stands in a workbook; by default among the details, with its name in words.
    package init(
      _ name: String, _ type: CellType, _ source: Source, _ meaning: String,
      sheet: SheetColumn = SheetColumn()
    ) {
      self.name = name
      self.type = type
      self.source = source
      self.meaning = meaning
      self.sheet = sheet
    }

    /// What the header of a workbook calls it, and what a sheet that comes back may call it: `Board
    /// remarks`. Without a heading of its own it is the name in words.
    package var heading: String { sheet.heading ?? inWords(columnNamed: name) }

    /// Whether a header that calls a column so means this one: by its name or its heading.
    package func isCalled(_ text: String) -> Bool { foldedNames.contains(folded(text.utf8)) }

    /// Its name and its heading as names are compared.
    fileprivate var foldedNames: Set<[UInt8]> { [folded(name.utf8), folded(heading.utf8)] }

    /// The same, called by its name in words.
    fileprivate var withoutHeading: Self {
      Self(name, type, source, meaning, sheet: sheet.withoutHeading)
    }
  }

  /// The columns from left to right.
  package let columns: [Column]
  /// The sources of the columns, for the loop over rows.
  package let sources: [Source]
  /// What the cells of the columns hold, for the same.
  package let types: [CellType]
  /// Whether people open the file in a spreadsheet, which then needs to be told that it is UTF-8.
  package let isForSpreadsheets: Bool
  /// The name of the column that tells its rows apart; `nil` where none does.
  package let key: String?
  /// Whether a row may be of no review board, its `prb` blank.
  package let mayLackBoard: Bool
  /// The first line without a byte order mark, for standard output.
  package let headerLine: [UInt8]

  /// A table.
  ///
  /// A heading that another column is called by, as when an element has the title `Status`, gives way to
  /// the name in words.
  package init(
    _ columns: [Column], key: String? = nil, mayLackBoard: Bool = false, isForSpreadsheets: Bool
  ) {
    var uses: [[UInt8]: Int] = [:]
    for column in columns { for name in column.foldedNames { uses[name, default: 0] += 1 } }
    let columns = columns.map { column in
      column.foldedNames.allSatisfy { uses[$0] == 1 } ? column : column.withoutHeading
    }
    self.columns = columns
    self.key = key
    self.mayLackBoard = mayLackBoard
    sources = columns.map(\.source)
    types = columns.map(\.type)
    self.isForSpreadsheets = isForSpreadsheets
    headerLine = Array((columns.map(\.name).joined(separator: ",") + "\n").utf8)
  }

  /// The names of the columns.
  package var names: [String] { columns.map(\.name) }

  /// Adds the first line of a CSV file: the names, after a byte order mark where people open it.
  package func appendHeader(to rows: inout CSVRows) {
    if isForSpreadsheets { rows.buffer.append(byteOrderMark) }
    rows.buffer.append(headerLine)
  }
}

/// What the cells of a column hold, and in which unit.
package enum CellType: String, Sendable {
  /// UTF-8; in CSV with an apostrophe before what a spreadsheet would run.
  case text
  /// A word of the program's own, such as a status or the name of a file: ASCII letters, digits,
  /// `-` and `.`, written as it is.
  case word
  /// A whole number from 0.
  case count
  /// A level, 1–5.
  case level
  /// A weight in percent: an exact decimal with at most two digits after the point.
  case percent
  /// Points × weight: an exact decimal with at most two digits after the point.
  case points
  /// For the board to fill in: blank in a file that the program writes.
  case open
}

extension Array {
  /// The sources of a table with the columns of its elements, of which each kind stands together and
  /// in the order of the elements, taken in one step: the source of the first element stands for all.
  ///
  /// - Parameters:
  ///   - elements: The number of elements, 1–16.
  ///   - isColumn: Whether a source is one of the columns of an element.
  /// - Precondition: the columns of a kind stand in this way.
  package func steppingOver(
    _ elements: Int, _ isColumn: (Element, _ element: UInt8) -> Bool
  ) -> [Element] {
    var steps: [Element] = []
    var index = 0
    while index < count {
      steps.append(self[index])
      guard isColumn(self[index], 0) else {
        index += 1
        continue
      }
      for element in 0..<elements {
        precondition(
          index + element < count && isColumn(self[index + element], UInt8(element)),
          "the columns of the elements stand together")
      }
      index += elements
    }
    return steps
  }
}
