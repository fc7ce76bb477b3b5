/// What one engine's SQL says in its own way; ``SystemSQL`` is written once over it.
///
/// A further engine is a further entry of ``all``.
package struct SQLDialect: Sendable {
  /// What `--dialect` takes: `postgresql`.
  package let name: String
  /// What people call it: `PostgreSQL`.
  let title: String
  /// A name of a column, in quotes.
  let identifier: @Sendable (String) -> String
  /// A text as a literal.
  let literal: @Sendable (String) -> String
  /// Characters that nobody can see, as a text.
  let characters: @Sendable ([Unicode.Scalar]) -> String
  /// A character in a regular expression, in hexadecimal digits.
  let escape: @Sendable (_ hexadecimal: String) -> String
  /// The condition that a regular expression matches all of a text. Where `$` also matches before a line
  /// break at the end, it is not that.
  let isMatch: @Sendable (_ text: String, _ pattern: String) -> String
  /// The condition that a regular expression matches a part of a text.
  let hasMatch: @Sendable (_ text: String, _ pattern: String) -> String
  /// A text with another in the place of every match.
  let replacing: @Sendable (_ text: String, _ pattern: String, _ other: String) -> String
  /// The statements that load a CSV file into the table of its name, every value as text, with the number
  /// of its record.
  let loader: @Sendable (_ table: String, _ columns: [String]) -> String

  /// All engines, by name.
  package static let all = [duckDB, postgreSQL, spark]

  /// DuckDB 1.2 or later. Its regular expressions are those of RE2.
  static let duckDB = SQLDialect(
    name: "duckdb", title: "DuckDB",
    identifier: { "\"\($0)\"" },
    literal: standardLiteral,
    characters: charactersByNumber,
    escape: { "\\x{\($0)}" },
    isMatch: { "regexp_full_match(\($0), \(standardLiteral($1)))" },
    hasMatch: { "regexp_matches(\($0), \(standardLiteral($1)))" },
    replacing: { "regexp_replace(\($0), \(standardLiteral($1)), \(standardLiteral($2)), 'g')" },
    loader: { table, columns in
      """
      CREATE TABLE \(table) AS
      SELECT row_number() OVER () AS record,
        \(columns.map { "\"\($0)\"" }.joined(separator: ", "))
      FROM read_csv('\(table).csv', header = true, all_varchar = true, delim = ',', quote = '"',
        escape = '"', strict_mode = true, null_padding = false, ignore_errors = false);
      """
    })

  /// PostgreSQL 15 or later, with a database in UTF-8.
  static let postgreSQL = SQLDialect(
    name: "postgresql", title: "PostgreSQL",
    identifier: { "\"\($0)\"" },
    literal: standardLiteral,
    characters: charactersByNumber,
    escape: { "\\u" + String(repeating: "0", count: 4 - $0.utf8.count) + $0 },
    isMatch: { "\($0) ~ \(standardLiteral("^(?:\($1))$"))" },
    hasMatch: { "\($0) ~ \(standardLiteral($1))" },
    replacing: { "regexp_replace(\($0), \(standardLiteral($1)), \(standardLiteral($2)), 'g')" },
    loader: { table, columns in
      let names = columns.map { "\"\($0)\"" }
      return """
        CREATE TABLE \(table) (record bigint GENERATED ALWAYS AS IDENTITY,
          \(names.map { "\($0) text" }.joined(separator: ", ")));
        \\copy \(table) (\(names.joined(separator: ", "))) \
        FROM '\(table).csv' WITH (FORMAT csv, HEADER match, ENCODING 'UTF8')
        """
    })

  /// Spark 3.5 or later, in ANSI mode. Its regular expressions are those of Java, and a backslash in a
  /// literal is to be written twice.
  static let spark = SQLDialect(
    name: "spark", title: "Spark SQL",
    identifier: { "`\($0)`" },
    literal: literalWithBackslashes,
    characters: { scalars in
      "'" + scalars.map { "\\u" + hexadecimal($0, digits: 4) }.joined() + "'"
    },
    escape: { "\\x{\($0)}" },
    isMatch: { "\($0) RLIKE \(literalWithBackslashes("^(?:\($1))\\z"))" },
    hasMatch: { "\($0) RLIKE \(literalWithBackslashes($1))" },
    replacing: {
      "regexp_replace(\($0), \(literalWithBackslashes($1)), \(literalWithBackslashes($2)))"
    },
    loader: { table, columns in
      """
      CREATE TEMPORARY VIEW \(table)_file
        (\(columns.map { "`\($0)` STRING" }.joined(separator: ", ")))
      USING csv OPTIONS (path '\(table).csv', header 'true', enforceSchema 'false', mode 'FAILFAST',
        quote '"', escape '"', multiLine 'true', encoding 'UTF-8');
      CREATE TABLE \(table) USING parquet AS
      SELECT monotonically_increasing_id() + 1 AS record, * FROM \(table)_file;
      """
    })
}

private let standardLiteral: @Sendable (String) -> String = { text in
  "'" + text.unicodeScalars.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
}

private let literalWithBackslashes: @Sendable (String) -> String = { text in
  "'" + text.unicodeScalars.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
}

private let charactersByNumber: @Sendable ([Unicode.Scalar]) -> String = { scalars in
  "(" + scalars.map { "chr(\($0.value))" }.joined(separator: " || ") + ")"
}

/// The number of a character in hexadecimal digits.
func hexadecimal(_ scalar: Unicode.Scalar, digits: Int = 1) -> String {
  let number = String(scalar.value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, digits - number.utf8.count)) + number
}
