import Appraisal
import Testing

/// Texts that differ in nothing but capitals or blanks are one.
@Suite struct SpellingKeyTests {
  private func areOne(_ one: String, _ other: String) -> Bool {
    SpellingKey(of: one) == SpellingKey(of: other)
  }

  @Test(
    arguments: [
      ("Harbor PRB", "harbor prb"), ("Harbor PRB", "Harbor PRB "), ("Harbor PRB", "\tHarbor  PRB"),
      ("Harbor PRB", "Harbor\u{A0}PRB"), ("Harbor PRB", "HARBOR\u{3000}\u{2009}PRB\u{FEFF}"),
      ("École", "école"), ("É", "E\u{301}"), ("É", "e\u{301}"), ("Büro", "BU\u{308}RO"),
      ("ΟΔΟΣ", "οδος"), ("οδοσ", "οδος"), ("Straße", "STRAẞE"), ("Ключ", "КЛЮЧ"),
      ("ﬀ", "ﬀ"), ("ǅ", "ǆ"), ("Å", "\u{212B}"), ("K", "\u{212A}"), ("İ", "I\u{307}"), ("", "  "),
      ("\u{1F80}", "\u{1F88}"), ("ſ", "s"), ("Harbor PRB", "HarborPRB"), ("PRB 1 2", "PRB 12"),
    ] as [(String, String)])
  func same(one: String, other: String) { #expect(areOne(one, other) && areOne(other, one)) }

  @Test(
    arguments: [
      ("Harbor PRB", "Harbor-PRB"), ("Harbor PRB", "Harbor_PRB"), ("PRB 1", "PRB 2"),
      ("Straße", "STRASSE"), ("ı", "i"), ("ı", "I"), ("Harbor", "Harbour"), ("a", "á"), ("ﬀ", "ff"),
      ("A", "А"), ("α\u{345}", "αι"), ("1", "１"), ("a\u{200D}", "a"), ("", "a"),
    ] as [(String, String)])
  func different(one: String, other: String) { #expect(!areOne(one, other)) }
}
