import Appraisal
import Columns
import CSV
import Files
import Synchronization

/// Everything that was read: the files, and their records as columns, in order.
final class Intake: Sendable {
  /// One input file after it was read.
  struct File: Sendable {
    let kind: InputKind
    let columns: HeaderMap
    let identity: InputFile.Identity
    let headerPosition: (line: Int, row: Int)
    /// What is said about the file itself.
    let blankLinesBeforeHeader: [RecordBatch.BlankLine]
    let headerEndsWithoutNewline: Bool
    /// Where its segments stand among those of its kind.
    let segments: Range<Int>
    /// The number of records.
    let records: Int

    /// The name that findings use.
    var name: String { identity.name }
  }

  let system: AppraisalSystem
  let rules: Rules
  /// The plans in the order given, then the ratings in the order given.
  let files: [File]
  let plans: RecordTable
  let ratings: RecordTable
  /// What ``plans`` and ``ratings`` look at.
  let planMemory: RecordStorage
  let ratingMemory: RecordStorage

  /// Reads files whole, on all workers.
  ///
  /// - Parameters:
  ///   - plans: The paths given to `--plans`.
  ///   - ratings: The paths given to `--ratings`.
  ///   - progress: Told the bytes as they are read.
  /// - Throws: ``RunError`` where a file cannot be read or is refused; of several faults the first
  ///   in the order of the files and their bytes.
  /// - Complexity: O(bytes); memory for the columns of all records, and one block for each worker.
  init(
    plans: [String], ratings: [String], system: AppraisalSystem, workers: Workers,
    blockSize: Int? = nil, progress: Progress? = nil
  ) async throws(RunError) {
    var readers: [InputReader] = []
    for (paths, kind) in [(plans, InputKind.plans), (ratings, .ratings)] {
      for path in paths {
        readers.append(
          try InputReader(path: path, kind: kind, system: system, blockSize: blockSize))
      }
    }
    progress?.begin("reading", total: readers.reduce(0) { $0 + $1.expectedBytes })
    let segments = try await Self.segments(
      of: readers, system: system, workers: workers, progress: progress)
    let names = shortestDistinctNames(of: readers.map(\.path))
    var files: [File] = []
    for (number, reader) in readers.enumerated() {
      let own = segments.partitioningIndex { $0.file >= number }
      let end = segments.partitioningIndex { $0.file > number }
      let firstOfRole =
        reader.kind == .plans ? 0 : segments.partitioningIndex { $0.file >= plans.count }
      files.append(
        File(
          kind: reader.kind, columns: reader.columns,
          identity: try reader.finish(name: names[number]), headerPosition: reader.headerPosition,
          blankLinesBeforeHeader: reader.blankLinesBeforeHeader,
          headerEndsWithoutNewline: reader.noFinalNewlineInHeader,
          segments: own - firstOfRole..<end - firstOfRole,
          records: segments[own..<end].reduce(0) { $0 + $1.count }))
    }
    let firstOfRatings = segments.partitioningIndex { $0.file >= plans.count }
    self.system = system
    rules = Rules(of: system)
    self.files = files
    planMemory = RecordStorage(segments: Array(segments[..<firstOfRatings]))
    ratingMemory = RecordStorage(segments: Array(segments[firstOfRatings...]))
    self.plans = planMemory.sheets
    self.ratings = ratingMemory.sheets
  }

  /// The records of a kind.
  func sheets(_ kind: InputKind) -> RecordTable { kind == .plans ? plans : ratings }

  /// The segments of a kind, and what is known of their faults.
  func memory(_ kind: InputKind) -> RecordStorage {
    kind == .plans ? planMemory : ratingMemory
  }

  /// What a task keeps from block to block.
  private struct Scratch: ~Copyable {
    var block = InputBlock()
    var batch = RecordBatch()
    var parser = RecordParser()
    var draft = RecordSegmentBuilder()
  }

  /// What the tasks have in common while they read.
  private struct Progression {
    /// The file that blocks are being taken from.
    var file = 0
    var segments: [RecordSegment] = []
    /// The first fault met so far, in the order of files and blocks.
    var fault: (file: Int, block: Int, error: RunError)?
  }

  private static func segments(
    of readers: [InputReader], system: AppraisalSystem, workers: Workers, progress: Progress?
  ) async throws(RunError) -> [RecordSegment] {
    let builder = RecordReader(system: system)
    let progression = Mutex(Progression())
    try await workers.forEach(workers.count, state: { Scratch() }) { _, scratch throws(RunError) in
      while true {
        let file = progression.withLock { $0.fault == nil ? $0.file : readers.count }
        guard file < readers.count else { return }
        guard try readers[file].next(into: &scratch.block) else {
          progression.withLock { if $0.file == file { $0.file += 1 } }
          continue
        }
        do throws(CSVFault) {
          let block = scratch.block
          try scratch.parser.parse(
            block.bytes.span, startingAt: block.start, isLast: block.isLast, into: &scratch.batch)
        } catch {
          let refusal = RunError(refusing: readers[file].path, for: error)
          let place = (file: file, block: scratch.block.number, error: refusal)
          progression.withLock {
            if $0.fault.map({ (place.file, place.block) < ($0.file, $0.block) }) ?? true {
              $0.fault = place
            }
          }
          return
        }
        let segment = builder.segment(
          of: scratch.batch, from: readers[file], file: file, block: scratch.block.number,
          by: &scratch.draft)
        progression.withLock { $0.segments.append(segment) }
        progress?.advance(by: scratch.block.bytes.count)
      }
    }
    return try progression.withLock { state throws(RunError) in
      if let fault = state.fault { throw fault.error }
      return state.segments.sorted { ($0.file, $0.block) < ($1.file, $1.block) }
    }
  }
}

/// For each path its last component, or as many more as tell it from the other paths.
///
/// Findings and the manifest name files in this way: the same files give the same names wherever
/// they stand. A path given twice has the same name twice.
func shortestDistinctNames(of paths: [String]) -> [String] {
  let components = paths.map { $0.split(separator: "/", omittingEmptySubsequences: true) }
  return paths.indices.map { index in
    var length = 1
    while length < components[index].count {
      let isShared = paths.indices.contains { other in
        paths[other] != paths[index]
          && components[other].suffix(length) == components[index].suffix(length)
      }
      if !isShared { break }
      length += 1
    }
    return components[index].isEmpty
      ? paths[index] : components[index].suffix(length).joined(separator: "/")
  }
}
