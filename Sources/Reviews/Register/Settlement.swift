import Appraisal
import Columns

/// Of all rows about an executive, in all files of a kind, the one that counts.
struct Settlement<Row: SheetRowOfExecutive & Sendable>: Sendable {
  /// What is said where rows are in each other's way.
  struct Words {
    /// An executive twice in one file.
    let inOneFile: Finding
    /// Two files that say different things.
    let differing: Finding
    /// A file that says what another one says, noted once for each file; `nil` where two rows that agree are
    /// one too many as well.
    let agreeing: Finding?
  }

  /// By executive whether any row is about him or her.
  private(set) var isPresent: [Bool]
  private(set) var findings: [ReviewFinding] = []
  /// By file its name and its rows.
  private let names: [String]
  /// The names as cells.
  let nameCells: CellTexts
  private let rows: [[Row]]
  /// By executive the file and the row that count; -1 where none does.
  private var places: [(file: Int32, row: Int32)]
  /// By executive of whom no row counts the first with nothing but errors in what was filled in.
  private var faulty: [Int: (file: Int32, row: Int32)] = [:]

  /// Settles the rows of some files.
  ///
  /// - Parameters:
  ///   - files: In the order of their names, which makes the order in which they were given irrelevant.
  ///   - executives: How many executives the run has.
  ///   - says: Whether a row says anything; one that does not is in nobody's way.
  ///   - agree: Whether two rows say the same.
  /// - Complexity: O(rows).
  init(
    _ files: [SheetFile<Row>], executives: Int, words: Words, says: (Row) -> Bool,
    agree: (Row, Row) -> Bool
  ) {
    names = files.map(\.name)
    nameCells = CellTexts(names.map { Array($0.utf8) })
    rows = files.map(\.rows)
    isPresent = Array(repeating: false, count: executives)
    places = Array(repeating: (-1, -1), count: executives)
    var isBlocked = [Bool](repeating: false, count: executives)
    var lastInFile = [(file: Int32, row: Int32)](repeating: (-1, -1), count: executives)
    for (number, file) in files.enumerated() {
      var hasAgreed = false
      var duplicated: Set<Int> = []
      for index in file.rows.indices {
        let executive = Int(file.rows[index].executive)
        isPresent[executive] = true
        let before = lastInFile[executive]
        lastInFile[executive] = (Int32(number), Int32(index))
        if before.file == number {
          let row = file.rows[index]
          let other = file.rows[Int(before.row)]
          // The first of them, once.
          if duplicated.insert(executive).inserted {
            add(words.inOneFile, at: other, of: file.name, beside: (file.name, row))
          }
          isBlocked[executive] = true
          add(words.inOneFile, at: row, of: file.name, beside: (file.name, other))
          continue
        }
        guard says(file.rows[index]), !keepsAsFaulty(Int32(index), of: Int32(number)) else {
          continue
        }
        guard let other = self[executive] else {
          places[executive] = (Int32(number), Int32(index))
          continue
        }
        let row = file.rows[index]
        if let agreeing = words.agreeing, agree(row, other.row) {
          if !hasAgreed {
            add(agreeing, at: row, of: file.name, beside: other, isAboutFile: true)
          }
          hasAgreed = true
        } else {
          if !isBlocked[executive] {
            add(words.differing, at: other.row, of: other.file, beside: (file.name, row))
          }
          isBlocked[executive] = true
          add(words.differing, at: row, of: file.name, beside: other)
        }
      }
    }
    for executive in 0..<executives where isBlocked[executive] { drop(executive) }
  }

  /// Takes note of a row that errors keep from being taken; whether there are any.
  private mutating func keepsAsFaulty(_ index: Int32, of file: Int32) -> Bool {
    let row = rows[Int(file)][Int(index)]
    guard let fault = row.fault else { return false }
    let executive = Int(row.executive)
    if fault == .entries, faulty[executive] == nil { faulty[executive] = (file, index) }
    return true
  }

  /// Lets no row of an executive count.
  private mutating func drop(_ executive: Int) {
    places[executive] = (-1, -1)
    faulty[executive] = nil
  }

  /// Whether a row of an executive counts.
  func has(_ executive: Int) -> Bool { places[executive].file >= 0 }

  /// The row that counts of an executive, and the name of its file.
  subscript(executive: Int) -> (file: String, row: Row)? {
    let place = places[executive]
    guard place.file >= 0 else { return nil }
    return (names[Int(place.file)], rows[Int(place.file)][Int(place.row)])
  }

  /// The row that counts of an executive, or else one with errors, of which all else that is wrong is to be said as
  /// well: whoever corrects it then does so once.
  func toJudge(_ executive: Int) -> (file: String, row: Row)? {
    self[executive]
      ?? faulty[executive].map { (names[Int($0.file)], rows[Int($0.file)][Int($0.row)]) }
  }

  /// The row that counts of an executive, where its file does not matter.
  @inline(__always)
  func row(of executive: Int) -> Row? {
    let place = places[executive]
    return place.file < 0 ? nil : rows[Int(place.file)][Int(place.row)]
  }

  /// The number of the file and the line where the row that counts of an executive stands.
  @inline(__always)
  func fileAndLine(of executive: Int) -> (file: Int, line: Int)? {
    let place = places[executive]
    return place.file < 0
      ? nil : (Int(place.file), Int(rows[Int(place.file)][Int(place.row)].line))
  }

  /// Where the row that counts of an executive stands.
  func place(of executive: Int) -> ReviewFinding.Place? {
    self[executive].map { $0.row.place(in: $0.file) }
  }

  private mutating func add(
    _ finding: Finding, at row: Row, of file: String, beside other: (file: String, row: Row),
    isAboutFile: Bool = false
  ) {
    findings.append(
      ReviewFinding(
        finding, at: row.place(in: file), related: other.row.place(in: other.file).words,
        executive: isAboutFile ? nil : Int(row.executive)))
  }
}
