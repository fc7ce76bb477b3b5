import Appraisal

/// From the values of a cycle file to a cycle.
struct CycleDecoder: StrictDecoder {
  static let kind = FileKind(
    file: "cycle file", content: "cycle",
    beginning: "Begin with the agency, its period and its units.")

  var problems: [Statement] = []

  mutating func decode(_ root: YAMLValue) -> Cycle? {
    let fields = fields(
      of: root, what: "The file", required: ["format", "agency", "period", "units"], optional: [],
      nullable: ["certified", "pay_effective", "decided_on", "boards", "checked_elsewhere"])
    guard let fields, isInKnownFormat(fields) else { return nil }
    let agency = text("agency", in: fields)
    let period = period(fields["period"])
    let certified = flag("certified", in: fields)
    let payEffective = day("pay_effective", in: fields, of: period)
    let decidedOn = day("decided_on", in: fields, of: period)
    let units = units(entries("units", in: fields, counts: 1...1000))
    let boards = boards(entries("boards", in: fields, counts: 0...10_000) ?? [], of: period)
    let checkedElsewhere = checkedElsewhere(in: fields)
    guard problems.isEmpty, let agency, let period, let list = fields["units"] else { return nil }
    return Cycle(
      agency: agency.value, period: period, isCertified: certified?.value,
      payEffective: payEffective?.value, decidedOn: decidedOn?.value, units: units, boards: boards,
      checkedElsewhere: checkedElsewhere, unitsPlace: list.place)
  }

  private mutating func period(_ value: YAMLValue?) -> Cycle.Period? {
    guard
      let fields = fields(of: value, what: "`period`", required: ["from", "to"], optional: [])
    else { return nil }
    let (from, to) = (date("from", in: fields), date("to", in: fields))
    guard let from, let to else { return nil }
    let days = to.value.days(since: from.value)
    if days < 0 {
      report(
        to.place, "The period ends on \(to.value), before it begins, on \(from.value).",
        "Write its first day as `from`.")
      return nil
    }
    if days > 731 {
      report(
        to.place,
        "The period from \(from.value) to \(to.value) is longer than two years, and the rules are "
          + "chosen by its end.", "Correct the year.")
      return nil
    }
    return Cycle.Period(from: from.value, to: to.value)
  }

  /// A day that comes after a period, and not long after it.
  ///
  /// A period of last year with the days of this year, or the other way round, is what a copied file looks
  /// like. An annual summary rating is assigned at the end of the period (5 CFR 430.303): before, there is
  /// none, and a year later the next one is due. A single decision may come later; it has its own day, on
  /// the decided sheet.
  private mutating func day(
    _ key: String, in fields: Fields, of period: Cycle.Period?
  ) -> Located<CalendarDate>? {
    guard let day = date(key, in: fields) else { return nil }
    switch period?.place(of: day.value) {
    case .beforeEnd:
      report(
        day.place,
        "`\(key)` is \(day.value), before the period ends, on \(period?.to.description ?? "").",
        "Correct the year, here or of `period`.")
    case .late:
      report(
        day.place,
        "`\(key)` is \(day.value), more than a year after the period ends, on "
          + "\(period?.to.description ?? "").",
        "Correct the year, here or of `period`."
          + (key == "decided_on"
            ? " The day of a single late decision stands on the decided sheet." : ""))
    case .inTime, nil: break
    }
    return day
  }

  /// Who has checked what is not given: each a text.
  private mutating func checkedElsewhere(in fields: Fields) -> [ClosingCheck: String] {
    guard let value = fields["checked_elsewhere"] else { return [:] }
    let keys = ClosingCheck.allCases.map(\.key)
    let fields = self.fields(
      of: value, what: "`checked_elsewhere`", required: [], optional: [], nullable: keys)
    guard let fields else { return [:] }
    var checks: [ClosingCheck: String] = [:]
    for check in ClosingCheck.allCases {
      if let text = text(check.key, in: fields) { checks[check] = text.value }
    }
    return checks
  }

  // MARK: Units

  private mutating func units(_ values: [YAMLValue]?) -> [Cycle.Unit] {
    var names: [SpellingKey: Located<String>] = [:]
    var owners: [SpellingKey: Located<String>] = [:]
    var rest: Statement.Place?
    return (values ?? []).enumerated().compactMap { index, value in
      let fields = fields(
        of: value, what: "Unit \(index + 1)", required: ["name", "boards"], optional: [],
        nullable: ["career_basic_pay_paid", "career_average_rate", "career_executives", "waiver"])
      guard let fields else { return nil }
      let name = text("name", in: fields)
      if let name { refuseSecond(name, among: &names, "units") }
      let boards = boards(ofUnit: fields, owners: &owners, rest: &rest)
      let paid = dollars("career_basic_pay_paid", in: fields)
      let average = dollars("career_average_rate", in: fields)
      let executives = wholeNumber("career_executives", in: fields, within: 0...99_999)
      let waiver = text("waiver", in: fields)
      guard let name, let boards else { return nil }
      return Cycle.Unit(
        name: name, boards: boards, careerBasicPayPaid: paid?.value,
        careerAverageRate: average?.value, careerExecutives: executives?.value,
        waiver: waiver?.value)
    }
  }

  /// A list of names, or the word `rest`.
  private mutating func boards(
    ofUnit fields: Fields, owners: inout [SpellingKey: Located<String>],
    rest: inout Statement.Place?
  ) -> Cycle.Unit.Boards? {
    guard let value = fields["boards"] else { return nil }
    if value.isWord("rest") {
      if let first = rest {
        report(
          value.place, "`boards: rest` appears twice, first on line \(first.line).",
          "Name the boards of one of the units.")
      }
      rest = rest ?? value.place
      return .rest
    }
    guard let entries = entries(of: value, as: "boards", counts: 1...10_000) else { return nil }
    let names = entries.compactMap { text(of: $0, as: "boards") }
    for name in names { refuseSecond(name, among: &owners, "boards of the units") }
    return .named(names)
  }

  // MARK: Boards

  private mutating func boards(
    _ values: [YAMLValue], of period: Cycle.Period?
  ) -> [Cycle.Board] {
    var names: [SpellingKey: Located<String>] = [:]
    return values.enumerated().compactMap { index, value in
      let fields = fields(
        of: value, what: "Board \(index + 1)", required: ["prb"], optional: [],
        nullable: ["recommended_on", "insufficient_career"])
      guard let fields else { return nil }
      let prb = text("prb", in: fields)
      if let prb { refuseSecond(prb, among: &names, "boards") }
      let recommendedOn = day("recommended_on", in: fields, of: period)
      let insufficientCareer = text("insufficient_career", in: fields)
      guard let prb else { return nil }
      return Cycle.Board(
        prb: prb, recommendedOn: recommendedOn?.value,
        insufficientCareer: insufficientCareer?.value)
    }
  }

  /// Reports a name that stands in a list already, in any spelling.
  private mutating func refuseSecond(
    _ name: Located<String>, among names: inout [SpellingKey: Located<String>], _ list: String
  ) {
    let key = SpellingKey(of: name.value)
    guard let first = names[key] else {
      names[key] = name
      return
    }
    let spelling = first.value == name.value ? "" : " as `\(first.value)`"
    report(
      name.place,
      "`\(name.value)` appears twice among the \(list), first on line \(first.place.line)"
        + "\(spelling).", "Keep one of them.")
  }
}
