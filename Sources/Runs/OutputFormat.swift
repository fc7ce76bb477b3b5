/// How results are printed.
package enum OutputFormat: String, CaseIterable, Sendable {
  case text, json, csv
}

/// How findings are printed: one array, or an object on each line for a reader that takes them as they come.
package enum FindingFormat: String, CaseIterable, Sendable {
  case text, json, jsonl, csv
}
