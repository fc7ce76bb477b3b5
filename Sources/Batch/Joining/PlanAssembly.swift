import Appraisal
import Columns

/// Puts the plan of an executive together from the records that name him or her.
struct PlanAssembly {
  private let executives: Executives
  /// The duplicates met.
  private(set) var pairs: [RecordLinks.Pair] = []

  private var plans: RecordTable { executives.plans }
  private var elements: Int { executives.rules.elements }

  /// Puts plans of these executives together.
  init(_ executives: Executives) { self.executives = executives }

  /// Takes the first record of an executive into the plan, and those that share its row.
  @inline(__always)
  mutating func add(_ executive: Int) {
    guard let assembled = executives.assembled else { return }
    add(executive, of: executive, to: assembled)
  }

  /// Takes a further record of an executive into the plan, and those that share its row.
  mutating func addLater(_ record: Int) {
    let executive = Int(executives.firstRecords[record])
    if plans.flags(of: record).contains(.wrong) {
      executives.flags[executive].insert(.planIsWrong)
    }
    if let assembled = executives.assembled, plans.isLong(record) {
      add(record, of: executive, to: assembled)
    } else {
      noteDuplicate(record, executive, of: executive)
    }
  }

  private mutating func add(
    _ first: Int, of executive: Int, to assembled: Executives.AssembledPlans
  ) {
    let row = executives.firstRecords.row(of: executive)
    guard plans.isLong(first) else {
      plans.withWeights(of: first, elements: elements) { weights in
        for element in weights.indices {
          assembled.weights[row * elements + element] = weights[element]
          assembled.records[row * elements + element] = UInt32(first)
        }
      }
      return
    }
    for record in executives.firstRecords.records(sharingRowOf: first) {
      // What the record before it in the row gave, this one gives again, mostly all of it.
      if record == first || !plans.repeatsTexts(record) { addTexts(of: record, row, to: assembled) }
      addWeight(of: record, row, of: executive, to: assembled)
    }
  }

  /// Takes the texts of a long record into their places in the plan.
  private func addTexts(
    of record: Int, _ row: Int, to assembled: Executives.AssembledPlans
  ) {
    for number in 0..<assembled.texts {
      let text = PlanText(number: number)
      let cell = row * assembled.texts + number
      let giver = assembled.textRecords[cell]
      // Who gave a text gave no blank one, so that a text equal to it needs no look.
      if giver != Executives.none && !plans.differ(text, of: record, Int(giver)) { continue }
      if plans.isBlank(text, of: record) { continue }
      if giver == Executives.none {
        assembled.textRecords[cell] = UInt32(record)
      } else {
        executives.flags.values[row].formUnion([.textsConflict, .planIsWrong])
      }
    }
  }

  /// Takes the weight of a long record into its place in the plan.
  private mutating func addWeight(
    of record: Int, _ row: Int, of executive: Int, to assembled: Executives.AssembledPlans
  ) {
    let flags = plans.flags(of: record)
    if flags.contains(.wrong) { executives.flags.values[row].insert(.planIsWrong) }
    guard !flags.contains(.withoutElement) else { return }
    let cell = row * elements + plans.element(of: record)
    if assembled.records[cell] == Executives.none {
      assembled.records[cell] = UInt32(record)
      assembled.weights[cell] = plans.withWeights(of: record, elements: 1) { $0[0] }
    } else {
      noteDuplicate(record, Int(assembled.records[cell]), of: executive)
    }
  }

  private mutating func noteDuplicate(_ record: Int, _ other: Int, of executive: Int) {
    pairs.relate(UInt32(record), UInt32(other), .duplicate)
    executives.flags[executive].formUnion([.planIsDuplicate, .planIsWrong])
  }
}
