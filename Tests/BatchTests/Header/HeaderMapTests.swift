import Appraisal
import Records
import Testing

@testable import Batch

/// What a header means, and what is said of one that means nothing.
@Suite struct HeaderMapTests {
  static let known = KnownColumns(of: .opmBasic2012)
  static let elements = AppraisalSystem.opmBasic2012.elements.map(\.id)
  static var columns: [String] { ["executive_id"] + elements }

  static func map(
    _ names: [String], as kind: InputKind = .plans, known: KnownColumns = known,
    renamed: [RenamedColumn] = []
  ) throws -> HeaderMap {
    try HeaderMap(
      header: names.map { Array($0.utf8) }, kind: kind, known: known,
      renamed: RenamedColumns(renamed, known: known))
  }

  /// What is said of a header that cannot be used.
  static func words(
    _ names: [String], as kind: InputKind = .plans, renamed: [RenamedColumn] = [],
    before records: [HeaderFault.LaterRecord] = []
  ) throws -> Statement {
    let fault = try #require(throws: HeaderFault.self) {
      try map(names, as: kind, renamed: renamed)
    }
    return fault.statement(before: records)
  }

  // MARK: - Names

  /// Every blank of contract and every line break, at the beginning, in the middle and at the end.
  @Test(
    arguments: [
      " ", "\t", "\n", "\r\n", "\u{A0}", "\u{2000}", "\u{2003}", "\u{2007}", "\u{200A}",
      "\u{200B}", "\u{202F}", "\u{205F}", "\u{3000}", "\u{FEFF}", "_", "-", "\u{A0}\n \u{200B}",
    ])
  func blanksDoNotCountInNames(blank: String) throws {
    for place in [
      "\(blank)Executive\(blank)ID\(blank)", "executive_id\(blank)", "\(blank)EXECUTIVEID",
    ] {
      #expect(try Self.map([place] + Self.elements).idColumn == 0)
    }
    let titles = AppraisalSystem.opmBasic2012.elements.map {
      $0.title.replacing(" ", with: blank)
    }
    #expect(try Self.map(["executive_id"] + titles).valueColumns == [1, 2, 3, 4, 5])
  }

  /// What can neither be seen nor is a space is no blank.
  @Test(arguments: ["\u{2060}", "\u{AD}", "\u{200C}", "\u{200D}", ".", "\u{180E}", "\u{301}"])
  func otherCharactersCount(character: String) throws {
    let words = try Self.words(["executive_id\(character)"] + Self.elements)
    #expect(words.fact.contains("the column executive_id is missing"))
  }

  // MARK: - Columns without a name

  @Test(
    arguments: [
      ([], []), ([""], [6..<7]), (["", "\u{A0}", " _\u{200B}\n"], [6..<9]),
      (["", "note", ""], [6..<7, 8..<9]),
    ] as [([String], [Range<Int>])])
  func columnsWithoutANameAreIgnored(more: [String], runs: [Range<Int>]) throws {
    for kind in InputKind.allCases {
      let map = try Self.map(Self.columns + more, as: kind)
      #expect(map.nameless == runs)
      #expect(map.unknown == (more.contains("note") ? [7] : []))
      #expect(map.count == 6 + more.count)
    }
  }

  /// A thousand of them are one notice.
  @Test func aThousandColumnsWithoutANameAreOneRun() throws {
    let map = try Self.map(
      Array(repeating: "", count: 500) + Self.columns + Array(repeating: " ", count: 500))
    #expect(map.nameless == [0..<500, 506..<1006])
    #expect(map.idColumn == 500)
  }

  /// The total of our own form means nothing and is not told; what only looks like it is.
  @Test(
    arguments: [
      ("total", true), ("Total", true), (" TOTAL\n", true), ("totals", false),
      ("Grand total", false),
      ("total_weight", false), ("sum", false),
    ])
  func theTotalOfTheFormIsPassedOver(name: String, isPassedOver: Bool) throws {
    for kind in InputKind.allCases {
      for place in [0, 3, 6] {
        var names = Self.columns
        names.insert(name, at: place)
        let map = try Self.map(names, as: kind)
        #expect(map.unknown == (isPassedOver ? [] : [place]))
        #expect(map.idColumn == (place == 0 ? 1 : 0))
      }
    }
    #expect(try Self.words([name, name] + Self.columns).fact.contains("the same name"))
  }

  // MARK: - Renamed columns

  @Test(
    arguments: [
      ("Employee ID=executive_id", "Employee ID", "executive_id"), ("a=b=c", "a=b", "c"),
      ("x = Leading Change", "x ", " Leading Change"),
    ])
  func headingAndNameAreTakenApart(text: String, heading: String, name: String) {
    #expect(RenamedColumn(text) == RenamedColumn(heading: heading, name: name))
  }

  @Test(arguments: ["", "=", "a", "a=", "=b", " =b", "a= _", "\u{A0}=executive_id"])
  func noHeadingOrNoName(text: String) { #expect(RenamedColumn(text) == nil) }

  @Test(
    arguments: [
      ("executive_id", 0), ("Executive ID", 0), ("leading_change", 1), ("Leading\u{A0}Change", 1),
      ("leading_change_weight", 1), ("results driven weight", 5),
    ])
  func headingStandsForAName(name: String, column: Int) throws {
    var names = Self.columns
    names[column] = "Their Heading"
    let map = try Self.map(names, renamed: [RenamedColumn(heading: "THEIR\nheading", name: name)])
    #expect(map.idColumn == 0 && map.valueColumns == [1, 2, 3, 4, 5] && map.unknown.isEmpty)
    #expect(map.names[column] == Array("Their Heading".utf8), "findings name the heading")
  }

  /// The other kind's name means nothing for this one.
  @Test func headingThatStandsForANameOfTheOtherKindIsPassedOver() throws {
    let renamed = [RenamedColumn(heading: "Score", name: "leading_change_rating")]
    let map = try Self.map(Self.columns + ["Score"], renamed: renamed)
    #expect(map.valueColumns == [1, 2, 3, 4, 5] && map.unknown.isEmpty)
    var names = Self.columns
    names[1] = "Score"
    #expect(throws: HeaderFault.self) { try Self.map(names, renamed: renamed) }
    #expect(throws: Never.self) { try Self.map(names, as: .ratings, renamed: renamed) }
  }

  @Test func elementByAnotherNameMakesTheLayoutLong() throws {
    let renamed = [
      RenamedColumn(heading: "Competency", name: "element"),
      RenamedColumn(heading: "Pct", name: "weight"),
    ]
    let map = try Self.map(["executive_id", "Competency", "Pct"], renamed: renamed)
    #expect(map.isLong && map.elementColumn == 1 && map.valueColumns == [2])
  }

  /// A spreadsheet makes quotes curly and dashes long, and a terminal does not.
  @Test func headingOfAnOptionMayHaveStraightQuotes() throws {
    for heading in ["Employee\u{2019}s \u{201C}No.\u{201D} \u{2013} HR", "Employee's \"No.\" - HR"]
    {
      let map = try Self.map(
        [heading] + Self.columns.dropFirst(),
        renamed: [RenamedColumn(heading: "Employee's \"No.\" - HR", name: "executive_id")])
      #expect(map.idColumn == 0)
    }
  }

  @Test func columnThatIsThereTwiceByItsNewNameIsRefused() throws {
    let words = try Self.words(
      Self.columns + ["Employee ID"],
      renamed: [RenamedColumn(heading: "Employee ID", name: "executive_id")])
    #expect(
      words.description
        == "The header cannot be used: 'executive_id' (column 1, A in a spreadsheet) and 'Employee ID' "
        + "(column 7, G in a spreadsheet) mean the same, one of them by --column. Give each column one name."
    )
  }

  // MARK: - What is said

  @Test(
    arguments: [
      ("Leading Change (%)", "leading_change"), ("1. Leading Change", "leading_change"),
      ("ECQ 1: Leading Change", "leading_change"), ("Leading Chnage", "leading_change"),
      ("LEADING CHANGES", "leading_change"), ("Leading Change Weight (%)", "leading_change"),
    ])
  func headingThatIsNearlyRightIsNamed(heading: String, name: String) throws {
    let words = try Self.words(["executive_id", heading] + Self.elements.dropFirst())
    #expect(
      words.fix == "Rename '\(heading)' to \(name), or add --column '\(heading)=\(name)'.")
    #expect(words.fact.contains("not recognized: '\(heading)'"))
  }

  @Test(
    arguments: [
      "Employee ID", "SES ID", "ID", "executive", "Executive ID No.", "Emp. id", "executive_ids",
    ])
  func wordForAnIDIsNamed(heading: String) throws {
    let words = try Self.words([heading] + Self.elements)
    #expect(words.fix.hasPrefix("Rename '\(heading)' to executive_id, or add --column"))
  }

  /// What could be two columns, or is something else, is not guessed.
  @Test(
    arguments: [
      ["Leading"], ["Change"], ["Leading Change A", "Leading Change B"], ["Weight"], ["Valid"],
      ["Leading Change and Leading People"],
    ])
  func whatIsNotClearIsNotGuessed(headings: [String]) throws {
    let words = try Self.words(["executive_id"] + headings + Self.elements.dropFirst(2))
    #expect(!words.fix.contains("Rename"))
    #expect(words.fact.contains("the columns leading_change and leading_people are missing"))
  }

  /// A quote would end the quotes of the option, and what is cut cannot be typed.
  @Test(arguments: ["Executive's ID", "Executive ID that \(String(repeating: "long ", count: 15))"])
  func optionIsOnlyWrittenOutWhereItCanBeTyped(heading: String) throws {
    let fix = try Self.words([heading] + Self.elements).fix
    #expect(fix.contains("--column") == !heading.contains("'"))
  }

  @Test(
    arguments: [
      (["executive_id", "element", "level"], InputKind.plans, "ratings"),
      (["executive_id", "element", "weight"], .ratings, "plans"),
      (["executive_id"] + elements.map { $0 + "_level" }, .plans, "ratings"),
      (["executive_id"] + elements.map { $0 + " weight" }, .ratings, "plans"),
    ])
  func columnsOfTheOtherKindAreNamed(names: [String], kind: InputKind, other: String) throws {
    let fix = try Self.words(names, as: kind).fix
    #expect(fix.hasPrefix("These are the columns of \(other): name the file with --\(other)"))
  }

  @Test(arguments: InputKind.allCases)
  func columnsOfAnotherSystemAreNamed(kind: InputKind) throws {
    let names = ["executive_id"] + AppraisalSystem.opm2025.elements.map(\.title)
    let words = try Self.words(names, as: kind)
    #expect(words.fix == "These are the columns of opm-2025: add --system opm-2025.")
    // With one of them missing, they are those of none.
    #expect(!(try Self.words(names.dropLast(), as: kind).fix.contains("opm-2025")))
  }

  // MARK: - A header further down

  static func record(_ line: Int, _ names: [String]) -> HeaderFault.LaterRecord {
    HeaderFault.LaterRecord(line: line, fields: names.map { Array($0.utf8) })
  }

  @Test func headerFurtherDownIsNamed() throws {
    let title = ["Plans of the year"] + Array(repeating: "", count: 5)
    let blank = Array(repeating: "", count: 6)
    let records = [
      Self.record(2, blank), Self.record(4, Self.columns), Self.record(5, Self.columns),
    ]
    let words = try Self.words(title, before: records)
    #expect(words.fix == "Line 4 looks like the header: delete the lines above it.")
    #expect(!words.fact.contains("Plans of the year"), "a title is no heading")
    #expect(!words.fact.contains("has no name"))
  }

  /// In the long layout, of another system, and with a heading that is not right yet.
  @Test(
    arguments: [
      ["executive_id", "element", "weight"],
      ["executive_id"] + AppraisalSystem.opm2025.elements.map(\.id),
      ["executive_id", "Leading Change (%)"] + elements.dropFirst(),
    ])
  func headerFurtherDownMayBeOfAnyKind(names: [String]) throws {
    let fix = try Self.words(["Title", "", ""], before: [Self.record(3, names)]).fix
    #expect(fix.hasPrefix("Line 3 looks like the header"))
  }

  /// A record that has fewer of the columns than the first, or few at all, is no header.
  @Test(
    arguments: [
      [], ["executive_id"], ["ES-1", "10", "10", "10", "10", "60"], ["leading_change", "x", "y"],
    ])
  func recordIsNoHeader(fields: [String]) throws {
    let words = try Self.words(
      ["executive_id"] + Self.elements.dropFirst(), before: [Self.record(2, fields)])
    #expect(!words.fix.contains("Line"))
  }

  // MARK: - What must not end in a log

  /// A file without a header begins with an executive, whom no message names.
  @Test(
    arguments: [
      ["ES-1", "Ann Ames", "10", "10", "10", "10", "60"], ["ES-1", "Ann Ames", "10%"],
      ["ES-1", "Ann Ames", "Outstanding"], ["ES-1", "Ann Ames", "Level 4"],
      ["ES-1;Ann Ames;10"], ["ES-1\tAnn Ames\t10"],
    ])
  func recordInPlaceOfTheHeaderIsNotShown(fields: [String]) throws {
    for kind in InputKind.allCases {
      let words = try Self.words(fields, as: kind).description
      #expect(!words.contains("Ann") && !words.contains("ES-1"), "\(words)")
    }
  }
}
