import Appraisal
import Columns
import Runs

/// The files of a review: how many were read, which of them say nothing, and which were not read.
struct ReviewedFiles: Sendable {
  /// In the order of ``ReviewInput/allCases``.
  private let read: [Int]
  /// The sheets on which nothing is filled in.
  private let withoutEntries: [String]
  /// Sheets in a form that is not read.
  private let notRead: [String]
  /// Files that are no sheets.
  private let passedOver: [String]

  /// Those of a register.
  ///
  /// - Complexity: O(findings).
  init(of register: Register) {
    read = register.filesRead
    func names(_ code: FindingCode) -> [String] {
      register.findings.filter { $0.code == code }.map(\.file)
    }
    withoutEntries = names(.sheetWithoutEntries)
    notRead = names(.sheetNotRead)
    passedOver = names(.filePassedOver)
  }

  /// How many names of a kind a closing summary has.
  private static let mostNames = 10

  /// For a closing summary; nothing where no file was given.
  var lines: [String] {
    let counts = zip(ReviewInput.allCases, read).filter { $1 > 0 }.map { kind, count in
      "\(kind.name) \(grouped(count))"
    }
    guard !counts.isEmpty else { return [] }
    var lines = ["Files read: \(counts.joined(separator: ", "))"]
    for (words, names) in [
      ("nothing filled in:", withoutEntries),
      ("not read, save as .xlsx or CSV UTF-8:", notRead), ("passed over, no sheet:", passedOver),
    ] where !names.isEmpty {
      lines.append("  \(words)")
      lines += names.prefix(Self.mostNames).map { "    \(printable($0))" }
      if names.count > Self.mostNames {
        lines.append("    … and \(grouped(names.count - Self.mostNames)) more in findings.csv")
      }
    }
    return lines + [""]
  }

  /// The object `files` of `summary.json`.
  func append(json buffer: inout OutputBuffer, depth: Int) {
    var root = JSONObject(indentation: depth, to: &buffer)
    root.begin("read", to: &buffer)
    var counts = JSONObject(to: &buffer)
    for (kind, count) in zip(ReviewInput.allCases, read) {
      counts.add(count, for: kind.name, to: &buffer)
    }
    counts.end(to: &buffer)
    for (key, names) in [
      ("without_entries", withoutEntries), ("not_read", notRead), ("passed_over", passedOver),
    ] {
      root.add(names, for: key, to: &buffer)
    }
    root.end(to: &buffer)
  }
}
