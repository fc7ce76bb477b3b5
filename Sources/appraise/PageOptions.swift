import ArgumentParser
import Batch
import Pages

/// The pages of a run for people.
struct PageOptions: ParsableArguments {
  enum Form: String, ExpressibleByArgument, CaseIterable { case none, html }

  @Option(
    name: .customLong("pages"),
    help: "Whether to write index.html and rosters/<prb>.html for people, or none (CSV always).")
  var form: Form = .html

  @Flag(help: "Write rosters/<prb>.xlsx too, where the program was built with TRAITS=Excel.")
  var workbooks = false

  @Flag(help: "End each roster page with the derivation of every rating.")
  var appendix = false

  @Option(
    help: ArgumentHelp(
      "A banner at the top and bottom of each page, on screen and in print, such as CUI//SP-PRVCY.",
      valueName: "text"))
  var marking: String?

  @Option(help: "What the pages are printed on, landscape (default: letter).")
  var paper: PageDesign.Paper?

  func validate() throws {
    if let marking, !PageDesign.isMarking(marking) {
      throw ValidationError("--marking is 1 to 120 bytes of text on one line.")
    }
    if form == .none, appendix || !workbooks && (marking != nil || paper != nil) {
      throw ValidationError(
        "--appendix, --marking and --paper are about pages; leave out --pages none.")
    }
    if workbooks, !Batch.hasWorkbooks {
      throw ValidationError(
        "This program was built without workbooks. Build it with: make build TRAITS=Excel")
    }
  }

  private var look: PageDesign {
    PageDesign(paper: paper ?? .letter, marking: marking, hasAppendix: appendix)
  }

  /// How the pages look; `nil` for none.
  var pageDesign: PageDesign? { form == .none ? nil : look }

  /// How the workbooks look; `nil` for none.
  var workbookDesign: PageDesign? { workbooks ? look : nil }
}

extension PageDesign.Paper: ExpressibleByArgument {}
