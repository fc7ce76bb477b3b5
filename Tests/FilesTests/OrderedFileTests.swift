import Columns
import Glibc
import SystemPackage
import Testing
import TestSupport

@testable import Files

/// A file that several tasks write in pieces has them in their order, and whoever writes is told what goes wrong.
@Suite struct OrderedFileTests {
  private static func buffer(_ text: String) -> OutputBuffer {
    var buffer = OutputBuffer()
    buffer.append(text)
    return buffer
  }

  @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1]])
  func `pieces stand in their order`(order: [Int]) throws {
    let scratch = try ScratchDirectory()
    let file = OrderedFile(try Directory(reading: scratch.path).newFile("file"))
    let pieces = ["a", "", "b", "c"]
    for piece in order { try file.write(Self.buffer(pieces[piece]), piece: piece) }
    let identity = try file.close(as: "rosters/file")
    #expect(try bytes(ofFile: "\(scratch.path)/file") == Array("abc".utf8))
    #expect(identity.name == "rosters/file" && identity.bytes == 3)
    // FIPS 180-2, B.1.
    #expect(identity.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  /// A device on which there never is room.
  @Test func `a full disk is told to who writes`() throws {
    func full() throws -> OutputFile {
      OutputFile(descriptor: try FileDescriptor.open("/dev/full", .writeOnly), path: "runs/1/file")
    }
    let file = OrderedFile(try full())
    // Kept until the one before it is there.
    try file.write(Self.buffer("b"), piece: 1)
    let error = #expect(throws: RunError.self) { try file.write(Self.buffer("a"), piece: 0) }
    #expect(error?.kind == .inputOutput)
    #expect(
      error?.description.hasPrefix("runs/1/file: writing failed (No space left on device).") == true
    )
    // A piece that is left to the end is written then.
    let left = OrderedPieces<OutputFile?>(to: try full())
    try left.put([1], number: 1) { (file, bytes) throws(RunError) in try file?.write(bytes) }
    #expect(throws: RunError.self) {
      try left.put([0], number: 0) { (file, bytes) throws(RunError) in try file?.write(bytes) }
    }
  }

  @Test func `a piece that is missing is a mistake of the caller`() async {
    await #expect(processExitsWith: .failure) {
      let scratch = try ScratchDirectory()
      let file = OrderedFile(try Directory(reading: scratch.path).newFile("file"))
      try file.write(OutputBuffer(), piece: 1)
      _ = try file.close(as: "file")
    }
  }
}
