import Appraisal
import Columns
import Records
import Testing

@testable import Batch

/// The batch knows bytes, and the SQL of a system characters: both have to mean the same ones.
@Suite struct CharactersOfSQLTests {
  /// Every character that the SQL may take for one that steers or begins a formula. Those beyond need four
  /// bytes, which the batch looks at for neither.
  private static let characters = (1...0xFFFF).compactMap { Unicode.Scalar(UInt32($0)) }

  @Test func `the controls are those that the batch finds in a text`() {
    let found = Self.characters.filter { scalar in
      let text = Array("a\(scalar)b".utf8)
      return TextCheck(text.span).fault != nil
    }
    #expect(found == Unicode.Scalar.controls)
  }

  /// A tab at the beginning of a text was taken off as a blank.
  @Test func `formulas begin with the same signs`() {
    let found = Self.characters.filter { scalar in
      let text = Array("\(scalar)1".utf8)
      return scalar != "\t" && beginsFormula(text.span)
    }
    #expect(found == Unicode.Scalar.formulaSigns.sorted())
  }
}
