import Crypto
import FoundationEssentials

/// The style of the pages, and the hashes by which their policy lets a style in.
package enum StyleSheet {
  /// The style that all pages of a run share: the file without comments and indentation, then what
  /// the design decides.
  ///
  /// - Parameters:
  ///   - title: That of the run, in the margin of each printed page.
  ///   - isUpright: Whether the paper is: what is signed and filed is, while rosters are wide.
  static func shared(_ design: PageDesign, title: String?, isUpright: Bool = false) -> String {
    let file = String(decoding: PackageResources.style_css, as: UTF8.self)
    var text = withoutComments(file).split(separator: "\n").map {
      $0.drop { $0 == " " }
    }.joined()
    let size = design.paper == .letter ? "letter" : "A4"
    text += "@page{size:\(size) \(isUpright ? "portrait" : "landscape")}"
    if let marking = design.marking {
      let string = String(decoding: HTMLText.cssString(marking.utf8), as: UTF8.self)
      // A long name of a board leaves the marking its place.
      text += "@page{@top-left{width:30%}@top-center{width:40%}@bottom-center{width:40%}}"
      text += "@page{@top-center{content:\(string)}@bottom-center{content:\(string)}}"
    }
    if let title {
      let string = String(decoding: HTMLText.cssString(title.utf8), as: UTF8.self)
      text += "@page{@bottom-left{content:\(string)}}"
    }
    return text
  }

  /// The style of the page of one board: the name of the board in the margin of each printed page, as far as
  /// there is room for it.
  ///
  /// - Parameter board: The name in UTF-8.
  package static func board(named board: [UInt8]) -> [UInt8] {
    let room = 96
    var name = board[...]
    if name.count > room {
      // Cut before a byte that begins a character.
      var end = room
      while end > 0, name[end] & 0xC0 == 0x80 { end -= 1 }
      name = (board[..<end] + Array("…".utf8))[...]
    }
    return Array("@page{@top-left{content:".utf8) + HTMLText.cssString(name) + Array("}}".utf8)
  }

  /// The hash of a style in the words of a Content-Security-Policy, without `sha256-`.
  package static func hash(of style: [UInt8]) -> String {
    Data(SHA256.hash(data: style)).base64EncodedString()
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
