extension AppraisalSystem {
  /// Decodes a system file.
  ///
  /// The file is YAML with nothing but mappings, lists and plain values; the built-in files show
  /// every key. It is read strictly: an unknown, missing or repeated key, a number that is not
  /// exact, an anchor, alias or tag, and rules that contradict each other are all refused. Numbers
  /// are taken from their digits, never through floating point. The system is well formed then;
  /// whether its ranges hold every score is judged by ``soundness()``.
  ///
  /// - Parameter yaml: The bytes of the file, UTF-8 with or without a byte order mark.
  /// - Throws: ``RefusedFile`` with everything that is wrong and the places. What keeps YAML
  ///   itself from being read (a syntax error, a key twice in one mapping, a byte that is not
  ///   UTF-8) is reported alone.
  /// - Complexity: O(bytes).
  public static func decode(_ yaml: [UInt8]) throws(RefusedFile) -> AppraisalSystem {
    try SystemDecoder.decode(yaml)
  }
}
