extension CSVFault {
  /// Why a quote stands where it cannot, as far as the bytes around it tell: what the usual programs write.
  package enum Cause: Sendable, Equatable {
    /// `"executive_id";"name"`: nothing but the first field is known, and no comma comes before this.
    case delimiter(Delimiter)
    /// `"a", "b"`
    case blankBeforeQuote
    /// `"a" ,"b"`
    case blankAfterQuote
    /// `="00123"`, by which some programs keep the zeros in a spreadsheet.
    case equalsSign

    /// The cause of a fault; `nil` where it may be anything.
    ///
    /// - Parameters:
    ///   - line: That on which the fault is, from 1. Below a first line that was read with commas another delimiter is
    ///     no cause.
    ///   - offset: The byte that the kind names, in `bytes`.
    ///   - start: The first byte of its field, and `column` the number of this, from 0.
    /// - Complexity: O(bytes of the field and of blanks after it).
    package init?(
      of kind: Kind, onLine line: Int, at offset: Int, start: Int, column: Int,
      in bytes: Span<UInt8>
    ) {
      let isFirst = line == 1 && column == 0
      func isBlank(_ index: Int) -> Bool { bytes[index] == 0x20 || bytes[index] == 0x09 }
      switch kind {
      case .textAfterClosingQuote:
        var end = offset
        while end < bytes.count, isBlank(end) { end += 1 }
        let isAtEnd =
          end == bytes.count || [0x2C, 0x0A, 0x0D].contains(bytes[end])
        if end > offset, isAtEnd {
          self = .blankAfterQuote
        } else if isFirst, let delimiter = Delimiter(rawValue: bytes[offset]) {
          self = .delimiter(delimiter)
        } else {
          return nil
        }
      case .quoteInUnquotedField:
        guard offset > start else { return nil }
        if (start..<offset).allSatisfy(isBlank), Self.isWholeField(at: offset, in: bytes) {
          self = .blankBeforeQuote
        } else if offset == start + 1, bytes[start] == UInt8(ascii: "=") {
          self = .equalsSign
        } else if isFirst, let delimiter = Delimiter(rawValue: bytes[offset - 1]) {
          self = .delimiter(delimiter)
        } else {
          return nil
        }
      default: return nil
      }
    }

    /// Whether the quoted text that begins at a quote goes to the end of its field.
    private static func isWholeField(at quote: Int, in bytes: Span<UInt8>) -> Bool {
      var index = quote + 1
      while index < bytes.count {
        guard bytes[index] == UInt8(ascii: "\"") else {
          index += 1
          continue
        }
        // Half of a doubled one, or that which closes the text.
        guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") else { break }
        index += 2
      }
      index += 1
      while index < bytes.count, bytes[index] == 0x20 { index += 1 }
      return index >= bytes.count || [0x2C, 0x0A, 0x0D].contains(bytes[index])
    }

    /// What is wrong, one sentence for people.
    var fact: String {
      switch self {
      case .delimiter(let delimiter):
        "Next to this quote there is \(delimiter.name), and no comma."
      case .blankBeforeQuote: "There is a blank before the quote that opens a field."
      case .blankAfterQuote: "There is a blank after the quote that closes a field."
      case .equalsSign:
        "The field is a formula, =\"…\", by which some programs keep zeros at the beginning of a number."
      }
    }

    /// What to do about it.
    var fix: String {
      switch self {
      case .delimiter(let delimiter): "I\(delimiter.hint.dropFirst())"
      case .blankBeforeQuote, .blankAfterQuote:
        "Export the file without blanks around the commas, or delete them in a text editor."
      case .equalsSign:
        """
        Export the file without the equals signs, or in a text editor replace each =" by a quote alone; the \
        zeros stay.
        """
      }
    }
  }
}
