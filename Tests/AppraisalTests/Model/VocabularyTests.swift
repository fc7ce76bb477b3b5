import Appraisal
import Testing

@Suite struct VocabularyTests {
  static let words = Vocabulary(of: .opmBasic2012)

  @Test(
    arguments: [
      ("60", 6000), ("60%", 6000), ("5", 500), ("0", 0), ("100", 10000), ("005", 500),
      ("600", 60000), ("60.0", 6000), ("60.00", 6000), ("60.00%", 6000), ("5.0", 500),
      ("0.0", 0), ("600.000", 60000), ("60." + String(repeating: "0", count: 400), 6000),
    ] as [(String, UInt16)])
  func weight(text: String, hundredths: UInt16) {
    let bytes = Array(text.utf8)
    let read = Self.words.weight(in: bytes.span)
    #expect(read == hundredths)
  }

  /// What is no weight, and what is said about it.
  @Test(
    arguments: [
      ("601", .other), ("999", .other), ("1000", .other), ("1e2", .other), ("6E1", .other),
      ("60%%", .other), ("%", .other), ("+60", .other), ("-5", .other), ("(60)", .other),
      ("0x3C", .other), ("6O", .other), ("nan", .other), ("inf", .other), ("10-Jan", .other),
      ("60\u{0301}", .other), ("60\n", .other), ("6'0", .other), ("5.", .other), ("6.0.0", .other),
      (String(repeating: "0", count: 400), .other), ("N/A", .other), (".", .other), ("#", .other),
      ("0.6", .fraction), (".5", .fraction), ("0.05", .fraction), ("0.60", .fraction),
      ("0,6", .fraction), ("0.07000000000000001", .fraction),
      ("60.5", .betweenSteps), ("60.05%", .betweenSteps), ("60.001", .betweenSteps),
      ("0.6%", .betweenSteps), ("700.0", .other),
      ("60,0", .decimalComma), ("1,0", .decimalComma), ("60,5%", .decimalComma),
      ("1,000", .decimalComma),
      ("60 %", .blankInside), ("60\u{A0}%", .blankInside), ("60 percent", .other),
      ("6\u{2009}0", .blankInside), ("60 %%", .blankInside),
      ("٣", .otherDigits), ("６０", .otherDigits), ("６０%", .otherDigits),
      ("#REF!", .spreadsheetError), ("#N/A", .spreadsheetError), ("####", .spreadsheetError),
      ("#DIV/0!", .spreadsheetError), ("Err:502", .spreadsheetError),
      ("#WERT!", .spreadsheetError),
      ("=\"60\"", .textAsFormula), ("=\"\"", .other), ("=60", .other), ("\"60\"", .other),
    ] as [(String, UnreadableWeight)])
  func noWeight(text: String, reason: UnreadableWeight) {
    let bytes = Array(text.utf8)
    let read = Self.words.weight(in: bytes.span)
    let found = UnreadableWeight(bytes.span)
    #expect(read == Sentinel.unreadableWeight && found == reason)
  }

  /// Every text of up to four of these characters, against what the format says in words.
  @Test func everyShortWeight() {
    let characters = Array("059.%,+ ".utf8)
    var texts: [[UInt8]] = [[]]
    for _ in 0..<4 {
      texts += texts.flatMap { text in characters.map { text + [$0] } }
    }
    for text in Set(texts) {
      var digits = text[...]
      if digits.last == UInt8(ascii: "%") { digits = digits.dropLast() }
      let parts = digits.split(
        separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
      var expected = Sentinel.unreadableWeight
      if text.allSatisfy({ $0 == 0x20 }) {
        expected = Sentinel.missingWeight
      } else if (1...3).contains(parts[0].count),
        let whole = Int(String(decoding: parts[0], as: UTF8.self)),
        parts[0].allSatisfy({ 0x30...0x39 ~= $0 }), whole <= 600,
        parts.count == 1 || !parts[1].isEmpty && parts[1].allSatisfy({ $0 == 0x30 })
      {
        expected = UInt16(whole * 100)
      }
      let read = Self.words.weight(in: text.span)
      #expect(read == expected, "\(String(decoding: text, as: UTF8.self))")
    }
  }

  /// Under a system whose weights go in steps of half a percent; `nil` is what cannot be read.
  @Test(
    arguments: [
      ("12", 1200), ("12.5", 1250), ("12.50", 1250), ("7.5%", 750), ("0.5", 50), ("600", 60000),
      ("12.500", 1250), ("12.5000%", 1250), ("12.000", 1200),
      ("12.25", nil), ("12.505", nil), ("12.5000001", nil), ("12.", nil), ("12.5.", nil),
      (".5", nil), ("12,5", nil), ("600.5", nil), ("12.5 %", nil), ("0.6", nil),
    ] as [(String, UInt16?)])
  func weightInHalfPercents(text: String, hundredths: UInt16?) throws {
    let system = try AppraisalSystem.decode(Goldens.bytes(of: "good/half-percents.yaml"))
    let bytes = Array(text.utf8)
    let read = Vocabulary(of: system).weight(in: bytes.span)
    #expect(read == hundredths ?? Sentinel.unreadableWeight)
  }

  @Test(arguments: ["", " ", "   ", "\t", "\u{A0}", "\u{200B}", "\u{3000} \u{FEFF}"])
  func missing(text: String) {
    let bytes = Array(text.utf8)
    let weight = Self.words.weight(in: bytes.span)
    let level = Self.words.level(in: bytes.span)
    #expect(weight == Sentinel.missingWeight && level == Sentinel.missingLevel)
  }

  @Test(
    arguments: [
      ("1", 1), ("5", 5), ("Level 4", 4), ("level 4", 4), ("LEVEL 1", 1), ("Outstanding", 5),
      ("oUTSTANDING", 5), ("Exceeds Fully Successful", 4), ("Fully Successful", 3),
      ("Minimally Satisfactory", 2), ("Unsatisfactory", 1),
      ("4.0", 4), ("4.00", 4), ("Level 4.0", 4), ("5 Outstanding", 5), ("5.0 Outstanding", 5),
      ("4 exceeds fully successful", 4), ("3 - FULLY SUCCESSFUL", 3),
    ] as [(String, UInt8)])
  func level(text: String, level: UInt8) {
    let bytes = Array(text.utf8)
    let read = Self.words.level(in: bytes.span)
    #expect(read == level)
  }

  /// Every number with every label in every way to join them: read where they agree, and named as a
  /// conflict where they do not.
  @Test func everyNumberWithEveryLabel() {
    let system = AppraisalSystem.opmBasic2012
    for number in 1...5 {
      for definition in system.levels {
        let label = definition.label
        let isAgreement = definition.level.number == number
        for written in ["\(number)", "Level \(number)", "LEVEL \(number)", "\(number).0"] {
          for text in [
            "\(written) \(label)", "\(written) - \(label)", "\(written)-\(label)",
            "\(written): \(label)", "\(written) – \(label)", "\(written)—\(label)",
            "\(written) (\(label))", "\(written)(\(label))", "\(written)  -  \(label)",
            "\(label) (\(written))", "\(label) - \(written)", "\(label) \(written)",
            "\(label)(\(written))", "\(label): \(written)", "\(label)–\(written)",
          ] {
            let bytes = Array(text.utf8)
            let read = Self.words.level(in: bytes.span)
            #expect(read == (isAgreement ? UInt8(number) : Sentinel.unreadableLevel), "\(text)")
            if !isAgreement {
              let reason = Self.words.unreadableLevel(bytes.span)
              #expect(reason == .conflictingLabel, "\(text)")
            }
          }
        }
      }
    }
  }

  /// What is no level, and what is said about it.
  @Test(
    arguments: [
      ("6", .other), ("0", .other), ("-1", .other), ("1e0", .other), ("0x5", .other),
      ("05", .other), ("+5", .other), ("٣", .otherDigits), ("Level 6", .other), ("Level 0", .other),
      ("Level  4", .oddBlank), ("Level4", .other), ("Level 44", .other), ("Outstanding!", .other),
      ("Out standing", .other), ("5\u{0301}", .other), ("５", .otherDigits), ("five", .other),
      ("Outstandin\u{0261}", .other), ("L5", .other), ("5.", .other), ("5Outstanding", .other),
      ("5 - ", .other), ("5 - Outstanding - 5", .other), ("5 (Outstanding", .other),
      ("5 Outstanding)", .other), ("6 - Outstanding", .other), ("4-5", .other),
      ("Level Outstanding", .other), ("5 - Outstandingly", .other), ("5 – – Outstanding", .other),
      ("4.5", .betweenLevels), ("4.05", .betweenLevels), ("4,5", .betweenLevels),
      ("3.333333", .betweenLevels), ("6.0", .other), ("4,0", .decimalComma),
      ("Level\u{00A0}4", .oddBlank), ("Fully\u{A0}Successful", .oddBlank),
      ("5\u{2003}Outstanding", .oddBlank),
      ("N/A", .notRated), ("NA", .notRated), ("n/a", .notRated), ("NR", .notRated),
      ("n/r", .notRated), ("N.R.", .notRated), ("not rated", .notRated), ("Not  Rated", .notRated),
      ("-", .notRated), ("--", .notRated), ("–", .notRated), ("—", .notRated), ("nan", .notRated),
      ("NULL", .notRated), ("None", .notRated), ("TBD", .notRated), ("NO-RATING", .notRated),
      ("#N/A", .spreadsheetError), ("#REF!", .spreadsheetError), ("#VALUE!", .spreadsheetError),
      ("#NAME?", .spreadsheetError), ("#DIV/0!", .spreadsheetError), ("##", .spreadsheetError),
      ("Err:508", .spreadsheetError), ("=\"4\"", .textAsFormula), ("=4", .other),
    ] as [(String, UnreadableLevel)])
  func noLevel(text: String, reason: UnreadableLevel) {
    let bytes = Array(text.utf8)
    let read = Self.words.level(in: bytes.span)
    let found = Self.words.unreadableLevel(bytes.span)
    #expect(read == Sentinel.unreadableLevel && found == reason)
  }

  /// Labels of an agency's own that have digits, dashes or brackets in them, or end in each other.
  @Test(
    arguments: [
      ("A-1", 5), ("1 - A", 4), ("A", 3), ("A (old)", 2), ("Z", 1), ("5 - A-1", 5), ("3 A", 3),
      ("3 - A", 3), ("1 -A", nil), ("1 A", nil), ("2 (A (old))", 2), ("A (3)", 3), ("A-3", 3),
      ("4: 1 - A", 4), ("Level 2: A (old)", 2), ("3 (A (old))", nil), ("5 - A", nil),
    ] as [(String, UInt8?)])
  func labelsWithDigits(text: String, level: UInt8?) throws {
    var yaml = String(decoding: try Goldens.bytes(of: "good/one-element.yaml"), as: UTF8.self)
    let labels = [
      ("Five", "A-1"), ("Four", "1 - A"), ("Three", "A"), ("Two", "A (old)"), ("One", "Z"),
    ]
    for (label, other) in labels {
      yaml = yaml.replacing("label: \(label),", with: "label: \"\(other)\",")
    }
    let words = Vocabulary(of: try AppraisalSystem.decode(Array(yaml.utf8)))
    let bytes = Array(text.utf8)
    let read = words.level(in: bytes.span)
    #expect(read == level ?? Sentinel.unreadableLevel)
  }

  @Test(arguments: [
    ("leading_change", 0), ("Leading Change", 0), ("LEADING-CHANGE", 0), ("leadingchange", 0),
    ("Results Driven", 4), ("results_driven", 4), ("Results\u{A0}Driven", 4),
    ("results\u{200B}driven", 4), ("\u{3000}Results\u{2003} Driven\t", 4),
    ("Leading\u{A0}Change", 0), ("\u{FEFF}leading\u{200B}change\u{3000}", 0),
    ("Results\n\tDriven\r\n", 4),
  ])
  func element(text: String, index: Int) {
    let bytes = Array(text.utf8)
    let read = Self.words.element(named: bytes.span)
    #expect(read == index)
  }

  @Test(arguments: [
    "", "Leading", "Leading Change!", "Leading Changes", "Leadіng Change",
    "\u{A0}", "Leading\u{2060}Change", "Leading\u{AD}Change", "Leading Change\u{A0}\u{301}",
  ])
  func noElement(text: String) {
    let bytes = Array(text.utf8)
    let read = Self.words.element(named: bytes.span)
    #expect(read == nil)
  }

  @Test(arguments: ["A", "0", "ES-00001", "a.b_c@d#e", String(repeating: "x", count: 64), "1;2"])
  func executiveID(text: String) {
    let bytes = Array(text.utf8)
    let isID = Self.words.isExecutiveID(bytes.span)
    #expect(isID)
  }

  @Test(arguments: [
    "", " ", "-1", "_a", "a b", "a,b", "a\"b", "a/b", "a\\b", "é", "a\u{200B}", "a\u{0301}", "a\n",
    "../x", "=1", "a\u{7F}", String(repeating: "x", count: 65),
  ])
  func noExecutiveID(text: String) {
    let bytes = Array(text.utf8)
    let isID = Self.words.isExecutiveID(bytes.span)
    #expect(!isID)
  }

  /// Numbers that a spreadsheet has shortened, and what only looks like one.
  @Test(
    arguments: [
      ("1.23457E+15", true), ("1E+15", true), ("1.2e+7", true), ("9.99999E-05", true),
      ("1,23457E+15", true), ("0E+00", true), ("1E15", false), ("1.23457E15", true),
      ("1.5e7", true), ("1.5E", false), ("12E+15", false), ("1.E+15", false),
      ("1E+", false), ("1.5E+", false), ("E+15", false), ("1.23457", false), ("1E+1A", false),
      ("1.2.3E+4", false), ("A1E+15", false), ("1E+15 ", false), ("ES-1", false), ("1E+1.5", false),
      ("1", false), ("", false), ("1F+15", false), ("1E*15", false),
    ] as [(String, Bool)])
  func shortenedNumber(text: String, isShortened: Bool) {
    let bytes = Array(text.utf8)
    let found = Self.words.isShortenedNumber(bytes.span)
    #expect(found == isShortened)
  }

  @Test(
    arguments: [
      ("ES 1", .blankInside(0x20)), ("ES\u{A0}1", .blankInside(0xA0)),
      ("ES-1\u{3000}X", .blankInside(0x3000)), ("a\u{200B}b", .blankInside(0x200B)),
      ("é\u{FEFF}b", .blankInside(0xFEFF)), ("a\u{205F}b", .blankInside(0x205F)),
      ("a/b", .other), ("é", .other), ("", .other), ("E\u{FFFD}1", .other),
      ("E\u{AD}1", .invisible(0xAD)), ("E1\u{202E}", .invisible(0x202E)),
      ("E1 Total", .subtotal), ("E1 Max", .blankInside(0x20)), ("#REF!", .spreadsheetError),
      ("=\"00123\"", .textAsFormula), ("=\"ES 1 Total\"", .textAsFormula), ("=A1", .other),
      ("=\"\"", .other), ("a\tb", .blankInside(0x09)),
    ] as [(String, UnfitID)])
  func unfitID(text: String, reason: UnfitID) {
    let bytes = Array(text.utf8)
    let found = UnfitID(bytes.span)
    #expect(found == reason)
  }
}

@Suite struct WeightTests {
  @Test(
    arguments: [
      (0, "0"), (100, "1"), (6000, "60"), (2550, "25.5"), (2505, "25.05"), (47450, "474.5"),
      (40000, "400"), (1, "0.01"), (10, "0.1"), (99, "0.99"),
    ] as [(UInt32, String)])
  func decimals(hundredths: UInt32, text: String) {
    #expect(Weight(hundredths: hundredths).description == text)
    #expect(SummaryScore(hundredths: hundredths).description == text)
  }
}
