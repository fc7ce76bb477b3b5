import Yams

/// A value with its place in the file.
struct Located<Value> {
  let value: Value
  let place: Statement.Place
}

/// The keys and values of a mapping.
struct Fields {
  /// What the mapping is, for the beginning of a sentence.
  let what: String
  let place: Statement.Place
  let values: [String: Node]

  subscript(key: String) -> Node? { values[key] }
}

extension SystemDecoder {
  mutating func report(_ place: Statement.Place, _ message: String, _ fix: String) {
    problems.append(Statement(message, fix: fix, at: place))
  }

  /// Reports every anchor and tag, and with an anchor its aliases, which are the same node.
  ///
  /// What an anchor marks is not looked into, so that aliases of aliases do not add up.
  mutating func refuseMarkings(in node: Node) {
    let place = Statement.Place(node.mark)
    if let anchor = node.anchor {
      let name = printable(anchor.rawValue)
      if !problems.contains(where: { $0.place == place }) {
        report(
          place, "The value has an anchor, `&\(name)`; a system file may not have one.",
          "Write the value out in each place.")
      }
      return
    }
    switch node {
    case .scalar(let scalar):
      // A quoted text has the tag of texts from the parser.
      let isQuoted = scalar.style != .plain && scalar.tag.rawValue == Self.text
      if !isQuoted { refuse(scalar.tag, at: place) }
    case .sequence(let sequence):
      refuse(sequence.tag, at: place)
      for item in sequence { refuseMarkings(in: item) }
    case .mapping(let mapping):
      refuse(mapping.tag, at: place)
      for (key, value) in mapping {
        // The parser has given plain keys the tag of texts, in order to compare them; a key that is
        // no scalar is an unknown key anyway.
        if case .scalar(let scalar) = key, scalar.anchor != nil || scalar.tag.rawValue != Self.text
        {
          refuseMarkings(in: key)
        }
        refuseMarkings(in: value)
      }
    case .alias:
      report(place, "This is an alias, which a system file may not have.", "Write the value out.")
    }
  }

  /// The tag of texts.
  private static let text = Tag.Name.str.rawValue

  mutating func refuse(_ tag: Tag, at place: Statement.Place) {
    guard !tag.rawValue.isEmpty else { return }
    report(
      place, "The value has a tag, `\(printable(tag.rawValue))`; a system file may not have one.",
      "Remove the tag.")
  }

  private static let citationFix =
    "Write `citation:` and the law, regulation or manual that the rule rests on."

  /// The fields of a mapping, after reporting unknown keys and missing ones; `nil` where there is
  /// no mapping. An absent node is passed over: it was reported where it is required.
  mutating func fields(
    of node: Node?, what: String, required: [String], optional: [String]? = nil
  ) -> Fields? {
    guard let node else { return nil }
    let optional = optional ?? ["unconfirmed"]
    let known = required + optional
    guard case .mapping(let mapping) = node else {
      report(
        .init(node.mark), "\(what) is \(kind(of: node)), not a mapping.",
        "Write it with the keys \(listed(required)).")
      return nil
    }
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      if case .scalar(let scalar) = key, known.contains(scalar.string) {
        values[scalar.string] = value
      } else {
        let name = if case .scalar(let scalar) = key { printable(scalar.string) } else { "…" }
        report(
          .init(key.mark), "\(what) has an unknown key, `\(name)`.",
          "Use the keys \(listed(known)), or write the line as a comment.")
      }
    }
    let place = Statement.Place(node.mark)
    for key in required where values[key] == nil {
      let fix =
        key == "citation"
        ? Self.citationFix : "Add `\(key):`."
      report(place, "\(what) has no `\(key)`.", fix)
    }
    return Fields(what: what, place: place, values: values)
  }

  /// The items of a list; `nil` if there is none or their number is wrong.
  mutating func entries(
    _ key: String, in fields: Fields, counts: ClosedRange<Int>
  ) -> [Node]? {
    guard let node = fields[key] else { return nil }
    guard case .sequence(let sequence) = node else {
      report(
        .init(node.mark), "`\(key)` is \(kind(of: node)), not a list.",
        "Write a list, each entry after a `-`.")
      return nil
    }
    guard counts.contains(sequence.count) else {
      report(
        .init(node.mark),
        "`\(key)` has \(sequence.count) entries; it may have \(counts.lowerBound) "
          + "to \(counts.upperBound).",
        sequence.isEmpty ? "Add an entry." : "Take entries away.")
      return nil
    }
    return Array(sequence)
  }

  /// The source of a rule; `nil` when a part of it is missing or cannot be read.
  mutating func source(in fields: Fields) -> AppraisalSystem.Source? {
    let citation = text("citation", in: fields)
    let unconfirmed = text("unconfirmed", in: fields)
    guard let citation else { return nil }
    return AppraisalSystem.Source(citation: citation.value, unconfirmed: unconfirmed?.value)
  }

  /// A text of one line without control characters, not empty.
  mutating func text(_ key: String, in fields: Fields) -> Located<String>? {
    guard let node = fields[key] else { return nil }
    let place = Statement.Place(node.mark)
    guard case .scalar(let scalar) = node else {
      report(place, "`\(key)` is \(kind(of: node)), not a text.", "Write a text of one line.")
      return nil
    }
    var string = scalar.string
    // A block scalar without `-` keeps its last line end.
    if scalar.style == .folded || scalar.style == .literal, string.last == "\n" {
      string.removeLast()
    }
    let isNull = scalar.style == .plain && ["~", "null", "Null", "NULL"].contains(string)
    if isNull || string.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      report(place, "`\(key)` is empty.", key == "citation" ? Self.citationFix : "Fill it in.")
      return nil
    }
    guard !string.unicodeScalars.contains(where: \.disturbsReader) else {
      report(
        place,
        "`\(key)` has a line break, or a control, text-direction or invisible character in it.",
        "Write it as one line, or fold it with `>-`.")
      return nil
    }
    return Located(value: string, place: place)
  }

  /// A word of 1–64 ASCII lower-case letters, digits and separators that begins with a letter.
  mutating func identifier(
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

  /// A decimal with at most two digits after the point, as hundredths.
  ///
  /// It is read from its digits: `0.5` is 50. A quoted number, a sign, an exponent, a leading zero
  /// and a percent sign are refused.
  mutating func number(
    _ key: String, in fields: Fields, within range: ClosedRange<UInt32> = 0...9_999_999
  ) -> Located<UInt32>? {
    guard let node = fields[key] else { return nil }
    let place = Statement.Place(node.mark)
    guard case .scalar(let scalar) = node else {
      report(place, "`\(key)` is \(kind(of: node)), not a number.", "Write a number, such as 20.")
      return nil
    }
    guard !scalar.string.isEmpty else {
      report(place, "`\(key)` is empty.", "Write a number, such as 20.")
      return nil
    }
    guard scalar.style == .plain, let value = strictHundredths(of: scalar.string) else {
      let found = scalar.style == .plain ? "" : "the quoted text "
      report(
        place,
        "`\(key)` is \(found)`\(printable(scalar.string))`, not a number with at most two "
          + "decimals.",
        "Write digits alone, such as 20 or 0.5, without quotes, sign or percent sign.")
      return nil
    }
    guard range.contains(value) else {
      let low = decimal(hundredths: range.lowerBound)
      let high = decimal(hundredths: range.upperBound)
      report(
        place, "`\(key)` is \(decimal(hundredths: value)), outside \(low) to \(high).",
        "Write a number from \(low) to \(high).")
      return nil
    }
    return Located(value: value, place: place)
  }

  mutating func level(in fields: Fields) -> Located<Level>? {
    guard let number = number("level", in: fields) else { return nil }
    guard number.value % 100 == 0, let raw = UInt8(exactly: number.value / 100),
      let level = Level(rawValue: raw)
    else {
      report(
        number.place, "`level` is \(decimal(hundredths: number.value)), not a level from 1 to 5.",
        "Write 1, 2, 3, 4 or 5.")
      return nil
    }
    return Located(value: level, place: number.place)
  }
}

/// What a node is, for a message.
private func kind(of node: Node) -> String {
  switch node {
  case .scalar(let scalar) where scalar.string.isEmpty: "empty"
  case .scalar(let scalar): "the text `\(printable(scalar.string))`"
  case .mapping: "a mapping"
  case .sequence: "a list"
  case .alias: "an alias"
  }
}

private func listed(_ keys: [String]) -> String {
  keys.map { "`\($0)`" }.joined(separator: ", ")
}

/// At most 40 characters of a text from the file, with `?` for what would disturb a reader.
private func printable(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(40) {
    result.unicodeScalars.append(scalar.disturbsReader ? "?" : scalar)
  }
  return text.unicodeScalars.dropFirst(40).isEmpty ? result : result + "…"
}

/// Hundredths of a decimal of up to five digits before the point; `nil` for anything else and for a
/// leading zero.
private func strictHundredths(of text: String) -> UInt32? {
  let bytes = Array(text.utf8)
  if bytes.count > 1, bytes[0] == UInt8(ascii: "0"), bytes[1] != UInt8(ascii: ".") { return nil }
  return parsedHundredths(of: bytes.span, wholeDigits: 5)
}

/// Whether a text is a day of the calendar as `YYYY-MM-DD`.
func isDate(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
    return false
  }
  func number(_ range: Range<Int>) -> Int? {
    var value = 0
    for byte in bytes[range] {
      guard let digit = digit(byte) else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
  guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
    1...12 ~= month
  else { return false }
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return 1...lengths[month - 1] ~= day
}
