import Appraisal
import Columns
import ReviewBoards
import Runs
import Tables

/// The executives of a published review as its register has them: columns in memory, numbered from 0 in the
/// order of the register.
struct ReviewedExecutives: Sendable {
  /// The names of the boards, in the order of the register.
  let boards: [[UInt8]]
  private let boardNumbers: Column<UInt32>
  /// Three for each executive, one for each stage; 0 for none.
  private let levels: Column<UInt8>
  /// By the number of the status.
  private let statuses: Column<UInt8>
  private let ids: TextColumn
  private let index: TextIndex
  /// By the number of a ``StatementColumn``.
  private let statements: [TextColumn]

  /// Reads the register of a review.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where it is not as it was published, or is none that this
  ///   program knows.
  /// - Complexity: O(bytes of the register).
  init(of published: PublishedRun) throws(RunError) {
    let register = try published.rows(of: RunFile.register.path, as: .register)
    func column(_ source: RegisterSource) -> Int {
      guard let column = register.column(of: source) else {
        preconditionFailure("the register has this column")
      }
      return column
    }
    let (board, id, status) = (column(.board), column(.executiveID), column(.status))
    let stages = [RegisterSource.initialRating, .recommendedRating, .annualRating].map(column)
    statements = StatementColumn.all.map { statement in
      let column = column(statement.source)
      var texts = TextColumnBuilder()
      for row in 0..<register.count { register.withText(row, column: column) { texts.append($0) } }
      return TextColumn(texts)
    }
    let words = ReviewStatus.allCases.map { Array($0.rawValue.utf8) }
    var boards: [[UInt8]] = []
    var ids = TextColumnBuilder()
    boardNumbers = Column(count: register.count, repeating: 0)
    levels = Column(count: stages.count * register.count, repeating: 0)
    statuses = Column(count: register.count, repeating: 0)
    for row in 0..<register.count {
      register.withText(row, column: board) { name in
        // Those of a board follow each other.
        if let last = boards.last, equals(last.span, name) { return }
        boards.append(name.array)
      }
      boardNumbers[row] = UInt32(boards.count - 1)
      register.withText(row, column: id) { ids.append($0) }
      for (stage, column) in stages.enumerated() {
        levels[stages.count * row + stage] = UInt8(register.number(row, column: column) ?? 0)
      }
      let number = register.withText(row, column: status) { text in
        words.firstIndex { equals($0.span, text) }
      }
      guard let number else {
        throw RunError(
          .untrustworthyInput,
          "\(RunFile.register.path): line \(register.line(of: row)): not a status that this program "
            + "knows. Use the version that made the review.")
      }
      statuses[row] = UInt8(number)
    }
    self.boards = boards
    self.ids = TextColumn(ids)
    index = TextIndex(of: self.ids)
  }

  /// The number of executives.
  var count: Int { statuses.count }

  /// The name of an executive's board.
  func board(of executive: Int) -> [UInt8] { boards[Int(boardNumbers[executive])] }

  /// The level of an executive at a stage; `nil` where there is none.
  func level(of executive: Int, at stage: Stage) -> Level? {
    Level(rawValue: levels[Stage.allCases.count * executive + stage.number])
  }

  /// Where an executive stands.
  func status(of executive: Int) -> ReviewStatus {
    ReviewStatus.allCases[Int(statuses[executive])]
  }

  /// Whether something was stated of an executive just as of one of another review.
  func states(
    _ statement: StatementColumn, of executive: Int, as other: Int, in others: ReviewedExecutives
  ) -> Bool {
    statements[statement.number].with(executive) { text in
      others.statements[statement.number].with(other) { equals(text, $0) }
    }
  }

  /// Calls `body` with the id of an executive; it is empty where the plan has none.
  func withID<Result>(of executive: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    ids.with(executive, body)
  }

  /// The executive of an id, byte by byte; of several the first. `nil` where nobody has it.
  func index(ofID id: Span<UInt8>) -> Int? { index.number(of: id) }

  /// Whether the id of an executive is nobody else's.
  func hasOwnID(_ executive: Int) -> Bool {
    withID(of: executive) { id in
      !id.isEmpty && (!index.hasRepeats || index(ofID: id) == executive)
    }
  }
}
