import Appraisal

/// The names of columns that mean something under a system: what is read from a column of a name, and
/// which columns a file has to have.
struct KnownColumns: Sendable {
  /// What a name means.
  struct Meaning: Sendable {
    let use: HeaderMap.Use
    /// The kinds of input that read such a column.
    let kinds: [InputKind]
  }

  /// A column that a file has to have.
  struct Required: Sendable {
    let use: HeaderMap.Use
    /// The name that documents use: `executive_id`, `leading_change`.
    let name: String
  }

  let system: AppraisalSystem
  private let wide: [[UInt8]: Meaning]
  private let long: [[UInt8]: Meaning]

  /// The names under a system.
  init(of system: AppraisalSystem) {
    self.system = system
    wide = Self.meanings(isLong: false, system: system)
    long = Self.meanings(isLong: true, system: system)
  }

  /// What a name means in a layout; `nil` where it means nothing.
  ///
  /// - Parameter name: As `folded(_:)` leaves it.
  func meaning(of name: [UInt8], isLong: Bool) -> Meaning? { isLong ? long[name] : wide[name] }

  /// Whether a name is that of a column of our own forms that nothing reads.
  ///
  /// - Parameter name: As `folded(_:)` leaves it.
  static func isPassedOver(_ name: [UInt8]) -> Bool { name == foldedTotal }

  private static let foldedTotal = folded(InputField.formTotal.utf8)

  /// Whether a name means something in any layout.
  func isKnown(_ name: [UInt8]) -> Bool { wide[name] != nil || long[name] != nil }

  /// Whether a header with these names, folded, is that of the long layout.
  static func isLong(_ names: [[UInt8]]) -> Bool {
    let long = InputField.all.filter { $0.content == .element }.flatMap(\.foldedNames)
    return names.contains { long.contains($0) }
  }

  /// The columns that a file has to have.
  func required(isLong: Bool, kind: InputKind) -> [Required] {
    InputField.all.filter { $0.isRequired && $0.kinds.contains(kind) }.flatMap {
      field -> [Required] in
      switch field.content {
      case .executiveID: [Required(use: .executiveID, name: field.name)]
      case .text: [Required(use: .text(PlanText(of: field.name)), name: field.name)]
      case .element: []
      case .value where isLong: [Required(use: .elementValue, name: field.name)]
      case .value:
        system.elements.enumerated().map { Required(use: .value(element: $0), name: $1.id) }
      }
    }
  }

  /// The other names that a required column may have.
  func aliases(of column: Required) -> [String] {
    guard case .value(let element) = column.use else { return [] }
    return [system.elements[element].title]
  }

  /// All names of columns as documents write them, for people who look for one.
  var names: [String] {
    InputField.all.flatMap(\.names) + system.elements.map(\.id)
      + system.elements.flatMap { element in
        InputField.all.filter { $0.content == .value }.flatMap { field in
          field.names.map { "\(element.id)_\($0)" }
        }
      }
  }

  /// Every name of a layout that means something.
  private static func meanings(isLong: Bool, system: AppraisalSystem) -> [[UInt8]: Meaning] {
    var known: [[UInt8]: Meaning] = [:]
    func add(_ names: [[UInt8]], _ use: HeaderMap.Use, _ kinds: [InputKind]) {
      for name in names { known[name] = Meaning(use: use, kinds: kinds) }
    }
    for field in InputField.all {
      switch field.content {
      case .executiveID: add(field.foldedNames, .executiveID, field.kinds)
      case .text: add(field.foldedNames, .text(PlanText(of: field.name)), field.kinds)
      case .element where isLong: add(field.foldedNames, .elementName, field.kinds)
      case .value where isLong: add(field.foldedNames, .elementValue, field.kinds)
      case .element: break
      case .value:
        for (index, element) in system.elements.enumerated() {
          let names = [folded(element.id.utf8), folded(element.title.utf8)]
          add(names, .value(element: index), InputKind.allCases)
          for ending in field.foldedNames {
            add(names.map { $0 + ending }, .value(element: index), field.kinds)
          }
        }
      }
    }
    return known
  }
}

extension InputField {
  /// All names that a header may use, as they are compared.
  fileprivate var foldedNames: [[UInt8]] { names.map { folded($0.utf8) } }
}
