import Appraisal
package import Columns

/// A heading of another system's files, and the name of the column that it stands for here.
package struct RenamedColumn: Equatable, Sendable {
  /// The heading as the files have it: `Employee ID`.
  package let heading: String
  /// The name: `executive_id`.
  package let name: String

  /// A heading and what it stands for.
  package init(heading: String, name: String) {
    self.heading = heading
    self.name = name
  }

  /// Takes `HEADING=NAME` apart at the last `=`, as no name has one; `nil` where a side is empty.
  package init?(_ text: String) {
    guard let sign = text.utf8.lastIndex(of: UInt8(ascii: "=")) else { return nil }
    let (heading, name) = (text[..<sign], text[text.utf8.index(after: sign)...])
    guard !folded(heading.utf8).isEmpty, !folded(name.utf8).isEmpty else { return nil }
    self.init(heading: String(heading), name: String(name))
  }

  /// As it was written: `Employee ID=executive_id`.
  package var text: String { "\(heading)=\(name)" }
}

/// The headings that stand for other names, for all files of a command.
package struct RenamedColumns: Sendable {
  private let columns: [RenamedColumn]
  private let names: [[UInt8]: [UInt8]]

  /// None.
  package init() {
    columns = []
    names = [:]
  }

  /// Some headings.
  ///
  /// - Parameter refusal: Why a name, as `folded(_:)` leaves it, cannot stand for a heading; `nil` where
  ///   it can.
  /// - Throws: ``RunError/Kind/usage`` where a name is refused, or a heading is to stand for two.
  package init(
    _ columns: [RenamedColumn],
    refusal: (_ column: RenamedColumn, _ name: [UInt8]) -> RunError?
  ) throws(RunError) {
    var names: [[UInt8]: [UInt8]] = [:]
    for column in columns {
      let name = folded(column.name.utf8)
      if let refusal = refusal(column, name) { throw refusal }
      if let other = names.updateValue(name, forKey: Self.key(column.heading.utf8)), other != name {
        throw RunError(
          .usage,
          "--column '\(column.text)': the same heading is to be two columns. Name it once.")
      }
    }
    self.columns = columns
    self.names = names
  }

  /// A heading as it is compared with those of `--column`: what is typed in a terminal has straight quotes and hyphens
  /// where a spreadsheet makes them curly, and long.
  private static func key(_ heading: some Sequence<UInt8>) -> [UInt8] {
    var plain = String.UnicodeScalarView()
    for scalar in String(decoding: Array(heading), as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x2018, 0x2019: plain.append("'")
      case 0x201C, 0x201D: plain.append("\"")
      case 0x2010...0x2015: plain.append("-")
      default: plain.append(scalar)
      }
    }
    return folded(String(plain).utf8)
  }

  /// The names of a header as they are compared, each that is renamed by what it stands for.
  package func foldedNames(of header: [[UInt8]]) -> [[UInt8]] {
    header.map { heading in
      if !names.isEmpty, let name = names[Self.key(heading)] { return name }
      return folded(heading)
    }
  }

  /// Those whose heading none of these headers has.
  ///
  /// - Complexity: O(columns of the headers).
  package func unused(in headers: [[[UInt8]]]) -> [RenamedColumn] {
    guard !columns.isEmpty else { return [] }
    let found = Set(headers.joined().map { Self.key($0) })
    return columns.filter { !found.contains(Self.key($0.heading.utf8)) }
  }

  /// Refuses a heading that no file has: it was meant to be read.
  ///
  /// - Throws: ``RunError/Kind/usage``.
  package func requireUse(in headers: [[[UInt8]]]) throws(RunError) {
    guard let column = unused(in: headers).first else { return }
    let headings = headers.joined().prefix(1000).map { shownHeading($0) }
    let guess = nearest(to: column.heading, among: Array(Set(headings))).map {
      "Did you mean '\($0)'?"
    }
    throw RunError(
      .usage,
      "--column '\(column.text)': no file has a column of this heading. "
        + (guess ?? "Write the heading as it stands in the file, or leave the option out."))
  }
}
