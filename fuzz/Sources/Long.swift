/// Whole runs over records in the long layout, mixed with the wide one: structures that bytes alone
/// would hardly meet, made of a few ids, elements and values. Each byte of an input is a decision.
@Sendable func fuzzLong(_ input: [UInt8]) -> Verdict {
  guard let choices = input.first else { return .useless }
  var maker = SheetMaker(Draw(Array(input.dropFirst())))
  let sheets = maker.sheets()
  return checkRun(over: sheets, RunChoices(choices))
}

/// Makes plans and ratings out of decisions.
private struct SheetMaker {
  private var draw: Draw

  private static let elements = [
    "leading_change", "leading_people", "business_acumen", "building_coalitions", "results_driven",
  ]
  private static let weights = ["20", "10", "60", "20%", "5", "12.5", "", "0", "600", "x", "\t"]
  private static let levels = ["4", "1", "5", "Level 3", "outstanding", "", " ", "6", "x"]
  private static let names = [
    "leading_change", "Leading People", "BUSINESS-ACUMEN", "building coalitions", "results_driven",
    "", "no such element", "\"leading\nchange\"", "leading_change_weight",
  ]
  private static let ids = [
    "E1", "E2", "E3", "e1", "E-4", "", " ", "\"E\n1\"", "=E1", "E1 ", "\u{202E}E1",
  ]
  private static let texts = [
    "", "A", "B", "\"A, \"\"B\"\"\"", "=A", " ", "\t", "\"A\nB\"", "é", "\u{1}", "index", "../a",
    "unassigned",
  ]

  init(_ draw: Draw) { self.draw = draw }

  mutating func sheets() -> RunSheets {
    var sheets = RunSheets()
    // Two bits a file: what it is for, and what comes after it.
    repeat {
      let isLong = draw.number(below: 3) > 0
      switch draw.number(below: 4) {
      case 0: sheets.plans.append(sheet(isLong: isLong, hasWeights: true, hasLevels: false))
      case 1: sheets.ratings.append(sheet(isLong: isLong, hasWeights: false, hasLevels: true))
      case 2:
        sheets.plans.append(sheet(isLong: isLong, hasWeights: true, hasLevels: true))
        sheets.both.append(sheets.plans.count - 1)
      default:
        sheets.plans.append(sheet(isLong: true, hasWeights: true, hasLevels: false))
        sheets.ratings.append(sheet(isLong: isLong, hasWeights: false, hasLevels: true))
      }
    } while !draw.isEmpty && sheets.plans.count + sheets.ratings.count < 5
    return sheets
  }

  private mutating func sheet(isLong: Bool, hasWeights: Bool, hasLevels: Bool) -> [UInt8] {
    let lineEnd = draw.pick(["\n", "\r\n"])
    let texts =
      hasWeights ? draw.pick([[], ["prb"], ["name", "prb"], ["name", "appointment"]]) : []
    let mixed = hasWeights && hasLevels
    var columns = ["executive_id"] + texts
    if isLong {
      columns += ["element"] + (hasWeights ? ["weight"] : []) + (hasLevels ? ["level"] : [])
    } else {
      if hasWeights { columns += Self.elements.map { mixed ? $0 + "_weight" : $0 } }
      if hasLevels { columns += Self.elements.map { mixed ? $0 + "_rating" : $0 } }
    }
    var text = columns.joined(separator: ",") + lineEnd
    repeat {
      text += record(
        texts: texts.count, isLong: isLong, hasWeights: hasWeights, hasLevels: hasLevels, lineEnd)
      if draw.number(below: 16) == 1 { text += lineEnd }
    } while !draw.isEmpty && draw.number(below: 8) > 0
    if draw.number(below: 16) == 1 { text.removeLast() }
    return Array(text.utf8)
  }

  /// A record; or, in the long layout, now and then all records of an executive at once.
  private mutating func record(
    texts: Int, isLong: Bool, hasWeights: Bool, hasLevels: Bool, _ lineEnd: String
  ) -> String {
    let id = draw.pick(Self.ids)
    let first = [id] + (0..<texts).map { _ in draw.pick(Self.texts) }
    let isWhole = draw.number(below: 4) == 0
    func line(_ fields: [String]) -> String { fields.joined(separator: ",") + lineEnd }
    // A plan that is valid, with one level for all elements.
    let weights = ["10", "10", "10", "10", "60"]
    if isWhole {
      let level = draw.pick(Self.levels)
      let levels = Self.elements.map { _ in level }
      if !isLong { return line(first + (hasWeights ? weights : []) + (hasLevels ? levels : [])) }
      return Self.elements.indices.map { element in
        line(
          first + [Self.elements[element]] + (hasWeights ? [weights[element]] : [])
            + (hasLevels ? [level] : []))
      }.joined()
    }
    var fields = first
    for _ in 0..<(isLong ? 1 : 5) {
      if isLong { fields.append(draw.pick(Self.names)) }
      if hasWeights { fields.append(draw.pick(Self.weights)) }
    }
    if hasLevels { for _ in 0..<(isLong ? 1 : 5) { fields.append(draw.pick(Self.levels)) } }
    switch draw.number(below: 16) {
    case 1: fields.append("")
    case 2: fields.removeLast()
    default: break
    }
    return line(fields)
  }
}
