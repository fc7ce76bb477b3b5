package import FoundationEssentials

/// A value of JSON.
package enum JSONValue: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Decimal)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Decimal.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  /// The value that some bytes hold.
  package init(_ bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
  }

  /// A member of an object.
  package subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }
}

/// A schema of JSON, as far as those of this repository go: `type`, `const`, `enum`, `required`,
/// `properties`, `additionalProperties`, `items`, `minItems`, `minimum` and `$ref` to `$defs`.
///
/// An object has no members but those that the schema names: a new key goes into the schema first.
package struct JSONSchema {
  private let root: JSONValue

  /// The schema in a file.
  package init(ofFile path: String) throws { root = try JSONValue(bytes(ofFile: path)) }

  /// What is wrong with a value, a sentence for each place; empty where nothing is.
  package func problems(of value: JSONValue) -> [String] { problems(value, root, "$") }

  private func problems(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    if case .text(let reference)? = schema["$ref"] {
      let name = reference.replacing("#/$defs/", with: "")
      guard let target = root["$defs"]?[name] else { return ["\(place): no schema \(reference)"] }
      return problems(value, target, place)
    }
    var found: [String] = []
    if let type = schema["type"] {
      let names = if case .list(let list) = type { list } else { [type] }
      if !names.contains(where: { Self.isOfType($0, value) }) {
        return ["\(place): \(value) is not of \(names)"]
      }
    }
    if let constant = schema["const"], constant != value {
      found.append("\(place): not \(constant)")
    }
    if case .list(let allowed)? = schema["enum"], !allowed.contains(value) {
      found.append("\(place): \(value) is none of \(allowed)")
    }
    if case .number(let minimum)? = schema["minimum"], case .number(let number) = value,
      number < minimum
    {
      found.append("\(place): \(number) is below \(minimum)")
    }
    if case .list(let values) = value, let items = schema["items"] {
      if case .number(let least)? = schema["minItems"], Decimal(values.count) < least {
        found.append("\(place): fewer than \(least)")
      }
      for (index, item) in values.enumerated() {
        found += problems(item, items, "\(place)[\(index)]")
      }
    }
    guard case .object(let members) = value else { return found }
    if case .list(let required)? = schema["required"] {
      for case .text(let key) in required where members[key] == nil {
        found.append("\(place): no \(key)")
      }
    }
    for (key, member) in members.sorted(by: { $0.key < $1.key }) {
      if let known = schema["properties"]?[key] ?? schema["additionalProperties"] {
        found += problems(member, known, "\(place).\(key)")
      } else {
        found.append("\(place): the schema has no \(key)")
      }
    }
    return found
  }

  private static func isOfType(_ name: JSONValue, _ value: JSONValue) -> Bool {
    switch (name, value) {
    case (.text("null"), .null), (.text("boolean"), .bool), (.text("number"), .number),
      (.text("string"), .text), (.text("array"), .list), (.text("object"), .object):
      return true
    case (.text("integer"), .number(let number)): return "\(number)".allSatisfy { $0 != "." }
    default: return false
    }
  }
}
