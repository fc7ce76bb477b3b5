import Yams

// MARK: Mappings and lists

extension StrictDecoder {
  /// The fields of a mapping, after reporting unknown keys and missing ones; `nil` where there is
  /// no mapping. An absent value is passed over: it was reported where it is required.
  ///
  /// - Parameter nullable: More keys that may be left out; written with `null` they are as good as
  ///   absent.
  package mutating func fields(
    of value: YAMLValue?, what: String, required: [String], optional: [String] = ["unconfirmed"],
    nullable: [String] = []
  ) -> Fields? {
    guard let value else { return nil }
    let known = required + optional + nullable
    guard case .mapping(let mapping) = value.node else {
      report(
        value.place, "\(what) is \(value.kind), not a mapping.",
        "Write it with the keys \(listed(required)).")
      return nil
    }
    var values: [String: YAMLValue] = [:]
    for (key, value) in mapping {
      if case .scalar(let scalar) = key, known.contains(scalar.string) {
        let value = YAMLValue(value)
        if !(value.isNull && nullable.contains(scalar.string)) { values[scalar.string] = value }
      } else {
        let name = if case .scalar(let scalar) = key { printable(scalar.string) } else { "…" }
        report(
          YAMLValue(key).place, "\(what) has an unknown key, `\(name)`.",
          "Use the keys \(listed(known)), or write the line as a comment.")
      }
    }
    for key in required where values[key] == nil {
      report(
        value.place, "\(what) has no `\(key)`.",
        key == "citation" ? citationFix : "Add `\(key):`.")
    }
    return Fields(what: what, place: value.place, values: values)
  }

  /// The items of a list; `nil` if there is none or their number is wrong.
  package mutating func entries(
    _ key: String, in fields: Fields, counts: ClosedRange<Int>
  ) -> [YAMLValue]? {
    fields[key].flatMap { entries(of: $0, as: key, counts: counts) }
  }

  /// The items of a list that a message calls by its key.
  package mutating func entries(
    of value: YAMLValue, as key: String, counts: ClosedRange<Int>
  ) -> [YAMLValue]? {
    guard case .sequence(let sequence) = value.node else {
      report(
        value.place, "`\(key)` is \(value.kind), not a list.",
        "Write a list, each entry after a `-`.")
      return nil
    }
    guard counts.contains(sequence.count) else {
      let (count, least, most) = (sequence.count, counts.lowerBound, counts.upperBound)
      report(
        value.place,
        "`\(key)` has \(count) \(count == 1 ? "entry" : "entries"); it "
          + (least == most ? "has to have \(most)." : "may have \(least) to \(most)."),
        count < least ? "Add an entry." : "Take entries away.")
      return nil
    }
    return sequence.map { YAMLValue($0) }
  }

  /// The source of a rule; `nil` when a part of it is missing or cannot be read.
  package mutating func source(in fields: Fields) -> AppraisalSystem.Source? {
    let citation = text("citation", in: fields)
    let unconfirmed = text("unconfirmed", in: fields)
    guard let citation else { return nil }
    return AppraisalSystem.Source(citation: citation.value, unconfirmed: unconfirmed?.value)
  }
}

// MARK: Texts

extension StrictDecoder {
  /// A text of one line without control characters, not empty.
  package mutating func text(_ key: String, in fields: Fields) -> Located<String>? {
    fields[key].flatMap { text(of: $0, as: key) }
  }

  /// The same of a value that a message calls by its key.
  package mutating func text(of value: YAMLValue, as key: String) -> Located<String>? {
    guard case .scalar(let scalar) = value.node else {
      report(value.place, "`\(key)` is \(value.kind), not a text.", "Write a text of one line.")
      return nil
    }
    var string = scalar.string
    // A block scalar without `-` keeps its last line end.
    if scalar.style == .folded || scalar.style == .literal, string.last == "\n" {
      string.removeLast()
    }
    if value.isNull || string.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      report(value.place, "`\(key)` is empty.", key == "citation" ? citationFix : "Fill it in.")
      return nil
    }
    guard !string.unicodeScalars.contains(where: \.disturbsReader) else {
      report(
        value.place,
        "`\(key)` has a line break, or a control, text-direction or invisible character in it.",
        "Write it as one line, or fold it with `>-`.")
      return nil
    }
    return Located(value: string, place: value.place)
  }

  /// A word of 1–64 ASCII lower-case letters, digits and separators that begins with a letter.
  package mutating func identifier(
    _ key: String, in fields: Fields, separator: Character
  ) -> Located<String>? {
    guard let word = text(key, in: fields) else { return nil }
    let isWord = word.value.unicodeScalars.allSatisfy {
      "a"..."z" ~= $0 || "0"..."9" ~= $0 || Character($0) == separator
    }
    let first = word.value.unicodeScalars.first ?? "0"
    guard isWord, "a"..."z" ~= first, word.value.utf8.count <= 64 else {
      report(
        word.place,
        "The \(key) `\(word.value)` is not 1 to 64 lower-case letters, digits and "
          + "`\(separator)` that begin with a letter.",
        "Write one such as `\(separator == "-" ? "our-agency-2026" : "results_driven")`.")
      return nil
    }
    return word
  }

  /// One of the words of an enumeration.
  package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ key: String, in fields: Fields, of choices: Choice.Type = Choice.self
  ) -> Located<Choice>? {
    guard let word = text(key, in: fields) else { return nil }
    guard let choice = Choice(rawValue: word.value) else {
      let words = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      report(
        word.place, "`\(key)` is `\(printable(word.value))`, none of \(words).",
        "Write one of them.")
      return nil
    }
    return Located(value: choice, place: word.place)
  }

  /// `true` or `false`.
  package mutating func flag(_ key: String, in fields: Fields) -> Located<Bool>? {
    guard let value = fields[key] else { return nil }
    guard case .scalar(let scalar) = value.node, scalar.style == .plain,
      let flag = Bool(scalar.string)
    else {
      report(
        value.place, "`\(key)` is \(value.kind), neither true nor false.", "Write true or false.")
      return nil
    }
    return Located(value: flag, place: value.place)
  }

  /// A day of the calendar.
  package mutating func date(_ key: String, in fields: Fields) -> Located<CalendarDate>? {
    fields[key].flatMap { date(of: $0, as: key) }
  }

  /// The same of a value that a message calls by its key.
  package mutating func date(of value: YAMLValue, as key: String) -> Located<CalendarDate>? {
    guard let text = text(of: value, as: key) else { return nil }
    guard let date = CalendarDate(iso: text.value) else {
      report(
        text.place, "The date is `\(text.value)`, not a day as year, month and day.",
        "Write it as 2012-01-04.")
      return nil
    }
    return Located(value: date, place: text.place)
  }
}

// MARK: Numbers

extension StrictDecoder {
  /// A decimal with at most two digits after the point, as hundredths.
  ///
  /// It is read from its digits: `0.5` is 50. A quoted number, a sign, an exponent, a leading zero
  /// and a percent sign are refused.
  package mutating func number(
    _ key: String, in fields: Fields, within range: ClosedRange<UInt32> = 0...9_999_999
  ) -> Located<UInt32>? {
    fields[key].flatMap { number(of: $0, as: key, within: range) }
  }

  private mutating func number(
    of value: YAMLValue, as key: String, within range: ClosedRange<UInt32> = 0...9_999_999
  ) -> Located<UInt32>? {
    guard case .scalar(let scalar) = value.node else {
      report(
        value.place, "`\(key)` is \(value.kind), not a number.", "Write a number, such as 20.")
      return nil
    }
    guard !scalar.string.isEmpty else {
      report(value.place, "`\(key)` is empty.", "Write a number, such as 20.")
      return nil
    }
    guard scalar.style == .plain, let number = strictHundredths(of: scalar.string) else {
      let found = scalar.style == .plain ? "" : "the quoted text "
      report(
        value.place,
        "`\(key)` is \(found)`\(printable(scalar.string))`, not a number with at most two "
          + "decimals.",
        "Write digits alone, such as 20 or 0.5, without quotes, sign or percent sign.")
      return nil
    }
    guard range.contains(number) else {
      let low = decimal(hundredths: range.lowerBound)
      let high = decimal(hundredths: range.upperBound)
      report(
        value.place, "`\(key)` is \(decimal(hundredths: number)), outside \(low) to \(high).",
        "Write a number from \(low) to \(high).")
      return nil
    }
    return Located(value: number, place: value.place)
  }

  /// A whole number, written as ``number(_:in:within:)`` reads it.
  ///
  /// - Parameter range: At most 99,999.
  package mutating func wholeNumber(
    _ key: String, in fields: Fields, within range: ClosedRange<UInt32>
  ) -> Located<Int>? {
    fields[key].flatMap { wholeNumber(of: $0, as: key, within: range) }
  }

  /// The same of a value that a message calls by its key.
  package mutating func wholeNumber(
    of value: YAMLValue, as key: String, within range: ClosedRange<UInt32>
  ) -> Located<Int>? {
    let hundredths = range.lowerBound * 100...range.upperBound * 100
    guard let number = number(of: value, as: key, within: hundredths) else { return nil }
    guard number.value % 100 == 0 else {
      report(
        number.place, "`\(key)` is \(decimal(hundredths: number.value)), not a whole number.",
        "Write a whole number from \(range.lowerBound) to \(range.upperBound).")
      return nil
    }
    return Located(value: Int(number.value / 100), place: number.place)
  }

  /// A level under the key `level`.
  package mutating func level(in fields: Fields) -> Located<Level>? {
    fields["level"].flatMap { level(of: $0, as: "level") }
  }

  /// The same of a value that a message calls by its key.
  package mutating func level(of value: YAMLValue, as key: String) -> Located<Level>? {
    guard let number = number(of: value, as: key) else { return nil }
    guard number.value % 100 == 0, let raw = UInt8(exactly: number.value / 100),
      let level = Level(rawValue: raw)
    else {
      report(
        number.place, "`\(key)` is \(decimal(hundredths: number.value)), not a level from 1 to 5.",
        "Write 1, 2, 3, 4 or 5.")
      return nil
    }
    return Located(value: level, place: number.place)
  }

  /// An amount of money above zero.
  package mutating func dollars(_ key: String, in fields: Fields) -> Located<Dollars>? {
    guard let value = fields[key] else { return nil }
    guard case .scalar(let scalar) = value.node, scalar.style == .plain,
      let amount = Dollars(scalar.string), amount.cents > 0
    else {
      report(
        value.place, "`\(key)` is \(value.kind), not an amount in dollars.",
        "Write digits alone, such as 209600 or 10480.05, without quotes, `$` and commas.")
      return nil
    }
    return Located(value: amount, place: value.place)
  }
}

private func listed(_ keys: [String]) -> String {
  keys.map { "`\($0)`" }.joined(separator: ", ")
}

/// Hundredths of a decimal of up to five digits before the point; `nil` for anything else and for a
/// leading zero.
private func strictHundredths(of text: String) -> UInt32? {
  let bytes = Array(text.utf8)
  if bytes.count > 1, bytes[0] == UInt8(ascii: "0"), bytes[1] != UInt8(ascii: ".") { return nil }
  return parsedHundredths(of: bytes.span, wholeDigits: 5)
}

private let citationFix =
  "Write `citation:` and the law, regulation or manual that the rule rests on."
