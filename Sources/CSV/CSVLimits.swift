/// The sizes beyond which a file is refused, so that a stray quote cannot make a record of
/// everything after it, and memory stays bounded whatever the file holds.
///
/// Both limits are inclusive: a field of exactly `fieldBytes` is accepted, one byte more is not.
package struct CSVLimits: Sendable, Equatable {
  /// The longest field, in bytes of its content: without the enclosing quotes, and with each
  /// doubled quote counted once. 64 KiB unless told otherwise.
  package var fieldBytes: Int

  /// The longest record, in bytes of the file: quotes, commas and the line breaks inside quotes
  /// count, the line end after the record does not. 256 KiB unless told otherwise.
  package var recordBytes: Int

  /// Limits of the given sizes.
  ///
  /// - Precondition: both are at least 1.
  package init(fieldBytes: Int = 65_536, recordBytes: Int = 262_144) {
    precondition(fieldBytes >= 1 && recordBytes >= 1, "a limit is at least one byte")
    self.fieldBytes = fieldBytes
    self.recordBytes = recordBytes
  }
}
