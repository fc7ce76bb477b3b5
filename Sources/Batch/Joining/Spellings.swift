import Appraisal
import Columns
import Records
import ReviewBoards

/// The texts that many executives share, such as their boards, each under one spelling: that which
/// most records have, of several the first by bytes.
///
/// ``SharedTexts`` has each spelling once, under a number. Of the boards
///
///     spelling    0: North   1: South   2: south
///     records     3          5          2
///
/// there are three spellings and two texts:
///
///     texts       0 1 1                  by spelling: the number of the text
///     chosen      North South            as most records have South
///
/// Fields of the input that are one in any spelling (``InputField/isOneInAnySpelling``) are so; of
/// others each spelling is a text. So is one that is unfit for output.
final class Spellings: Sendable {
  /// The spellings without their owner; see ``Column/View``.
  struct View: BitwiseCopyable, Sendable {
    fileprivate let columns: Column<TextView>.View

    @inline(__always)
    private func column(_ text: PlanText) -> TextView {
      columns[text.slot]
    }

    /// The number of a text by that of a spelling: equal for all its spellings.
    @inline(__always)
    func number(of text: PlanText, spelling: Int) -> Int { Int(column(text).texts[spelling]) }

    /// The row whose first text is the text that a plan record has, as it is shown everywhere.
    ///
    /// - Parameter record: The row of texts of the record.
    @inline(__always)
    func row(of text: PlanText, in record: TextRows.Row) -> TextRows.Row {
      let column = column(text)
      return column.chosen[Int(column.texts[Int(record.number(text.slot))])]
    }

    /// Calls `body` with a text, by its number, as it is shown everywhere.
    @inline(__always)
    func with<Result>(
      _ text: PlanText, number: Int, _ body: (Span<UInt8>) -> Result
    ) -> Result {
      column(text).chosen.with(number, column: 0, body)
    }

    /// How many texts there are.
    func count(of text: PlanText) -> Int { column(text).chosen.distinctCount }
  }

  /// The spellings of one field.
  fileprivate struct TextView: BitwiseCopyable, Sendable {
    let texts: Column<UInt32>.View
    let chosen: TextRows.View
  }

  /// A spelling that another one stands for.
  struct Other: Sendable {
    let text: PlanText
    /// The first record that has it, and how many do.
    let firstRecord: PlanRecord
    let records: Int
  }

  /// The spellings; valid as long as this.
  let view: View
  /// Those that are shown as another, field by field in the order of their first records.
  let others: [Other]
  private let columns: Column<TextView>
  private let owners: [FieldSpellings]

  /// Brings together the spellings of all plans.
  ///
  /// - Complexity: O(bytes of the spellings), and where some are shown as another O(records).
  init(of intake: Intake, workers: Workers) async throws(RunError) {
    let fields = (PlanText.countForEachRecord..<PlanText.count).map(PlanText.init(number:))
    owners = try await workers.map(fields.count) { FieldSpellings(of: fields[$0], in: intake) }
    columns = Column(owners.map(\.view))
    view = View(columns: columns.view)
    others = owners.flatMap(\.others)
  }
}

/// All spellings of one field.
private struct FieldSpellings: Sendable {
  let others: [Spellings.Other]
  private let texts: Column<UInt32>
  private let chosen: TextRows

  var view: Spellings.TextView { Spellings.TextView(texts: texts.view, chosen: chosen.view) }

  init(of text: PlanText, in intake: Intake) {
    let spellings = intake.sharedTexts.view[text.slot]
    let uses = intake.sharedTexts.uses[text.slot].map(Int.init)
    let names = (0..<spellings.count).map { number in
      spellings.with(number) { name in name.array }
    }
    let (texts, choices) = Self.choices(among: names, usedIn: uses, of: text)
    self.texts = Column(texts)
    var chosen = TextRowsBuilder(cellsUpTo: CellText.limit)
    for choice in choices {
      chosen.append(choice.name.span)
      chosen.endRow()
    }
    self.chosen = TextRows(chosen)
    let differing = names.indices.filter { number in
      let name = choices[Int(texts[number])].name
      // A blank text says nothing, however it is spelled.
      return !name.isEmpty && names[number] != name
    }
    others = Self.firstRecords(with: differing, of: text, in: intake).map { number, record in
      Spellings.Other(text: text, firstRecord: record, records: uses[number])
    }
  }

  /// The first record that has each of some spellings, in the order of the records.
  private static func firstRecords(
    with spellings: [Int], of text: PlanText, in intake: Intake
  ) -> [(spelling: Int, record: PlanRecord)] {
    let plans = intake.plans
    var isMissing = [Bool](
      repeating: false,
      count: intake.sharedTexts.uses[text.slot].count)
    for spelling in spellings { isMissing[spelling] = true }
    var found: [(Int, PlanRecord)] = []
    for segment in 0..<plans.segmentCount where found.count < spellings.count {
      let first = plans.records(of: segment).lowerBound
      let columns = plans.columns(of: segment)
      WorkMeter.step(columns.flags.count)
      for index in 0..<columns.flags.count {
        let spelling = columns.number(of: text, of: index)
        guard isMissing[spelling] else { continue }
        isMissing[spelling] = false
        found.append((spelling, first.advanced(by: index)))
      }
    }
    return found
  }

  /// Finds out which spellings are of one text, and chooses one for each text.
  ///
  /// - Returns: For each spelling the number of its text, and for each text the choice.
  private static func choices(
    among names: [[UInt8]], usedIn records: [Int], of text: PlanText
  ) -> (texts: [UInt32], choices: [Choice]) {
    var texts: [UInt32] = []
    var choices: [Choice] = []
    var textOfKey: [SpellingKey: Int] = [:]
    let nobodys = ReviewBoard.unassigned
    let unassigned = SpellingKey(of: nobodys.span)
    for (name, records) in zip(names, records) {
      WorkMeter.step()
      guard text.field.isOneInAnySpelling, TextCheck(name.span).fault == nil else {
        texts.append(UInt32(choices.count))
        choices.append(Choice(name: name, records: 0, isFixed: true))
        continue
      }
      let key = SpellingKey(of: name.span)
      if let known = textOfKey[key] {
        texts.append(UInt32(known))
        choices[known].weigh(name, of: records)
      } else {
        texts.append(UInt32(choices.count))
        textOfKey[key] = choices.count
        // Where nobody is assigned the program writes the name itself.
        let isUnassigned = text == .board && key == unassigned
        choices.append(
          Choice(
            name: key.isBlank ? [] : isUnassigned ? nobodys : name, records: records,
            isFixed: key.isBlank || isUnassigned))
      }
    }
    return (texts, choices)
  }
}

/// The spelling that stands for all of a text, as far as they are known.
private struct Choice {
  private(set) var name: [UInt8]
  private var records: Int
  /// Whether no other spelling can take its place.
  private let isFixed: Bool

  init(name: [UInt8], records: Int, isFixed: Bool) {
    self.name = name
    self.records = records
    self.isFixed = isFixed
  }

  /// Chooses another spelling, if more records have it, or as many and it is the first by bytes.
  mutating func weigh(_ other: [UInt8], of records: Int) {
    guard !isFixed, records >= self.records else { return }
    guard records > self.records || goesBeforeByBytes(other, name) else { return }
    (name, self.records) = (other, records)
  }
}
