package import Appraisal
package import Columns
import Files

/// A made-up agency of any size: the plans and ratings of executives who do not exist, to try the
/// program on and to measure it with.
///
///     let synthesis = Synthesis(
///       executives: 8_000, seed: 1, layout: .wide, system: .opmBasic2012, threads: 2)
///     try await synthesis.write(to: "agency")   // agency/plans.csv, agency/ratings.csv
///
/// The bytes of both files follow from the arguments alone, on every machine and with any number of
/// threads. Every executive is drawn from a sequence of its own, so that any task can make any
/// executive and nothing has to be kept.
package struct Synthesis: Sendable {
  /// How the records of the files are laid out.
  package enum Layout: String, CaseIterable, Sendable {
    /// One record for each executive.
    case wide
    /// One record for each executive and element.
    case long
  }

  /// In which order the plans stand.
  package enum Order: String, CaseIterable, Sendable {
    /// Board by board, as the executives are numbered: the ids ascend as well.
    case boards
    /// By executive id, where ids were given without regard to boards.
    case ids
    /// By name, byte by byte.
    case names
    /// In no order.
    case random
  }

  private let executives: Int
  private let seed: UInt64
  private let layout: Layout
  private let order: Order
  private let wrongPerThousand: Int
  private let system: AppraisalSystem
  private let hasCycle: Bool
  private let workers: Workers

  /// An agency.
  ///
  /// - Parameters:
  ///   - executives: How many there are, 0 or more.
  ///   - seed: What the agency is made from; another seed gives another agency.
  ///   - order: In which order the plans stand.
  ///   - wrongPerThousand: How many of each thousand plans do not total 100, 0–1000. Nothing else
  ///     is wrong with them.
  ///   - system: What the plans are valid under. It must be sound.
  ///   - hasCycle: Whether the files of the review boards' cycle are made up too; see ``CycleDraw``.
  ///   - threads: How many processors to use; it changes nothing but the time.
  package init(
    executives: Int, seed: UInt64, layout: Layout, order: Order = .boards,
    wrongPerThousand: Int = 0,
    system: AppraisalSystem, hasCycle: Bool = false, threads: Int
  ) {
    precondition(executives >= 0, "an agency has no less than no executives")
    precondition(0...1000 ~= wrongPerThousand, "0 to 1000 of a thousand plans are wrong")
    self.executives = executives
    self.seed = seed
    self.layout = layout
    self.order = order
    self.wrongPerThousand = wrongPerThousand
    self.system = system
    self.hasCycle = hasCycle
    workers = Workers(count: threads)
  }

  /// Writes `plans.csv` and `ratings.csv` into a directory, which is made if there is none.
  ///
  /// The records of the plans are in the order that was asked for, those of the ratings in one that
  /// the seed shuffled.
  ///
  /// - Throws: ``RunError``; ``RunError/Kind/cannotCreate`` where one of the files is there
  ///   already. A file that could not be written completely is removed.
  /// - Complexity: O(executives) time, and memory for the boards and a few pieces of the files; in the
  ///   order of names also for the number of each executive.
  package func write(to path: String) async throws(RunError) {
    try Directory.create(path)
    let directory = try Directory(opening: path)
    try directory.refuseExisting(["plans.csv", "ratings.csv"] + (hasCycle ? CycleDraw.files : []))
    let draw = ExecutiveDraw(
      executives: executives, seed: seed, layout: layout, order: order,
      wrongPerThousand: wrongPerThousand, system: system)
    try await write("plans.csv", in: directory, records: executives) { records, buffer in
      draw.appendPlans(records, to: &buffer)
    }
    let ratings = layout == .wide ? executives : executives * system.elements.count
    try await write("ratings.csv", in: directory, records: ratings) { records, buffer in
      draw.appendRatings(records, to: &buffer)
    }
    if hasCycle { try await writeCycle(of: draw, in: directory) }
  }

  /// Writes what the boards' cycle adds: the facts, the members, the responses, and for each board the sheet
  /// that it handed back and the one that the authority did.
  private func writeCycle(of draw: ExecutiveDraw, in directory: Directory) async throws(RunError) {
    let cycle = CycleDraw(draw, under: system)
    func write(_ name: String, _ append: (inout OutputBuffer) -> Void) throws(RunError) {
      var buffer = OutputBuffer()
      append(&buffer)
      try Self.write(buffer, as: name, in: directory)
    }
    try write("cycle.yaml") { cycle.appendFacts(to: &$0) }
    try write("members.csv") { cycle.appendMembers(to: &$0) }
    try write("responses.csv") { cycle.appendResponses(to: &$0) }
    let returned = try directory.newDirectory("returned")
    let decided = try directory.newDirectory("decided")
    try await workers.forEach(
      cycle.boards.count, state: { CSVRows() }
    ) { board, rows throws(RunError) in
      for (sheet, folder) in [(CycleDraw.Sheet.board, returned), (.authority, decided)] {
        rows.buffer.removeAll()
        cycle.appendSheet(ofBoard: board, for: sheet, to: &rows)
        try Self.write(rows.buffer, as: cycle.fileName(ofBoard: board), in: folder)
      }
    }
  }

  private static func write(
    _ buffer: borrowing OutputBuffer, as name: String, in directory: Directory
  ) throws(RunError) {
    var file = try directory.newFile(name)
    try file.write(buffer)
    _ = try file.close(as: name)
  }

  /// How many records of a file a task makes at a time: about a megabyte of the larger file.
  private static let pieceSize = 8192

  private func write(
    _ name: String, in directory: Directory, records: Int,
    _ append: @escaping @Sendable (Range<Int>, inout OutputBuffer) -> Void
  ) async throws(RunError) {
    let file = OrderedFile(try directory.newFile(name))
    do throws(RunError) {
      let pieces = max(1, (records + Self.pieceSize - 1) / Self.pieceSize)
      try await workers.forEach(
        pieces, state: { OutputBuffer(capacity: 2 << 20) }
      ) { piece, buffer throws(RunError) in
        buffer.removeAll()
        let first = piece * Self.pieceSize
        append(first..<min(first + Self.pieceSize, records), &buffer)
        try file.write(buffer, piece: piece)
      }
      _ = try file.close(as: name)
    } catch {
      try? directory.remove(name)
      throw error
    }
  }
}

extension Directory {
  /// Refuses to go on where there is anything of one of these names.
  ///
  /// - Throws: ``RunError/Kind/cannotCreate``.
  func refuseExisting(_ names: [String]) throws(RunError) {
    for name in names where contains(name) {
      throw RunError(
        .cannotCreate,
        "\(path)/\(name): this is there already and is not overwritten. Choose another "
          + "directory, or move it away.")
    }
  }
}
