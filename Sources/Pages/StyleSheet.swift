import Crypto
import FoundationEssentials

/// The style of the pages, and the hashes by which their policy lets a style in.
package enum StyleSheet {
  /// The style of a page: the files without comments and what else only their readers need, because it
  /// stands in each of thousands of pages; then what the system and the design decide.
  ///
  /// - Parameters:
  ///   - elements: How many elements the system has: as many columns share their part of a roster.
  ///   - isRoster: Whether the page is a roster, of which there are most, and which have less on them.
  ///   - isUpright: Whether the paper is: what is signed and filed is, while rosters are wide.
  static func of(
    _ design: PageDesign, elements: Int, isRoster: Bool, isUpright: Bool
  ) -> String {
    let files =
      [PackageResources.style_css] + (isRoster ? [] : [PackageResources.overview_css])
    var text = files.map { withoutSpaces(withoutComments(String(decoding: $0, as: UTF8.self))) }
      .joined()
    text += "@media screen{.element{width:\(percent(of: elements, most: 70, together: 440))}}"
    text += "@media print{.element{width:\(percent(of: elements, most: 57, together: 400))}}"
    let size = design.paper == .letter ? "letter" : "A4"
    text += "@page{size:\(size) \(isUpright ? "portrait" : "landscape")}"
    return text
  }

  /// The width of one of several columns, in tenths of a percent at most so wide, and together.
  private static func percent(of columns: Int, most: Int, together: Int) -> String {
    let tenths = min(most, together / max(1, columns))
    return "\(tenths / 10).\(tenths % 10)%"
  }

  /// The hash of a style in the words of a Content-Security-Policy, without `sha256-`.
  package static func hash(of style: [UInt8]) -> String {
    Data(SHA256.hash(data: style)).base64EncodedString()
  }

  /// A style without line ends, and without the spaces at the beginnings of lines, around braces, and after
  /// colons, semicolons and commas. What stands in quotes stays.
  private static func withoutSpaces(_ text: String) -> String {
    var kept: [UInt8] = []
    var isQuoted = false
    for byte in text.utf8 where byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted {
        if byte == UInt8(ascii: " "), kept.last.map({ " {};:,".utf8.contains($0) }) ?? true {
          continue
        }
        if "{}".utf8.contains(byte), kept.last == UInt8(ascii: " ") { kept.removeLast() }
      }
      kept.append(byte)
    }
    return String(decoding: kept, as: UTF8.self)
  }

  private static func withoutComments(_ text: String) -> String {
    var rest = text.utf8[...]
    var kept: [UInt8] = []
    while let byte = rest.first {
      if byte == UInt8(ascii: "/"), rest.dropFirst().first == UInt8(ascii: "*") {
        rest = rest.dropFirst(2)
        while rest.first != nil, !rest.starts(with: "*/".utf8) { rest = rest.dropFirst() }
        rest = rest.dropFirst(2)
      } else {
        kept.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
