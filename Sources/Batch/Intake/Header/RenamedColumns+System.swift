import Appraisal
import Columns
import Records

extension RenamedColumns {
  /// Some headings, under a system.
  ///
  /// - Throws: ``RunError/Kind/usage`` where a name means nothing, or a heading is to stand for two.
  init(_ columns: [RenamedColumn], known: KnownColumns) throws(RunError) {
    try self.init(columns) { column, name in
      known.isKnown(name) ? nil : Self.unknownName(of: column, known: known)
    }
  }

  fileprivate static func unknownName(of column: RenamedColumn, known: KnownColumns) -> RunError {
    let guess = nearest(to: column.name, among: known.names).map { "Did you mean \($0)? " } ?? ""
    let fields = InputField.all.flatMap(\.names) + known.system.elements.map(\.id)
    return RunError(
      .usage,
      "--column '\(column.text)': there is no column '\(column.name)' under "
        + "\(known.system.name). \(guess)The names are \(fields.joined(separator: ", ")), and "
        + "those of the elements followed by _weight, _rating or _level.")
  }
}
