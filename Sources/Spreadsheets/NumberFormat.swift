/// What a number format makes of a number, as far as that changes what a person reads in the cell.
enum NumberFormat: Equatable, Sendable {
  /// The digits.
  case plain
  /// A hundred times as much, and `%`.
  case percent
  /// At least so many digits, with zeros before them: `000000`.
  case zeros(Int)
  /// A day or a time.
  case date

  /// A format that spreadsheets know by number, ECMA-376 part 1, 18.8.30; ``plain`` for another one.
  init(builtIn number: Int) {
    switch number {
    case 9, 10: self = .percent
    case 14...22, 27...36, 45...47, 50...58: self = .date
    default: self = .plain
    }
  }

  /// The format that a code such as `0.00%` or `yyyy-mm-dd` states.
  ///
  /// The first section of a code is for numbers above zero. Where it has a condition, the same number
  /// looks different here and there, and the digits alone count.
  init(code: Span<UInt8>) {
    self = .plain
    if 2...15 ~= code.count, code.indices.allSatisfy({ code[$0] == UInt8(ascii: "0") }) {
      self = .zeros(code.count)
      return
    }
    var index = 0
    while index < code.count {
      switch code[index] {
      case UInt8(ascii: ";"): return
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): index += 1
      case UInt8(ascii: "\""): Self.skip(to: UInt8(ascii: "\""), in: code, &index)
      case UInt8(ascii: "["):
        let start = index + 1
        Self.skip(to: UInt8(ascii: "]"), in: code, &index)
        guard start < index else { break }
        switch code[start] | 0x20 {
        case UInt8(ascii: "h"), UInt8(ascii: "s"): self = .date
        // `[mm]` are minutes, `[Magenta]` is a colour.
        case UInt8(ascii: "m") where index - start <= 2: self = .date
        case UInt8(ascii: "<") | 0x20, UInt8(ascii: ">") | 0x20, UInt8(ascii: "=") | 0x20:
          self = .plain
          return
        default: break
        }
      case UInt8(ascii: "%"): if self != .date { self = .percent }
      case UInt8(ascii: "G"), UInt8(ascii: "g"):
        // `General` has an e, which else would be a year.
        if index + 7 <= code.count { index += 6 }
      case let byte where Self.isOfDates(byte): self = .date
      default: break
      }
      index += 1
    }
  }

  /// Goes on to the next of a byte.
  private static func skip(to byte: UInt8, in code: Span<UInt8>, _ index: inout Int) {
    index += 1
    while index < code.count, code[index] != byte { index += 1 }
  }

  private static func isOfDates(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "y"), UInt8(ascii: "m"), UInt8(ascii: "d"), UInt8(ascii: "h"),
      UInt8(ascii: "s"):
      true
    default: false
    }
  }
}

/// The number formats of a workbook's styles, from `styles.xml`.
final class StylesContent: XMLContent {
  /// By the number of the style that a cell names.
  private(set) var formats: [NumberFormat] = []
  private var codes: [Int: NumberFormat] = [:]
  private var isInCellFormats = false

  /// More than a workbook may have.
  private static let limit = 1 << 17

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard unsafe name.isOfSpreadsheets else { return }
    if unsafe name.isLocal("numFmt") {
      guard let number = unsafe attributes.number("numFmtId"),
        let format = unsafe attributes.with("formatCode", { NumberFormat(code: $0) })
      else { return }
      codes[number] = format
    } else if unsafe name.isLocal("cellXfs") {
      isInCellFormats = true
    } else if isInCellFormats, unsafe name.isLocal("xf") {
      let number = unsafe attributes.number("numFmtId") ?? 0
      formats.append(codes[number] ?? NumberFormat(builtIn: number))
    }
    if formats.count > Self.limit || codes.count > Self.limit {
      fault = .damaged("it has more styles than a spreadsheet makes")
    }
  }

  override func end(_ name: XMLName) {
    if unsafe name.isOfSpreadsheets, unsafe name.isLocal("cellXfs") { isInCellFormats = false }
  }
}
