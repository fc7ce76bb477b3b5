#if Excel
  import Appraisal
  import Columns
  import ReviewBoards
  import Tables

  /// Where the columns of a table stand in a workbook, how wide they are, and how much of them is printed.
  struct SheetLayout: Sendable {
    /// A column of the table.
    struct Column: Sendable {
      let name: String
      let heading: String
      let isNumber: Bool
      /// In characters.
      let width: Int
      let place: SheetColumn.Place
      let entry: SheetColumn.Entry?

      init<Source>(_ column: Table<Source>.Column) {
        name = column.name
        heading = column.heading
        isNumber = [.count, .level, .percent, .points].contains(column.type)
        place = column.sheet.place
        entry = column.sheet.entry
        // In bold type a letter is a little wider than what the width counts.
        let longest = heading.split(separator: " ").map { String($0).displayWidth }.max() ?? 0
        width = max(column.sheet.width, longest + 1 + longest / 8)
      }

      /// How many lines a text takes, as far as it is seen.
      ///
      /// - Complexity: O(bytes), of no more than fills the highest row.
      func lines(of text: Span<UInt8>) -> Int {
        // No letter is twice as wide as a digit.
        if place == .hidden || text.count <= width / 2 { return 1 }
        let shown = text.extracting(first: min(text.count, 4 * width * SheetLayout.mostLines))
        return String(copying: shown).lines(ofWidth: width)
      }

      /// The heading as a title of a message, which may have 32 characters.
      var shortHeading: String { String(heading.prefix(32)) }
    }

    /// What the sheet asks for, by the numbers of the columns of the table.
    struct Question: Sendable {
      let answer: Int
      /// What to concur with.
      let compared: Int
      let reasons: Int
      let status: Int
      /// The levels from which the answer is derived where it is blank and one of them is not.
      let grounds: [Int]
      /// The status of those of whom a level is asked.
      let asked = RosterStatus.rated.name
      /// What the compared column is called in a sentence.
      let comparedHeading: String

      init?(_ columns: [Column]) {
        func index(where isOne: (Column) -> Bool) -> Int? { columns.firstIndex(where: isOne) }
        func answered(_ column: Column) -> String? {
          if case .answer(let name)? = column.entry { name } else { nil }
        }
        guard let answer = index(where: { answered($0) != nil }),
          let compared = index(where: { $0.name == answered(columns[answer]) }),
          let reasons = index(where: { $0.entry == .reasons }),
          let status = index(where: { $0.place == .status })
        else { return nil }
        precondition(status < answer, "it is known of whom a level is asked")
        self.answer = answer
        self.compared = compared
        self.reasons = reasons
        self.status = status
        grounds = columns.indices.filter { columns[$0].entry == .level }
        let heading = columns[compared].heading
        comparedHeading = heading.prefix(1).lowercased() + heading.dropFirst()
      }

      /// What to do, in words.
      func task(needsReasons: Bool) -> String {
        "Fill in the yellow cells: a level from 1 to 5, or \(SheetLayout.concur) with the "
          + "\(comparedHeading). Another level is marked"
          + (needsReasons ? " and needs remarks." : ".")
          + " To sort: Review > Unprotect Sheet, without a password."
      }
    }

    /// By the number of the column in the table its number in the sheet.
    let place: [Int]
    /// The columns from the left that are printed.
    let printedColumns: Int
    /// The lines of the highest heading.
    let headerLines: Int
    let question: Question?

    /// What to write in order to agree.
    static let concur = "concur"

    /// At the left and right of a page, in inches.
    static let sideMargin = 0.25

    /// A layout for a page across.
    init(_ columns: [Column], isA4: Bool) {
      let order = columns.indices.sorted {
        (columns[$0].place, $0) < (columns[$1].place, $1)
      }
      var place = Array(repeating: 0, count: columns.count)
      for (number, column) in order.enumerated() { place[column] = number }
      self.place = place
      printedColumns = Self.printedColumns(order.map { columns[$0] }, isA4: isA4)
      headerLines = columns.map { $0.lines(of: Array($0.heading.utf8).span) }.max() ?? 1
      question = Question(columns)
    }

    /// How many columns can be printed on one page, letters being 7 points high or more: those in front, and
    /// of the others each kind that still fits whole.
    private static func printedColumns(_ columns: [Column], isA4: Bool) -> Int {
      // Points across, times the size of the letters in the sheet over that in print.
      let room = ((isA4 ? 841.9 : 792) - 2 * 72 * sideMargin) * 11 / 7.2
      var width = 0.0
      var printed = 0
      var next = 0
      while next < columns.count, columns[next].place < .weights {
        let place = columns[next].place
        var end = next
        while end < columns.count, isSameKind(columns[end].place, place) {
          width += points(ofWidth: columns[end].width)
          end += 1
        }
        if printed > 0, width > room { break }
        printed = end
        next = end
      }
      return printed
    }

    private static func isSameKind(
      _ one: SheetColumn.Place, _ other: SheetColumn.Place
    ) -> Bool {
      if case .front = one, case .front = other { true } else { one == other }
    }

    /// The width of a column in points: of digits of seven pixels and an edge of five, at 96 to the inch.
    private static func points(ofWidth width: Int) -> Double { Double(width * 7 + 5) * 0.75 }

    // MARK: - Rows

    /// The most lines that a row can be high.
    static let mostLines = 27

    /// The height of a row in points; Excel allows 409.
    static func height(ofLines lines: Int) -> Double { Double(min(lines, mostLines)) * 15 + 1 }

    /// The name of a board in lines above the table, cut where it is long.
    ///
    /// - Parameter words: What stands before it.
    func boardLines(_ name: [UInt8], after words: String) -> [String] {
      let (mostColumns, mostLines) = (90, 3)
      let start = String(decoding: name.prefix(8 * mostColumns * mostLines), as: UTF8.self)
      var lines = wrapped("\(words): \(spelledOut(Array(start.utf8)))", mostColumns)
      if lines.count > mostLines {
        lines = Array(lines.prefix(mostLines))
        lines[mostLines - 1] += "…"
      }
      return lines
    }
  }

  /// What is said of an entry, and the list that it is taken from.
  struct EntryWords {
    let list: [String]
    /// At most 255 characters.
    let hint: String

    /// - Parameter isDerived: Whether the answer may be left to the levels of other columns.
    init(
      _ entry: SheetColumn.Entry, comparedWith heading: String, needsReasons: Bool, isDerived: Bool
    ) {
      let levels = (1...5).map { "\($0)" }
      switch entry {
      case .answer:
        list = levels + [SheetLayout.concur]
        hint =
          "A level from 1 to 5, or \(SheetLayout.concur) with the \(heading)."
          + (needsReasons ? " Another level needs remarks." : "")
          + (isDerived ? " Blank where it is to follow from final ratings of elements." : "")
      case .level:
        list = levels
        hint =
          "A level from 1 to 5, where it changed. The level of the executive is then derived from the ratings."
          + (needsReasons ? " If it differs from the \(heading), it needs remarks." : "")
      case .reasons:
        list = []
        hint = "Why, where the level differs from the \(heading). Alt+Enter begins a new line."
      case .day:
        list = []
        hint = "The day of the decision, such as 2026-12-15."
      }
    }
  }

  extension String {
    /// How many lines the text takes in a cell of this width in characters.
    ///
    /// Excel breaks lines at blanks, and a word that is longer than a line wherever it has to. In its font,
    /// Calibri, letters are as wide as digits but for those of ``tenths(of:)``.
    ///
    /// - Complexity: O(length of the text).
    func lines(ofWidth width: Int) -> Int {
      let room = width * 10
      var lines = 1
      // What stands on the line up to its last blank, and after that.
      var (line, word) = (0, 0)
      for scalar in unicodeScalars {
        if scalar == "\n" {
          lines += 1
          (line, word) = (0, 0)
          continue
        }
        if scalar == " " {
          line += word + Self.tenths(of: scalar)
          word = 0
          continue
        }
        word += Self.tenths(of: scalar)
        if line + word > room {
          lines += 1
          if line == 0 { word = Self.tenths(of: scalar) }
          line = 0
        }
      }
      return lines
    }

    /// How wide a letter is, in tenths of a digit.
    private static func tenths(of scalar: Unicode.Scalar) -> Int {
      switch scalar {
      case " ", "I", "f", "i", "j", "l", "r", "t", "(", ")", ",", "-", ".", ":", ";", "'": 7
      case "M", "W", "m", "w", "@": 18
      case "A"..."Z": 13
      default: scalar.displayWidth * 11
      }
    }
  }
#endif
