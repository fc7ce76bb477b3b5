extension Unicode.Scalar {
  /// Whether a terminal, an editor or a page must not be given this character as it is, because it
  /// moves the cursor, turns the direction of the text around it, or cannot be seen.
  ///
  /// These are the controls of C0 and C1 with DEL; all that Unicode calls a bidirectional control:
  /// the marks U+061C, U+200E and U+200F, the embeddings and overrides U+202A–202E and the isolates
  /// U+2066–2069; the line separators U+2028 and U+2029; what takes no room, U+00AD, U+200B–200D, U+2060–206F
  /// and U+FEFF; and U+FFFD, which stands for bytes that are no text.
  ///
  /// A field may have more than half of these and be accepted: scripts need joiners and marks.
  package var disturbsReader: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF,
      0xFFFD:
      true
    default: false
    }
  }
}
