package import Columns

/// A file whose pieces are made by several tasks and written in their order.
package final class OrderedFile: Sendable {
  private let pieces: OrderedPieces<OutputFile?>

  /// A file to be written in pieces from 0.
  package init(_ file: consuming OutputFile) { pieces = OrderedPieces(to: file) }

  /// Writes a piece, or keeps it until those before it are written.
  ///
  /// - Parameter piece: Its number; every number must come once.
  package func write(_ buffer: borrowing OutputBuffer, piece: Int) throws(RunError) {
    try pieces.put(buffer, number: piece) { file, bytes throws(RunError) in
      try file?.write(bytes)
    }
  }

  /// Closes the file after its last piece.
  ///
  /// - Precondition: every piece up to the last was written.
  package func close(as name: String) throws(RunError) -> OutputFile.Identity {
    let file = try pieces.finish { file, bytes throws(RunError) in
      try file?.write(bytes)
    } _: {
      $0.take()
    }
    guard let file else { preconditionFailure("the file was closed before") }
    return try file.close(as: name)
  }
}
