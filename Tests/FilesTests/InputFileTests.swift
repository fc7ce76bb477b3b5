import Columns
import Files
import FoundationEssentials
import Glibc
import Testing
import TestSupport

/// A file is read once, from its first byte to its last, and was the same all the time; what is no file is refused.
@Suite struct InputFileTests {
  private static func content(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  }

  /// All bytes of a file, read in steps.
  private static func read(
    _ file: inout InputFile, by step: Int, isHashed: Bool = true
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let before = bytes.count
      let count =
        isHashed
        ? try file.append(to: &bytes, atMost: step)
        : try file.append(unhashedTo: &bytes, atMost: step)
      #expect(bytes.count == before + count && count <= step)
      if count < step { return bytes }
    }
  }

  // MARK: - What is opened

  @Test(
    arguments: [
      ("gone", "cannot be opened"), ("folder", "not a regular file"),
      ("pipe", "not a regular file"),
      ("link-to-folder", "not a regular file"), ("link-to-nothing", "cannot be opened"),
      ("loop", "cannot be opened"), ("file/below", "cannot be opened"), ("", "not a regular file"),
    ])
  func `what is no file is refused at once`(name: String, words: String) throws {
    let scratch = try ScratchDirectory()
    try scratch.write([1], to: "file")
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: "\(scratch.path)/folder", withIntermediateDirectories: false)
    for (link, target) in [
      ("link-to-folder", "folder"), ("link-to-nothing", "gone"), ("loop", "loop"),
    ] {
      try manager.createSymbolicLink(
        atPath: "\(scratch.path)/\(link)", withDestinationPath: target)
    }
    // Nobody writes into it: to wait for somebody would be to hang.
    #expect(unsafe mkfifo("\(scratch.path)/pipe", 0o600) == 0)
    let path = "\(scratch.path)/\(name)"
    let error = #expect(throws: RunError.self) { _ = try InputFile(path: path) }
    #expect(error?.kind == .unreadableInput)
    #expect(
      error?.description.hasPrefix("\(path): \(words)") == true, "\(String(describing: error))")
  }

  @Test func `a device is no file`() {
    let error = #expect(throws: RunError.self) { _ = try InputFile(path: "/dev/zero") }
    #expect(error?.kind == .unreadableInput)
  }

  @Test func `a link to a file is followed`() throws {
    let scratch = try ScratchDirectory()
    try scratch.write(Array("abc".utf8), to: "file")
    let link = "\(scratch.path)/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
    var file = try InputFile(path: link)
    #expect(try Self.read(&file, by: 10) == Array("abc".utf8))
    #expect(
      try file.finish(name: "plans.csv").sealedSHA256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  // MARK: - What is read

  /// Steps that end at the end of the file, before and behind it; a look at its beginning changes nothing.
  @Test(arguments: [0, 1, 7, 8, 9, 4096, 70_000], [0, 1, 8, 100])
  func `every byte is read once`(size: Int, looked: Int) throws {
    let scratch = try ScratchDirectory()
    let content = Self.content(size)
    let path = try scratch.write(content, to: "file")
    var hashes: Set<String> = []
    for (step, isHashed) in [
      (1, true), (7, true), (8, false), (8, true), (size + 1, true), (max(size, 1), true),
    ]
    where size / step < 10_000 {
      var file = try InputFile(path: path, isHashed: isHashed)
      #expect(file.expectedBytes == size)
      if looked > 0 { #expect(try file.firstBytes(looked) == Array(content.prefix(looked))) }
      #expect(try Self.read(&file, by: step, isHashed: isHashed) == content)
      #expect(file.bytesRead == size)
      let identity = try file.finish(name: "plans.csv")
      #expect(identity.name == "plans.csv" && identity.bytes == size)
      #expect((identity.sha256 != nil) == isHashed)
      if let hash = identity.sha256 { hashes.insert(hash) }
    }
    #expect(hashes.count == 1)
    var whole = try InputFile(path: path)
    #expect(try whole.readWhole().sha256 == hashes.first)
  }

  /// Whoever hashes the pieces gets the hash of the file, and may not leave one out.
  @Test func `pieces are hashed by others`() throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.write(Array("abc".utf8), to: "file")
    var file = try InputFile(path: path)
    let bytes = try Self.read(&file, by: 10, isHashed: false)
    let hash = OrderedHash()
    hash.update(Array(bytes[1...]), number: 1)
    hash.update(Array(bytes[..<1]), number: 0)
    #expect(
      try file.finish(name: "file", hashedBy: hash).sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  // MARK: - What changes

  /// What somebody does to a file while it is read.
  enum Change: CaseIterable {
    case appended, cut, rewritten, replaced, removed, madeAFolder
  }

  @Test(arguments: Change.allCases)
  func `a file that changes while it is read is not trusted`(change: Change) throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.write(Self.content(1000), to: "file")
    var file = try InputFile(path: path)
    var bytes: [UInt8] = []
    #expect(try file.append(to: &bytes, atMost: 500) == 500)
    switch change {
    case .appended, .rewritten:
      let handle = unsafe open(path, O_WRONLY | (change == .appended ? O_APPEND : 0))
      #expect(unsafe Glibc.write(handle, [1 as UInt8], 1) == 1)
      // The clock of the file system may not have moved on.
      var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
      #expect(unsafe futimens(handle, &times) == 0)
      close(handle)
    case .cut: #expect(unsafe truncate(path, 800) == 0)
    case .replaced:
      let other = try scratch.write(Self.content(1000), to: "other")
      #expect(unsafe Glibc.rename(other, path) == 0)
    case .removed, .madeAFolder:
      #expect(unsafe unlink(path) == 0)
      if change == .madeAFolder { #expect(unsafe mkdir(path, 0o700) == 0) }
    }
    while try file.append(to: &bytes, atMost: 500) == 500 {}
    let error = #expect(throws: RunError.self) { _ = try file.finish(name: "file") }
    #expect(error?.kind == .inputOutput)
    #expect(error?.description.contains("changed while it was read") == true)
  }

  @Test func `a file of which something was not read is not done`() throws {
    let scratch = try ScratchDirectory()
    let path = try scratch.write(Self.content(10), to: "file")
    var file = try InputFile(path: path)
    var bytes: [UInt8] = []
    #expect(try file.append(to: &bytes, atMost: 9) == 9)
    #expect(throws: RunError.self) { _ = try file.finish(name: "file") }
  }

  // MARK: - What is named

  @Test(
    arguments: [
      (["a", "b"], nil), ([], nil), (["a", "a"], "a"), (["a", "b", "c", "b"], "b"),
      // Two names for what reads the same.
      (["é", "e\u{301}"], nil), (["a", "./a"], nil),
    ] as [([String], String?)])
  func `no file is named twice`(paths: [String], repeated: String?) throws {
    guard let repeated else { return try InputFile.refuseRepeated(paths, of: "--plans") }
    let error = #expect(throws: RunError.self) {
      try InputFile.refuseRepeated(paths, of: "--plans")
    }
    #expect(error?.kind == .usage)
    #expect(error?.description == "\(repeated): named twice by --plans. Name each file once.")
  }

  @Test(arguments: [
    (["-"], false), (["a", "b"], false), (["-", "a", "-"], true), (["-", "./-"], false),
  ])
  func `standard input is one file`(paths: [String], isRefused: Bool) throws {
    guard isRefused else { return try InputFile.refuseStandardInputTwice(in: paths) }
    let error = #expect(throws: RunError.self) {
      try InputFile.refuseStandardInputTwice(in: paths)
    }
    #expect(error?.kind == .usage)
  }
}
