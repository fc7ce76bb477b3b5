import Appraisal
import Testing

@Suite struct VocabularyTests {
  static let words = Vocabulary(of: .opmBasic2012)

  @Test(
    arguments: [
      ("60", 6000), ("60%", 6000), ("5", 500), ("0", 0), ("100", 10000), ("005", 500),
      ("600", 60000),
    ] as [(String, UInt16)])
  func weight(text: String, hundredths: UInt16) {
    let bytes = Array(text.utf8)
    let read = Self.words.weight(in: bytes.span)
    #expect(read == hundredths)
  }

  @Test(arguments: [
    "601", "999", "1000", "60.0", "60.5", "1e2", "60 %", "60 %%", "60%%", "%", "+5", "-5", " 60",
    "60 ", "0x3C", "1,0", "6O", "٣", "nan", "inf", "\u{200B}60", "60\u{0301}",
    String(repeating: "0", count: 400), "60\n", "6'0", ".5", "5.",
  ])
  func noWeight(text: String) {
    let bytes = Array(text.utf8)
    let read = Self.words.weight(in: bytes.span)
    #expect(read == Sentinel.unreadableWeight)
  }

  /// Under a system whose weights go in steps of half a percent; `nil` is what cannot be read.
  @Test(
    arguments: [
      ("12", 1200), ("12.5", 1250), ("12.50", 1250), ("7.5%", 750), ("0.5", 50), ("600", 60000),
      ("12.25", nil), ("12.505", nil), ("12.5000001", nil), ("12.", nil), ("12.5.", nil),
      (".5", nil), ("12,5", nil), ("600.5", nil), ("12.5 %", nil),
    ] as [(String, UInt16?)])
  func weightInHalfPercents(text: String, hundredths: UInt16?) throws {
    let system = try AppraisalSystem.decode(Goldens.bytes(of: "good/half-percents.yaml"))
    let bytes = Array(text.utf8)
    let read = Vocabulary(of: system).weight(in: bytes.span)
    #expect(read == hundredths ?? Sentinel.unreadableWeight)
  }

  @Test(arguments: ["", " ", "   ", "\t"])
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
    ] as [(String, UInt8)])
  func level(text: String, level: UInt8) {
    let bytes = Array(text.utf8)
    let read = Self.words.level(in: bytes.span)
    #expect(read == level)
  }

  @Test(arguments: [
    "6", "0", "-1", "4.5", "nan", "1e0", "0x5", "05", "+5", "٣", " 4", "4 ", "Level 6", "Level 0",
    "Level  4", "Level4", "Level 44", "Outstanding!", "Out standing", "5\u{0301}", "５", "five",
    "Outstandin\u{0261}", "Level\u{00A0}4",
  ])
  func noLevel(text: String) {
    let bytes = Array(text.utf8)
    let read = Self.words.level(in: bytes.span)
    #expect(read == Sentinel.unreadableLevel)
  }

  @Test(arguments: [
    ("leading_change", 0), ("Leading Change", 0), ("LEADING-CHANGE", 0), ("leadingchange", 0),
    ("Results Driven", 4), ("results_driven", 4), ("Leading\u{A0}Change", 0),
    ("\u{FEFF}leading\u{200B}change\u{3000}", 0), ("Results\n\tDriven\r\n", 4),
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
