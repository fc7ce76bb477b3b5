extension AppraisalSystem {
  /// A built-in system: its name and its file.
  private struct BuiltIn: Sendable {
    let name: String
    let file: @Sendable () -> [UInt8]
    let system: @Sendable () -> AppraisalSystem
  }

  /// The name of the built-in system that commands take where none is named, because most agencies use it.
  public static let defaultName = "opm-basic-2012"

  /// Every built-in system, the oldest first.
  private static let builtIns = [
    BuiltIn(
      name: defaultName, file: { PackageResources.opm_basic_2012_yaml },
      system: { opmBasic2012 }),
    BuiltIn(name: "opm-2025", file: { PackageResources.opm_2025_yaml }, system: { opm2025 }),
  ]

  /// The basic SES performance appraisal system, `opm-basic-2012`.
  ///
  /// Source: OPM and OMB, 4 January 2012.
  ///
  /// - Complexity: decoded once, on first use.
  public static let opmBasic2012 = decodeBuiltIn(PackageResources.opm_basic_2012_yaml)

  /// The system of fiscal year 2026, `opm-2025`; much about it is not confirmed and says so.
  ///
  /// Source: OPM memorandum of 25 February 2025.
  ///
  /// - Complexity: decoded once, on first use.
  public static let opm2025 = decodeBuiltIn(PackageResources.opm_2025_yaml)

  /// Every built-in system, the oldest first.
  ///
  /// - Complexity: decodes all of them; ``builtIn(named:)`` decodes one.
  public static var builtIn: [AppraisalSystem] { builtIns.map { $0.system() } }

  /// The names of the built-in systems, in the order of ``builtIn``.
  ///
  /// - Complexity: nothing is decoded.
  public static let builtInNames = builtIns.map(\.name)

  /// The built-in system with a name; `nil` if there is none.
  ///
  ///     AppraisalSystem.builtIn(named: "opm-2025")?.elements.count   // 5
  ///
  /// - Complexity: decodes this system and no other.
  public static func builtIn(named name: String) -> AppraisalSystem? {
    builtIns.first { $0.name == name }?.system()
  }

  /// The YAML file of a built-in system, the bytes that its hash is taken of; `nil` when there is
  /// no such system.
  public static func builtInFile(named name: String) -> [UInt8]? {
    builtIns.first { $0.name == name }?.file()
  }

  private static func decodeBuiltIn(_ yaml: [UInt8]) -> AppraisalSystem {
    do {
      return try decode(yaml)
    } catch {
      preconditionFailure("a built-in system does not decode:\n\(error)")
    }
  }
}
