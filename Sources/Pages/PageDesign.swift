package import Columns

/// What the user decides about the pages.
package struct PageDesign: Sendable {
  /// What the pages are printed on: landscape for rosters, upright for what is signed.
  package enum Paper: String, CaseIterable, Sendable {
    /// 8.5 by 11 inches.
    case letter
    /// 210 by 297 mm.
    case a4
  }

  package let paper: Paper
  /// A banner at the top and bottom of each page, such as `CUI//SP-PRVCY`.
  package let marking: String?
  /// Whether each roster ends with all derivations written out.
  package let hasAppendix: Bool

  /// A design; by default that of `appraise run`.
  package init(paper: Paper = .letter, marking: String? = nil, hasAppendix: Bool = false) {
    self.paper = paper
    self.marking = marking
    self.hasAppendix = hasAppendix
  }

  /// The same with a marking, if it has none.
  package func markedIfUnmarked(_ marking: String?) -> PageDesign {
    PageDesign(paper: paper, marking: self.marking ?? marking, hasAppendix: hasAppendix)
  }

  /// Whether a text can be a marking: 1–120 bytes without control characters and not of nothing but
  /// blanks. It has to fit into the margin of a page.
  package static func isMarking(_ text: String) -> Bool {
    1...120 ~= text.utf8.count && text.unicodeScalars.contains { $0 != " " }
      && text.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
          && $0.value != 0x2028 && $0.value != 0x2029
      }
  }
}

/// What a page says about where it comes from; nothing in it knows a clock.
package struct PageOrigin: Sendable {
  /// An input file.
  package struct Input: Sendable {
    package let role: String
    let name: String
    package let records: Int
    let sha256: String

    /// An input as the manifest has it.
    package init(role: String, name: String, records: Int, sha256: String) {
      self.role = role
      self.name = name
      self.records = records
      self.sha256 = sha256
    }
  }

  let version: String
  /// What the run is of, such as `FY 2026 cycle`, where that is said.
  package let title: String?
  let systemSHA256: String
  /// Those of a role follow each other.
  package let inputs: [Input]
  private let numbers: [String: Int]

  private func number(ofRole role: String) -> Int { numbers[role] ?? 0 }
  /// The inputs in a few letters, to tell the sheets of two runs apart.
  package let fingerprint: InputFingerprint

  /// The version of the program, the title of the run, the hash of the system file, and the inputs in
  /// their order.
  package init(
    version: String, title: String? = nil, systemSHA256: String, inputs: [Input],
    fingerprint: InputFingerprint
  ) {
    self.version = version
    self.title = title
    self.systemSHA256 = systemSHA256
    self.inputs = inputs
    self.fingerprint = fingerprint
    numbers = inputs.reduce(into: [:]) { $0[$1.role, default: 0] += 1 }
  }

  /// The same with one more role of inputs, which the fingerprint has counted already.
  package func naming(_ others: [Input]) -> PageOrigin {
    PageOrigin(
      version: version, title: title, systemSHA256: systemSHA256, inputs: inputs + others,
      fingerprint: fingerprint)
  }

  /// How many files of a role the page of a board names. A review of many boards has thousands of sheets:
  /// were each of them named on each page, twice as many boards would make four times as many bytes.
  package static let mostNamed = 20

  /// The inputs that the page of a board names: those of the roles that have no more than ``mostNamed``.
  var named: [Input] { inputs.filter { number(ofRole: $0.role) <= Self.mostNamed } }

  /// The roles with more files than the page of a board names, in the order of their inputs.
  var counted: [(role: String, files: Int, records: Int)] {
    var counted: [(role: String, files: Int, records: Int)] = []
    for input in inputs where number(ofRole: input.role) > Self.mostNamed {
      if counted.last?.role != input.role { counted.append((input.role, 0, 0)) }
      counted[counted.count - 1].files += 1
      counted[counted.count - 1].records += input.records
    }
    return counted
  }

  /// Whether a text can be the title of a run: the same as a marking, because it stands in the margin
  /// of a page as well.
  package static func isTitle(_ text: String) -> Bool { PageDesign.isMarking(text) }

  /// All of it in words, a line for each, with the name of the system.
  package func lines(system: String) -> [String] {
    (title.map { [$0, ""] } ?? []) + [
      "Made by appraise \(version). Every file of the run is named with its SHA-256 by manifest.json.",
      "", "System   \(system)", "SHA-256  \(systemSHA256)",
    ]
      + named.flatMap {
        let records = $0.records == 1 ? "1 record" : "\($0.records) records"
        return ["", "Input    \($0.name) (\($0.role), \(records))", "SHA-256  \($0.sha256)"]
      }
      + counted.flatMap { ["", "Inputs   \($0.files) files (\($0.role), \($0.records) records)"] }
  }
}
