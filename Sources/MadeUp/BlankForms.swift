package import Appraisal
package import Columns
import Files

/// Empty plan and rating files of a system, and an example that explains them.
///
///     try BlankForms(system: .opmBasic2012).write(to: "template")
///
/// makes
///
///     template/plans.csv           the header of the wide layout
///     template/ratings.csv
///     template/EXAMPLE.txt         every column, what may stand in it, and how to go on
///     template/example/plans.csv   one executive; under the basic system OPM's worked example
///     template/example/ratings.csv
///
/// and, where the program can make workbooks,
///
///     template/plans.xlsx          the same to fill in, with checks and a page of instructions
///     template/ratings.xlsx
package struct BlankForms: Sendable {
  private let system: AppraisalSystem
  private let example: Example

  /// The files of a system.
  ///
  /// - Precondition: the system is sound.
  package init(system: AppraisalSystem) {
    self.system = system
    example = Example(of: system)
  }

  /// Writes the files into a directory, which is made if there is none.
  ///
  /// - Throws: ``RunError``; ``RunError/Kind/cannotCreate`` where one of the files or the folder is
  ///   there already.
  package func write(to path: String) throws(RunError) {
    try Directory.create(path)
    let directory = try Directory(opening: path)
    try directory.refuseExisting(
      ["plans.csv", "ratings.csv", "plans.xlsx", "ratings.xlsx", "EXAMPLE.txt", "example"])
    try Self.write(Self.record(plansHeader), as: "plans.csv", in: directory)
    try Self.write(Self.record(ratingsHeader), as: "ratings.csv", in: directory)
    try Self.write(
      ExampleText(system: system, example: example).text, as: "EXAMPLE.txt", in: directory)
    try FormWorkbooks(system: system).write(to: directory)
    let folder = try directory.newDirectory("example")
    try Self.write(
      Self.record(plansHeader)
        + Self.record(
          [Example.executive] + Self.textColumns.map(\.example)
            + example.plan.weights.map(\.description)),
      as: "plans.csv", in: folder)
    try Self.write(
      Self.record(ratingsHeader)
        + Self.record([Example.executive] + example.ratings.map { "\($0.number)" }),
      as: "ratings.csv", in: folder)
  }

  /// The columns of a plan that hold texts.
  static let textColumns = InputField.texts(of: .plans)

  private var plansHeader: [String] {
    ["executive_id"] + Self.textColumns.map(\.name) + system.elements.map(\.id)
  }

  private var ratingsHeader: [String] { ["executive_id"] + system.elements.map(\.id) }

  /// A record of CSV.
  static func record(_ fields: [String]) -> [UInt8] {
    var buffer = OutputBuffer()
    for (index, field) in fields.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(field: field)
    }
    buffer.append(UInt8(ascii: "\n"))
    return buffer.array
  }

  /// Makes a file; people open it in a spreadsheet or editor, so it begins with a UTF-8 BOM, if it is to be
  /// marked.
  static func write(
    _ bytes: [UInt8], as name: String, in directory: Directory, marked isMarked: Bool = true
  ) throws(RunError) {
    var buffer = OutputBuffer(capacity: bytes.count + 3)
    if isMarked { buffer.append(byteOrderMark) }
    buffer.append(bytes)
    var file = try directory.newFile(name)
    try file.write(buffer)
    _ = try file.close(as: name)
  }
}
