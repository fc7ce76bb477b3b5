import Appraisal
import ArgumentParser
import Columns
import Files
import ReviewBoards
import Runs
import Tables

/// What a shell offers where an option or argument is typed: files, directories, and names that the
/// program knows.
extension CompletionKind {
  /// Files of plans, ratings or returned sheets.
  static let sheets = CompletionKind.file(extensions: ["csv", "xlsx"])

  /// A file of facts or rules of the agency's own.
  static let yaml = CompletionKind.file(extensions: ["yaml", "yml"])

  /// The built-in systems, and files.
  static let systems = builtIn(AppraisalSystem.builtInNames)

  /// The built-in rules, and files.
  static let rules = builtIn(ReviewRules.builtInNames)

  /// Names for iconv, those that offices send.
  static let encodings = CompletionKind.list(TextEncoding.commonNames)

  /// The boards of the run that the command line names.
  static let boards = CompletionKind.custom { words, _, _ in
    for word in words.dropFirst() where !word.hasPrefix("-") {
      guard let published = try? PublishedRun(at: ShellWord(word).text),
        let names = try? boardNames(of: published)
      else { continue }
      return names.map { String(decoding: $0, as: UTF8.self) }
    }
    return []
  }

  private static func boardNames(of published: PublishedRun) throws(RunError) -> [[UInt8]] {
    switch published.manifest.subject {
    case .run:
      return try RunSummary(json: published.bytes(of: RunFile.summary.path)).boards.map(\.name)
    case .review:
      let boards = try published.rows(of: RunFile.reviewedBoards.path, as: .reviewedBoards)
      return (0..<boards.count).map { boards.bytes(.board, of: $0) }
    }
  }

  /// Names that are built in, and files of the agency's own.
  private static func builtIn(_ names: [String]) -> CompletionKind {
    .custom { _, _, prefix in
      let begun = ShellWord(prefix).text
      return names.filter { $0.hasPrefix(begun) } + yamlFiles(beginningWith: begun)
    }
  }

  /// The paths of the YAML files, and of the directories in which there may be some, that begin with a
  /// text.
  private static func yamlFiles(beginningWith begun: String) -> [String] {
    let folder = begun.lastIndex(of: "/").map { String(begun[...$0]) } ?? ""
    guard let entries = try? Directory(reading: folder.isEmpty ? "." : folder).entries() else {
      return []
    }
    return entries.map { folder + $0 }.filter { path in
      path.hasPrefix(begun)
        && (path.hasSuffix(".yaml") || path.hasSuffix(".yml")
          || (try? Directory(reading: path)) != nil)
    }
  }
}

/// A word of a command line as the user has typed it, quotes and all.
private struct ShellWord {
  /// What the shell would make of it: without backslashes and quotes. Variables are left as they are.
  let text: String

  init(_ word: String) {
    var bytes: [UInt8] = []
    var quote: UInt8?
    var isEscaped = false
    for byte in word.utf8 {
      switch byte {
      case _ where isEscaped:
        bytes.append(byte)
        isEscaped = false
      case UInt8(ascii: "\\") where quote != UInt8(ascii: "'"): isEscaped = true
      case _ where byte == quote: quote = nil
      case UInt8(ascii: "'") where quote == nil, UInt8(ascii: "\"") where quote == nil: quote = byte
      default: bytes.append(byte)
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
  }
}
