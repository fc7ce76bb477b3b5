import CExpat
import Glibc

/// What the elements of one part of a workbook mean: it is told of them in their order.
///
/// A callback of expat cannot throw. What is wrong is noted in ``fault``, and the reader stops.
class XMLContent {
  /// The first thing that is wrong.
  var fault: WorkbookFault?

  /// An element begins.
  func start(_ name: XMLName, _ attributes: XMLAttributes) {}

  /// An element ends.
  func end(_ name: XMLName) {}

  /// Text, or a part of one.
  func text(_ bytes: Span<UInt8>) {}
}

/// The name of an element or attribute: its namespace, a line feed and the local name, or the local
/// name alone. Valid as long as the call that it was handed to.
@unsafe struct XMLName {
  private let local: UnsafePointer<CChar>
  private let namespace: UnsafeBufferPointer<CChar>

  init(_ name: UnsafePointer<CChar>) {
    guard let separator = unsafe strrchr(name, Int32(XMLReader.separator)) else {
      unsafe local = name
      unsafe namespace = UnsafeBufferPointer(start: name, count: 0)
      return
    }
    unsafe local = UnsafePointer(separator + 1)
    unsafe namespace = UnsafeBufferPointer(start: name, count: UnsafePointer(separator) - name)
  }

  /// Whether this is the local name.
  func isLocal(_ name: StaticString) -> Bool {
    unsafe strcmp(local, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
  }

  /// Whether it has a namespace.
  var isQualified: Bool { unsafe !namespace.isEmpty }

  /// Whether it belongs to the cells of workbooks, transitional or strict: ECMA-376 part 1, 18, and
  /// part 4.
  var isOfSpreadsheets: Bool {
    unsafe isNamespace("http://schemas.openxmlformats.org/spreadsheetml/2006/main")
      || isNamespace("http://purl.oclc.org/ooxml/spreadsheetml/main")
  }

  private func isNamespace(_ name: StaticString) -> Bool {
    guard let start = unsafe namespace.baseAddress else { return false }
    return unsafe namespace.count == name.utf8CodeUnitCount
      && memcmp(start, name.utf8Start, namespace.count) == 0
  }
}

/// The attributes of an element; valid as long as the call that they were handed to.
@unsafe struct XMLAttributes {
  private let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  init(_ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) { unsafe self.list = unsafe list }

  /// The value of an attribute; `nil` where the element does not have it.
  ///
  /// - Parameter isQualified: Whether it has a namespace.
  func with<Result>(
    _ name: StaticString, isQualified: Bool = false, _ body: (Span<UInt8>) -> Result
  ) -> Result? {
    guard var place = unsafe list else { return nil }
    while let found = unsafe place[0], let value = unsafe place[1] {
      let attribute = unsafe XMLName(found)
      if unsafe attribute.isLocal(name), unsafe attribute.isQualified == isQualified {
        let bytes = unsafe UnsafeBufferPointer(
          start: UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self), count: strlen(value))
        return unsafe body(bytes.span)
      }
      unsafe place += 2
    }
    return nil
  }

  /// The value of an attribute as an array.
  func bytes(_ name: StaticString, isQualified: Bool = false) -> [UInt8]? {
    unsafe with(name, isQualified: isQualified) { copy($0) }
  }

  /// The value of an attribute that is a whole number from 0; `nil` where it is none, or none is there.
  func number(_ name: StaticString) -> Int? {
    unsafe with(name) { Spreadsheets.number(in: $0) } ?? nil
  }

  /// Whether an attribute says yes.
  func isTrue(_ name: StaticString) -> Bool {
    unsafe with(name) { value in
      value.count == 1 && value[0] == UInt8(ascii: "1") || equals(value, "true")
        || equals(value, "on")
    } ?? false
  }
}

/// Reads the XML of a workbook with expat, as it comes, and refuses what no spreadsheet writes: a
/// document type, and with it every entity and external reference; elements deeper than any sheet
/// has; a tag or comment without an end.
@safe final class XMLReader {
  /// Stands between a namespace and a name: no namespace has one.
  fileprivate static let separator: CChar = 0x0A
  /// Sheets of the format have about ten.
  private static let depthLimit = 100
  /// The most bytes between one thing and the next; expat keeps them, and reads them again and again.
  private static let tokenLimit = 1 << 20

  private let parser: XML_Parser
  private let content: XMLContent
  private var depth = 0
  private var fed = 0

  /// A reader that tells `content` what it meets.
  init(_ content: XMLContent) throws(WorkbookFault) {
    self.content = content
    guard let parser = unsafe XML_ParserCreateNS(nil, Self.separator) else {
      throw .damaged("there is no memory to read it")
    }
    unsafe self.parser = unsafe parser
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { context, name, attributes in
        guard let reader = unsafe XMLReader.at(context), let name = unsafe name else { return }
        unsafe reader.start(XMLName(name), XMLAttributes(attributes))
      },
      { context, name in
        guard let reader = unsafe XMLReader.at(context), let name = unsafe name else { return }
        unsafe reader.end(XMLName(name))
      })
    unsafe XML_SetCharacterDataHandler(parser) { context, text, count in
      guard let reader = unsafe XMLReader.at(context), let text = unsafe text else { return }
      let bytes = unsafe UnsafeBufferPointer(
        start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: Int(count))
      unsafe reader.text(bytes.span)
    }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      guard let reader = unsafe XMLReader.at(context) else { return }
      reader.stop(.documentType)
    }
  }

  deinit { unsafe XML_ParserFree(parser) }

  private static func at(_ context: UnsafeMutableRawPointer?) -> XMLReader? {
    unsafe context.map { unsafe Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Reads on.
  ///
  /// - Parameter isLast: Nothing comes after these bytes.
  func read(_ bytes: [UInt8], isLast: Bool) throws(WorkbookFault) {
    fed += bytes.count
    let outcome = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
        unsafe XML_Parse(parser, bytes.baseAddress, Int32(bytes.count), isLast ? 1 : 0)
      }
    }
    if let fault = content.fault { throw fault }
    guard outcome == XML_STATUS_OK else {
      throw .damaged("the text of a part is not as it should be")
    }
    let kept = unsafe fed - Int(XML_GetCurrentByteIndex(parser))
    guard isLast || kept <= Self.tokenLimit else {
      throw .damaged("a tag in a part of it does not end")
    }
  }

  private func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard content.fault == nil else { return }
    depth += 1
    guard depth <= Self.depthLimit else { return stop(.damaged("its elements are too deep")) }
    unsafe content.start(name, attributes)
    stopIfFaulty()
  }

  private func end(_ name: XMLName) {
    guard content.fault == nil else { return }
    depth -= 1
    unsafe content.end(name)
    stopIfFaulty()
  }

  private func text(_ bytes: Span<UInt8>) {
    guard content.fault == nil else { return }
    content.text(bytes)
    stopIfFaulty()
  }

  private func stop(_ fault: WorkbookFault) {
    if content.fault == nil { content.fault = fault }
    stopIfFaulty()
  }

  private func stopIfFaulty() {
    if content.fault != nil { _ = unsafe XML_StopParser(parser, XML_Bool(XML_FALSE)) }
  }
}

extension Archive {
  /// Reads a part whole.
  func read(_ entry: Entry, into content: XMLContent) throws(WorkbookFault) {
    var bytes = try EntryReader(entry, of: self)
    let reader = try XMLReader(content)
    var piece: [UInt8] = []
    while !bytes.isAtEnd {
      try bytes.next(into: &piece)
      try reader.read(piece, isLast: bytes.isAtEnd)
    }
  }
}
