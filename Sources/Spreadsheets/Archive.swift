/// The entries of a zip archive, of which nothing is believed that was not checked.
///
/// The directory at the end says what there is; each entry says it again before its bytes. Both have
/// to agree, entries may not overlap or share a name, and what they say of their sizes has to keep to
/// ``Limits`` before anything is unpacked and to be true when it is (``EntryReader``).
///
/// Source: PKWARE, APPNOTE.TXT, .ZIP File Format Specification, 6.3.10.
struct Archive: Sendable {
  /// How much an archive may hold.
  struct Limits {
    /// The most bytes that a million bytes of the archive, or a part of them, may unpack to.
    static let unpackedForEachMegabyte = 64 << 20
    /// The most bytes that all entries together may unpack to.
    static let unpacked = 1 << 30
    /// The most entries. A workbook has a handful, and a few for each sheet and picture.
    static let entries = 10_000

    /// The most bytes that an archive of this size may unpack to.
    static func unpacked(ofArchive bytes: Int) -> Int {
      min(unpacked, max(1, (bytes + 999_999) / 1_000_000) * unpackedForEachMegabyte)
    }
  }

  /// One file in the archive.
  struct Entry: Sendable {
    /// The path, with `/`, in lower case: names differ in more than capitals, ECMA-376 part 2, 6.2.2.
    let name: [UInt8]
    let isDeflated: Bool
    let crc: UInt32
    let packedSize: Int
    let size: Int
    /// Where its local header begins.
    let offset: Int
    /// Its packed bytes.
    fileprivate(set) var content = 0..<0
  }

  let bytes: [UInt8]
  private let entries: [[UInt8]: Entry]

  /// Reads the directory of an archive.
  ///
  /// - Complexity: O(n log n) for n entries.
  init(_ bytes: [UInt8]) throws(WorkbookFault) {
    self.bytes = bytes
    let directory = try Directory(of: bytes.span)
    var listed: [Entry] = []
    var unpacked = 0
    var index = directory.range.lowerBound
    for _ in 0..<directory.count {
      let entry = try Self.entry(at: &index, in: bytes.span, before: directory.range.upperBound)
      unpacked += entry.size
      guard unpacked <= Limits.unpacked(ofArchive: bytes.count) else {
        throw .unpacksTooMuch
      }
      listed.append(entry)
    }
    guard index == directory.range.upperBound else {
      throw .damaged("its list of parts is not as long as it says")
    }
    entries = try Self.located(listed, in: bytes.span, before: directory.range.lowerBound)
  }

  /// The entry of a path in lower case; `nil` if there is none.
  func entry(_ path: String) -> Entry? { entries[Array(path.utf8)] }

  /// All paths, in lower case.
  var paths: some Collection<[UInt8]> { entries.keys }

  /// The limit on what is taken out of it.
  var unpackedLimit: Int { Limits.unpacked(ofArchive: bytes.count) }

  // MARK: - The directory

  /// Where the list of entries stands, and how many it has.
  private struct Directory {
    let range: Range<Int>
    let count: Int

    private static let endSize = 22
    private static let locatorSize = 20
    private static let longEndSize = 56

    init(of bytes: Span<UInt8>) throws(WorkbookFault) {
      guard let end = Self.end(of: bytes) else {
        throw .damaged("the list of its parts, at its end, is missing")
      }
      var disks = bytes.number32(at: end + 4)
      var counts = (bytes.number16(at: end + 8), bytes.number16(at: end + 10))
      var size = bytes.number32(at: end + 12)
      var offset = bytes.number32(at: end + 16)
      var last = end
      if counts.1 == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
        let locator = end - Self.locatorSize
        guard locator >= 0, bytes.number32(at: locator) == 0x0706_4B50,
          let long = bytes.number64(at: locator + 8), long + Self.longEndSize <= locator,
          bytes.number32(at: long) == 0x0606_4B50,
          let here = bytes.number64(at: long + 24), let all = bytes.number64(at: long + 32),
          let longSize = bytes.number64(at: long + 40),
          let longOffset = bytes.number64(at: long + 48)
        else { throw .damaged("the list of its parts cannot be found") }
        disks = bytes.number32(at: long + 16) | bytes.number32(at: long + 20)
        counts = (here, all)
        (size, offset, last) = (longSize, longOffset, long)
      }
      guard disks == 0, counts.0 == counts.1 else { throw .damaged("it is one of several files") }
      guard counts.0 <= Limits.entries else {
        throw .damaged("it has more than 10,000 parts")
      }
      guard offset + size <= last else { throw .damaged("the list of its parts is cut off") }
      range = offset..<offset + size
      count = counts.0
    }

    /// Where the record begins that ends the archive, after which only its comment comes.
    private static func end(of bytes: Span<UInt8>) -> Int? {
      var index = bytes.count - endSize
      while index >= 0, index >= bytes.count - endSize - 0xFFFF {
        if bytes.number32(at: index) == 0x0605_4B50,
          index + endSize + bytes.number16(at: index + 20) == bytes.count
        {
          return index
        }
        index -= 1
      }
      return nil
    }
  }

  /// Reads an entry of the directory, and goes on behind it.
  private static func entry(
    at index: inout Int, in bytes: Span<UInt8>, before end: Int
  ) throws(WorkbookFault) -> Entry {
    guard index + 46 <= end, bytes.number32(at: index) == 0x0201_4B50 else {
      throw .damaged("the list of its parts has fewer than it says")
    }
    let lengths = (
      name: bytes.number16(at: index + 28), extra: bytes.number16(at: index + 30),
      comment: bytes.number16(at: index + 32)
    )
    let extra = index + 46 + lengths.name
    let next = extra + lengths.extra + lengths.comment
    guard next <= end else { throw .damaged("the list of its parts is cut off") }
    guard bytes.number16(at: index + 8) & 0x2041 == 0 else { throw .encrypted }
    let method = bytes.number16(at: index + 10)
    guard method == 0 || method == 8 else {
      throw .damaged("a part of it is packed in a way that spreadsheets do not use")
    }
    var numbers = [
      bytes.number32(at: index + 24), bytes.number32(at: index + 20),
      bytes.number32(at: index + 42),
    ]
    try readLong(&numbers, from: bytes.extracting(extra..<extra + lengths.extra))
    let entry = Entry(
      name: try checked(bytes.extracting(index + 46..<extra)), isDeflated: method == 8,
      crc: UInt32(bytes.number32(at: index + 16)), packedSize: numbers[1], size: numbers[0],
      offset: numbers[2])
    guard method == 8 || entry.size == entry.packedSize else {
      throw .damaged("a part of it is not as long as it says")
    }
    index = next
    return entry
  }

  /// Takes numbers that do not fit into 32 bits from an entry's further fields.
  private static func readLong(
    _ numbers: inout [Int], from extra: Span<UInt8>
  ) throws(WorkbookFault) {
    guard numbers.contains(0xFFFF_FFFF) else { return }
    var index = 0
    while index + 4 <= extra.count {
      let end = index + 4 + extra.number16(at: index + 2)
      guard end <= extra.count else { break }
      if extra.number16(at: index) == 1 {
        var place = index + 4
        for number in numbers.indices where numbers[number] == 0xFFFF_FFFF {
          guard place + 8 <= end, let long = extra.number64(at: place) else {
            throw .damaged("the size of a part is missing")
          }
          numbers[number] = long
          place += 8
        }
        return
      }
      index = end
    }
    throw .damaged("the size of a part is missing")
  }

  /// The path of an entry in lower case, which stays inside the archive.
  private static func checked(_ name: Span<UInt8>) throws(WorkbookFault) -> [UInt8] {
    let path = copy(name).map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 32 : $0 }
    let leavesArchive =
      path.isEmpty || path.first == UInt8(ascii: "/") || path.contains(0)
      || path.contains(UInt8(ascii: "\\")) || path.contains(UInt8(ascii: ":"))
      || path.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
    guard !leavesArchive else {
      throw .damaged("the name of a part leads out of the file")
    }
    return path
  }

  // MARK: - The entries

  /// Entries with the places of their packed bytes, by name.
  private static func located(
    _ entries: [Entry], in bytes: Span<UInt8>, before directory: Int
  ) throws(WorkbookFault) -> [[UInt8]: Entry] {
    var located: [[UInt8]: Entry] = [:]
    var end = 0
    for var entry in entries.sorted(by: { $0.offset < $1.offset }) {
      guard entry.offset >= end else { throw .damaged("two parts of it overlap") }
      entry.content = try content(of: entry, in: bytes, before: directory)
      end = entry.content.upperBound
      guard located.updateValue(entry, forKey: entry.name) == nil else {
        throw .damaged("two parts of it have the same name")
      }
    }
    return located
  }

  /// The place of the packed bytes of an entry, whose own header agrees with the directory.
  private static func content(
    of entry: Entry, in bytes: Span<UInt8>, before directory: Int
  ) throws(WorkbookFault) -> Range<Int> {
    let header = entry.offset
    guard header + 30 <= directory, bytes.number32(at: header) == 0x0403_4B50 else {
      throw .damaged("a part of it is not where it should be")
    }
    let nameEnd = header + 30 + bytes.number16(at: header + 26)
    let start = nameEnd + bytes.number16(at: header + 28)
    guard start <= directory, entry.packedSize <= directory - start else {
      throw .damaged("a part of it is cut off")
    }
    let flags = bytes.number16(at: header + 6)
    guard flags & 0x2041 == 0 else { throw .encrypted }
    let sizesFollow = flags & 8 != 0
    let packedSize = bytes.number32(at: header + 18)
    let size = bytes.number32(at: header + 22)
    guard try checked(bytes.extracting(header + 30..<nameEnd)) == entry.name,
      bytes.number16(at: header + 8) == (entry.isDeflated ? 8 : 0),
      sizesFollow || bytes.number32(at: header + 14) == Int(entry.crc),
      sizesFollow || packedSize == 0xFFFF_FFFF || packedSize == entry.packedSize,
      sizesFollow || size == 0xFFFF_FFFF || size == entry.size
    else { throw .damaged("what it says of a part differs from what the part says") }
    return start..<start + entry.packedSize
  }
}
