import Columns
import Files
import FoundationEssentials
import Glibc
import Testing
import TestSupport

/// What may be opened, made, replaced and removed in a directory, and what is refused: links that somebody put in the
/// way, names that are taken, and places where others may write.
@Suite struct DirectoryTests {
  /// A scratch directory with one thing of each kind in it.
  private struct Place {
    let scratch: ScratchDirectory
    let directory: Directory
    var path: String { scratch.path }

    init() throws {
      scratch = try ScratchDirectory()
      try scratch.write(Array("kept".utf8), to: "file")
      let manager = FileManager.default
      for name in ["folder", "folder/inner"] {
        try manager.createDirectory(
          atPath: "\(scratch.path)/\(name)", withIntermediateDirectories: false)
      }
      for (name, target) in [
        ("link-to-file", "file"), ("link-to-folder", "folder"), ("link-to-nothing", "gone"),
        ("folder/inner/link-out", scratch.path),
      ] {
        try manager.createSymbolicLink(
          atPath: "\(scratch.path)/\(name)", withDestinationPath: target)
      }
      directory = try Directory(reading: scratch.path)
    }

    static let taken = ["file", "folder", "link-to-file", "link-to-folder", "link-to-nothing"]

    /// The permissions of an entry, which is no link.
    func mode(_ name: String) -> mode_t {
      var status = stat()
      return unsafe lstat("\(path)/\(name)", &status) == 0 ? status.st_mode & 0o7777 : 0
    }
  }

  // MARK: - By a path of the user's

  @Test(arguments: [
    "file", "gone", "file/below", "link-to-folder", "link-to-nothing", "link-to-file",
  ])
  func `only a directory is opened, and no link`(name: String) throws {
    let place = try Place()
    for open in [Directory.init(reading:), Directory.init(opening:)]
      as [(String) throws -> Directory]
    {
      let error = #expect(throws: RunError.self) { try open("\(place.path)/\(name)") }
      #expect(error?.kind == .cannotCreate)
      #expect(error?.description.hasPrefix("\(place.path)/\(name): is not a directory") == true)
    }
  }

  @Test(arguments: [
    (0o700, false), (0o755, false), (0o720, true), (0o702, true), (0o777, true), (0o1777, true),
  ])
  func `nothing is written where others may write`(mode: mode_t, isRefused: Bool) throws {
    let place = try Place()
    let path = "\(place.path)/folder"
    #expect(unsafe chmod(path, mode) == 0)
    #expect(try Directory(reading: path).othersMayWrite == isRefused)
    guard isRefused else {
      #expect(throws: Never.self) { try Directory(opening: path) }
      return
    }
    let error = #expect(throws: RunError.self) { try Directory(opening: path) }
    #expect(error?.kind == .cannotCreate)
    #expect(error?.description.hasSuffix("Remove that permission: chmod go-w \(path)") == true)
  }

  /// What the words say to type does what they say, whatever the name is.
  @Test(arguments: ["plain", "two words", "it's", "$HOME", "a;b", "été", "`ls`"])
  func `the fix can be typed`(name: String) throws {
    let scratch = try ScratchDirectory()
    let path = "\(scratch.path)/\(name)"
    try Directory.create(path)
    #expect(unsafe chmod(path, 0o777) == 0)
    let error = #expect(throws: RunError.self) { try Directory(opening: path) }
    let fix = try #require(error?.description.split(separator: "permission: ").last)
    #expect(unsafe system(String(fix)) == 0)
    #expect(throws: Never.self) { try Directory(opening: path) }
  }

  @Test func `a directory is made for its owner alone`() throws {
    let scratch = try ScratchDirectory()
    try Directory.create("\(scratch.path)/new")
    #expect(try Directory(reading: scratch.path).entries() == ["new"])
    var status = stat()
    #expect(unsafe stat("\(scratch.path)/new", &status) == 0 && status.st_mode & 0o777 == 0o700)
    // What is there already is somebody else's to judge.
    #expect(throws: Never.self) { try Directory.create("\(scratch.path)/new") }
    try scratch.write([], to: "file")
    #expect(throws: Never.self) { try Directory.create("\(scratch.path)/file") }
  }

  @Test(
    arguments: [
      ("a/b", "a does not exist. Make it first: mkdir -p "),
      ("a/b/", "a does not exist. Make it first: mkdir -p "),
      ("file/b", "Check the path, its owner and permissions."),
      ("link-to-nothing/b", "link-to-nothing does not exist. Make it first: mkdir -p "),
    ])
  func `a directory that cannot be made is refused with the way out`(name: String, words: String)
    throws
  {
    let place = try Place()
    let error = #expect(throws: RunError.self) { try Directory.create("\(place.path)/\(name)") }
    #expect(error?.kind == .cannotCreate)
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test(
    arguments: [
      ("folder", "folder"), ("link-to-folder", "folder"), ("folder/inner/..", "folder"),
      ("link-to-file", "file"), ("gone", nil), ("link-to-nothing", nil), ("file/below", nil),
    ] as [(String, String?)])
  func `a path without links`(name: String, resolved: String?) throws {
    let place = try Place()
    let root = try #require(Directory.resolve(place.path))
    #expect(Directory.resolve("\(place.path)/\(name)") == resolved.map { "\(root)/\($0)" })
  }

  // MARK: - What is in it

  @Test func `entries come in the order of their bytes`() throws {
    let scratch = try ScratchDirectory()
    for name in ["b", "B", "a", "é", "e\u{301}", "z", ".hidden", "10", "9", "日"] {
      try scratch.write([], to: name)
    }
    #expect(
      try Directory(reading: scratch.path).entries()
        == [".hidden", "10", "9", "B", "a", "b", "e\u{301}", "z", "é", "日"])
  }

  @Test(arguments: Place.taken + ["gone", "folder/inner", "file/below"])
  func `a link is no directory and a file is none`(name: String) throws {
    let place = try Place()
    let isDirectory = ["folder", "folder/inner"].contains(name)
    #expect(try (place.directory.directoryIfAny(name) != nil) == isDirectory)
    #expect(place.directory.contains(name) == !["gone", "file/below"].contains(name))
    #expect((place.directory.target(ofLink: name) != nil) == name.hasPrefix("link"))
    guard !isDirectory else { return }
    let error = #expect(throws: RunError.self) { try place.directory.directory(name) }
    #expect(error?.kind == .cannotCreate)
    guard name != "gone" else { return }
    // Nor is one made where something else is.
    #expect(throws: RunError.self) { try place.directory.directory(name, create: true) }
  }

  // MARK: - What is made

  /// Whatever has the name keeps it, and what is behind a link is not touched.
  @Test(arguments: Place.taken)
  func `what is there is never replaced`(name: String) throws {
    let place = try Place()
    let before = try contents(below: place.path)
    #expect(throws: RunError.self) { _ = try place.directory.newFile(name).close(as: name) }
    #expect(throws: RunError.self) { try place.directory.newDirectory(name) }
    try place.scratch.write(Array("new".utf8), to: "other")
    let error = #expect(throws: RunError.self) { try place.directory.rename("other", to: name) }
    #expect(error?.kind == .cannotCreate)
    #expect(error?.description.hasPrefix("\(place.path)/\(name): ") == true)
    try place.directory.remove("other")
    #expect(try contents(below: place.path) == before)
    #expect(!place.directory.contains("gone"), "nothing was made where a link leads")
  }

  @Test func `what is made is for its owner alone`() throws {
    let place = try Place()
    let before = umask(0)
    defer { umask(before) }
    var file = try place.directory.newFile("new-file")
    try file.write(Array("abc".utf8).span)
    let identity = try file.close(as: "rosters/new-file")
    _ = try place.directory.newDirectory("new-folder")
    _ = try place.directory.directory("made-folder", create: true)
    #expect(place.mode("new-file") == 0o600)
    #expect(place.mode("new-folder") == 0o700)
    #expect(place.mode("made-folder") == 0o700)
    // FIPS 180-2, B.1.
    #expect(identity.name == "rosters/new-file" && identity.bytes == 3)
    #expect(identity.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(try bytes(ofFile: "\(place.path)/new-file") == Array("abc".utf8))
  }

  @Test(arguments: ["link-to-file", "link-to-folder", "link-to-nothing", "file", "new"])
  func `a link is replaced in one step`(name: String) throws {
    let place = try Place()
    // What a run that was killed has left.
    try FileManager.default.createSymbolicLink(
      atPath: "\(place.path)/.tmp-\(name)", withDestinationPath: "old")
    try place.directory.replaceLink(name, target: "runs/2")
    #expect(place.directory.target(ofLink: name) == "runs/2")
    // What was prepared and given up leads nowhere.
    try place.directory.prepareLink(name, target: "runs/3")
    #expect(place.directory.target(ofLinkPreparedFor: name) == "runs/3")
    place.directory.forgetPreparedLink(name)
    #expect(place.directory.target(ofLinkPreparedFor: name) == nil)
    #expect(place.directory.target(ofLink: name) == "runs/2")
    #expect(try !place.directory.entries().contains(".tmp-\(name)"))
  }

  @Test func `a link never replaces a directory`() throws {
    let place = try Place()
    let error = #expect(throws: RunError.self) {
      try place.directory.replaceLink("folder", target: "runs/2")
    }
    #expect(error?.kind == .cannotCreate)
    #expect(try place.directory.directory("folder").entries() == ["inner"])
  }

  // MARK: - What is removed

  /// Links are removed and not followed, however deep they are.
  @Test(arguments: Place.taken)
  func `an entry is removed with what is in it and nothing else`(name: String) throws {
    let place = try Place()
    let rest = try place.directory.entries().filter { $0 != name }
    try place.directory.remove(name)
    #expect(try place.directory.entries() == rest)
    if name != "file" { #expect(try bytes(ofFile: "\(place.path)/file") == Array("kept".utf8)) }
    #expect(throws: Never.self) { try place.directory.remove(name) }
  }

  // MARK: - The lock

  @Test func `a lock is held once and given back`() throws {
    let scratch = try ScratchDirectory()
    let directory = try Directory(opening: scratch.path)
    do {
      let lock = try directory.lock()
      let error = #expect(throws: RunError.self) {
        _ = try Directory(opening: scratch.path).lock()
      }
      #expect(error?.kind == .locked)
      withExtendedLifetime(lock) {}
    }
    #expect(throws: Never.self) { _ = try directory.lock() }
    #expect(try directory.entries() == [".lock"], "it stays, so that all lock the same file")
  }

  @Test func `a lock is not taken through a link`() throws {
    let place = try Place()
    for target in ["file", "made-by-lock"] {
      try? place.directory.remove(".lock")
      try FileManager.default.createSymbolicLink(
        atPath: "\(place.path)/.lock", withDestinationPath: target)
      let error = #expect(throws: RunError.self) { _ = try place.directory.lock() }
      #expect(error?.kind == .cannotCreate)
    }
    #expect(!place.directory.contains("made-by-lock"))
  }
}
