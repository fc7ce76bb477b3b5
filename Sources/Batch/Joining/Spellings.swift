import Appraisal
import Columns
import ReviewBoards

/// The texts that many executives share, such as their boards, each under one spelling: that which
/// most records have, of several the first by bytes.
///
/// A segment keeps each of its texts once, under a number of its own. Of two segments whose boards
/// are
///
///     segment 0    0: North    1: South
///     segment 1    0: south    1: North    2: South
///
/// there are three spellings and two texts:
///
///     starts       0 2                       segment 1 begins at place 2
///     texts        0 1 1 0 1                 by place: the number of the text
///     chosen       North South               if most records have South
///
/// Fields of the input that are one in any spelling (``InputField/isOneInAnySpelling``) are so; of
/// others each spelling is a text. So is one that is unfit for output.
final class Spellings: Sendable {
  /// The spellings without their owner; see ``Column/View``.
  struct View: BitwiseCopyable, Sendable {
    fileprivate let columns: Column<TextView>.View

    /// The number of a text, by where a segment keeps it: equal for all its spellings.
    @inline(__always)
    func number(of text: PlanText, at key: DictionaryKey) -> Int {
      let column = columns[text.number - PlanText.countForEachRecord]
      return Int(column.texts[Int(column.starts[key.segment]) + key.symbol])
    }

    /// Calls `body` with a text, by its number, as it is shown everywhere.
    @inline(__always)
    func with<Result>(
      _ text: PlanText, number: Int, _ body: (Span<UInt8>) -> Result
    ) -> Result {
      columns[text.number - PlanText.countForEachRecord].chosen.with(number, body)
    }

    /// How many texts there are.
    func count(of text: PlanText) -> Int {
      columns[text.number - PlanText.countForEachRecord].chosen.count
    }
  }

  /// The spellings of one field.
  fileprivate struct TextView: BitwiseCopyable, Sendable {
    let starts: Column<UInt32>.View
    let texts: Column<UInt32>.View
    let chosen: TextColumn.View
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

  /// Brings together the texts of all plans.
  ///
  /// - Complexity: O(records + bytes of the texts of each segment).
  init(
    of plans: RecordTable<Plans>, hash: CaseBlindHash, workers: Workers
  ) async throws(RunError) {
    let texts = (PlanText.countForEachRecord..<PlanText.count).map(PlanText.init(number:))
    let uses = try await workers.map(plans.segmentCount) { segment in
      texts.map { SymbolUse.all(of: $0, in: segment, of: plans) }
    }
    owners = try await workers.map(texts.count) { number in
      FieldSpellings(
        of: texts[number], in: plans, uses: uses.map { $0[number] }, hash: hash)
    }
    columns = Column(owners.map(\.view))
    view = View(columns: columns.view)
    others = owners.flatMap(\.others)
  }
}

/// How many records of a segment have one of its texts, and which is the first.
private struct SymbolUse: BitwiseCopyable, Sendable {
  var records: UInt32 = 0
  var first: UInt32 = 0

  /// Those of all texts of a field that a segment keeps, by their numbers there.
  static func all(
    of text: PlanText, in segment: Int, of plans: RecordTable<Plans>
  ) -> [SymbolUse] {
    guard let symbols = plans.columns(of: segment).symbols(text) else { return [] }
    var uses = [SymbolUse](repeating: SymbolUse(), count: symbols.texts.count)
    WorkMeter.step(symbols.numbers.count)
    for index in 0..<symbols.numbers.count {
      let number = Int(symbols.numbers[index])
      if uses[number].records == 0 { uses[number].first = UInt32(index) }
      uses[number].records += 1
    }
    return uses
  }
}

/// All spellings of one field.
private struct FieldSpellings: Sendable {
  /// One spelling, as it is put together from the segments.
  private struct Spelling {
    var records = 0
    var firstRecord: PlanRecord
    var text = 0
  }

  let others: [Spellings.Other]
  private let starts: Column<UInt32>
  private let texts: Column<UInt32>
  private let chosen: TextColumn

  var view: Spellings.TextView {
    Spellings.TextView(starts: starts.view, texts: texts.view, chosen: chosen.view)
  }

  init(
    of text: PlanText, in plans: RecordTable<Plans>, uses: [[SymbolUse]], hash: CaseBlindHash
  ) {
    var builder = DictionaryColumnBuilder(hash: hash)
    var spellings: [Spelling] = []
    var starts: [UInt32] = []
    for (segment, uses) in uses.enumerated() {
      starts.append(UInt32(builder.count))
      guard let symbols = plans.columns(of: segment).symbols(text) else { continue }
      let first = plans.records(of: segment).lowerBound
      for (symbol, use) in uses.enumerated() {
        WorkMeter.step()
        let number = symbols.texts.with(symbol) { builder.append(numbered: $0) }
        if number == spellings.count {
          spellings.append(Spelling(firstRecord: first.advanced(by: Int(use.first))))
        }
        spellings[number].records += Int(use.records)
      }
    }
    let distinct = DictionaryColumn(builder)
    let choices = Self.choices(among: &spellings, distinct.texts, of: text)
    let numbers = distinct.view.numbers
    self.starts = Column(starts)
    texts = Column((0..<numbers.count).map { UInt32(spellings[Int(numbers[$0])].text) })
    chosen = TextColumn(choices.map(\.name))
    others = spellings.enumerated().compactMap { number, spelling in
      let name = choices[spelling.text].name
      // A blank text says nothing, however it is spelled.
      guard !name.isEmpty, distinct.texts.array(number) != name else { return nil }
      return Spellings.Other(
        text: text, firstRecord: spelling.firstRecord, records: spelling.records)
    }
  }

  /// Finds out which spellings are of one text, and chooses one for each text.
  private static func choices(
    among spellings: inout [Spelling], _ names: TextColumn, of text: PlanText
  ) -> [Choice] {
    var choices: [Choice] = []
    var textOfKey: [SpellingKey: Int] = [:]
    let nobodys = ReviewBoard.unassigned
    let unassigned = SpellingKey(of: nobodys.span)
    for number in spellings.indices {
      WorkMeter.step()
      let name = names.array(number)
      spellings[number].text = choices.count
      guard text.field.isOneInAnySpelling, TextCheck(name.span).fault == nil else {
        choices.append(Choice(name: name, records: 0, isFixed: true))
        continue
      }
      let key = SpellingKey(of: name.span)
      if let known = textOfKey[key] {
        spellings[number].text = known
        choices[known].weigh(name, of: spellings[number].records)
      } else {
        textOfKey[key] = choices.count
        // Where nobody is assigned the program writes the name itself.
        let isUnassigned = text == .board && key == unassigned
        choices.append(
          Choice(
            name: key.isBlank ? [] : isUnassigned ? nobodys : name,
            records: spellings[number].records, isFixed: key.isBlank || isUnassigned))
      }
    }
    return choices
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
    guard records > self.records || other.lexicographicallyPrecedes(name) else { return }
    (name, self.records) = (other, records)
  }
}
