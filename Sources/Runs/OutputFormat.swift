/// How results are printed.
package enum OutputFormat: String, CaseIterable, Sendable {
  case text, json, csv
}
