import Appraisal
package import Columns
package import Files
package import Records

extension Batch {
  /// The sheets to read of workbooks; `nil` for the first visible one.
  package struct Sheets: Sendable {
    /// That of all workbooks.
    let all: String?
    /// That of the workbooks of ratings, where it is another one.
    let ratings: String?

    /// Sheets by the texts on their tabs; by default the first visible ones.
    package init(all: String? = nil, ratings: String? = nil) {
      self.all = all
      self.ratings = ratings
    }

    /// The sheet to read of the workbooks of a kind.
    func sheet(of kind: InputKind) -> String? { kind == .ratings ? ratings ?? all : all }

    /// Refuses a sheet that no file can have.
    ///
    /// - Parameter workbooks: The kinds of the files that are workbooks.
    /// - Throws: ``RunError/Kind/usage``.
    func refuse(unlessIn workbooks: Set<InputKind>) throws(RunError) {
      if ratings != nil, !workbooks.contains(.ratings) {
        throw RunError(
          .usage,
          "--ratings-sheet: a sheet was named, but none of the files of --ratings is a workbook. Leave it out."
        )
      }
      // With a sheet of their own the ratings have no use for that of all.
      if all != nil, ratings == nil ? workbooks.isEmpty : !workbooks.contains(.plans) {
        throw RunError(
          .usage, "--sheet: a sheet was named, but none of the files is a workbook. Leave it out.")
      }
    }
  }

  /// How files are read that are not as this program would have them.
  package struct ReadingOptions: Sendable {
    /// The headings of other systems.
    package let columns: [RenamedColumn]
    /// What the files are converted from; `nil` for UTF-8.
    package let encoding: TextEncoding?
    /// The sheets of workbooks.
    package let sheets: Sheets

    /// Options; by default files are UTF-8 and have the names of this program, and of workbooks the first
    /// visible sheet is read.
    package init(
      columns: [RenamedColumn] = [], encoding: TextEncoding? = nil, sheets: Sheets = Sheets()
    ) {
      self.columns = columns
      self.sheets = sheets
      self.encoding = encoding.flatMap { $0.isUTF8 ? nil : $0 }
    }

    /// Options as somebody wrote them.
    ///
    /// - Parameters:
    ///   - columns: Each `HEADING=NAME`.
    ///   - encoding: A name that the C library knows; `nil` for UTF-8.
    ///   - sheets: The sheets of workbooks.
    /// - Throws: ``RunError/Kind/usage``.
    package init(
      columns: [String], encoding: String?, sheets: Sheets = Sheets()
    ) throws(RunError) {
      var renamed: [RenamedColumn] = []
      for text in columns {
        guard let column = RenamedColumn(text) else {
          throw RunError(
            .usage,
            "--column '\(text)': write HEADING=NAME, such as --column 'Employee ID=executive_id'.")
        }
        renamed.append(column)
      }
      self.init(
        columns: renamed, encoding: try encoding.map(Self.encoding(named:)), sheets: sheets)
    }

    private static func encoding(named name: String) throws(RunError) -> TextEncoding {
      if let encoding = TextEncoding(named: name) { return encoding }
      let common = TextEncoding.commonNames
      let synonym = TextEncoding.common.first { names in
        names.others.contains { folded($0.utf8) == folded(name.utf8) }
      }
      let guess = (synonym?.name ?? nearest(to: name, among: common)).map {
        "Did you mean \($0)? "
      }
      throw RunError(
        .usage,
        "--encoding '\(name)': no encoding has this name. \(guess ?? "")Common ones are "
          + "\(common.joined(separator: ", ")); 'iconv -l' lists all.")
    }
  }
}
