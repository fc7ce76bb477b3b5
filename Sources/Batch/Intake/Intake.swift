import Appraisal
import Columns
import CSV
import Files
import Records
import Runs
import Synchronization

/// A file to read, and what for.
struct Input: Equatable, Sendable {
  let kind: InputKind
  /// Its path; `-` is standard input.
  let path: String
}

/// Everything that was read: the files, and their records as columns, in order.
final class Intake: Sendable {
  /// One input file after it was read.
  struct File: Sendable {
    let kind: InputKind
    let columns: HeaderMap
    let identity: InputFile.Identity
    let headerPosition: (line: Int, row: Int)
    /// What is said about the file itself.
    let blankLinesBeforeHeader: [RecordBatch.BlankLines]
    let headerEndsWithoutNewline: Bool
    /// Where its segments stand among those of its kind.
    let segments: Range<Int>
    /// The number of records that the parser made of it, those that are nobody's among them.
    let records: Int
    /// The number of records that end in it: in CSV by the parity of quotes alone.
    let recordEnds: Int
    /// The name of what it was converted from; `nil` for UTF-8.
    let encoding: String?
    /// Whether it was converted, and looks as if it had been UTF-8 before.
    let looksLikeUTF8: Bool
    /// The name that findings use: that of the file and, of a workbook, in brackets that of the sheet.
    let name: String
    /// Of a workbook the name of the sheet, what is known of it, and the names of other sheets that
    /// have something in them.
    let sheetName: String?
    let sheet: SheetNotes?
    let otherSheets: [WorkbookReader.OtherSheet]

    /// A file whose last block was read.
    ///
    /// - Throws: ``RunError`` where it is not the file that it was when it was opened.
    fileprivate init(
      _ source: Source, name: String, segments: Range<Int>, records: Int
    ) throws(RunError) {
      let reader = source.records
      kind = source.header.kind
      columns = source.header
      identity = try reader.finish(name: name)
      headerPosition = reader.headerPosition
      blankLinesBeforeHeader = reader.blankLinesBeforeHeader
      headerEndsWithoutNewline = reader.noFinalNewlineInHeader
      self.segments = segments
      self.records = records
      recordEnds = reader.recordEnds
      let text = reader as? InputReader
      encoding = text?.encoding?.name
      looksLikeUTF8 = text?.looksLikeUTF8 ?? false
      let workbook = reader as? WorkbookReader
      sheetName = workbook?.sheetName
      sheet = workbook?.notes
      otherSheets = workbook?.otherSheets ?? []
      self.name = workbook.map { "\(name)[\($0.sheetName)]" } ?? name
    }
  }

  let system: AppraisalSystem
  let rules: Rules
  /// By which texts find each other; no output depends on its key.
  let hash: CaseBlindHash
  /// Kind by kind, those of a kind in the order given.
  let files: [File]
  let plans: RecordTable<Plans>
  let ratings: RecordTable<Ratings>
  /// The texts that many plans share.
  let sharedTexts: SharedTexts
  /// By kind, in the order of the kinds; it is what ``plans`` and ``ratings`` look at.
  private let storage: [RecordStorage]

  /// Reads files whole, on all workers.
  ///
  /// - Parameters:
  ///   - inputs: The files. Those of one kind follow each other, in the order of the kinds.
  ///   - options: Headings that stand for other names, and the encoding.
  ///   - areHashed: Whether the files are hashed, as the manifest of a run needs it.
  ///   - hash: By which records find each other; no output depends on its key.
  ///   - progress: Told the bytes as they are read.
  /// - Throws: ``RunError`` where a file cannot be read or is refused. All files are opened and their
  ///   headers read before any record, so a file that cannot be opened and an unusable header go
  ///   before faults in records; within both the first counts, by the order of the files and their
  ///   bytes.
  /// - Complexity: O(bytes); memory for the columns of all records, and one block for each worker.
  init(
    _ inputs: [Input], options: Batch.ReadingOptions = .init(), system: AppraisalSystem,
    workers: Workers, areHashed: Bool = true, blockSize: Int? = nil,
    hash: CaseBlindHash = .ofProcess, progress: Progress? = nil
  ) async throws(RunError) {
    let known = KnownColumns(of: system)
    let renamed = try RenamedColumns(options.columns, known: known)
    var sources: [Source] = []
    var numbers: [InputKind: Int] = [:]
    for input in inputs {
      let records = try openRecords(
        input.path, number: numbers[input.kind, default: 0],
        sheet: options.sheets.sheet(of: input.kind),
        encoding: options.encoding, isHashed: areHashed, blockSize: blockSize)
      numbers[input.kind, default: 0] += 1
      sources.append(try Source(records, input.kind, known: known, renamed: renamed))
    }
    try renamed.requireUse(in: sources.map(\.header.names))
    try options.sheets.refuse(
      unlessIn: Set(sources.filter { $0.records is WorkbookReader }.map(\.header.kind)))
    progress?.begin("reading", total: sources.reduce(0) { $0 + $1.records.expectedBytes })
    let (segments, sharedTexts) = try await Self.segments(
      of: sources, system: system, hash: hash, workers: workers, progress: progress)
    let names = shortestDistinctNames(of: inputs.map(\.path))
    var files: [File] = []
    var storage: [RecordStorage] = []
    for kind in InputKind.allCases {
      var own: [RecordSegment] = []
      for (number, source) in sources.enumerated() where source.header.kind == kind {
        let start = segments.partitioningIndex { $0.file >= number }
        let end = segments.partitioningIndex { $0.file > number }
        files.append(
          try File(
            source, name: names[number], segments: own.count..<own.count + end - start,
            records: segments[start..<end].reduce(0) { $0 + $1.recordsRead }))
        own += segments[start..<end]
      }
      storage.append(RecordStorage(segments: own, sharedTexts: sharedTexts))
    }
    self.system = system
    rules = Rules(of: system)
    self.hash = hash
    self.files = files
    self.storage = storage
    self.sharedTexts = sharedTexts
    plans = RecordTable(storage[InputKind.plans.rawValue].table)
    ratings = RecordTable(storage[InputKind.ratings.rawValue].table)
  }

  /// The records of a kind.
  func table(_ kind: InputKind) -> RecordTable<AnyRecords> { storage[kind.rawValue].table }

  /// The records of a kind that are nobody's: how many there are of each reason.
  func passedOver(_ kind: InputKind) -> RunSummary.PassedOver {
    var passedOver = RunSummary.PassedOver()
    for run in memory(kind).segments.lazy.flatMap(\.skipped) {
      switch run.reason {
      case .blankLine: break
      case .blankRecord: passedOver.blank += run.count
      case .totals: passedOver.totals += run.count
      case .header: passedOver.headers += run.count
      }
    }
    return passedOver
  }

  /// The segments of a kind, and what is known of their faults.
  func memory(_ kind: InputKind) -> RecordStorage { storage[kind.rawValue] }

  /// A file that is open, and what its columns hold.
  fileprivate struct Source: Sendable {
    let records: any RecordSource
    let header: HeaderMap

    init(
      _ records: any RecordSource, _ kind: InputKind, known: KnownColumns, renamed: RenamedColumns
    ) throws(RunError) {
      self.records = records
      do throws(HeaderFault) {
        header = try HeaderMap(header: records.header, kind: kind, known: known, renamed: renamed)
      } catch {
        let later = records.recordsAfterHeader(upToLine: HeaderProblems.lastLine)
        let statement = error.statement(
          before: later.map { .init(line: $0.line, fields: $0.fields) },
          areRows: records is WorkbookReader)
        let hint = records.otherSheetsHint(
          for: kind == .ratings ? "--ratings-sheet" : "--sheet")
        throw RunError(.untrustworthyInput, "\(records.headerPlace): \(statement)\(hint)")
      }
      try records.begin(reading: header.read)
    }
  }

  /// What a task keeps from block to block.
  private struct Scratch: ~Copyable {
    var portion = Portion()
    var draft: RecordSegmentBuilder
    /// The columns of the file that the portion is of.
    private var header: (file: Int, columns: HeaderMap)?

    init(hash: CaseBlindHash, namesakes: TotalsNamesakes) {
      draft = RecordSegmentBuilder(hash: hash, namesakes: namesakes)
    }

    /// The columns of a file, in the task's own memory.
    mutating func columns(of file: Int, as header: HeaderMap) -> HeaderMap {
      if let known = self.header, known.file == file { return known.columns }
      let columns = HeaderMap(ofOneTask: header)
      self.header = (file, columns)
      return columns
    }
  }

  /// What the tasks have in common while they read.
  private struct Progression {
    /// The file that blocks are being taken from.
    var file = 0
    /// Each with the number of the lexicon that its shared texts are in.
    var segments: [(segment: RecordSegment, lexicon: Int)] = []
    var lexicons: [Lexicon.Texts] = []
    var namesakes = TotalsNamesakes()
    /// The first fault met so far, in the order of files and blocks.
    var fault: (file: Int, block: Int, error: RunError)?
  }

  /// Reads the records of all files: of plans first, because ratings may have the id of an executive that looks like
  /// a row of totals.
  private static func segments(
    of sources: [Source], system: AppraisalSystem, hash: CaseBlindHash, workers: Workers,
    progress: Progress?
  ) async throws(RunError) -> ([RecordSegment], SharedTexts) {
    let reader = RecordReader(system: system)
    var progression = Progression()
    for kind in InputKind.allCases {
      let end = sources.partitioningIndex { $0.header.kind.rawValue > kind.rawValue }
      try await read(
        sources[..<end], into: &progression, by: reader, hash: hash, workers: workers,
        progress: progress)
    }
    let segments = progression.segments.sorted {
      ($0.segment.file, $0.segment.block) < ($1.segment.file, $1.segment.block)
    }
    let (sharedTexts, renumbered) = try await SharedTexts.merged(
      progression.lexicons, renumbering: segments, hash: hash, workers: workers)
    return (renumbered, sharedTexts)
  }

  /// Reads the records of some files, from the one on that comes next.
  private static func read(
    _ sources: ArraySlice<Source>, into progression: inout Progression, by reader: RecordReader,
    hash: CaseBlindHash, workers: Workers, progress: Progress?
  ) async throws(RunError) {
    let namesakes = progression.namesakes
    let shared = Mutex(progression)
    try await workers.forEach(
      workers.count, state: { Scratch(hash: hash, namesakes: namesakes) }
    ) { _, scratch throws(RunError) in
      var own: [RecordSegment] = []
      while true {
        let file = shared.withLock { $0.fault == nil ? $0.file : sources.endIndex }
        guard file < sources.endIndex else { break }
        guard try sources[file].records.take(&scratch.portion) else {
          shared.withLock { if $0.file == file { $0.file += 1 } }
          continue
        }
        do throws(RunError) {
          try sources[file].records.parse(&scratch.portion)
        } catch {
          let place = (file: file, block: scratch.portion.number, error: error)
          shared.withLock {
            if $0.fault.map({ (place.file, place.block) < ($0.file, $0.block) }) ?? true {
              $0.fault = place
            }
          }
          return
        }
        let columns = scratch.columns(of: file, as: sources[file].header)
        own.append(
          reader.segment(
            of: scratch.portion.batch, under: columns, file: file,
            block: scratch.portion.number, cells: scratch.portion.cells, by: &scratch.draft))
        progress?.advance(by: scratch.portion.byteCount)
      }
      let lexicon = scratch.draft.lexicon.take()
      shared.withLock { progression in
        progression.segments += own.map { ($0, progression.lexicons.count) }
        progression.lexicons.append(lexicon)
        progression.namesakes.formUnion(scratch.draft.namesakes)
      }
    }
    progression = shared.withLock(\.self)
    if let fault = progression.fault { throw fault.error }
  }
}
