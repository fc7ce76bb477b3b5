import Appraisal

/// The first and the last day of an entry of a dated list, and where they stand.
private struct DatedEntry {
  let from: Located<CalendarDate>
  let until: Located<CalendarDate>?

  var days: ReviewRules.Days { ReviewRules.Days(from: from.value, until: until?.value) }
}

extension ReviewRulesDecoder {
  /// The last day of an appraisal period for which no distribution could be forced.
  ///
  /// Source: 5 CFR 430.305(a)(5), "while prohibiting a forced distribution", words that 90 FR 44291 took
  /// out from 15 October 2025 on.
  private static let lastDayWithoutLimit = CalendarDate(iso: "2025-10-14")

  mutating func distribution(in fields: Fields) -> [ReviewRules.Distribution] {
    dated(
      "distribution", in: fields,
      required: [
        "levels", "percent", "minimum_executives", "force", "population", "rounding", "citation",
      ]
    ) { decoder, entry, days in
      let levels = decoder.levels(in: entry)
      let percent = decoder.percent("percent", in: entry)
      let minimum = decoder.wholeNumber("minimum_executives", in: entry, within: 1...10_000)
      let force = decoder.choice("force", in: entry, of: ReviewRules.Distribution.Force.self)
      let population = decoder.choice(
        "population", in: entry, of: ReviewRules.Distribution.Population.self)
      let rounding = decoder.choice("rounding", in: entry, of: Rounding.self)
      let source = decoder.source(in: entry)
      if let force, force.value == .limit, let days { decoder.refuseProhibitedLimit(days.from) }
      guard let days, let levels, let percent, let minimum, let force, let population,
        let rounding, let source
      else { return nil }
      return ReviewRules.Distribution(
        days: days.days, levels: levels, percent: percent.value, minimumExecutives: minimum.value,
        force: force.value, population: population.value, rounding: rounding.value, source: source)
    }
  }

  /// Refuses a limit that would apply to a period for which it was prohibited.
  private mutating func refuseProhibitedLimit(_ from: Located<CalendarDate>) {
    guard let last = Self.lastDayWithoutLimit, from.value <= last else { return }
    let next = last.adding(days: 1)
    report(
      from.place,
      "A limit from \(from.value) on applies to appraisal periods that end before \(next), when a "
        + "forced distribution was prohibited (5 CFR 430.305(a)(5) before 90 FR 44291).",
      "Let the limit begin on \(next), and write `force: guidance` until \(last).")
  }

  /// Levels, each once, the highest first.
  private mutating func levels(in fields: Fields) -> [Level]? {
    guard let entries = entries("levels", in: fields, counts: 1...4) else { return nil }
    let levels = entries.map { level(of: $0, as: "levels") }
    let readable = levels.compactMap { $0 }
    for (index, level) in readable.enumerated()
    where readable[..<index].contains(where: { $0.value == level.value }) {
      report(
        level.place, "Level \(level.value.number) appears twice in `levels`.", "Keep one of them.")
    }
    return readable.count == levels.count ? readable.map(\.value).sorted(by: >) : nil
  }

  mutating func pay(in fields: Fields) -> [ReviewRules.Pay] {
    dated(
      "pay", in: fields, required: ["minimum", "maximum", "certified_maximum", "citation"]
    ) { decoder, entry, days in
      let minimum = decoder.dollars("minimum", in: entry)
      let maximum = decoder.dollars("maximum", in: entry)
      let certified = decoder.dollars("certified_maximum", in: entry)
      let source = decoder.source(in: entry)
      decoder.refuseFalling(minimum, maximum, "maximum")
      decoder.refuseFalling(maximum, certified, "certified_maximum")
      guard let days, let minimum, let maximum, let certified, let source else { return nil }
      return ReviewRules.Pay(
        days: days.days, minimum: minimum.value, maximum: maximum.value,
        certifiedMaximum: certified.value, source: source)
    }
  }

  private mutating func refuseFalling(
    _ lower: Located<Dollars>?, _ upper: Located<Dollars>?, _ key: String
  ) {
    guard let lower, let upper, lower.value > upper.value else { return }
    report(
      upper.place, "`\(key)` is \(upper.value), below \(lower.value).",
      "Let the amounts rise from `minimum` to `certified_maximum`.")
  }

  /// The entries of a list with dates, after reporting overlaps and gaps.
  private mutating func dated<Entry>(
    _ key: String, in fields: Fields, required: [String],
    _ read: (inout Self, Fields, DatedEntry?) -> Entry?
  ) -> [Entry] {
    var before: DatedEntry?
    return (entries(key, in: fields, counts: 1...1000) ?? []).enumerated().compactMap {
      index, value in
      let entry = self.fields(
        of: value, what: "Entry \(index + 1) of `\(key)`", required: ["from"] + required,
        optional: ["until", "unconfirmed"])
      let days = entry.flatMap { self.days(in: $0) }
      if let days, let before { refuseStep(from: before, to: days) }
      before = days
      return entry.flatMap { read(&self, $0, days) }
    }
  }

  private mutating func days(in fields: Fields) -> DatedEntry? {
    let from = date("from", in: fields)
    let until = date("until", in: fields)
    guard let from, fields["until"] == nil || until != nil else { return nil }
    if let until, until.value < from.value {
      report(
        until.place, "The entry ends on \(until.value), before it begins, on \(from.value).",
        "Write its first day as `from`.")
      return nil
    }
    return DatedEntry(from: from, until: until)
  }

  /// Refuses an entry that does not begin on the day after the one before it.
  private mutating func refuseStep(from before: DatedEntry, to next: DatedEntry) {
    guard let end = before.until?.value else {
      let last = next.from.value.adding(days: -1)
      report(
        next.from.place,
        "The entry begins on \(next.from.value), and the one before it, from \(before.from.value) on, "
          + "has no end.", "Give the one before `until: \(last)`, or put them in order.")
      return
    }
    let step = next.from.value.days(since: end)
    if step < 1 {
      report(
        next.from.place,
        "The entry begins on \(next.from.value), and the one before it ends only on \(end).",
        "Let one day belong to one entry, the earliest first.")
    } else if step > 1 {
      let (first, last) = (end.adding(days: 1), next.from.value.adding(days: -1))
      report(
        next.from.place,
        "No entry holds " + (first == last ? "\(first)." : "the days from \(first) to \(last)."),
        "Let the entry begin on \(first), or the one before it end later.")
    }
  }
}
