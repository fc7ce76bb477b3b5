/// The levels that some rated executives have in each critical element, for their means.
package struct ElementLevels: Sendable {
  /// How many executives they are of.
  package private(set) var executives = 0
  private var sums: [Int]

  /// Those of nobody, in so many elements.
  package init(elements: Int) { sums = [Int](repeating: 0, count: elements) }

  /// Adds the levels of an executive, 1 to 5, one for each element.
  package mutating func add(_ levels: Span<UInt8>) {
    executives += 1
    for element in sums.indices { sums[element] += Int(levels[element]) }
  }

  /// Adds those of other executives.
  package mutating func add(_ other: ElementLevels) {
    executives += other.executives
    for element in sums.indices { sums[element] += other.sums[element] }
  }

  /// The mean level in an element, in hundredths, rounded half up; 0 if there is nobody.
  package func mean(of element: Int) -> Int {
    executives == 0 ? 0 : (200 * sums[element] + executives) / (2 * executives)
  }

  /// The mean level in an element with two decimals: `4.33`.
  package func meanInWords(of element: Int) -> String {
    let mean = mean(of: element)
    return "\(mean / 100).\(mean % 100 / 10)\(mean % 10)"
  }
}
