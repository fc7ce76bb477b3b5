/// Where the values of `findings.csv` come from.
package enum FindingSource: Sendable {
  case severity, code, file, line, record, row, column, executiveID, value
  case message, fix, citation
  /// Who has to act: the executive's board, organization and rating official.
  case board, organization, ratingOfficial
}

extension Table<FindingSource> {
  /// `findings.csv`, and the keys of a finding in JSON.
  package static let findings = Table(
    [
      Column("severity", .word, .severity, "`error`, `warning` or `notice`"),
      Column("code", .word, .code, "the stable name of what was found"),
      Column("file", .text, .file, "the input's name"),
      Column("line", .count, .line, "the line on which the record begins, from 1"),
      Column(
        "record", .count, .record, "the record, from 1, without the header; blank for the header"),
      Column("row", .count, .row, "the row that a spreadsheet shows"),
      Column("column", .text, .column, "the name of the column, as the file spells it"),
      Column("executive_id", .text, .executiveID, "blank if there is none, or no valid one"),
      Column("value", .text, .value, "what was found"),
      Column("message", .text, .message, "the fact, with what was found and what is expected"),
      Column("fix", .text, .fix, "what to do about it"),
      Column("citation", .text, .citation, "the law, manual or contract that asks for it"),
      Column(
        "prb", .text, .board,
        "the executive's review board, as on the roster; blank if no plan is known"
      ),
      Column("organization", .text, .organization, "the executive's organization, in the same way"),
      Column(
        "rating_official", .text, .ratingOfficial,
        "the executive's rating official, in the same way"),
    ], mayLackBoard: true, isForSpreadsheets: true)
}
