import Testing

@testable import Batch

@Suite("Keys of executive ids")
struct IdentifierKeyTests {
  /// An id of each length, and all that differ from it in one byte.
  @Test(arguments: 1...20)
  func `keys are equal exactly where the first sixteen bytes are`(length: Int) {
    let id = (0..<length).map { UInt8(ascii: "a") + UInt8($0) }
    let key = IdentifierKey(id.span)
    #expect(key.isWhole == (length < 16))
    for index in id.indices {
      var other = id
      other[index] = UInt8(ascii: "~")
      #expect((IdentifierKey(other.span) == key) == (index >= 16))
    }
    let shorter = Array(id.dropLast())
    #expect((IdentifierKey(shorter.span) == key) == (length > 16))
  }
}
