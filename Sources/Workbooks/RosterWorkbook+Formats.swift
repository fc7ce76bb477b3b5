#if Excel
  import CXLSXWriter

  extension RosterWorkbook {
    /// The looks of cells.
    @unsafe struct Formats {
      let marking: UnsafeMutablePointer<lxw_format>?
      let board: UnsafeMutablePointer<lxw_format>?
      let heading: UnsafeMutablePointer<lxw_format>?
      let count: UnsafeMutablePointer<lxw_format>?
      let header: UnsafeMutablePointer<lxw_format>?
      let numberHeader: UnsafeMutablePointer<lxw_format>?
      let text: UnsafeMutablePointer<lxw_format>?
      let number: UnsafeMutablePointer<lxw_format>?
      let open: UnsafeMutablePointer<lxw_format>?
      let openLevel: UnsafeMutablePointer<lxw_format>?
      let differs: UnsafeMutablePointer<lxw_format>?
      let lacking: UnsafeMutablePointer<lxw_format>?
      let typewriter: UnsafeMutablePointer<lxw_format>?

      init(_ workbook: UnsafeMutablePointer<lxw_workbook>, for addressee: Addressee) {
        let top = UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue)
        let thin = UInt8(LXW_BORDER_THIN.rawValue)
        unsafe marking = workbook_add_format(workbook)
        unsafe format_set_bold(marking)
        unsafe format_set_num_format(marking, "@")
        unsafe board = workbook_add_format(workbook)
        unsafe format_set_bold(board)
        unsafe format_set_font_size(board, 14)
        unsafe format_set_bg_color(board, addressee.lineColor)
        unsafe format_set_num_format(board, "@")
        unsafe heading = workbook_add_format(workbook)
        unsafe format_set_num_format(heading, "@")
        unsafe count = workbook_add_format(workbook)
        unsafe format_set_bold(count)
        unsafe header = workbook_add_format(workbook)
        unsafe numberHeader = workbook_add_format(workbook)
        let center = UInt8(LXW_ALIGN_CENTER.rawValue)
        unsafe format_set_align(numberHeader, center)
        unsafe [header, numberHeader].forEach { unsafe Self.setHeader($0) }
        unsafe text = workbook_add_format(workbook)
        unsafe format_set_text_wrap(text)
        unsafe format_set_align(text, top)
        // `@`: stays text when somebody unlocks the sheet and edits it.
        unsafe format_set_num_format(text, "@")
        unsafe number = workbook_add_format(workbook)
        unsafe format_set_align(number, top)
        unsafe format_set_align(number, center)
        unsafe open = workbook_add_format(workbook)
        unsafe openLevel = workbook_add_format(workbook)
        unsafe format_set_align(openLevel, center)
        unsafe [open, openLevel].forEach { unsafe Self.setOpen($0) }
        unsafe [text, number].forEach {
          unsafe format_set_border($0, thin)
          unsafe format_set_border_color($0, 0xC8CCD0)
        }
        unsafe differs = workbook_add_format(workbook)
        unsafe format_set_bold(differs)
        unsafe format_set_bg_color(differs, 0xF8B878)
        unsafe lacking = workbook_add_format(workbook)
        unsafe format_set_bg_color(lacking, 0xF0A0A0)
        unsafe typewriter = workbook_add_format(workbook)
        unsafe format_set_font_name(typewriter, "Courier New")
        unsafe format_set_font_size(typewriter, 9)
        unsafe format_set_text_wrap(typewriter)
        unsafe format_set_align(typewriter, top)
        unsafe format_set_num_format(typewriter, "@")
      }

      private static func setHeader(_ format: UnsafeMutablePointer<lxw_format>?) {
        unsafe format_set_bold(format)
        unsafe format_set_text_wrap(format)
        unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        unsafe format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe format_set_border_color(format, 0x808080)
        unsafe format_set_bg_color(format, 0xE8ECF0)
      }

      /// The looks of a cell that is to be filled in.
      private static func setOpen(_ format: UnsafeMutablePointer<lxw_format>?) {
        unsafe format_set_unlocked(format)
        unsafe format_set_text_wrap(format)
        unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        unsafe format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe format_set_bg_color(format, 0xFFF8DC)
      }
    }
  }
#endif
