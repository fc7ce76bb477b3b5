extension AppraisalSystem {
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
  public static var builtIn: [AppraisalSystem] { [opmBasic2012, opm2025] }

  /// The names of the built-in systems, in the order of ``builtIn``.
  ///
  /// - Complexity: O(1); nothing is decoded.
  public static let builtInNames = ["opm-basic-2012", "opm-2025"]

  /// The built-in system with a name; `nil` when there is none.
  ///
  ///     AppraisalSystem.builtIn(named: "opm-2025")?.elements.count   // 5
  ///
  /// - Complexity: decodes this system and no other.
  public static func builtIn(named name: String) -> AppraisalSystem? {
    switch name {
    case "opm-basic-2012": opmBasic2012
    case "opm-2025": opm2025
    default: nil
    }
  }

  /// The YAML file of a built-in system, the bytes that its hash is taken of; `nil` when there is
  /// no such system.
  public static func builtInFile(named name: String) -> [UInt8]? {
    switch name {
    case "opm-basic-2012": PackageResources.opm_basic_2012_yaml
    case "opm-2025": PackageResources.opm_2025_yaml
    default: nil
    }
  }

  private static func decodeBuiltIn(_ yaml: [UInt8]) -> AppraisalSystem {
    do {
      return try decode(yaml)
    } catch {
      preconditionFailure("a built-in system does not decode:\n\(error)")
    }
  }
}
