import ReviewBoards
import Testing

@Suite struct AlphabeticalOrderTests {
  private func key(_ name: String) -> [UInt8] {
    AlphabeticalOrder.key(of: Array(name.utf8).span)
  }

  @Test(arguments: [
    ("Brown, Karen", "brown\u{1} karen"), ("O'Brien, Pat", "obrien\u{1} pat"),
    ("O’Brien", "obrien"), ("Smith-Jones", "smith jones"), ("Åkesson", "akesson"),
    ("Łukasz", "lukasz"), ("Straße", "strasse"), ("Þór", "thor"), ("Ærø", "aero"),
    ("Nguyễn", "nguyen"), ("E\u{301}va", "eva"), ("İ ı", "i dotless"), ("王", "王"), ("", ""),
  ])
  func keys(name: String, key: String) {
    // The dotless i has a name of its own and keeps its letter.
    let expected = key.replacing("dotless", with: "ı")
    #expect(self.key(name) == Array(expected.utf8), "\(name)")
  }

  /// The order of a list on paper, and not that of bytes.
  @Test func order() {
    let names = [
      "Åkesson, Bo", "Brown, Karen", "brown, Liv", "Łukasz, Jan", "Obi, Ada", "O'Brien, Pat",
      "Smith, Zoe", "Smith Jones, Amy", "van der Berg, Jo", "Williams, Łukasz",
      "Williams, Siobhán", "Wilson, Al", "Øster, Pia", "王, 伟",
    ]
    let expected = [
      "Åkesson, Bo", "Brown, Karen", "brown, Liv", "Łukasz, Jan", "Obi, Ada", "O'Brien, Pat",
      "Øster, Pia", "Smith, Zoe", "Smith Jones, Amy", "van der Berg, Jo", "Williams, Łukasz",
      "Williams, Siobhán", "Wilson, Al", "王, 伟",
    ]
    let found = names.sorted { key($0).lexicographicallyPrecedes(key($1)) }
    #expect(found == expected)
    #expect(order(of: names).map { names[$0] } == expected)
  }

  private func order(of names: [String]) -> [Int] {
    var order = AlphabeticalOrder()
    order.add("Somebody, Else".utf8.span)
    order.removeAll()
    for name in names { order.add(name.utf8.span) }
    return order.numbers()
  }

  /// Names of all lengths about that which is compared at once, long ones that end differently, and equal ones,
  /// which keep their order.
  @Test func everyLengthIsInOrder() {
    var names = ["", "abcdefgh", "abcdefg", "abcdefghi", "ABCDEFGH", "abcdefg h", "Abcdefgh-"]
    for length in 0..<24 {
      names.append(String(repeating: "a", count: length))
      names.append(String(repeating: "é", count: length) + "z")
      names.append("Featherstonehaugh, " + String(repeating: "王", count: length % 5))
    }
    let expected = names.indices.sorted { one, other in
      let (first, second) = (key(names[one]), key(names[other]))
      return first == second ? one < other : first.lexicographicallyPrecedes(second)
    }
    #expect(order(of: names) == expected)
    #expect(order(of: []).isEmpty)
  }
}
