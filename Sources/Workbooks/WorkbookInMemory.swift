#if Excel
  import CLinux
  import CXLSXWriter
  import Glibc

  /// A workbook that libxlsxwriter writes into memory.
  ///
  /// libxlsxwriter writes a file by its path. That file is one without a name, in memory, so that what
  /// becomes of it is written and hashed in one place, like every other file. The same cells give the
  /// same bytes: the time in the workbook is fixed.
  @safe package struct WorkbookInMemory: ~Copyable {
    /// Why a workbook could not be made: memory or the room for temporary files.
    package struct Failure: Error, CustomStringConvertible {
      package let description: String
    }

    let workbook: UnsafeMutablePointer<lxw_workbook>
    private let file: Int32
    /// A text with the NUL that C asks for.
    private var text: [UInt8] = []
    private var isFinished = false

    /// A workbook without sheets.
    ///
    /// - Parameters:
    ///   - title: Stands in the properties of the workbook.
    ///   - directory: Where libxlsxwriter may put temporary files; it removes their names at once.
    init(title: String, temporaryFilesIn directory: String) throws(Failure) {
      let file = unsafe memfd_create("workbook.xlsx", APPRAISE_MFD_CLOEXEC)
      guard file >= 0 else { throw Failure(description: "no memory for a workbook") }
      let made = unsafe directory.withCString { directory in
        var options = unsafe lxw_workbook_options(
          constant_memory: 0, tmpdir: UnsafeMutablePointer(mutating: directory), use_zip64: 0)
        return unsafe workbook_new_opt("/proc/self/fd/\(file)", &options)
      }
      guard let workbook = unsafe made else {
        _ = Glibc.close(file)
        throw Failure(description: "no memory for a workbook")
      }
      self.file = file
      unsafe self.workbook = unsafe workbook
      unsafe title.withCString { title in
        var properties = unsafe lxw_doc_properties()
        unsafe properties.title = UnsafeMutablePointer(mutating: title)
        // The first day that a ZIP archive can name; 0 would be taken for now.
        unsafe properties.created = 315_532_800
        _ = unsafe workbook_set_properties(workbook, &properties)
      }
    }

    deinit {
      // Only `workbook_close` frees what the workbook holds; what it writes goes to the file without
      // a name and is gone with it.
      if !isFinished { _ = unsafe workbook_close(workbook) }
      _ = Glibc.close(file)
    }

    /// Adds a property of the workbook, which its readers can ask for by its name.
    func setProperty(_ name: String, to text: String) {
      _ = unsafe workbook_set_custom_property_string(workbook, name, text)
    }

    /// Adds a sheet.
    ///
    /// - Parameter name: At most 31 characters, and none of `[]:*?/\`.
    func addSheet(_ name: String) throws(Failure) -> UnsafeMutablePointer<lxw_worksheet> {
      guard let sheet = unsafe workbook_add_worksheet(workbook, name) else {
        throw Failure(description: "no memory for a workbook")
      }
      return unsafe sheet
    }

    /// Finishes the workbook and hands over its bytes.
    ///
    /// - Parameter body: Called with all bytes at once.
    /// - Throws: ``Failure``, or what `body` throws.
    consuming func finish<Result>(_ body: (Span<UInt8>) throws -> Result) throws -> Result {
      isFinished = true
      let outcome = unsafe workbook_close(workbook)
      guard outcome == LXW_NO_ERROR else {
        throw unsafe Failure(
          description: "a workbook could not be made: \(String(cString: lxw_strerror(outcome)))")
      }
      let size = lseek(file, 0, SEEK_END)
      let mapped = unsafe mmap(nil, Int(size), PROT_READ, MAP_PRIVATE, file, 0)
      guard size > 0, let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
        throw Failure(description: "no memory for a workbook")
      }
      defer { unsafe munmap(mapped, Int(size)) }
      let bytes = unsafe UnsafeRawBufferPointer(start: mapped, count: Int(size))
      return try body(unsafe bytes.bindMemory(to: UInt8.self).span)
    }

    // MARK: - Text

    private mutating func setText(_ bytes: Span<UInt8>) {
      text.removeAll(keepingCapacity: true)
      for index in bytes.indices { appendEscaped(bytes[index], at: index, of: bytes) }
      text.append(0)
    }

    /// Excel reads `_x000D_` as the character of that number: the `_` before such a text is escaped
    /// in the same way, ECMA-376 part 1, 22.9.2.19.
    private mutating func appendEscaped(_ byte: UInt8, at index: Int, of bytes: Span<UInt8>) {
      if byte == UInt8(ascii: "_"), index + 7 <= bytes.count, bytes[index + 1] == UInt8(ascii: "x"),
        bytes[index + 6] == UInt8(ascii: "_"),
        (index + 2..<index + 6).allSatisfy({ isHexadecimal(bytes[$0]) })
      {
        text.append(contentsOf: Array("_x005F".utf8))
      }
      text.append(byte)
    }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
        UInt8(ascii: "a")...UInt8(ascii: "f"):
        true
      default: false
      }
    }

    mutating func write(
      _ bytes: Span<UInt8>, to sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t,
      _ column: lxw_col_t, _ format: UnsafeMutablePointer<lxw_format>?
    ) {
      setText(bytes)
      _ = unsafe text.withUnsafeBufferPointer { text in
        unsafe text.withMemoryRebound(to: CChar.self) { text in
          // A text of nothing becomes a blank cell.
          unsafe worksheet_write_string(sheet, row, column, text.baseAddress, format)
        }
      }
    }
  }
#endif
