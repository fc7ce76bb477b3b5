import Appraisal
import Columns
import Pages
import Testing

@testable import Batch

/// What pages say of an element, which is made once for a level and a weight, and then copied.
struct ElementTextsTests {
  private static let system = AppraisalSystem.opmBasic2012
  private static let texts = ElementTexts(
    of: system,
    by: RosterSkeletons(
      system: system, design: PageDesign(),
      origin: PageOrigin(
        version: "0", systemSHA256: "", inputs: [], fingerprint: InputFingerprint(hashes: []))))

  private static func said(
    _ text: ElementText, of element: Int, level: UInt8, weight: UInt16,
    _ flags: ExecutiveFlags = [], by made: inout ElementTexts.Made
  ) -> String {
    var buffer = OutputBuffer()
    texts.append(
      text, of: element, level: level, weight: weight, shown: ShownValues(flags), to: &buffer,
      by: &made)
    return String(decoding: buffer.array, as: UTF8.self)
  }

  /// Every level with every weight that a system can allow, in steps of half a percent, three times: the
  /// first text is made, and the others are copied, of elements in both orders.
  @Test func everyLevelAndWeight() {
    var made = ElementTexts.Made()
    let titles = Self.system.elements.map(\.title)
    for round in 0..<3 {
      for half in 0...200 {
        let percent = half % 2 == 0 ? "\(half / 2)" : "\(half / 2).5"
        for definition in Self.system.levels {
          let level = definition.level.number
          let product = Int(definition.points) * half
          let shown = product % 2 == 0 ? "\(product / 2)" : "\(product / 2).5"
          for element in round == 1 ? Array(titles.indices.reversed()) : Array(titles.indices) {
            func said(_ text: ElementText) -> String {
              Self.said(
                text, of: element, level: UInt8(level), weight: UInt16(50 * half), by: &made)
            }
            #expect(said(.cell) == "<td>\(level)<br>\(percent)%")
            #expect(
              said(.product)
                == "\(titles[element]) \(definition.points) × \(percent)% = \(shown)")
            #expect(
              said(.row) == "<tr><th scope=row>\(titles[element])<td>\(level) \(definition.label)"
                + "<td>\(definition.points)<td>\(percent)%<td>\(shown)")
          }
        }
      }
    }
  }

  /// What was not given, could not be read, or is not chosen from several is no text that was kept.
  @Test func whatIsNotShown() {
    var made = ElementTexts.Made()
    let whole = Self.said(.cell, of: 0, level: 4, weight: 2000, by: &made)
    #expect(whole == "<td>4<br>20%")
    let cases: [(level: UInt8, weight: UInt16, flags: ExecutiveFlags, expected: String)] = [
      (Sentinel.missingLevel, 2000, [], "<td><br>20%"),
      (Sentinel.unreadableLevel, 2000, [], "<td><br>20%"),
      (4, Sentinel.missingWeight, [], "<td>4<br>"),
      (4, Sentinel.unreadableWeight, [], "<td>4<br>"),
      (4, 2000, .planIsDuplicate, "<td>4<br>"),
      (4, 2000, .ratingsAreDuplicate, "<td><br>20%"),
      (4, 60_000, [], "<td>4<br>600%"),
      (4, 2001, [], "<td>4<br>20.01%"),
    ]
    for (level, weight, flags, expected) in cases {
      #expect(
        Self.said(.cell, of: 0, level: level, weight: weight, flags, by: &made) == expected)
    }
    #expect(Self.said(.cell, of: 0, level: 4, weight: 2000, by: &made) == whole)
  }
}
