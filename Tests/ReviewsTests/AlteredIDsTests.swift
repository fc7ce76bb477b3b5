import TestSupport
import Testing

@testable import Reviews

/// What spreadsheets make of ids, as LibreOffice and Excel do.
@Suite struct AlteredIDsTests {
  /// An id, what it came back as, and whether it is found.
  static let cases: [(id: String, altered: String, isFound: Bool)] = [
    ("0000123", "123", true), ("123", "123.0", true), ("00123", "0123", true),
    ("1E5", "100000", true), ("1E5", "1.00E+05", true), ("12E3", "12000", true),
    ("12345678901234567", "1.23456789012346E+016", true),
    ("12345678901234567", "1.23456789012346E+16", true),
    ("12345678901234567", "1.23457E+16", false),
    ("99999999999999999", "1E+017", true),
    ("MAR-1", "03/01/2026", true), ("MAR-1", "1-Mar", true), ("MAR-1", "2026-03-01", true),
    ("1-2", "01/02/2026", true), ("1-2", "2-Jan", true), ("SEP-12", "12-Sep", true),
    ("ES-1", "es-1", true), ("ES-1", "ES-2", false), ("ES-1", "1", false),
    ("MAR-1", "04/01/2026", false), ("123", "1234", false), ("A-0001", "A-1", false),
    ("1E5", "1E-9223372036854775808", false), ("1E5", "1E9223372036854775807", false),
    ("1E5", "1E-99999999999999999999", false), ("0", "0000", true), ("100", "10", false),
    ("7", "700%", false), ("7", "", false),
  ]

  @Test(arguments: cases)
  func formsFindTheID(id: String, altered: String, isFound: Bool) {
    var ids = AlteredIDs()
    let bytes = Array(id.utf8)
    ids.add(bytes.span, of: 7)
    ids.add([UInt8]("other-id-1".utf8).span, of: 8)
    let found = Array(altered.utf8)
    #expect(ids.executive(of: found.span) == (isFound ? 7 : nil), "\(id) \(altered)")
  }

  /// Where two ids may have become one, nobody is named.
  @Test func twoThatFitAreNone() {
    var ids = AlteredIDs()
    for (number, id) in ["0123", "00123"].enumerated() {
      let bytes = Array(id.utf8)
      ids.add(bytes.span, of: number)
    }
    let found = Array("123".utf8)
    #expect(ids.executive(of: found.span) == nil)
  }

  /// Whatever stands in the place of an id ends in time and names nobody.
  @Test(arguments: [
    "", ".", "e", "E5", "1e999999999999", "-", "--", "1-2-3-4", "é", "999999999999999999999999",
    "0000000000000000000000000000", "1.2.3", "JAN", "JAN-", "-JAN", "31/31/2026",
  ])
  func oddTextsAreNobody(_ text: String) {
    var ids = AlteredIDs()
    for number in 0..<40 {
      let bytes = Array("ES-\(number)".utf8)
      ids.add(bytes.span, of: number)
    }
    let found = Array(text.utf8)
    #expect(ids.executive(of: found.span) == nil)
  }
}
