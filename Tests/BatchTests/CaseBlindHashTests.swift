import Columns
import TestSupport
import Testing

@testable import Batch

@Suite("The hash of ids and texts")
struct CaseBlindHashTests {
  private let hash = CaseBlindHash(key: (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908))

  /// Every byte, in each of the eight places of a word.
  @Test func `only A to Z are folded`() {
    for byte in UInt8.min ... .max {
      let small = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte + 0x20 : byte
      for place in 0..<8 {
        let others: UInt64 = 0x7F5B_405A_4180_FF7A & ~(0xFF << UInt64(8 * place))
        let folded = CaseBlindHash.folded(others | UInt64(byte) << UInt64(8 * place))
        #expect(UInt8(truncatingIfNeeded: folded >> UInt64(8 * place)) == small, "\(byte)")
      }
    }
  }

  /// SipHash-1-3 of the bytes 0, 1, 2 … under the key 0, 1 … 15; none of them is a capital.
  ///
  /// Source: the vectors of SipHash-1-3 in the tests of the Rust standard library,
  /// library/coretests/tests/hash/sip.rs, `test_siphash_1_3`.
  @Test func `it is SipHash-1-3`() {
    let expected: [UInt64] = [
      0xabac_0158_050f_c4dc, 0xc9f4_9bf3_7d57_ca93, 0x82cb_9b02_4dc7_d44d, 0x8bf8_0ab8_e7dd_f7fb,
      0xcf75_5760_88d3_8328, 0xdef9_d52f_4953_3b67, 0xc50d_2b50_c59f_22a7, 0xd392_7d98_9bb1_1140,
      0x3690_9511_8d29_9a8e, 0x25a4_8eb3_6c06_3de4, 0x79de_85ee_92ff_097f, 0x70c1_18c1_f94d_c352,
      0x78a3_84b1_57b4_d9a2, 0x306f_760c_1229_ffa7, 0x605a_a111_c0f9_5d34, 0xd320_d86d_2a51_9956,
      0xcc4f_dd1a_7d90_8b66,
    ]
    for (count, value) in expected.enumerated() {
      let text = (0..<UInt8(count)).map(\.self)
      #expect(hash(text.span) == value, "\(count) bytes")
    }
  }

  @Test(arguments: 1...40)
  func `capitals make no difference, everything else does`(length: Int) {
    let text = (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 26) }
    let capitals = text.map { $0 - 0x20 }
    #expect(hash(text.span) == hash(capitals.span))
    for index in text.indices {
      for byte in [UInt8(ascii: "["), UInt8(ascii: "{"), 0, 0xFF, UInt8(ascii: "@")] {
        var other = text
        other[index] = byte
        #expect(hash(other.span) != hash(text.span))
      }
    }
    let shorter = Array(text.dropLast())
    #expect(hash(shorter.span) != hash(text.span))
  }

  /// Ids that had one and the same hash when case was folded by one bit.
  @Test func `brackets and braces do not collide`() {
    let texts = (0..<1 << 12).map { number in
      [UInt8(ascii: "A")] + (0..<12).map { number >> $0 & 1 == 0 ? 0x5B : 0x7B }
    }
    #expect(Set(texts.map { hash($0.span) }).count == texts.count)
  }

  /// The key deals records out to other parts and slots, and no byte of the run changes.
  @Test(arguments: [1, 2012] as [UInt64])
  func `no output depends on the key`(seed: UInt64) async throws {
    let (plans, ratings) = CostLawsTests.everyKind(400, seed: seed)
    let place = try CostLawsTests.Place(plans: plans, ratings: ratings)
    let expected = try await place.run(key: (0, 0))
    #expect(expected.count > 3)
    let keys: [(UInt64, UInt64)] = [(1, 2), (.max, 3), (seed, 0x0123_4567_89AB_CDEF)]
    for key in keys {
      #expect(try await place.run(key: key) == expected)
    }
  }
}
