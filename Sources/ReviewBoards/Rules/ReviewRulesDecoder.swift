package import Appraisal

extension ReviewRules {
  /// Decodes a rules file.
  ///
  /// - Parameter yaml: The bytes of the file, UTF-8 with or without a byte order mark.
  /// - Throws: ``RefusedFile`` with everything that is wrong and the places.
  /// - Complexity: O(bytes).
  package static func decode(_ yaml: [UInt8]) throws(RefusedFile) -> ReviewRules {
    try ReviewRulesDecoder.decode(yaml)
  }
}

/// From the values of a rules file to rules.
struct ReviewRulesDecoder: StrictDecoder {
  typealias Source = ReviewRules.Source
  typealias Cited = ReviewRules.Cited

  static let kind = FileKind(
    file: "rules file", content: "set of rules", beginning: "Begin with a copy of built-in rules.")

  var problems: [Statement] = []

  mutating func decode(_ root: YAMLValue) -> ReviewRules? {
    let fields = fields(
      of: root, what: "The file",
      required: [
        "format", "name", "title", "boards", "remarks_when_different", "moratorium", "distribution",
        "pay", "adjustment", "raise_at_level_3", "awards", "removal", "publication",
      ], optional: [])
    guard let fields, isInKnownFormat(fields) else { return nil }
    let name = identifier("name", in: fields, separator: "-")
    let title = text("title", in: fields)
    let boards = boards(fields["boards"])
    let remarks = cited("remarks_when_different", in: fields) {
      $0.choice("value", in: $1, of: ReviewRules.Remarks.self)?.value
    }
    let moratorium = moratorium(fields["moratorium"])
    let distribution = distribution(in: fields)
    let pay = pay(in: fields)
    let adjustment = adjustment(fields["adjustment"])
    let raise = raise(fields["raise_at_level_3"])
    let awards = awards(fields["awards"])
    let removal = removal(fields["removal"])
    let publication = publication(fields["publication"])
    guard problems.isEmpty, let name, let title, let boards, let remarks, let moratorium,
      let adjustment, let raise, let awards, let removal, let publication
    else { return nil }
    return ReviewRules(
      name: name.value, title: title.value, boards: boards, remarksWhenDifferent: remarks,
      moratorium: moratorium, distribution: distribution, pay: pay, adjustment: adjustment,
      raiseAtLevel3: raise, awards: awards, removalAtLevel1: removal.level1,
      removalBelowLevel3: removal.below3, publication: publication)
  }

  /// A mapping of `value`, `citation` and perhaps `unconfirmed`.
  ///
  /// - Parameter isNullable: Whether the value may be `null`; `read` is called then with fields that do
  ///   not have it.
  mutating func cited<Value>(
    _ key: String, in fields: Fields, isNullable: Bool = false,
    _ read: (inout Self, Fields) -> Value?
  ) -> Cited<Value>? {
    let entry = self.fields(
      of: fields[key], what: "`\(key)`", required: (isNullable ? [] : ["value"]) + ["citation"],
      nullable: isNullable ? ["value"] : [])
    guard let entry else { return nil }
    let value = read(&self, entry)
    guard let value, let source = source(in: entry) else { return nil }
    return Cited(value: value, source: source)
  }

  /// A percent under a key.
  mutating func percent(_ key: String, in fields: Fields) -> Located<StatedPercent>? {
    number(key, in: fields, within: 0...10_000).map {
      Located(value: StatedPercent(hundredths: $0.value), place: $0.place)
    }
  }

  // MARK: Boards

  private mutating func boards(_ value: YAMLValue?) -> ReviewRules.Boards? {
    let fields = fields(
      of: value, what: "`boards`",
      required: ["minimum_members", "career_majority", "recuse_rating_official"], optional: [])
    guard let fields else { return nil }
    let minimum = cited("minimum_members", in: fields) {
      $0.wholeNumber("value", in: $1, within: 1...99)?.value
    }
    let majority = cited("career_majority", in: fields) {
      $0.choice("value", in: $1, of: ReviewRules.Boards.CareerMajority.self)?.value
    }
    let recusal = cited("recuse_rating_official", in: fields) { $0.flag("value", in: $1)?.value }
    guard let minimum, let majority, let recusal else { return nil }
    return ReviewRules.Boards(
      minimumMembers: minimum, careerMajority: majority, recusesRatingOfficial: recusal)
  }

  private mutating func moratorium(_ value: YAMLValue?) -> ReviewRules.Moratorium? {
    let fields = fields(
      of: value, what: "`moratorium`", required: ["days", "administrations", "citation"])
    guard let fields else { return nil }
    let days = wholeNumber("days", in: fields, within: 1...366)
    let dates = (entries("administrations", in: fields, counts: 1...1000) ?? []).map {
      date(of: $0, as: "administrations")
    }
    let administrations = dates.compactMap { $0 }
    for (one, next) in zip(administrations, administrations.dropFirst())
    where one.value >= next.value {
      report(
        next.place, "The administration of \(next.value) does not come after \(one.value).",
        "Write the first days of administrations in their order, each once.")
    }
    guard let days, administrations.count == dates.count, let source = source(in: fields)
    else { return nil }
    return ReviewRules.Moratorium(
      days: days.value, administrations: administrations.map(\.value), source: source)
  }

  // MARK: Pay

  private mutating func adjustment(_ value: YAMLValue?) -> ReviewRules.Adjustment? {
    let fields = fields(
      of: value, what: "`adjustment`", required: ["months", "tolerated_days", "citation"])
    guard let fields else { return nil }
    let months = wholeNumber("months", in: fields, within: 1...60)
    let days = entries("tolerated_days", in: fields, counts: 2...2)?.compactMap {
      wholeNumber(of: $0, as: "tolerated_days", within: 1...1830)
    }
    if let days, days.count == 2, days[0].value > days[1].value {
      report(
        days[1].place,
        "`tolerated_days` goes from \(days[0].value) down to \(days[1].value).",
        "Write the fewer days first.")
      return nil
    }
    if let months, let days, let last = days.last, last.value > months.value * 31 {
      report(
        last.place,
        "`tolerated_days` goes to \(last.value), more than \(months.value) months have.",
        "Write the days that a period of so many months may be short of.")
      return nil
    }
    guard let months, let days, days.count == 2, let source = source(in: fields) else { return nil }
    return ReviewRules.Adjustment(
      months: months.value, toleratedDays: days[0].value...days[1].value, source: source)
  }

  private mutating func raise(_ value: YAMLValue?) -> ReviewRules.RaiseAtLevel3? {
    let fields = fields(
      of: value, what: "`raise_at_level_3`", required: ["percent", "severity", "citation"])
    guard let fields else { return nil }
    let percent = percent("percent", in: fields)
    let severity = choice("severity", in: fields, of: Severity.self)
    guard let percent, let severity, let source = source(in: fields) else { return nil }
    return ReviewRules.RaiseAtLevel3(
      percent: percent.value, severity: severity.value, source: source)
  }

  // MARK: Awards

  private mutating func awards(_ value: YAMLValue?) -> ReviewRules.Awards? {
    let fields = fields(
      of: value, what: "`awards`",
      required: [
        "minimum_level", "minimum_percent", "maximum_percent", "pool_percent",
        "pool_average_percent", "policy_pool_percent", "share_of_4_and_5",
      ], optional: [])
    guard let fields else { return nil }
    let level = cited("minimum_level", in: fields) { decoder, entry in
      entry["value"].flatMap { decoder.level(of: $0, as: "value")?.value }
    }
    let minimum = citedPercent("minimum_percent", in: fields)
    let maximum = citedPercent("maximum_percent", in: fields)
    if let minimum, let maximum, minimum.value > maximum.value,
      let place = fields["maximum_percent"]
    {
      report(
        place.place,
        "The largest award, \(maximum.value) percent, is below the smallest, \(minimum.value).",
        "Write the lower percent as `minimum_percent`.")
    }
    let pool = citedPercent("pool_percent", in: fields)
    let average = citedPercent("pool_average_percent", in: fields)
    let policy: Cited<StatedPercent?>? = cited(
      "policy_pool_percent", in: fields, isNullable: true
    ) { decoder, entry in
      guard entry["value"] != nil else { return .some(nil) }
      return decoder.percent("value", in: entry).map { .some($0.value) }
    }
    let share = citedPercent("share_of_4_and_5", in: fields)
    guard let level, let minimum, let maximum, let pool, let average, let policy, let share
    else { return nil }
    return ReviewRules.Awards(
      minimumLevel: level, minimumPercent: minimum, maximumPercent: maximum, poolPercent: pool,
      poolAveragePercent: average, policyPoolPercent: policy, shareOf4And5: share)
  }

  private mutating func citedPercent(_ key: String, in fields: Fields) -> Cited<StatedPercent>? {
    cited(key, in: fields) { $0.percent("value", in: $1)?.value }
  }

  // MARK: Removal and publication

  private mutating func removal(
    _ value: YAMLValue?
  ) -> (level1: ReviewRules.Removal, below3: ReviewRules.Removal)? {
    let fields = fields(
      of: value, what: "`removal`", required: ["level_1", "below_3"], optional: [])
    guard let fields else { return nil }
    let (level1, below3) = (removal("level_1", in: fields), removal("below_3", in: fields))
    guard let level1, let below3 else { return nil }
    return (level1, below3)
  }

  private mutating func removal(_ key: String, in fields: Fields) -> ReviewRules.Removal? {
    let entry = self.fields(
      of: fields[key], what: "`\(key)`", required: ["count", "years", "citation"])
    guard let entry else { return nil }
    let years = wholeNumber("years", in: entry, within: 1...50)
    let count = wholeNumber("count", in: entry, within: 1...50)
    if let years, let count, count.value > years.value {
      report(
        count.place, "There are no \(count.value) annual ratings in \(years.value) years.",
        "Write the number of years as `years`.")
    }
    guard let years, let count, let source = source(in: entry) else { return nil }
    return ReviewRules.Removal(count: count.value, years: years.value, source: source)
  }

  private mutating func publication(_ value: YAMLValue?) -> ReviewRules.Publication? {
    let fields = fields(
      of: value, what: "`publication`", required: ["minimum_cell", "bands", "citation"])
    guard let fields else { return nil }
    let cell = wholeNumber("minimum_cell", in: fields, within: 1...1000)
    let bands = (entries("bands", in: fields, counts: 1...5) ?? []).map { value in
      (entries(of: value, as: "bands", counts: 1...5) ?? []).compactMap {
        level(of: $0, as: "bands")?.value
      }
    }
    if problems.isEmpty, bands.flatMap({ $0 }) != Level.allCases.reversed(),
      let place = fields["bands"]?.place
    {
      report(
        place, "`bands` does not go through all five levels from the highest to the lowest.",
        "Write them such as `[[5], [4], [3, 2, 1]]`.")
    }
    guard let cell, let source = source(in: fields) else { return nil }
    return ReviewRules.Publication(minimumCell: cell.value, bands: bands, source: source)
  }
}
