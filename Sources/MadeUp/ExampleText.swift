import Appraisal

/// `EXAMPLE.txt`: what the columns hold and how to go on, in plain text for people with Windows.
///
/// Lines end with CRLF and are short enough for a window of Notepad.
struct ExampleText: PlainText {
  let system: AppraisalSystem
  let example: Example

  /// The bytes of the file, without a byte order mark.
  var text: [UInt8] {
    let parts = [
      introduction, saving, plansColumns, ratingsColumns, blanks, refusedHeader, result, longLayout,
      commands,
    ]
    return bytes(of: parts)
  }

  // MARK: - Parts

  private var introduction: [String] {
    let workbooks =
      FormWorkbooks.areMade
      ? """
      plans.xlsx and ratings.xlsx are the same as Excel workbooks. Fill in these or the CSV files, not \
      both. The workbooks are the safer way: ids keep their zeros, and weights that do not add up turn \
      red.
      """
      : """
      Excel workbooks (.xlsx) with the same columns are read too, and are the safer way: in them ids \
      keep their zeros.
      """
    return heading("Plans and ratings: \(system.title)")
      + paragraph(
        """
        plans.csv and ratings.csv are empty: fill in one row for each executive. The folder "example" \
        has the same two files with one executive in them, who is explained here.
        """)
      + paragraph(workbooks)
  }

  private var saving: [String] {
    heading("Before you begin, and when you save")
      + item(
        """
        Ids: before you type or paste them, select the column executive_id and choose Home > Number \
        Format > Text. Otherwise 00123 becomes 123, and a long id becomes 1.23457E+15.
        """)
      + item("One header row, the first. No title above it, and no merged cells.")
      + item("No rows of totals or averages below the executives, and no blank rows between them.")
      + item("No formulas in these columns: copy them, and choose Paste Special > Values.")
      + item("No line breaks in a cell (Alt+Enter).")
      + item(
        """
        CSV: choose File > Save As, and the type "CSV UTF-8 (Comma delimited)". The types "CSV (Comma \
        delimited)", "CSV (Macintosh)" and "Unicode Text" are others, and spoil letters such as é.
        """)
      + item("Workbook: choose File > Save As, and the type \"Excel Workbook\" (.xlsx).")
  }

  private var plansColumns: [String] {
    heading("The columns of plans.csv")
      + paragraph("Columns may stand in any order. Others are ignored.")
      + column("executive_id", Example.executive, Self.executiveID)
      + BlankForms.textColumns.flatMap {
        column($0.name, $0.example, "Optional. \(plain($0.meaning))")
      }
      + zip(system.elements, example.plan.weights).flatMap { element, weight in
        column(
          element.id, "\(weight)",
          "The weight of \(element.title) in percent: \(element.limitsInWords()).")
      }
      + paragraph(weightRules)
  }

  private static let executiveID =
    "1 to 64 letters, digits and signs without spaces and , \" / \\ of which the first is a letter or "
    + "digit. Each executive has one, the same in both files."

  private var weightRules: String {
    let weights = system.weights
    var text = "The weights of an executive add up to \(weights.total), and each is a multiple of "
    text += "\(weights.step)."
    if let heaviest = weights.heaviestElement {
      text += " No element may weigh more than \(system.elements[heaviest].title)."
    }
    let finer = weights.step.hundredths % 100 != 0
    return text + " A weight is written 60 or 60%"
      + (finer ? ", with one or two decimals after a point where needed." : ".")
  }

  private var ratingsColumns: [String] {
    heading("The columns of ratings.csv")
      + column("executive_id", Example.executive, "As in the plans.")
      + zip(system.elements, example.ratings).flatMap { element, level in
        column(element.id, "\(level.number)", "The level of \(element.title).")
      }
      + paragraph("Each level may be written in several ways, in upper or lower case, such as:")
      + system.levels.reversed().map {
        "    \($0.level.number)   Level \($0.level.number)   \($0.label)"
      }
  }

  private var blanks: [String] {
    heading("What a blank cell means")
      + paragraph("Something is missing; a blank is never a zero.")
      + item("A blank weight: the plan is not complete, and the executive is rejected until it is.")
      + item(
        """
        A blank level: the same; the weight of an element without a level is not given to the others. \
        If the executive was not rated, leave all levels blank.
        """)
      + item("No row in ratings.csv: the executive is on the roster as not rated.")
      + item("A blank prb, or no such column: the executive is on the board \"unassigned\".")
      + item("A blank in another optional column stays blank on the roster.")
  }

  private var refusedHeader: [String] {
    heading("If the header is refused")
      + paragraph(
        """
        The message names the file, the row of the header and each column that is missing. Compare the \
        headings with the names above. Capitals, spaces, _ and - do not count: "Executive ID" is \
        executive_id. Columns are counted from the left: column 1 is A, column 4 is D. If every column \
        is said to be missing, something stands above the header: delete those rows. If only one column \
        was found, the file has semicolons or tabs in place of commas: save it again as said above.
        """)
  }

  private var result: [String] {
    let derivation = system.derive(example.plan, ratings: example.ratings)
    let width = derivation.lines.map { $0.element.title.unicodeScalars.count }.max() ?? 0
    let lines = derivation.lines.map { line in
      "    \(padded(line.element.title, width))   Level \(line.rating.number)   "
        + "\(line.points) points x \(line.weight) = \(line.product)"
    }
    let level = derivation.rating.level
    return heading("What the example gives") + lines
      + paragraph(
        """
        The summary score is \(derivation.rating.score), the initial summary rating Level \
        \(level.number), \(system.definition(of: level).label).
        """)
  }

  private var longLayout: [String] {
    let plans = zip(system.elements, example.plan.weights).map { element, weight in
      "    \(Example.executive),\(element.id),\(weight)"
    }
    let ratings = zip(system.elements, example.ratings).map { element, level in
      "    \(Example.executive),\(element.id),\(level.number)"
    }
    return heading("One row for each element")
      + paragraph(
        """
        Both files may also have one row for each executive and element. A column "element", with the \
        id or the title of the element, says so. The same plan:
        """)
      + ["    executive_id,element,weight"] + plans
      + paragraph("and the same ratings:")
      + ["    executive_id,element,level"] + ratings
      + paragraph(
        """
        The id stands in every row. The optional columns of the plans may be added; they say the same in \
        every row of an executive.
        """)
  }

  private var commands: [String] {
    let isBuiltIn = AppraisalSystem.builtInNames.contains(system.name)
    let option =
      system.name == AppraisalSystem.builtInNames.first
      ? "" : " --system \(isBuiltIn ? system.name : "FILE")"
    let files = FormWorkbooks.areMade ? "xlsx" : "csv"
    var lines = heading("Check and run")
    lines += paragraph("In this folder, check what you filled in, or the example:")
    lines.append("    appraise check --plans plans.\(files) --ratings ratings.\(files)\(option)")
    lines.append(
      "    appraise check --plans example/plans.csv --ratings example/ratings.csv\(option)")
    lines += paragraph(
      "When nothing is found, write the scores and the rosters to a folder \"appraisals\":")
    lines.append(
      "    appraise run --plans plans.\(files) --ratings ratings.\(files) --output appraisals\(option)"
    )
    if !isBuiltIn {
      lines += paragraph("Here FILE is the system file that these files were made from.")
    }
    return lines
  }
}
