import Appraisal
import CSV
import Records

/// What the columns of one file hold, worked out once from its header.
///
/// It is made from the names in a header, wherever these come from.
final class HeaderMap: Sendable {
  /// What is read from a column.
  enum Use: Hashable, Sendable {
    case executiveID
    case text(PlanText)
    /// Wide layout: the weight or level of an element.
    case value(element: Int)
    /// Long layout: the element that the record is about.
    case elementName
    /// Long layout: the weight or level of that element.
    case elementValue

    /// Whether it is a text that stands on rosters.
    var isText: Bool { if case .text = self { true } else { false } }
  }

  let kind: InputKind
  /// The header, for findings: a name for each column as the file spells it.
  let names: [[UInt8]]
  /// What is read from which column.
  private let columnOfUse: [Use: Int]
  /// The column of the executive id.
  let idColumn: Int
  /// The columns of the texts by their numbers, -1 for those that the file does not have; empty for
  /// a kind of input that has no texts.
  let textColumns: [Int]
  /// Long layout: the column that names the element.
  let elementColumn: Int?
  /// The columns of the weights or levels: one for each element, or in the long layout one.
  let valueColumns: [Int]
  /// The columns of the executive id and the texts, in order.
  let textualColumns: [Int]
  /// Every column that is read, in ascending order, and their names as names are compared.
  let readColumns: [Int]
  let foldedHeadings: [[UInt8]]
  /// The first and the last byte of the heading of the executive ids, as names are compared.
  let idInitial: UInt8
  let idFinal: UInt8
  /// The number of its bytes, as names are compared: no spelling of it is shorter.
  let idHeadingLength: Int
  /// The column of the name, in a file of any kind: a record with a name is an executive's. -1 where
  /// there is none.
  let nameColumn: Int
  /// The columns of the other texts of plans, in a file of any kind: a subtotal of a spreadsheet stands in one of them.
  let groupColumns: [Int]
  /// The columns that nothing reads and nobody expects; each gets a notice.
  let unknown: [Int]
  /// One record for each executive and element, instead of one for each executive.
  let isLong: Bool

  /// The columns that are read, and as what.
  var read: ReadColumns {
    ReadColumns(
      count: count, id: idColumn, texts: textColumns.filter { $0 >= 0 },
      values: valueColumns + (elementColumn.map { [$0] } ?? []))
  }

  /// The number of fields that every record must have.
  var count: Int { names.count }

  /// The column of a use; `nil` when the file does not have it.
  func column(of use: Use) -> Int? { columnOfUse[use] }

  /// The column of a text; `nil` when the file does not have it.
  @inline(__always)
  func column(of text: PlanText) -> Int? {
    guard text.number < textColumns.count else { return nil }
    let column = textColumns[text.number]
    return column < 0 ? nil : column
  }

  /// The columns without a name, those side by side together; each run gets a notice.
  let nameless: [Range<Int>]

  /// Works out the columns of a file.
  ///
  /// Names match without regard to case, blanks, line breaks, `_` and `-`. An element's column may be
  /// named by its id or title, alone or followed by `weight` (plans) or `rating` or `level` (ratings).
  /// A column that only the other kind reads is passed over without a word, so that one sheet can
  /// serve as both; so is the total of our own form.
  ///
  /// - Parameters:
  ///   - header: The names of the columns as the file spells them.
  ///   - known: The names that mean something.
  ///   - renamed: Headings that stand for other names.
  /// - Throws: ``HeaderFault`` with everything that makes the header unusable.
  /// - Complexity: O(columns).
  init(
    header: [[UInt8]], kind: InputKind, known: KnownColumns, renamed: RenamedColumns = .init()
  ) throws(HeaderFault) {
    let isLong = KnownColumns.isLong(renamed.foldedNames(of: header))
    var nameColumn = -1
    var groupColumns: [Int] = []
    let columns = MatchedColumns<Use>(header: header, renamed: renamed) { name, column in
      guard let meaning = known.meaning(of: name, isLong: isLong) else {
        return KnownColumns.isPassedOver(name) ? .passedOver : .unknown
      }
      if meaning.use == .text(.name) {
        nameColumn = column
      } else if meaning.use.isText {
        groupColumns.append(column)
      }
      return meaning.kinds.contains(kind) ? .read(meaning.use) : .passedOver
    }
    let columnOfUse = columns.columnOfUse
    let missing = known.required(isLong: isLong, kind: kind).filter { columnOfUse[$0.use] == nil }
    let problems = HeaderProblems(
      of: columns, missing: missing.map { ($0.name, known.aliases(of: $0)) }, header: header,
      renamed: renamed)
    if let problems {
      throw HeaderFault(
        problems: problems, kind: kind, known: known, isLong: isLong)
    }
    self.kind = kind
    names = header
    readColumns = columnOfUse.values.sorted()
    foldedHeadings = readColumns.map { folded(header[$0]) }
    self.nameColumn = nameColumn
    self.groupColumns = groupColumns
    self.columnOfUse = columnOfUse
    idColumn = columnOfUse[.executiveID] ?? 0
    let idHeading = folded(header[idColumn])
    idInitial = idHeading.first ?? 0
    idFinal = idHeading.last ?? 0
    idHeadingLength = idHeading.count
    elementColumn = columnOfUse[.elementName]
    textColumns = PlanText.all(of: kind).map { columnOfUse[.text($0)] ?? -1 }
    textualColumns = columnOfUse.compactMap { use, column in
      switch use {
      case .executiveID, .text: column
      case .value, .elementName, .elementValue: nil
      }
    }.sorted()
    valueColumns =
      isLong
      ? [columnOfUse[.elementValue] ?? 0]
      : known.system.elements.indices.map { columnOfUse[.value(element: $0)] ?? 0 }
    unknown = columns.unknown
    nameless = columns.nameless
    self.isLong = isLong
  }

  /// The same columns in memory of their own, for one task: two that count references to the same
  /// lists, record by record, wait for each other.
  init(ofOneTask other: HeaderMap) {
    func own<Entry>(_ list: [Entry]) -> [Entry] { list.map { $0 } }
    kind = other.kind
    names = other.names
    columnOfUse = other.columnOfUse
    idColumn = other.idColumn
    textColumns = own(other.textColumns)
    elementColumn = other.elementColumn
    valueColumns = own(other.valueColumns)
    textualColumns = own(other.textualColumns)
    readColumns = own(other.readColumns)
    foldedHeadings = other.foldedHeadings.map(own)
    idInitial = other.idInitial
    idFinal = other.idFinal
    idHeadingLength = other.idHeadingLength
    nameColumn = other.nameColumn
    groupColumns = own(other.groupColumns)
    unknown = other.unknown
    nameless = other.nameless
    isLong = other.isLong
  }
}
