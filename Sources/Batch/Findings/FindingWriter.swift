import Appraisal
import Columns
import CSV
import Records
import Runs
import Tables

/// Writes findings, one after the other, in one format.
///
/// Fields of the input are written with their control and text-direction characters spelled out,
/// and never as they are; what was found in one also with every blank that does not show. A writer keeps words,
/// for one task, and cannot be copied.
struct FindingWriter: ~Copyable {
  private let findings: Findings
  private let intake: Intake
  private let format: FindingFormat
  private let words: WrittenWords

  /// A writer of findings of one intake.
  init(_ findings: Findings, format: FindingFormat) {
    self.findings = findings
    intake = findings.appraisals.intake
    self.format = format
    words = WrittenWords(under: intake.system)
  }

  /// Adds a finding: a CSV record, a JSON object without a line end, or some lines of text.
  func append(_ finding: LocatedFinding, to buffer: inout OutputBuffer) {
    switch format {
    case .csv: appendCSV(finding, to: &buffer)
    case .json, .jsonl: appendJSON(finding, to: &buffer)
    case .text: append(finding, as: FindingForms.wholeText, to: &buffer)
    }
  }

  private func appendCSV(_ finding: LocatedFinding, to buffer: inout OutputBuffer) {
    FindingForms.appendCSV(to: &buffer) { source, text in
      write(source, of: finding, to: &text)
    }
  }

  private func appendJSON(_ finding: LocatedFinding, to buffer: inout OutputBuffer) {
    FindingForms.appendJSON(to: &buffer) { source, text in
      write(source, of: finding, to: &text)
    }
  }

  private typealias Layout = FindingForms.Layout

  /// Adds a finding without saying whom it is about, in two lines: its place,
  /// column and code; message and fix. Neither names an executive or repeats a field.
  ///
  /// - Parameter showsValues: Adds the executive id and what was found after all.
  func appendBrief(_ finding: LocatedFinding, showsValues: Bool, to buffer: inout OutputBuffer) {
    let layout = showsValues ? FindingForms.briefTextWithValues : FindingForms.briefText
    append(finding, as: layout, to: &buffer)
  }

  private func append(
    _ finding: LocatedFinding, as layout: Layout, to buffer: inout OutputBuffer
  ) {
    FindingForms.append(as: layout, to: &buffer) { source, text in
      // The name of a column as what was found would only repeat the column.
      if source == .value, finding.value == .columnName { return }
      write(source, of: finding, to: &text)
    }
  }

  /// Adds code and message of an error of an executive, for the remarks of a roster.
  func appendRemark(_ finding: LocatedFinding, to buffer: inout OutputBuffer) {
    place(of: finding).appendRemark(finding.finding.code, to: &buffer) {
      appendSentences(finding, to: &$0)
    }
  }

  /// Adds what is wrong and what to do, a sentence for each.
  func appendSentences(_ finding: LocatedFinding, to buffer: inout OutputBuffer) {
    writeWords(.message, of: finding, to: &buffer)
    buffer.append(" ")
    writeWords(.fix, of: finding, to: &buffer)
  }

  /// Where a finding stands, for people.
  func place(of finding: LocatedFinding) -> FilePlace {
    FilePlace(file: intake.files[finding.file].name, line: finding.line, row: finding.row)
  }

  // MARK: - Fields

  /// Writes one field into a buffer.
  private func write(
    _ source: FindingSource, of finding: LocatedFinding, to text: inout OutputBuffer
  ) {
    switch source {
    case .severity: text.append(finding.finding.code.severity.rawValue)
    case .code: text.append(finding.finding.code.rawValue)
    case .file: text.append(intake.files[finding.file].name)
    case .line: text.append(decimal: finding.line)
    case .record:
      if let record = finding.record {
        let segments = intake.memory(record.kind).segments
        text.append(decimal: segments[record.segment].positions.record(of: record.index))
      } else if let number = finding.recordNumber {
        text.append(decimal: number)
      }
    case .row: text.append(decimal: finding.row)
    case .column: text.append(spelledOut: findings.name(ofColumn: finding).span)
    case .executiveID:
      if let record = finding.record {
        let records = intake.table(record.kind)
        guard !records.flags(of: record.number).contains(.unidentified) else { return }
        records.withID(of: record.number) { text.append($0) }
      }
    case .value: writeValue(of: finding, to: &text)
    case .message: writeWords(.message, of: finding, to: &text)
    case .fix: writeWords(.fix, of: finding, to: &text)
    case .citation: writeWords(.citation, of: finding, to: &text)
    case .board:
      guard let executive = findings.executive(of: finding) else { return }
      findings.boardNames.with(findings.executives.board(of: executive)) { text.append($0) }
    case .organization: writeText(.organization, of: finding, to: &text)
    case .ratingOfficial: writeText(.ratingOfficial, of: finding, to: &text)
    }
  }

  /// Writes a text of the executive whom a finding is about, if one is known.
  private func writeText(_ kept: PlanText, of finding: LocatedFinding, to text: inout OutputBuffer)
  {
    guard let executive = findings.executive(of: finding) else { return }
    findings.executives.withText(kept, of: executive) { text.append(spelledOut: $0) }
  }

  private func writeValue(of finding: LocatedFinding, to text: inout OutputBuffer) {
    switch finding.value {
    case .none: break
    case .count(let count): text.append(decimal: count)
    case .hundredths(let hundredths): text.append(hundredths: hundredths)
    case .element(let element): text.append(intake.system.elements[element].title)
    case .text(let column):
      guard let record = finding.record else { return }
      intake.table(.plans).withText(column, of: record.number) { text.append(found: $0) }
    case .encoding: text.append(intake.files[finding.file].encoding ?? "")
    case .columnName: text.append(found: findings.name(ofColumn: finding).span)
    case .cleaned(let column):
      guard let record = finding.record else { return }
      let entries = intake.memory(record.kind).segments[record.segment].cleaned.entries
      let value = entries[column].value
      appendFound(value.span, to: &text)
    case .otherSheet(let number): text.append(intake.files[finding.file].otherSheets[number].name)
    case .fault(let fault):
      guard let record = finding.record else { return }
      intake.memory(record.kind).segments[record.segment].faultValues.with(fault) { value in
        appendFound(value, to: &text)
      }
    case .skippedID(let segment, let run):
      let segments = intake.memory(intake.files[finding.file].kind).segments
      segments[segment].skippedIDs.with(run) { appendFound($0, to: &text) }
    }
  }

  /// Adds a field that was kept as the file has it, or the beginning of one.
  private func appendFound(_ value: Span<UInt8>, to text: inout OutputBuffer) {
    text.append(found: value)
    if value.count == RecordSegment.keptValueBytes { text.append(" ...") }
  }

  private func writeWords(
    _ part: FindingText, of finding: LocatedFinding, to buffer: inout OutputBuffer
  ) {
    var related = ""
    if case .text(.spelledDifferently) = finding.finding {
      related = sharedSpelling(of: finding)
    } else if let other = finding.related {
      related = intake.place(of: other).wordsInSentence
    }
    words.append(part, of: inWordsOfItsFile(finding), related: related, to: &buffer)
  }

  /// What is said where a file is no CSV file of UTF-8: cells have no quotes, and an encoding may be the wrong one.
  private func inWordsOfItsFile(_ finding: LocatedFinding) -> Finding {
    let file = intake.files[finding.file]
    return switch finding.finding {
    case .record(.lineBreakInField) where file.sheetName != nil: .record(.lineBreakInCell)
    case .record(.controlCharacter) where isOfLatin1(file.encoding):
      .record(.controlCharacterOfLatin1)
    default: finding.finding
    }
  }

  /// The names of ISO 8859-1 as they are compared: in it control characters stand where windows-1252 has curly quotes
  /// and dashes.
  private static let namesOfLatin1 = [
    "iso88591", "iso885911987", "isoir100", "latin1", "l1", "ibm819", "cp819",
  ].map { Array($0.utf8) }

  /// Whether a file was converted from ISO 8859-1.
  private func isOfLatin1(_ encoding: String?) -> Bool {
    encoding.map { Self.namesOfLatin1.contains(folded($0.utf8)) } ?? false
  }

  /// The spelling under which a text that is spelled differently counts.
  private func sharedSpelling(of finding: LocatedFinding) -> String {
    guard let record = finding.record, case .text(let text) = finding.value else { return "" }
    var spelling = OutputBuffer()
    findings.executives.withText(text, of: PlanRecord(record.number.index)) {
      spelling.append(spelledOut: $0)
    }
    return String(decoding: spelling.array, as: UTF8.self)
  }
}

extension Intake {
  /// Where a record stands, for people.
  func place(of record: LocatedFinding.Record) -> FilePlace {
    let segment = memory(record.kind).segments[record.segment]
    return FilePlace(
      file: files[segment.file].name, line: segment.positions.line(of: record.index),
      row: segment.positions.row(of: record.index))
  }
}
