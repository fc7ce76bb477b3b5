import Columns
import Files
import FoundationEssentials
import Glibc
import Testing
import TestSupport

/// A file of a directory is what its size and hash say, or it is not; whatever it is, no more is read than was
/// asked for.
@Suite struct FilesOfDirectoriesTests {
  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
  func `a file is that of its size and hash`(size: Int) throws {
    let scratch = try ScratchDirectory()
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    _ = try scratch.write(bytes, to: "file")
    let directory = try Directory(reading: scratch.path)
    let whole = try #require(try directory.read("file"))
    #expect(whole.bytes == bytes)
    #expect(try directory.read("file", size: size)?.sha256 == whole.sha256)
    #expect(try directory.isFile("file", size: size, sha256: whole.sha256) == true)
    #expect(try directory.isFile("file", size: size + 1, sha256: whole.sha256) == false)
    #expect(
      try directory.isFile("file", size: size, sha256: String(whole.sha256.reversed())) == false)
    // Of another size nothing is read.
    let other = try #require(try directory.read("file", size: size + 1))
    #expect(other.bytes.isEmpty && other.sha256 != whole.sha256)
  }

  /// A file of a tebibyte in which nothing was ever written takes no time, and no memory.
  @Test func `the size of a file costs nothing`() throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.write([], to: "file")
    #expect(unsafe truncate(path, 1 << 40) == 0)
    let directory = try Directory(reading: scratch.path)
    let start = ContinuousClock.now
    #expect(throws: RunError.self) { try directory.read("file") }
    #expect(try directory.read("file", size: 10)?.bytes == [])
    #expect(throws: RunError.self) { try directory.read("file", size: 1 << 40) }
    #expect(try directory.isFile("file", size: 10, sha256: "") == false)
    #expect(.now - start < .seconds(10))
  }

  @Test func `what is no regular file is none`() throws {
    let scratch = try ScratchDirectory()
    let file = try scratch.write([1, 2, 3], to: "file")
    try FileManager.default.createSymbolicLink(
      atPath: "\(scratch.path)/link", withDestinationPath: file)
    try FileManager.default.createDirectory(
      atPath: "\(scratch.path)/folder", withIntermediateDirectories: false)
    #expect(unsafe mkfifo("\(scratch.path)/pipe", 0o600) == 0)
    let directory = try Directory(reading: scratch.path)
    for name in ["link", "folder", "pipe", "nothing"] {
      #expect(try directory.read(name) == nil, "\(name)")
      #expect(try directory.isFile(name, size: 3, sha256: "") == nil, "\(name)")
    }
  }
}
