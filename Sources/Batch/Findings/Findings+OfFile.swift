import Appraisal
import Columns
import CSV

extension Findings {
  /// The pieces that all findings come in, each to be made by one task: for each name of a file
  /// the header and then segment by segment. Put together in this order they are sorted by file.
  ///
  /// A file that was given both as plans and as ratings was cut into the same blocks both times,
  /// so its pieces hold the same lines and are made together.
  var pieces: [Piece] {
    let files = Dictionary(grouping: intake.files.indices) { Array(intake.files[$0].name.utf8) }
    return files.sorted { goesBeforeByBytes($0.key, $1.key) }.flatMap { _, files in
      let blocks = files.map { intake.files[$0].segments.count }.max() ?? 0
      return [Piece(files: files, block: nil)] + (0..<blocks).map { Piece(files: files, block: $0) }
    }
  }

  /// Some findings that are sorted and made together.
  struct Piece: Sendable {
    /// The files of one name.
    let files: [Int]
    /// The number of the block; `nil` for the header.
    let block: Int?
  }

  /// The findings of a piece, sorted by line, column and code.
  ///
  /// - Complexity: O(records + n log n) for n findings.
  func findings(in piece: Piece) -> [LocatedFinding] {
    var findings: [LocatedFinding] = []
    for file in piece.files {
      if let block = piece.block {
        let segments = intake.files[file].segments
        if block < segments.count {
          append(segment: segments.lowerBound + block, of: file, to: &findings)
        }
      } else {
        appendHeader(of: file, to: &findings)
      }
    }
    findings.sort { isBefore($0, $1) }
    return piece.files.count == 1 ? findings : withoutRepetitions(findings)
  }

  private func append(segment number: Int, of file: Int, to findings: inout [LocatedFinding]) {
    let kind = intake.files[file].kind
    let records = intake.table(kind)
    let first = records.records(of: number).lowerBound
    let segment = intake.memory(kind).segments[number]
    findings += notes[file: file, block: segment.block]
    skippedRuns.forEach(of: segment, number: number, in: intake.files[file]) { findings.append($0) }
    let mayBeSilent = segment.faults.isEmpty && hasNoLinks(kind)
    for index in 0..<segment.count {
      if mayBeSilent, isSilent(first.advanced(by: index), of: kind) { continue }
      let record = LocatedFinding.Record(
        kind: kind, number: first.advanced(by: index), segment: number, index: index)
      switch kind {
      case .plans: forEach(ofPlan: record) { findings.append($0) }
      case .ratings: forEach(ofRating: record) { findings.append($0) }
      }
    }
    if let last = segment.unendedRecord {
      findings.append(
        LocatedFinding(
          finding: .file(.noFinalNewline), file: file, line: last.line, row: last.row))
    }
  }

  /// Whether no records of a kind have to do with each other in a way that is reported.
  private func hasNoLinks(_ kind: InputKind) -> Bool {
    let links = appraisals.links
    return switch kind {
    case .plans: links.duplicatePlans.all.isEmpty && links.planCaseVariants.all.isEmpty
    case .ratings: links.duplicateRatings.all.isEmpty && links.ratingCaseVariants.all.isEmpty
    }
  }

  /// Whether nothing is to be said of a record, as its flags tell: nearly every record is one of an
  /// executive with whom all is well. One of whom this says nothing may have findings or not.
  ///
  /// - Precondition: the record's segment has no faults, and ``hasNoLinks(_:)``.
  @inline(__always)
  private func isSilent(_ record: AnyRecord, of kind: InputKind) -> Bool {
    switch kind {
    case .plans:
      let plan = PlanRecord(record.index)
      return intake.plans.flags(of: plan).isDisjoint(with: [.boardIsBlank, .breaksRule])
        && executives[executives.executive(of: plan)].flags == .hasRatings
    case .ratings:
      let rating = RatingRecord(record.index)
      guard let executive = executives.executive(of: rating) else { return false }
      return !intake.ratings.flags(of: rating).contains(.breaksRule)
        && !rejected.contains(executive)
    }
  }

  private func appendHeader(of number: Int, to findings: inout [LocatedFinding]) {
    let file = intake.files[number]
    func append(
      _ finding: Finding, column: Int? = nil, value: LocatedFinding.Value? = nil
    ) {
      findings.append(
        LocatedFinding(
          finding: finding, file: number, line: file.headerPosition.line,
          row: file.headerPosition.row, column: column,
          value: value ?? (column == nil ? .none : .columnName)))
    }
    for blank in file.blankLinesBeforeHeader {
      let lines = FileFinding.Lines(
        blank.line, to: blank.line + blank.count - 1, areRows: file.sheetName != nil)
      findings.append(
        LocatedFinding(
          finding: .file(.blankLine(lines)), file: number, line: blank.line, row: blank.row))
    }
    for column in file.columns.unknown { append(.file(.unknownColumn), column: column) }
    for columns in file.columns.nameless {
      append(
        .file(
          .columnsWithoutName(.init(first: columns.lowerBound + 1, last: columns.upperBound))))
    }
    if file.encoding != nil { append(.file(.encodingConverted), value: .encoding) }
    if file.looksLikeUTF8 { append(.file(.encodingDoubtful), value: .encoding) }
    if file.kind == .plans, file.columns.column(of: .board) == nil {
      append(.file(.noColumnForBoards))
    }
    if file.records == 0 { append(.file(.noRecords)) }
    appendOtherSheets(of: number, to: &findings)
    if file.headerEndsWithoutNewline { append(.file(.noFinalNewline)) }
  }

  /// A finding that both readings of one file make is reported once.
  private func withoutRepetitions(_ findings: [LocatedFinding]) -> [LocatedFinding] {
    var kept: [LocatedFinding] = []
    for finding in findings {
      if let last = kept.last, isRepetition(finding, of: last) { continue }
      kept.append(finding)
    }
    return kept
  }

  /// Whether two findings say the same of one file that was given as plans and as ratings.
  private func isRepetition(_ one: LocatedFinding, of other: LocatedFinding) -> Bool {
    one.file != other.file && one.finding == other.finding && one.line == other.line
      && one.column == other.column
      && fileOfName[one.file] == fileOfName[other.file]
  }

  func isBefore(_ one: LocatedFinding, _ other: LocatedFinding) -> Bool {
    if one.line != other.line { return one.line < other.line }
    // What is about the whole record goes before what is about a column.
    if one.column != other.column { return one.column ?? -1 < other.column ?? -1 }
    return goesBeforeByBytes(one.finding.code.rawValue, other.finding.code.rawValue)
  }
}
