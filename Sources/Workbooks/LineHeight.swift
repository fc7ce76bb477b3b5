#if Excel
  import Appraisal

  /// How high the lines of a text are.
  ///
  /// Excel fits a row without a height of its own to its texts when it opens the workbook. LibreOffice does not: it
  /// takes the workbook for one of Excel, which would have stored the heights. So they are worked out here.
  struct LineHeight {
    /// The height of a line in points.
    let points: Int

    /// A line of Calibri, 11 points high.
    static let usual = 15
    /// The most usual lines that a row can be high; Excel allows 409 points.
    static let mostLines = 27

    /// The height of the lines of a text.
    ///
    /// What Calibri does not have is shown in another font. Those of Indic and East Asian scripts have up to a third
    /// more above and below their letters.
    init(of text: String) {
      let isHigh = text.unicodeScalars.contains { scalar in
        switch scalar.value {
        case 0x900...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0xD7FF, 0xF900...0xFAFF,
          0x1_0000...:
          true
        default: false
        }
      }
      points = isHigh ? 20 : Self.usual
    }

    /// The height of a row in points, with the line below it.
    static func ofRow(_ points: Int) -> Double { Double(min(points, mostLines * usual)) + 1 }
  }

  extension String {
    /// How many lines the text takes in a cell of this width in characters.
    ///
    /// Excel breaks lines at blanks, and a word that is longer than a line wherever it has to. On paper a column is
    /// narrower for its letters than on the screen, where a digit has seven pixels, and not its 7.4.
    ///
    /// - Complexity: O(length of the text).
    func lines(ofWidth width: Int, isBold: Bool = false) -> Int {
      let room = width * (isBold ? 17 : 18) / 2
      var lines = 1
      // What stands on the line up to its last blank, and after that.
      var (line, word) = (0, 0)
      for scalar in unicodeScalars {
        if scalar == "\n" {
          lines += 1
          (line, word) = (0, 0)
          continue
        }
        let tenths = Self.tenths(of: scalar)
        if scalar == " " {
          line += word + tenths
          word = 0
          continue
        }
        word += tenths
        if line + word > room {
          lines += 1
          if line == 0 { word = tenths }
          line = 0
        }
      }
      return lines
    }

    /// How wide a character is, in tenths of a digit: those of ASCII as in Calibri, the others as wide ones of their
    /// script.
    private static func tenths(of scalar: Unicode.Scalar) -> Int {
      switch scalar {
      case " ", "'", ",", ".", "I", "i", "j", "l": 5
      case "(", ")", ":", ";", "`": 6
      case "!", "-", "J", "[", "]", "f", "r", "t", "{", "}": 7
      case "\"", "/", "\\", "s", "z": 8
      case "L", "c", "k", "v", "x", "y": 9
      case "B", "C", "K", "P", "R", "X", "b", "d", "h", "n", "o", "p", "q", "u": 11
      case "A", "V": 12
      case "D", "G", "H", "N", "U": 13
      case "&", "O", "Q": 14
      case "%", "w": 15
      case "M", "m": 17
      case "@", "W": 18
      case "\0"..."\u{7F}": 10
      // Of Thai, of Indic scripts and of those like them.
      case "\u{900}"..."\u{109F}", "\u{1780}"..."\u{17FF}": scalar.displayWidth * 16
      default: scalar.displayWidth == 2 ? 22 : scalar.displayWidth * 12
      }
    }
  }
#endif
