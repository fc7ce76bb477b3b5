extension ReviewRules {
  /// Built-in rules: their name and their file.
  private struct BuiltIn: Sendable {
    let name: String
    let file: @Sendable () -> [UInt8]
    let rules: @Sendable () -> ReviewRules
  }

  /// The name of the built-in rules that commands take where none are named.
  package static let defaultName = "federal-ses"

  private static let builtIns = [
    BuiltIn(
      name: defaultName, file: { PackageResources.federal_ses_yaml }, rules: { federalSES })
  ]

  /// Federal law and policy over the Senior Executive Service, `federal-ses`; some of it is not confirmed
  /// and says so.
  ///
  /// - Complexity: decoded once, on first use.
  package static let federalSES = decodeBuiltIn(PackageResources.federal_ses_yaml)

  /// The names of the built-in rules.
  ///
  /// - Complexity: nothing is decoded.
  package static let builtInNames = builtIns.map(\.name)

  /// The built-in rules with a name; `nil` if there are none.
  ///
  /// - Complexity: decodes these rules and no others.
  package static func builtIn(named name: String) -> ReviewRules? {
    builtIns.first { $0.name == name }?.rules()
  }

  /// The YAML file of built-in rules, the bytes that their hash is taken of; `nil` when there are no such
  /// rules.
  package static func builtInFile(named name: String) -> [UInt8]? {
    builtIns.first { $0.name == name }?.file()
  }

  private static func decodeBuiltIn(_ yaml: [UInt8]) -> ReviewRules {
    do {
      return try decode(yaml)
    } catch {
      preconditionFailure("built-in rules do not decode:\n\(error)")
    }
  }
}
