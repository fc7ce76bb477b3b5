import Testing

@testable import Spreadsheets

/// The numbers of cells: decimal digits in, decimal digits out.
@Suite struct NumberTests {
  // A span cannot be handed to `#expect`.
  private static func shown(_ text: String, timesTenTo power: Int) -> String? {
    guard let number = DecimalNumber(Array(text.utf8).span) else { return nil }
    var bytes: [UInt8] = []
    number.append(to: &bytes, timesTenTo: power)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func format(_ code: String) -> NumberFormat {
    NumberFormat(code: Array(code.utf8).span)
  }

  private static func cell(_ text: String) -> CellReference? {
    CellReference(Array(text.utf8).span)
  }

  /// What a cell's text becomes as it stands, and times a hundred.
  @Test(
    arguments: [
      ("0", "0", "0"), ("-0", "0", "0"), ("60", "60", "6000"), ("060.00", "60", "6000"),
      ("0.6", "0.6", "60"), (".6", "0.6", "60"), ("6E1", "60", "6000"), ("6e+01", "60", "6000"),
      ("0.07000000000000001", "0.07", "7"), ("7.0000000000000007E-2", "0.07", "7"),
      ("0.28999999999999998", "0.29", "29"), ("0.57999999999999996", "0.58", "58"),
      ("0.125", "0.125", "12.5"), ("1.1000000000000001", "1.1", "110"),
      ("0.99999999999999999", "1", "100"), ("9999999999999999", "1E+16", "1E+18"),
      ("0.333333333333333", "0.333333333333333", "33.3333333333333"),
      ("0.6000000000000031", "0.600000000000003", "60.0000000000003"),
      ("-12.5", "-12.5", "-1250"), ("4.0", "4", "400"),
      ("123456789012345", "123456789012345", "1.23456789012345E+16"),
      ("1234567890123456", "1.23456789012346E+15", "1.23456789012346E+17"),
      ("1234567890123450", "1.23456789012345E+15", "1.23456789012345E+17"),
      ("1.23456789012345E+15", "1.23456789012345E+15", "1.23456789012345E+17"),
      ("1E+15", "1E+15", "1E+17"), ("1E14", "100000000000000", "1E+16"),
      ("1E-5", "0.00001", "0.001"), ("1E-300", "1E-300", "1E-298"), ("1E+308", "1E+308", "1E+310"),
    ])
  func reads(text: String, plain: String, percent: String) {
    #expect(Self.shown(text, timesTenTo: 0) == plain)
    #expect(Self.shown(text, timesTenTo: 2) == percent)
  }

  @Test(arguments: [
    "", "-", ".", "E1", "1E", "1E+", "1E99999", "1.2.3", "1 ", " 1", "1,5", "0x10", "NaN", "INF",
    "１",
    "1E1.5", "--1",
  ])
  func refuses(text: String) { #expect(Self.shown(text, timesTenTo: 0) == nil) }

  @Test(
    arguments: [
      ("General", .plain), ("@", .plain), ("0", .plain), ("0.00", .plain), ("#,##0", .plain),
      ("0.00E+00", .plain), ("0%", .percent), ("0.00%", .percent), ("0\\ %", .percent),
      ("0\" %\"", .plain), ("0\\%", .plain), ("[Red]0%;[Blue]-0%", .percent), ("0;-0%", .plain),
      ("[<=1]0%;0", .plain), ("[>1]0;0%", .plain), ("00", .zeros(2)), ("000000", .zeros(6)),
      ("0000000000000000", .plain), ("00000\\-0000", .plain), ("yyyy-mm-dd", .date),
      ("m/d/yy h:mm", .date), ("[$-409]d-mmm;@", .date), ("[h]:mm", .date), ("[mm]:ss", .date),
      ("[Magenta]0", .plain), ("0\" days\"", .plain), ("0\\d", .plain), ("AM/PM", .date),
      ("# ?/?", .plain), ("\"unclosed", .plain), ("[unclosed", .plain), ("\\", .plain),
    ] as [(String, NumberFormat)])
  func understandsFormats(code: String, format: NumberFormat) {
    #expect(Self.format(code) == format)
  }

  @Test(
    arguments: [
      ("1", "1900-01-01", "1904-01-02"), ("59", "1900-02-28", "1904-02-29"),
      ("61", "1900-03-01", "1904-03-02"), ("45931", "2025-10-01", "2029-10-02"),
      ("45931.75", "2025-10-01", "2029-10-02"), ("2958465", "9999-12-31", "10004-01-01"),
      ("0.5", "0.5", "0.5"), ("-1", "-1", "-1"), ("1E+300", "1E+300", "1E+300"),
    ])
  func showsDays(text: String, day: String, dayFrom1904: String) {
    for (countsFrom1904, expected) in [(false, day), (true, dayFrom1904)] {
      let values = CellValues(formats: [.date], countsFrom1904: countsFrom1904)
      var shown: [UInt8] = []
      let kind = values.append(Array(text.utf8).span, style: 0, to: &shown)
      #expect(kind == .date)
      #expect(String(decoding: shown, as: UTF8.self) == expected)
    }
  }

  @Test(
    arguments: [
      (.zeros(6), "123", "000123"), (.zeros(6), "1234567", "1234567"), (.zeros(2), "1.5", "1.5"),
      (.zeros(3), "-5", "-5"), (.zeros(3), "0", "000"), (.percent, "0.07000000000000001", "7%"),
      (.percent, "0.125", "12.5%"), (.plain, "", ""), (.percent, "", ""),
    ] as [(NumberFormat, String, String)])
  func showsNumbersAsTheirFormatsDo(format: NumberFormat, text: String, expected: String) {
    var shown: [UInt8] = []
    let values = CellValues(formats: [format], countsFrom1904: false)
    let kind = values.append(Array(text.utf8).span, style: 0, to: &shown)
    #expect(kind == .value)
    #expect(String(decoding: shown, as: UTF8.self) == expected)
  }

  @Test(
    arguments: [
      ("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("_xD83D__xDE00_", "😀"),
      ("_xD83D_", "_xD83D_"), ("_xDE00_", "_xDE00_"), ("_x00e9_", "é"), ("_x000g_", "_x000g_"),
      ("_x41_", "_x41_"), ("__x0041_", "_A"), ("_x0041", "_x0041"), ("", ""), ("_", "_"),
    ])
  func readsEscapes(text: String, expected: String) {
    var bytes: [UInt8] = []
    bytes.append(unescaping: Array(text.utf8).span)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test(
    arguments: [
      ("A1", 0, 1), ("Z9", 25, 9), ("AA10", 26, 10), ("XFD1048576", 16_383, 1_048_576),
      ("$B$2", 1, 2),
    ])
  func namesCells(text: String, column: Int, row: Int) {
    let cell = Self.cell(text)
    #expect(cell == CellReference(column: column, row: row))
    #expect(cell?.description == text.filter { $0 != "$" })
  }

  @Test(arguments: [
    "", "A", "1", "A0", "A01", "XFE1", "A1048577", "a1", "A-1", "A1B", "A 1", "AAAAAAA1",
  ])
  func refusesOtherCells(text: String) { #expect(Self.cell(text) == nil) }
}
