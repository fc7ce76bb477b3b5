import Yams

/// A value of a YAML file, with the place where it stands.
package struct YAMLValue {
  let node: Node

  init(_ node: Node) { self.node = node }

  /// Where the value begins.
  package var place: Statement.Place { Statement.Place(node.mark) }

  /// Whether this is the word `null`, which says that something is left out on purpose.
  var isNull: Bool {
    ["~", "null", "Null", "NULL"].contains(where: isWord)
  }

  /// Whether this is a word, without quotes.
  package func isWord(_ word: String) -> Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && scalar.string == word
  }

  /// What the value is, for a message.
  var kind: String {
    switch node {
    case .scalar(let scalar) where scalar.string.isEmpty: "empty"
    case .scalar(let scalar) where scalar.style == .plain: "the text `\(printable(scalar.string))`"
    case .scalar(let scalar): "the quoted text `\(printable(scalar.string))`"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }
}

/// A value that was read, with its place in the file.
package struct Located<Value> {
  package let value: Value
  package let place: Statement.Place

  package init(value: Value, place: Statement.Place) {
    self.value = value
    self.place = place
  }
}

extension Located: Sendable where Value: Sendable {}

/// The keys and values of a mapping.
package struct Fields {
  /// What the mapping is, for the beginning of a sentence.
  package let what: String
  package let place: Statement.Place
  let values: [String: YAMLValue]

  /// The value of a key; `nil` where the mapping does not have it.
  package subscript(key: String) -> YAMLValue? { values[key] }
}

extension Statement.Place {
  /// The beginning of a file.
  package static var start: Self { Self(line: 1, column: 1) }

  /// A place that the parser names; without one the beginning.
  init(_ mark: Mark?) {
    self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }
}

/// At most 40 characters of a text, for a message, with `?` for what would disturb a reader.
package func printable(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(40) {
    result.unicodeScalars.append(scalar.disturbsReader ? "?" : scalar)
  }
  return text.unicodeScalars.dropFirst(40).isEmpty ? result : result + "…"
}
