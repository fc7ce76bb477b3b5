import Appraisal
import Columns

/// Puts the plan of an executive together from the records that name him or her.
struct PlanAssembly {
  private let executives: Executives
  /// The duplicates met.
  private(set) var duplicates: [RecordLinks<Plans, Plans>.Pair] = []

  private var plans: RecordTable<Plans> { executives.plans }
  private var elements: Int { executives.rules.elements }

  /// Puts plans of these executives together.
  init(_ executives: Executives) { self.executives = executives }

  /// Takes the first record of an executive into the plan, and those that share its row.
  @inline(__always)
  mutating func add(_ executive: Executive) {
    guard let assembled = executives.assembled else { return }
    add(executive.firstRecord, of: executive, to: assembled)
  }

  /// Takes a further record of an executive into the plan, and those that share its row.
  mutating func addLater(_ record: PlanRecord) {
    let executive = executives.executive(of: record)
    if plans.flags(of: record).contains(.wrong) {
      executives[executive].flags.insert(.planIsWrong)
    }
    if let assembled = executives.assembled, plans.isLong(record) {
      add(record, of: executive, to: assembled)
    } else {
      noteDuplicate(record, executive.firstRecord, of: executive)
    }
  }

  private mutating func add(
    _ first: PlanRecord, of executive: Executive, to assembled: Executives.AssembledPlans
  ) {
    let row = executives.row(of: executive)
    guard plans.isLong(first) else {
      plans.withWeights(of: first, elements: elements) { weights in
        for element in weights.indices {
          assembled.weights[row.index * elements + element] = weights[element]
          assembled.records[row.index * elements + element] = first
        }
      }
      return
    }
    for record in executives.rows.records(of: executives.rows.row(of: first)) {
      // What the record before it in the row gave, this one gives again, mostly all of it.
      if record == first || !plans.repeatsTexts(record) {
        addTexts(of: record, row, of: executive, to: assembled)
      }
      addWeight(of: record, row, of: executive, to: assembled)
    }
  }

  /// Takes the texts of a long record into their places in the plan.
  ///
  /// Those of the first record are there, as ``Executives/record(of:of:)`` finds them, with nothing noted.
  private func addTexts(
    of record: PlanRecord, _ row: ExecutiveRow, of executive: Executive,
    to assembled: Executives.AssembledPlans
  ) {
    let first = executive.firstRecord
    guard record != first else { return }
    for number in 0..<PlanText.count {
      let text = PlanText(number: number)
      let cell = row.index * PlanText.count + number
      let later = assembled.textRecords[cell].ifAny
      // What a record in the wide layout says is not put together with others: they are duplicates.
      let giver = later ?? (plans.isLong(first) ? first : nil)
      if let giver, !executives.differ(text, of: record, giver) { continue }
      if plans.isBlank(text, of: record) { continue }
      // A later record that gave a text gave no blank one.
      if later == nil, giver.map({ plans.isBlank(text, of: $0) }) ?? true {
        assembled.textRecords[cell] = record
      } else {
        executives.facts[row.index].flags.formUnion([.textsConflict, .planIsWrong])
      }
    }
  }

  /// Takes the weight of a long record into its place in the plan.
  private mutating func addWeight(
    of record: PlanRecord, _ row: ExecutiveRow, of executive: Executive,
    to assembled: Executives.AssembledPlans
  ) {
    let flags = plans.flags(of: record)
    if flags.contains(.wrong) { executives.facts[row.index].flags.insert(.planIsWrong) }
    guard !flags.contains(.withoutElement) else { return }
    let cell = row.index * elements + plans.element(of: record)
    if let giver = assembled.records[cell].ifAny {
      noteDuplicate(record, giver, of: executive)
    } else {
      assembled.records[cell] = record
      assembled.weights[cell] = plans.withWeights(of: record, elements: 1) { $0[0] }
    }
  }

  private mutating func noteDuplicate(
    _ record: PlanRecord, _ other: PlanRecord, of executive: Executive
  ) {
    duplicates.link(record, other)
    executives[executive].flags.formUnion([.planIsDuplicate, .planIsWrong])
  }
}
