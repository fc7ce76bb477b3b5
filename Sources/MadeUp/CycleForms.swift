package import Columns
import Files

/// Empty files for the review boards' cycle, and an example that explains them.
///
///     try CycleForms(columns: columns).write(to: "cycle-forms")
///
/// makes
///
///     cycle-forms/cycle.yaml             the facts of a period, with a comment for each
///     cycle-forms/members.csv            the header
///     cycle-forms/responses.csv
///     cycle-forms/EXAMPLE.txt            every column, what may stand in it, and how to go on
///     cycle-forms/example/members.csv    one row
///     cycle-forms/example/responses.csv
package struct CycleForms: Sendable {
  /// A column of a file of the cycle.
  package struct Column: Sendable {
    let name: String
    let isRequired: Bool
    let example: String
    let meaning: String

    /// A column; its meaning is a sentence, with marks for code.
    package init(_ name: String, isRequired: Bool, example: String, meaning: String) {
      self.name = name
      self.isRequired = isRequired
      self.example = example
      self.meaning = meaning
    }
  }

  /// The columns of each file: those of the members and responses, and those that boards and the authority
  /// fill in.
  package struct Columns: Sendable {
    let members: [Column]
    let responses: [Column]
    let returned: [Column]
    let decided: [Column]

    /// Columns in the order in which forms and documents have them.
    package init(
      members: [Column], responses: [Column], returned: [Column], decided: [Column]
    ) {
      self.members = members
      self.responses = responses
      self.returned = returned
      self.decided = decided
    }
  }

  private let columns: Columns

  /// The files of these columns.
  package init(columns: Columns) { self.columns = columns }

  /// Writes the files into a directory, which is made if there is none.
  ///
  /// - Throws: ``RunError``; ``RunError/Kind/cannotCreate`` where one of the files or the folder is
  ///   there already.
  package func write(to path: String) throws(RunError) {
    try Directory.create(path)
    let directory = try Directory(opening: path)
    try directory.refuseExisting([
      "cycle.yaml", "members.csv", "responses.csv", "EXAMPLE.txt", "example",
    ])
    try BlankForms.write(Array(Self.cycle.utf8), as: "cycle.yaml", in: directory, marked: false)
    try BlankForms.write(
      CycleExampleText(columns: columns).text, as: "EXAMPLE.txt", in: directory)
    let folder = try directory.newDirectory("example")
    for (name, columns) in [
      ("members.csv", columns.members), ("responses.csv", columns.responses),
    ] {
      let header = BlankForms.record(columns.map(\.name))
      try BlankForms.write(header, as: name, in: directory)
      try BlankForms.write(
        header + BlankForms.record(columns.map(\.example)), as: name, in: folder)
    }
  }

  /// `cycle.yaml`: valid as it stands, for an agency of one unit.
  static let cycle = """
    # The facts of one appraisal period, for 'appraise review --cycle cycle.yaml'. Replace the examples;
    # take the # away from what you state. Days are written 2026-09-30, amounts 2600000 or 2600000.50.
    format: 1
    agency: Name of the agency

    # The first and the last day of the appraisal period.
    period: {from: 2025-10-01, to: 2026-09-30}

    # Whether the appraisal system is certified (5 CFR part 430, subpart D): the ceiling of pay depends on it.
    # certified: true

    # The day on which new rates of pay take effect.
    # pay_effective: 2027-01-10

    # The day of the authority's decisions, unless a decided sheet says another.
    # decided_on: 2026-12-15

    # The populations that limits are counted in, such as the department without its Inspector General. Each
    # board of the run belongs to exactly one; "rest" stands for all boards that no other unit names.
    units:
      - name: Department
        boards: rest
        # The citation of the President's waiver of the limit on Levels 4 and 5.
        # waiver: citation
        # How many career executives are on board at the end of the period, where the rules count these.
        # career_executives: 120
        # What they were paid as basic pay in the fiscal year before, and the average of their rates.
        # career_basic_pay_paid: 2600000
        # career_average_rate: 200000
      # - name: Office of Inspector General
      #   boards: [Name of its board]

    # What is stated of single boards, each by its name in the plans: the day on which it recommended, and the
    # citation of OPM's determination that there are too few career appointees for a majority.
    # boards:
    #   - prb: Name of a board
    #     recommended_on: 2026-11-04
    #     insufficient_career: citation

    # A review can be closed without one of these only if somebody else has checked it: who, and where it is on
    # record.
    # checked_elsewhere:
    #   members: General Counsel, memo of 2 November 2026
    #   responses: Employee Relations keeps the log

    """
}

/// `EXAMPLE.txt`: what the columns hold and how to go on, in plain text for people with Windows.
struct CycleExampleText: PlainText {
  let columns: CycleForms.Columns

  /// The bytes of the file, without a byte order mark.
  var text: [UInt8] {
    bytes(of: [
      introduction, facts, described(columns.members, of: "members.csv"),
      described(columns.responses, of: "responses.csv"), returned, decided, commands,
    ])
  }

  private var introduction: [String] {
    heading("The review boards' cycle")
      + paragraph(
        """
        A run has written a roster for each review board. These files say what happens next: who sits on \
        the boards, who responded, and what the boards and the appointing authority hand back. Hand over \
        what you have; the review is made again when more has come.
        """)
      + item("cycle.yaml: the facts of the appraisal period. Fill it in with any text editor.")
      + item(
        """
        members.csv and responses.csv are empty: fill in one row for each member of a board, and for each \
        executive who responded. The folder "example" has the same two files with one row in them.
        """)
      + item(
        """
        The boards fill in their rosters, and the authority the sheets that a review writes for it. They \
        come back as CSV or as Excel workbooks (.xlsx).
        """)
  }

  private var facts: [String] {
    heading("Dates, levels and ids")
      + item("A date is written 2026-11-04. 11/4/2026 is refused, because it can be two dates.")
      + item(
        """
        Dates in Excel: before you type them, select the column and choose Format Cells > Number > Text. \
        Otherwise a CSV file gets 11/4/2026.
        """)
      + item(
        """
        A level is a number from 1 to 5, or the word concur: of a board for the initial rating, of the \
        authority for what the board recommends. A blank is no answer, and never a concurrence.
        """)
      + item(
        """
        Ids: before you type or paste them, select the column and choose Home > Number Format > Text. \
        Otherwise 00123 becomes 123.
        """)
      + item(
        """
        CSV: choose File > Save As, and the type "CSV UTF-8 (Comma delimited)".
        """)
  }

  private func described(_ columns: [CycleForms.Column], of file: String) -> [String] {
    heading("The columns of \(file)")
      + paragraph("Columns may stand in any order, and those that are optional may be left out.")
      + columns.flatMap { described($0) }
  }

  private func described(_ column: CycleForms.Column) -> [String] {
    self.column(
      column.name, column.example.isEmpty ? "left blank" : column.example,
      (isOptional(column) ? "Optional. " : "") + plain(column.meaning))
  }

  /// Whether a column may always be left blank; its meaning says where it may not.
  private func isOptional(_ column: CycleForms.Column) -> Bool {
    !column.isRequired && !column.meaning.contains("Required where")
  }

  private var returned: [String] {
    heading("What a board fills in")
      + paragraph(
        """
        Send each board its roster, rosters/<prb>.csv of the run. Rows may be sorted and columns moved; \
        the other columns have to come back as they went out, and are compared. To be filled in:
        """)
      + columns.returned.flatMap { described($0) }
  }

  private var decided: [String] {
    heading("What the authority fills in")
      + paragraph(
        """
        When a board has recommended, the review writes sheets/authority/<prb>.csv. To be filled in:
        """)
      + columns.decided.flatMap { described($0) }
  }

  private var commands: [String] {
    heading("Check and review")
      + paragraph("In this folder, see what a review would find, in what has come so far:")
      + [
        "    appraise check --run RUN --cycle cycle.yaml --members members.csv",
        "        --responses responses.csv --returned harbor-prb-1.csv",
      ]
      + paragraph("Make the review, and again whenever a file has come:")
      + [
        "    appraise review --run RUN --cycle cycle.yaml --members members.csv",
        "        --responses responses.csv --returned harbor-prb-1.csv --output reviews",
      ]
      + paragraph("See where it stands, and what is known of one executive:")
      + ["    appraise report reviews", "    appraise explain ES-0001 --review reviews --run RUN"]
      + paragraph(
        """
        Each command stands on one line. RUN is the run's own directory, appraisals/runs/<run id>. When \
        everybody is finished, --close makes the annual ratings official.
        """)
  }
}
