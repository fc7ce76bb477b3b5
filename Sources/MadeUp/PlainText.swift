/// Plain text for people with Windows, such as `EXAMPLE.txt`: lines end with CRLF and are short enough for a
/// window of Notepad.
protocol PlainText {}

extension PlainText {
  /// The bytes of a file of these parts, without a byte order mark.
  func bytes(of parts: [[String]]) -> [UInt8] {
    Array(parts.map { $0.joined(separator: "\r\n") }.joined(separator: "\r\n\r\n\r\n").utf8)
      + [0x0D, 0x0A]
  }

  private static var width: Int { 78 }

  func heading(_ text: String) -> [String] {
    let lines = wrapped(text.uppercased(), indent: 0)
    return lines + [String(repeating: "-", count: lines.map(\.unicodeScalars.count).max() ?? 0)]
  }

  /// A paragraph, with a blank line before it.
  func paragraph(_ text: String) -> [String] { [""] + wrapped(text, indent: 0) }

  func item(_ text: String) -> [String] {
    var lines = wrapped(text, indent: 2)
    lines[0] = "- " + lines[0].dropFirst(2)
    return lines
  }

  /// A column by its name, what it holds in the example, and what it may hold.
  func column(_ name: String, _ example: String, _ meaning: String) -> [String] {
    ["", name] + wrapped(meaning, indent: 4) + ["    Example: \(example)"]
  }

  /// A text of the documents without its marks for code.
  func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "`" }))
  }

  func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
  }

  private func wrapped(_ text: String, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = margin
    for word in text.split(separator: " ") {
      let isFirst = line.unicodeScalars.count == indent
      if !isFirst, line.unicodeScalars.count + 1 + word.unicodeScalars.count > Self.width {
        lines.append(line)
        line = margin + word
      } else {
        line += (isFirst ? "" : " ") + word
      }
    }
    return lines + [line]
  }
}
