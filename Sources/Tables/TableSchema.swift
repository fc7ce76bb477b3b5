package import Columns

/// A table in the words of Frictionless's Table Schema: the names, types, units and meanings of its columns, and
/// what tells its rows apart.
package struct TableSchema: Sendable {
  private struct Field: Sendable {
    let name: String
    let type: CellType
    let meaning: String
  }

  private let fields: [Field]
  private let key: String?
  private let mayLackBoard: Bool

  /// The schema of a table.
  package init<Source>(of table: Table<Source>) {
    fields = table.columns.map { Field(name: $0.name, type: $0.type, meaning: $0.meaning) }
    key = table.key
    mayLackBoard = table.mayLackBoard
  }

  /// Whether it has each review board once.
  package var isOfBoards: Bool { key == "prb" }

  /// Whether each row names a review board of a table that has each once.
  private var namesBoards: Bool {
    !isOfBoards && !mayLackBoard && fields.contains { $0.name == "prb" }
  }

  /// Adds the schema as an object of JSON.
  ///
  /// - Parameters:
  ///   - boards: The name of the resource that has each board once; `nil` where there is none.
  ///   - depth: How many objects it stands in.
  package func append(json buffer: inout OutputBuffer, boardsIn boards: String?, depth: Int) {
    var schema = JSONObject(indentation: depth + 1, to: &buffer)
    schema.begin("fields", to: &buffer)
    var list = JSONObject(isArray: true, indentation: depth + 2, to: &buffer)
    for field in fields {
      list.begin(to: &buffer)
      var object = JSONObject(to: &buffer)
      object.add(field.name, for: "name", to: &buffer)
      object.add(field.type.schemaType, for: "type", to: &buffer)
      if let unit = field.type.unit { object.add(unit, for: "unit", to: &buffer) }
      object.add(field.meaning, for: "description", to: &buffer)
      if let range = field.type.range {
        object.begin("constraints", to: &buffer)
        var constraints = JSONObject(to: &buffer)
        constraints.add(range.minimum, for: "minimum", to: &buffer)
        if let maximum = range.maximum { constraints.add(maximum, for: "maximum", to: &buffer) }
        constraints.end(to: &buffer)
      }
      object.end(to: &buffer)
    }
    list.end(to: &buffer)
    if let key { schema.add(key, for: "primaryKey", to: &buffer) }
    if let boards, namesBoards {
      schema.begin("foreignKeys", to: &buffer)
      buffer.append(
        #"[{"fields": "prb", "reference": {"resource": "\#(boards)", "fields": "prb"}}]"#)
    }
    schema.end(to: &buffer)
  }
}

extension CellType {
  /// The type of Table Schema. A decimal is exact: a reader should take it for one.
  fileprivate var schemaType: String {
    switch self {
    case .text, .word, .open: "string"
    case .count, .level: "integer"
    case .percent, .points: "number"
    }
  }

  fileprivate var unit: String? {
    switch self {
    case .percent: "percent"
    case .points: "points × percent"
    case .level: "level"
    case .text, .word, .open, .count: nil
    }
  }

  fileprivate var range: (minimum: Int, maximum: Int?)? {
    switch self {
    case .count, .percent, .points: (0, nil)
    case .level: (1, 5)
    case .text, .word, .open: nil
    }
  }
}
