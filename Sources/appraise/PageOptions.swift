import Appraisal
import ArgumentParser
import Batch
import Pages
import Workbooks

/// Whether there are pages for people, and how they look.
struct PageLookOptions: ParsableArguments {
  enum Form: String, ExpressibleByArgument, CaseIterable { case none, html }

  @Option(
    name: .customLong("pages"),
    help: "Pages for people: html or none. CSV is always written.")
  var form: Form = .html

  @Option(
    help: ArgumentHelp(
      "A banner at the top and bottom of each page, on screen and in print, such as CUI//SP-PRVCY; with "
        + "--workbooks at most \(Marking.mostColumns) letters. A review has that of its run, if no other is given.",
      valueName: "text"))
  var marking: String?

  @Option(help: "The size of the paper (default: letter).")
  var paper: PageDesign.Paper?

  func validate() throws {
    if let marking, !PageDesign.isMarking(marking) {
      throw ValidationError("--marking is 1 to 120 bytes of text on one line.")
    }
  }

  /// Whether anything was said of how pages look.
  var saysHow: Bool { marking != nil || paper != nil }

  /// How pages look where there are any.
  func design(hasAppendix: Bool = false) -> PageDesign {
    PageDesign(paper: paper ?? .letter, marking: marking, hasAppendix: hasAppendix)
  }
}

/// Refuses to make workbooks in a program that cannot, or with a marking that they would cut.
private func validateWorkbooks(_ look: PageLookOptions) throws {
  guard Batch.hasWorkbooks else {
    throw ValidationError(
      "This program was built without workbooks. Build it with: make build TRAITS=Excel")
  }
  if let marking = look.marking, !Marking.fits(marking) {
    throw ValidationError(
      "--marking: \(marking.displayWidth) letters do not fit on a line of a workbook's page, where "
        + "\(Marking.mostColumns) do. Shorten it, or leave out --workbooks.")
  }
}

/// The pages and the workbooks of a run for people.
struct PageOptions: ParsableArguments {
  @OptionGroup var look: PageLookOptions

  @Flag(
    help: """
      Write rosters/<prb>.xlsx too, to fill in and hand back, if the program was built with TRAITS=Excel.
      """)
  var workbooks = false

  @Flag(help: "End each roster page with the derivation of every rating.")
  var appendix = false

  func validate() throws {
    if look.form == .none, appendix || !workbooks && look.saysHow {
      throw ValidationError(
        "--appendix, --marking and --paper are about pages; leave out --pages none.")
    }
    if workbooks { try validateWorkbooks(look) }
  }

  /// How the pages look; `nil` for none.
  var pageDesign: PageDesign? {
    look.form == .none ? nil : look.design(hasAppendix: appendix)
  }

  /// How the workbooks look; `nil` for none.
  var workbookDesign: PageDesign? { workbooks ? look.design(hasAppendix: appendix) : nil }
}

/// The pages of a review for people.
struct ReviewPageOptions: ParsableArguments {
  @OptionGroup var look: PageLookOptions

  @Flag(
    help: """
      Write the sheets to fill in, which a closed review does not have, as workbooks too, \
      sheets/…/<prb>.xlsx, if the program was built with TRAITS=Excel.
      """)
  var workbooks = false

  func validate() throws {
    if look.form == .none, !workbooks, look.saysHow {
      throw ValidationError("--marking and --paper are about pages; leave out --pages none.")
    }
    if workbooks { try validateWorkbooks(look) }
  }

  /// How the pages look; `nil` for none.
  var design: PageDesign? { look.form == .none ? nil : look.design() }

  /// How the workbooks look; `nil` for none.
  var workbookDesign: PageDesign? { workbooks ? look.design() : nil }
}

extension PageDesign.Paper: ExpressibleByArgument {}
