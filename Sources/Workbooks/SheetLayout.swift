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
      fileprivate(set) var width: Int
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
        var width = max(column.sheet.width, longest + 1 + longest / 8)
        // On paper, where these columns are not, the others need no more than two lines.
        if [.finals, .weights].contains(place) {
          while width < 40, heading.lines(ofWidth: width, isBold: true) > 2 { width += 1 }
        }
        self.width = width
      }

      /// How high a text is in points, as far as it is seen.
      ///
      /// - Complexity: O(bytes); nothing is allocated for a short text of one line.
      func height(of text: Span<UInt8>) -> Int {
        if place == .hidden { return LineHeight.usual }
        // No character is wider than two digits, and none of a high script has fewer bytes than three.
        var (mayBeHigh, hasBreak) = (false, false)
        for index in text.indices {
          if text[index] >= 0xE0 { mayBeHigh = true }
          if text[index] == UInt8(ascii: "\n") { hasBreak = true }
        }
        if text.count <= width / 2, !mayBeHigh, !hasBreak { return LineHeight.usual }
        let shown = String(
          copying: text.extracting(first: min(text.count, 4 * width * LineHeight.mostLines)))
        return shown.lines(ofWidth: width) * LineHeight(of: mayBeHigh ? shown : "").points
      }

      /// How high the heading is in points.
      var headingHeight: Int {
        heading.lines(ofWidth: width, isBold: true) * LineHeight(of: heading).points
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
        "Fill in the yellow cells: a level from 1 to 5, or \(Vocabulary.concur) with the "
          + "\(comparedHeading). Another level is marked"
          + (needsReasons ? " and needs remarks." : ".")
          + " To sort: Review > Unprotect Sheet, without a password."
      }
    }

    /// By the number of the column in the table its number in the sheet.
    let place: [Int]
    /// The columns from the left that are printed.
    let printedColumns: Int
    /// The height of the headings in points.
    let headerHeight: Int
    let question: Question?

    /// At the left and right of a page, in inches.
    static let sideMargin = 0.25

    /// The columns with more room for explanations that are not printed: on paper a row is then hardly higher than what
    /// stands there.
    static func withRoom(_ columns: [Column], isA4: Bool) -> [Column] {
      let layout = SheetLayout(columns, isA4: isA4)
      return columns.indices.map { number in
        var column = columns[number]
        if column.place == .explanation, layout.place[number] >= layout.printedColumns {
          column.width = max(column.width, 100)
        }
        return column
      }
    }

    /// A layout for a page across.
    init(_ columns: [Column], isA4: Bool) {
      let order = columns.indices.sorted {
        (columns[$0].place, $0) < (columns[$1].place, $1)
      }
      var place = Array(repeating: 0, count: columns.count)
      for (number, column) in order.enumerated() { place[column] = number }
      self.place = place
      printedColumns = Self.printedColumns(order.map { columns[$0] }, isA4: isA4)
      headerHeight = columns.map(\.headingHeight).max() ?? 0
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
        list = levels + [Vocabulary.concur]
        hint =
          "A level from 1 to 5, or \(Vocabulary.concur) with the \(heading)."
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
#endif
