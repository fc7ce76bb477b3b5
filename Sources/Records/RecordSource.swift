package import CSV
package import Columns
package import Files
import Spreadsheets

/// A file that has records, in whatever format: a header, and after it portions of records with their
/// positions. What they mean is the business of who reads them.
package protocol RecordSource: AnyObject, Sendable {
  /// The path as it was given; `-` is standard input.
  var path: String { get }
  /// The names of the columns, as the file spells them.
  var header: [[UInt8]] { get }
  var headerPosition: (line: Int, row: Int) { get }
  /// Where the header stands, in words: file and line, or sheet and row.
  var headerPlace: String { get }
  /// The blank lines or rows before the header.
  var blankLinesBeforeHeader: [RecordBatch.BlankLines] { get }
  /// Whether the file is a header without a line end.
  var noFinalNewlineInHeader: Bool { get }
  /// What there is to read, for a display of progress.
  var expectedBytes: Int { get }
  /// How many records came after the header, as something else than the records tells. Ask for it after
  /// the last portion.
  var recordEnds: Int { get }

  /// The records after the header up to a line, for a look at what the file is. Nothing can be read from
  /// the file afterwards.
  func recordsAfterHeader(upToLine last: Int) -> [(line: Int, fields: [[UInt8]])]

  /// Says what is read, before any record is taken.
  ///
  /// - Throws: ``RunError`` where the header cannot be trusted after all.
  func begin(reading columns: ReadColumns) throws(RunError)

  /// Takes the next portion, in the order of the file; one task at a time.
  ///
  /// - Returns: `false` if there is none left.
  /// - Throws: ``RunError/Kind/inputOutput``.
  func take(_ portion: inout Portion) throws(RunError) -> Bool

  /// Makes records of what was taken; as many tasks at a time as have a portion.
  ///
  /// - Throws: ``RunError`` where the file is refused.
  func parse(_ portion: inout Portion) throws(RunError)

  /// Ends the reading; see ``InputFile/finish(name:hashedBy:)``. Call it once, after the last portion.
  func finish(name: String) throws(RunError) -> InputFile.Identity
}

/// The columns of a file that are read, as far as that decides how the cells of a workbook are taken.
package struct ReadColumns: Sendable {
  /// The number of columns that have a heading.
  package let count: Int
  /// The executive ids, where the value that was stored with a formula says nobody's: it may be another executive's.
  /// `nil` where it is read as a text.
  package let id: Int?
  /// Texts: they say whose a record is, even if they cannot be trusted.
  package let texts: [Int]
  /// Weights, levels and elements: what cannot be read as it is gives no value.
  package let values: [Int]

  /// Columns by their numbers, none of them twice.
  package init(count: Int, id: Int? = nil, texts: [Int], values: [Int]) {
    self.count = count
    self.id = id
    self.texts = texts
    self.values = values
  }
}

/// Some records of a file: memory that a task fills again and again.
package struct Portion: ~Copyable {
  /// The number of the portion in its file, from 0.
  package internal(set) var number = 0
  /// How much of the file it is.
  package internal(set) var byteCount = 0
  /// The records.
  package internal(set) var batch = RecordBatch()
  /// Cells of a workbook that cannot be read as they are, in the order of the records.
  package internal(set) var cells: [UnreadableCell] = []
  /// Why the file is refused.
  package internal(set) var refusal: RunError?
  fileprivate var block = InputBlock()
  fileprivate var parser = RecordParser()
  fileprivate var secondReading = SecondReading()

  /// Nothing yet.
  package init() {}
}

extension InputReader: RecordSource {
  package var headerPlace: String { "\(path): line \(headerPosition.line)" }

  package func begin(reading columns: ReadColumns) {}

  package func take(_ portion: inout Portion) throws(RunError) -> Bool {
    // One memory is read into, parsed, and read from.
    portion.batch.removeAll(givingBytesTo: &portion.block.bytes)
    guard try next(into: &portion.block) else { return false }
    portion.number = portion.block.number
    portion.byteCount = portion.block.bytes.count
    return true
  }

  /// - Throws: ``RunError/Kind/inputOutput`` too, where libcsv reads a block in another way (decision
  ///   0025): a fault of this program, of libcsv or of the machine, and no run is to be built on it.
  package func parse(_ portion: inout Portion) throws(RunError) {
    portion.cells.removeAll(keepingCapacity: true)
    let (start, isLast) = (portion.block.start, portion.block.isLast)
    do throws(CSVFault) {
      try portion.parser.parse(
        taking: &portion.block.bytes, startingAt: start, isLast: isLast, into: &portion.batch)
    } catch {
      throw refusal(for: error)
    }
    guard SecondReading.isDue(block: portion.number, isLast: isLast, ofFile: number) else { return }
    let isAgreed = portion.secondReading.agrees(
      with: portion.batch, ofBytes: portion.byteCount, startingAt: start, isLast: isLast)
    if !isAgreed {
      throw RunError(
        .inputOutput,
        "\(path): libcsv reads the records from line \(start.line) on in another way than this "
          + "program. This must not be: please report it, with the file if it may be shared.")
    }
  }
}

/// Opens a file of records by what it begins with, whatever its name is: as a workbook, or as CSV.
///
/// - Parameters:
///   - path: Its path; `-` is standard input.
///   - sheet: The name of the sheet of a workbook; `nil` for the preferred one, or else the first visible
///     one.
///   - preferred: The name of the sheet that our own workbooks have.
///   - encoding: What the bytes of CSV are converted from; `nil` for UTF-8.
///   - canConvert: Whether another encoding could be named, for the words of a refusal.
///   - number: The number of the file among those of its kind, from 0: of thousands of files libcsv reads
///     some a second time (decision 0025).
///   - hasSheetHeading: Whether the lines that our own workbooks have above the table may stand above the
///     header.
///   - isHashed: Whether its identity is to have a hash.
///   - blockSize: The bytes read at a time; it changes nothing but speed.
/// - Throws: ``RunError`` where it cannot be read or is refused.
package func openRecords(
  _ path: String, number: Int = 0, sheet: String? = nil, preferring preferred: String? = nil,
  encoding: TextEncoding? = nil, canConvert: Bool = true, hasSheetHeading: Bool = false,
  isHashed: Bool = true, blockSize: Int? = nil
) throws(RunError) -> any RecordSource {
  var file = try InputFile(path: path, isHashed: isHashed)
  let first = try file.firstBytes(Workbook.signatureSize)
  return Workbook.begins(with: first.span)
    ? try WorkbookReader(
      file, sheet: sheet, preferring: preferred, hasSheetHeading: hasSheetHeading,
      rowsAtATime: blockSize.map { max(1, $0 / 64) })
    : try InputReader(
      file, number: number, encoding: encoding, canConvert: canConvert,
      hasSheetHeading: hasSheetHeading, blockSize: blockSize)
}
