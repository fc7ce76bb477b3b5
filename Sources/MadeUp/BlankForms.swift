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
///     template/EXAMPLE.md          every column, what may stand in it, and how to go on
///     template/example/plans.csv   one executive; under the basic system OPM's worked example
///     template/example/ratings.csv
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
    try directory.refuseExisting(["plans.csv", "ratings.csv", "EXAMPLE.md", "example"])
    try Self.write(Self.record(plansHeader), as: "plans.csv", in: directory)
    try Self.write(Self.record(ratingsHeader), as: "ratings.csv", in: directory)
    try Self.write(
      ExampleText(system: system, example: example).text, as: "EXAMPLE.md", in: directory)
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

  private static func record(_ fields: [String]) -> [UInt8] {
    var buffer = OutputBuffer()
    for (index, field) in fields.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(field: field)
    }
    buffer.append(UInt8(ascii: "\n"))
    return buffer.array
  }

  /// Makes a file; a CSV, which people open in a spreadsheet, begins with a UTF-8 BOM.
  private static func write(
    _ bytes: [UInt8], as name: String, in directory: Directory
  ) throws(RunError) {
    var buffer = OutputBuffer(capacity: bytes.count + 3)
    if name.hasSuffix(".csv") { buffer.append(byteOrderMark) }
    buffer.append(bytes)
    var file = try directory.newFile(name)
    try file.write(buffer)
    _ = try file.close(as: name)
  }
}

/// The plan and the ratings of the example.
private struct Example {
  static let executive = "ES-0001"

  let plan: Plan
  let ratings: [Level]

  /// OPM's worked example where the system is the one that it explains, else a valid plan made from
  /// the minimum weights.
  ///
  /// Source: OPM, SES FAQ "How are the ratings derived?".
  init(of system: AppraisalSystem) {
    let levels: [Level] = [.four, .five, .three, .four, .four]
    ratings = system.elements.indices.map { levels[$0 % levels.count] }
    let workedExample = [10, 10, 10, 10, 60].map(Weight.init(percent:))
    if system.name == "opm-basic-2012", system.elements.count == workedExample.count,
      let plan = try? Plan(weights: workedExample, under: system)
    {
      self.plan = plan
      return
    }
    let drawn = WeightDraw(system: system).exampleWeights()
    let weights = system.elements.indices.map { Weight(hundredths: UInt32(drawn[$0])) }
    guard let plan = try? Plan(weights: weights, under: system) else {
      preconditionFailure("a plan made from the minimums is valid")
    }
    self.plan = plan
  }
}

/// The text that explains the example.
private struct ExampleText {
  let system: AppraisalSystem
  let example: Example

  var text: [UInt8] {
    let parts = [
      introduction, plansColumns, ratingsColumns, blanks, result, longLayout, commands,
    ]
    return Array(parts.joined(separator: "\n").utf8)
  }

  private var introduction: String {
    """
    # Plans and ratings under \(cell(system.title))

    `plans.csv` and `ratings.csv` are empty: fill in one record for each executive. The folder
    `example` has the same two files with one executive in them, who is explained here.

    Save the files as CSV with commas, in UTF-8. Columns may stand in any order. Names of columns
    match without regard to case, spaces, `_` and `-`: `Executive ID` is `executive_id`.

    """
  }

  private var plansColumns: String {
    let texts = BlankForms.textColumns.map { column in
      "| `\(column.name)` | \(column.example) | Optional. \(column.meaning) |\n"
    }
    let weights = zip(system.elements, example.plan.weights).map { element, weight in
      "| `\(element.id)` | \(weight) | The weight of \(cell(element.title)) in percent: "
        + "\(element.limitsInWords()). |\n"
    }
    return """
      ## plans.csv

      | column | in the example | what it may hold |
      | --- | --- | --- |
      | `executive_id` | \(Example.executive) | \(Self.executiveID) |
      \(texts.joined())\(weights.joined())
      \(weightRules)

      """
  }

  private static let executiveID =
    "1–64 letters, digits and signs of ASCII without spaces and `,` `\"` `/` `\\`; the first is a "
    + "letter or digit. Each executive has one, the same in both files."

  private var weightRules: String {
    let weights = system.weights
    var text = "The weights of an executive add up to \(weights.total), and each is a multiple of "
    text += "\(weights.step)"
    if let heaviest = weights.heaviestElement {
      text += ". No element may weigh more than \(cell(system.elements[heaviest].title))"
    }
    let finer = weights.step.hundredths % 100 != 0
    return text + ".\n\nA weight is written `60` or `60%`"
      + (finer ? ", with one or two decimals after a point where needed" : "") + "."
  }

  private var ratingsColumns: String {
    let levels = zip(system.elements, example.ratings).map { element, level in
      "| `\(element.id)` | \(level.number) | The level of \(cell(element.title)). |\n"
    }
    let labels = system.levels.reversed().map { definition in
      "| `\(definition.level.number)` | `Level \(definition.level.number)` | "
        + "\(cell(definition.label)) |\n"
    }
    return """
      ## ratings.csv

      | column | in the example | what it may hold |
      | --- | --- | --- |
      | `executive_id` | \(Example.executive) | As in the plans. |
      \(levels.joined())
      Each level may be written in three ways, in upper or lower case:

      | number | name | label |
      | --- | --- | --- |
      \(labels.joined())
      """
  }

  private var blanks: String {
    """
    ## What a blank means

    A blank is something that is missing, never a zero.

    - A blank weight: the plan is not complete, and the executive is rejected until it is.
    - A blank level: the same; the weight of an element without a level is not given to the others.
    - No record in `ratings.csv`: the executive is on the roster as not rated.
    - A blank `prb`, or no such column: the executive is on the board `unassigned`.
    - A blank in another optional column stays blank on the roster.

    """
  }

  private var result: String {
    let derivation = system.derive(example.plan, ratings: example.ratings)
    let lines = derivation.lines.map { line in
      "| \(cell(line.element.title)) | \(line.rating.number) | \(line.points) | \(line.weight) "
        + "| \(line.product) |\n"
    }
    let level = derivation.rating.level
    let label = cell(system.definition(of: level).label)
    return """
      ## What the example gives

      | element | level | points | weight | points × weight |
      | --- | --- | --- | --- | --- |
      \(lines.joined())
      The summary score is \(derivation.rating.score), the initial summary rating Level \
      \(level.number), \(label).

      """
  }

  private var longLayout: String {
    let plans = zip(system.elements, example.plan.weights).map { element, weight in
      "\(Example.executive),\(element.id),\(weight)\n"
    }
    let ratings = zip(system.elements, example.ratings).map { element, level in
      "\(Example.executive),\(element.id),\(level.number)\n"
    }
    return """
      ## One record for each element

      Both files may also have one record for each executive and element. A column `element`, with
      the id or the title of the element, says so. The same plan:

      ```csv
      executive_id,element,weight
      \(plans.joined())```

      and the same ratings:

      ```csv
      executive_id,element,level
      \(ratings.joined())```

      The optional columns of the plans may be added; they say the same on every record of an
      executive.

      """
  }

  private var commands: String {
    let isBuiltIn = AppraisalSystem.builtInNames.contains(system.name)
    let option =
      system.name == AppraisalSystem.builtInNames.first
      ? "" : " --system \(isBuiltIn ? system.name : "FILE")"
    let note =
      isBuiltIn ? "" : "\nHere `FILE` is the system file that these files were made from.\n"
    return """
      ## Check and run

      In this folder, check what you filled in, or the example:

      ```sh
      appraise check --plans plans.csv --ratings ratings.csv\(option)
      appraise check --plans example/plans.csv --ratings example/ratings.csv\(option)
      ```

      When nothing is found, write the scores and the rosters to a folder `runs`:

      ```sh
      appraise run --plans plans.csv --ratings ratings.csv --output appraisals\(option)
      ```
      \(note)
      """
  }

  /// A text of the system as it may stand in a table.
  private func cell(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if character == "|" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
