import Testing

@testable import Batch

@Suite("Keys of executive ids")
struct IdentifierKeyTests {
  /// An id of each length, and all that differ from it in one byte.
  @Test(arguments: 1...20)
  func `keys of up to twelve bytes are equal exactly where the ids are`(length: Int) {
    let id = (0..<length).map { UInt8(ascii: "a") + UInt8($0) }
    let key = IdentifierKey(id.span, hash: 1)
    #expect(key.isWhole == (length <= 12))
    for index in id.indices {
      var other = id
      other[index] = UInt8(ascii: "~")
      #expect((IdentifierKey(other.span, hash: 1) == key) == !key.isWhole)
      #expect(!key.isWhole || !IdentifierKey(other.span, hash: 1).resembles(key))
      other[index] = id[index] - 0x20
      #expect(IdentifierKey(other.span, hash: 1).resembles(key))
    }
    let shorter = Array(id.dropLast())
    #expect(IdentifierKey(shorter.span, hash: 1) != key)
    #expect((IdentifierKey(id.span, hash: 2) == key) == key.isWhole)
  }
}
