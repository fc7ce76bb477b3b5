import Appraisal
import Columns
import ReviewBoards
import Runs
import Tables

/// The rosters of the run under review, cell by cell: what went out, and what has to come back.
final class SealedRosters: Sendable {
  let executives: PublishedExecutives
  let system: AppraisalSystem
  let table: Table<RosterSource>
  let vocabulary: Vocabulary
  let rules: Rules
  /// Texts that stand in many cells: by board its name, by level from 1 its label, by number a status.
  private let boardCells: CellTexts
  private let labelCells: CellTexts
  private let statusCells: CellTexts

  /// By board, where its executives stand, they themselves by the bytes of their ids.
  private let byID: Column<UInt32>
  /// Those who share an id, or have none, by the id.
  private let sharers: [[UInt8]: [Int]]

  /// The rosters of a run.
  ///
  /// - Precondition: texts and remarks of the executives are kept.
  /// - Complexity: O(n log n of the executives of a board).
  init(
    _ executives: PublishedExecutives, under system: AppraisalSystem, workers: Workers
  ) async throws(RunError) {
    let byID = Column<UInt32>(count: executives.count, repeating: 0)
    try await workers.forEach(executives.boards.count, state: { IDOrder() }) { board, order in
      let range = executives.boards[board].executives
      for (place, executive) in zip(range, order.sort(range, of: executives)) {
        byID[place] = executive
      }
    }
    self.byID = byID
    self.executives = executives
    sharers = Self.sharers(of: executives)
    self.system = system
    table = .roster(under: system)
    vocabulary = Vocabulary(of: system)
    rules = Rules(of: system)
    boardCells = CellTexts(executives.boards.map(\.name))
    labelCells = CellTexts([[]] + system.levels.map { Array($0.label.utf8) })
    statusCells = CellTexts(RosterStatus.allCases.map { Array($0.name.utf8) })
  }

  /// - Complexity: O(executives) where ids are shared.
  private static func sharers(of executives: PublishedExecutives) -> [[UInt8]: [Int]] {
    var sharers: [[UInt8]: [Int]] = [:]
    if let executive = executives.index(ofID: Span()) { sharers[[]] = [executive] }
    guard executives.haveRepeatedIDs else { return sharers }
    for executive in 0..<executives.count {
      executives.withID(of: executive) { id in
        guard let first = executives.index(ofID: id), first != executive else { return }
        sharers[id.array, default: [first]].append(executive)
      }
    }
    return sharers
  }

  /// Who shares an id that nobody has alone, or has none; `nil` for an id of one executive, or of nobody.
  func executives(sharing id: Span<UInt8>) -> [Int]? {
    sharers.isEmpty ? nil : sharers[id.array]
  }

  /// The executives of a board by the bytes of their ids: the order of the register.
  func inOrder(_ board: Int) -> some RandomAccessCollection<Int> {
    let byID = byID
    return executives.boards[board].executives.lazy.map { Int(byID[$0]) }
  }

  /// The executive of an id; `nil` where nobody has it.
  ///
  /// - Parameter neighbor: An executive of the board that is looked at first, because nearly all rows of a
  ///   sheet are of one board; `nil` for none.
  /// - Complexity: O(log executives of the board).
  func executive(ofID id: Span<UInt8>, near neighbor: Int?) -> Int? {
    // Who shares an id with somebody of another board is found there: the first of all counts.
    guard let neighbor, !executives.haveRepeatedIDs else { return executives.index(ofID: id) }
    var places = executives.boards[executives.board(of: neighbor)].executives
    // Nearly every sheet comes back in the order of the roster.
    let next = neighbor + 1
    if next < places.upperBound, executives.withID(of: next, { equals($0, id) }) { return next }
    while !places.isEmpty {
      let middle = (places.lowerBound + places.upperBound) / 2
      let executive = Int(byID.view[middle])
      switch executives.withID(of: executive, { precedes($0, id) }) {
      case nil: return executive
      case true?: places = middle + 1..<places.upperBound
      case false?: places = places.lowerBound..<middle
      }
    }
    return executives.index(ofID: id)
  }

  /// Calls `body` with the label of a level; it is empty for none.
  @inline(__always)
  func withLabel<Result>(of level: Level?, _ body: (Span<UInt8>) -> Result) -> Result {
    labelCells.with(level?.number ?? 0, body)
  }

  /// Adds the label of a level; a blank cell for none.
  @inline(__always)
  func append<Cells: CellSink & ~Copyable>(labelOf level: Level?, to rows: inout Cells) {
    rows.append(level?.number ?? 0, of: labelCells)
  }

  /// Whether a field that came back is a cell as it went out: texts by their bytes, numbers by their exact
  /// value.
  ///
  /// - Complexity: O(bytes).
  @inline(__always)
  func matches(
    _ field: Span<UInt8>, _ source: RosterSource, of executive: Int
  ) -> Bool {
    switch source {
    case .executiveID:
      return executives.withID(of: executive) { isText(field, $0) }
    case .board:
      return boardCells.with(executives.board(of: executive)) { isText(field, $0) }
    case .text(let number):
      return executives.withText(Int(number), of: executive) { isText(field, $0) }
    case .weight(let element):
      let weight = executives.withWeights(of: executive) { $0[Int(element)] }
      return vocabulary.weight(in: field.extracting(field.contentRange)) == weight
    case .rating(let element):
      let rating = executives.withRatings(of: executive) { $0[Int(element)] }
      return vocabulary.level(in: field.extracting(field.contentRange)) == rating
    case .score:
      guard let score = executives.score(of: executive) else { return field.isBlank }
      let points = parsedHundredths(of: field.extracting(field.contentRange), wholeDigits: 7)
      return points == score.hundredths
    case .initialRating:
      let level = executives.level(of: executive)?.rawValue ?? Sentinel.missingLevel
      return vocabulary.level(in: field.extracting(field.contentRange)) == level
    case .label:
      return withLabel(of: executives.level(of: executive)) { isText(field, $0) }
    case .status:
      return statusCells.with(Int(executives.status(of: executive).rawValue)) {
        isText(field, $0)
      }
    case .remarks: return executives.withRemarks(of: executive) { isText(field, $0) }
    case .recommendedRating, .boardRemarks: return true
    }
  }

  /// Whether a text came back, with or without blanks around it, and the apostrophe that CSV puts before what
  /// a spreadsheet would run.
  @inline(__always)
  private func isText(_ field: Span<UInt8>, _ text: Span<UInt8>) -> Bool {
    // Nearly every cell comes back as it went out.
    equals(field, text) || isTextAtHeart(field, text)
  }

  @inline(never)
  private func isTextAtHeart(_ field: Span<UInt8>, _ text: Span<UInt8>) -> Bool {
    let content = field.extracting(field.contentRange)
    if equals(content, text) { return true }
    return hidesFormula(content) && equals(content.extracting(1..<content.count), text)
  }

  /// A cell as it went out.
  func cell(_ source: RosterSource, of executive: Int) -> [UInt8] {
    switch source {
    case .executiveID: executives.withID(of: executive) { $0.array }
    case .board: executives.boards[executives.board(of: executive)].name
    case .text(let number): executives.withText(Int(number), of: executive) { $0.array }
    case .weight(let element):
      executives.withWeights(of: executive) { weights in
        let weight = weights[Int(element)]
        return weight == Sentinel.missingWeight
          ? [] : Array(Weight(hundredths: UInt32(weight)).description.utf8)
      }
    case .rating(let element):
      executives.withRatings(of: executive) { ratings in
        let rating = ratings[Int(element)]
        return rating == Sentinel.missingLevel ? [] : [UInt8(ascii: "0") + rating]
      }
    case .score: executives.score(of: executive).map { Array($0.description.utf8) } ?? []
    case .initialRating:
      executives.level(of: executive).map { [UInt8(ascii: "0") + $0.rawValue] } ?? []
    case .label: withLabel(of: executives.level(of: executive)) { $0.array }
    case .status: Array(executives.status(of: executive).name.utf8)
    case .remarks: executives.withRemarks(of: executive) { $0.array }
    case .recommendedRating, .boardRemarks: []
    }
  }

  /// Writes a cell as it went out.
  @inline(__always)
  func append<Cells: CellSink & ~Copyable>(
    _ source: RosterSource, of executive: Int, to rows: inout Cells
  ) {
    switch source {
    case .executiveID: executives.withID(of: executive) { rows.append(text: $0) }
    case .text(let number):
      executives.withText(Int(number), of: executive) { rows.append(text: $0) }
    case .weight(let element):
      let weight = executives.withWeights(of: executive) { $0[Int(element)] }
      rows.append(hundredths: weight == Sentinel.missingWeight ? nil : UInt32(weight))
    case .rating(let element):
      let rating = executives.withRatings(of: executive) { $0[Int(element)] }
      rows.append(number: rating == Sentinel.missingLevel ? nil : Int(rating))
    case .score: rows.append(hundredths: executives.score(of: executive)?.hundredths)
    case .initialRating: rows.append(number: executives.level(of: executive)?.number)
    case .status: rows.append(Int(executives.status(of: executive).rawValue), of: statusCells)
    case .remarks: executives.withRemarks(of: executive) { rows.append(text: $0) }
    case .board: rows.append(executives.board(of: executive), of: boardCells)
    case .label: append(labelOf: executives.level(of: executive), to: &rows)
    case .recommendedRating, .boardRemarks: rows.appendOpen()
    }
  }

  /// The appointment of an executive, as far as the law distinguishes it.
  func appointment(of executive: Int) -> Appointment {
    executives.withText(Self.appointmentField, of: executive) { Appointment($0) }
  }

  /// Whether an executive is a career appointee.
  func isCareer(_ executive: Int) -> Bool { appointment(of: executive) == .career }

  /// The same of each executive.
  ///
  /// - Complexity: O(executives).
  var areCareer: [Bool] { (0..<executives.count).map { isCareer($0) } }

  /// The numbers of texts in ``InputField/onRosters``.
  static let organizationField = field("organization")
  static let appointmentField = field("appointment")
  static let ratingOfficialField = field("rating_official")
  static let nameField = field("name")
  static let positionField = field("position_title")

  private static func field(_ name: String) -> Int {
    guard let number = InputField.onRosters.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("rosters have the column \(name)")
    }
    return number
  }
}
