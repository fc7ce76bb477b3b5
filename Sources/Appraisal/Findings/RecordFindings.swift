/// What can be wrong with a record or with one of its fields.
public enum RecordFinding: FindingFamily {
  /// Fewer or more fields than the header.
  case wrongFieldCount(FieldCount)
  /// A quoted field spans lines.
  case lineBreakInField
  /// The same in a cell of a workbook.
  case lineBreakInCell
  /// A control character, a line separator or a bidirectional override.
  case controlCharacter
  /// The same in a file that was converted from ISO 8859.
  case controlCharacterOfLatin1
  /// A blank executive id.
  case missingExecutiveID
  /// Long layout: a blank executive id after a record that has one. The code is that of a blank id.
  case executiveIDNotRepeated
  /// An invalid executive id, and what is wrong with it.
  case invalidExecutiveID(UnfitID = .other)
  /// A number that a spreadsheet has shortened, in place of an id.
  case executiveIDShortened
  /// A text that is no executive id, and nothing else in the record.
  case noteAsExecutiveID
  /// A text in another column, and nothing else in the record.
  case noteWithoutExecutiveID
  /// Another id differs in capitals alone.
  case executiveIDDiffersInCase
  /// More than one plan.
  case duplicatePlan
  /// More than one set of ratings.
  case duplicateRating
  /// A text that differs from the one in another record.
  case conflictingValue
  /// A name that no element of the system has.
  case unknownElement
  /// Long layout: a word such as `Total` in place of an element. The code is that of an unknown one.
  case totalInPlaceOfElement
  /// Long layout: no element is named. The code is that of an unknown one.
  case elementNotGiven

  /// How many fields a record has, and how many the header.
  public struct FieldCount: Hashable, BitwiseCopyable, Sendable {
    private let number: UInt32
    private let columns: UInt32

    /// Of the record.
    public var found: Int { Int(number) }
    /// Of the header.
    public var expected: Int { Int(columns) }

    package init(found: Int, expected: Int) {
      number = UInt32(found)
      columns = UInt32(expected)
    }
  }

  static let codes: [FindingCode] = [
    .wrongFieldCount, .lineBreakInField, .controlCharacter, .missingExecutiveID,
    .invalidExecutiveID, .executiveIDShortened, .executiveIDDiffersInCase, .duplicatePlan,
    .duplicateRating, .conflictingValue, .unknownElement,
  ]

  var code: FindingCode {
    switch self {
    case .wrongFieldCount: .wrongFieldCount
    case .lineBreakInField, .lineBreakInCell: .lineBreakInField
    case .controlCharacter, .controlCharacterOfLatin1: .controlCharacter
    case .missingExecutiveID, .executiveIDNotRepeated, .noteWithoutExecutiveID:
      .missingExecutiveID
    case .invalidExecutiveID, .noteAsExecutiveID: .invalidExecutiveID
    case .executiveIDShortened: .executiveIDShortened
    case .executiveIDDiffersInCase: .executiveIDDiffersInCase
    case .duplicatePlan: .duplicatePlan
    case .duplicateRating: .duplicateRating
    case .conflictingValue: .conflictingValue
    case .unknownElement, .totalInPlaceOfElement, .elementNotGiven: .unknownElement
    }
  }

  var quantity: FindingQuantity? {
    if case .wrongFieldCount(let count) = self { .count(count.found) } else { nil }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    let oneOfEach = "5 U.S.C. 4312(a): one plan and one rating for each executive and period"
    switch self {
    case .wrongFieldCount(let count):
      return part.of(
        message: """
          The record has \(count.found) field\(count.found == 1 ? "" : "s"), \
          the header has \(count.expected).
          """,
        fix: "Look for an extra or a missing comma; a field with a comma needs quotes.",
        citation: .rfc4180)
    case .lineBreakInField:
      return part.of(
        message: """
          A quoted field runs past the end of its line; it may have swallowed other records.
          """,
        fix: """
          In a spreadsheet, delete the line break in the cell (Alt+Enter makes one); in a file \
          written by hand, close the quotes on the line where they open.
          """,
        citation: .rfc4180)
    case .lineBreakInCell:
      return part.of(
        message: "There is a line break in the cell.",
        fix: "Delete it in the spreadsheet (Alt+Enter makes one), or put a space in its place.",
        citation: .inputFormat)
    case .controlCharacterOfLatin1:
      return part.of(
        message: "The field contains a control or text-direction character.",
        fix: """
          If there should be a curly quote, a dash or a euro sign, the encoding is windows-1252: name it with \
          --encoding; otherwise delete the character.
          """,
        citation: .inputFormat)
    case .controlCharacter:
      return part.of(
        message: "The field contains a control or text-direction character.",
        fix: "Delete the character, or delete the text and type it again.",
        citation: .inputFormat)
    case .missingExecutiveID:
      return part.of(
        message: "The record has no executive id.",
        fix: "Fill in the executive id; if the row is nobody's, delete it.",
        citation: .inputFormat)
    case .executiveIDNotRepeated:
      return part.of(
        message: "The record has no executive id; the id before it is given at \(related) only.",
        fix: """
          Repeat the executive id in each record of the executive: in a spreadsheet, unmerge the cells \
          and fill the id down.
          """,
        citation: .inputFormat)
    case .invalidExecutiveID(.blankInside(let blank)):
      return part.of(
        message: "There is \(UnfitID.name(ofBlank: blank)) inside the executive id.",
        fix: "Delete it in plans and ratings; an id has no spaces, commas, quotes or slashes.",
        citation: .inputFormat)
    case .invalidExecutiveID(.invisible(let character)):
      return part.of(
        message:
          "There is an invisible character (U+\(digits(ofCharacter: UInt32(character)))) inside the executive id.",
        fix: "Delete the id in plans and ratings, and type it again.",
        citation: .inputFormat)
    case .invalidExecutiveID(.subtotal):
      return part.of(
        message: "The executive id ends in a word such as Total: the row seems to be a subtotal.",
        fix: "Delete this row and all other subtotals. If it is an executive, correct the id.",
        citation: .inputFormat)
    case .invalidExecutiveID(.spreadsheetError):
      return part.of(
        message: "The executive id is an error of the spreadsheet.",
        fix: "Correct the formula or widen the column in the spreadsheet, and save the file again.",
        citation: .inputFormat)
    case .invalidExecutiveID(.textAsFormula):
      return part.of(
        message: "The executive id is written as a formula, as in =\"00123\".",
        fix: """
          In plans and ratings write what is between the quotes, without = and quotes: let the system \
          that exports the file leave them out, or take the ids from a workbook (.xlsx).
          """,
        citation: .inputFormat)
    case .executiveIDShortened:
      return part.of(
        message: """
          A spreadsheet has put the executive id, a long number, into scientific notation: its last \
          digits are lost, and the ids of different people can look the same.
          """,
        fix: """
          Format the column as Text, fill in the ids again from the HR system, and save the file \
          again; opening the CSV file again does not bring the digits back.
          """,
        citation: .inputFormat)
    case .invalidExecutiveID:
      return part.of(
        message: "The executive id is not 1 to 64 letters, digits and signs without spaces.",
        fix: "Begin with a letter or digit; leave out spaces, commas, quotes and slashes.",
        citation: .inputFormat)
    case .noteAsExecutiveID:
      return part.of(
        message: """
          The row looks like a note on the table: it has a text that is no executive id, and nothing \
          else.
          """,
        fix: "Delete the row, or if it is an executive correct the id and fill in the rest.",
        citation: .inputFormat)
    case .noteWithoutExecutiveID:
      return part.of(
        message: """
          The row looks like a note on the table: it has one text, and neither an executive id nor \
          anything else.
          """,
        fix: "Delete the row, or if it is an executive fill in the id and the rest.",
        citation: .inputFormat)
    case .executiveIDDiffersInCase:
      return part.of(
        message: """
          Another executive id, at \(related), differs from this one only in capitals; they were \
          taken as two executives.
          """,
        fix: "If they are one person, write the id the same way in both places.",
        citation: .inputFormat)
    case .duplicatePlan:
      return part.of(
        message: "The executive has more than one plan; another is at \(related).",
        fix: "Keep the plan that is in force and delete the others.", citation: Phrase(oneOfEach))
    case .duplicateRating:
      return part.of(
        message: "The executive has more than one set of ratings; another is at \(related).",
        fix: "Keep the ratings that were given and delete the others.",
        citation: Phrase(oneOfEach))
    case .conflictingValue:
      return part.of(
        message: """
          The value differs from the one in another record of the executive, at \(related).
          """,
        fix: "Write the same value in all records of the executive, or leave it empty.",
        citation: Phrase(oneOfEach))
    case .unknownElement:
      return part.of(
        message: "The system \(system.name) has no such element.",
        fix: "Use one of: \(system.elementTitles).", citation: .inputFormat)
    case .totalInPlaceOfElement:
      return part.of(
        message:
          "The record names no element, but has a word such as Total: it seems to be a row of totals.",
        fix: "Delete the row; or if it is an element's, use one of: \(system.elementTitles).",
        citation: .inputFormat)
    case .elementNotGiven:
      return part.of(
        message: "The record names no element: the cell is empty.",
        fix: "Fill in one of: \(system.elementTitles).", citation: .inputFormat)
    }
  }
}

extension Phrase {
  /// The source of what is about bytes, lines and fields.
  static var rfc4180: Phrase { "RFC 4180, section 2" }
  /// The source of what is about columns and what may stand in them.
  static var inputFormat: Phrase { "appraise input format, version 1" }
}

extension FindingCode {
  /// The record has fewer or more fields than the header, so no field but the first ones can be
  /// trusted to stand in its column.
  public static let wrongFieldCount = FindingCode(
    "wrong-field-count", .error,
    meaning: """
      The record has fewer or more fields than the header. Nothing is read from it but the \
      executive id.
      """,
    remedy: "Look for an extra or a missing comma; a field with a comma needs quotes.")
  /// A quoted field of a column that is read spans lines. This is how a stray pair of quotes
  /// swallows the executives between them.
  public static let lineBreakInField = FindingCode(
    "line-break-in-field", .error,
    meaning: """
      A quoted field of a column that is read spans lines. A stray pair of quotes does this, and \
      swallows the executives between them.
      """,
    remedy: """
      In a spreadsheet, delete the line break in the cell (Alt+Enter makes one). In a file written \
      by hand, close the quotes on the line where they open. Check whether an executive is missing.
      """)
  /// A control character, a line separator or a bidirectional override in a field that is read.
  public static let controlCharacter = FindingCode(
    "control-character", .error,
    meaning: """
      A control character, or one that breaks lines or turns the direction of writing, in a field that is read.
      """,
    remedy: "Delete it, or delete the text and type it again.")
  /// The executive id is blank.
  public static let missingExecutiveID = FindingCode(
    "missing-executive-id", .error,
    meaning: """
      The executive id is blank. The record is on a roster as rejected, without an id.
      """,
    remedy: "Fill it in; in the long layout in each record of the executive.")
  /// The executive id is not 1–64 printable ASCII characters of the allowed kind.
  public static let invalidExecutiveID = FindingCode(
    "invalid-executive-id", .error,
    meaning: "The id is not 1 to 64 printable ASCII characters of the allowed kind.",
    remedy: "Begin with a letter or digit; leave out spaces, commas, quotes and slashes.")
  /// The executive id is a number that a spreadsheet has shortened.
  public static let executiveIDShortened = FindingCode(
    "executive-id-shortened", .error,
    meaning: """
      The id is a long number that a spreadsheet has shortened, such as `1.23457E+15`. Two people can \
      look the same by it, so it belongs to nobody.
      """,
    remedy: """
      Format the column as Text, fill in the ids again from the HR system, and save the file again. \
      Opening the CSV file again does not bring the digits back.
      """)
  /// Two executive ids differ in capitals alone. They are two executives.
  public static let executiveIDDiffersInCase = FindingCode(
    "executive-id-differs-in-case", .warning,
    meaning: "Another id differs from this one only in capitals. They are two executives.",
    remedy: "If they are one person, write the id the same way in both places.")
  /// The executive has more than one plan; none is chosen.
  public static let duplicatePlan = FindingCode(
    "duplicate-plan", .error,
    meaning: """
      The executive has more than one plan, or in the long layout one element twice. None is \
      chosen.
      """,
    remedy: "Keep the plan that is in force and delete the others.")
  /// The executive has more than one set of ratings; none is chosen.
  public static let duplicateRating = FindingCode(
    "duplicate-rating", .error,
    meaning: """
      The executive has more than one set of ratings, or one element twice. None is chosen.
      """,
    remedy: "Keep the ratings that were given and delete the others.")
  /// Long layout: two records of one executive name different boards, names or positions.
  public static let conflictingValue = FindingCode(
    "conflicting-value", .error,
    meaning: "Long layout: a text differs from the one in another record of the executive.",
    remedy: "Write the same text in all records, or only in one.")
  /// Long layout: the system has no such element.
  public static let unknownElement = FindingCode(
    "unknown-element", .error,
    meaning: "Long layout: the system has no such element, or none is named.",
    remedy: "Use one of the ids or titles that the fix lists.")
}
