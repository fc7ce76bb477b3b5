import Columns
import Pages
import Runs
import Workbooks

extension PublishedRun {
  /// The marking of a run, which its review has as well unless it is given another one.
  ///
  /// - Throws: ``RunError/Kind/usage`` where workbooks would cut it, and ``RunError/Kind/untrustworthyInput`` where
  ///   it is none.
  func marking(for workbooks: PageDesign?) throws(RunError) -> String? {
    guard let marking = manifest.marking else { return nil }
    guard PageDesign.isMarking(marking) else {
      throw RunError(
        .untrustworthyInput, "\(RunFile.manifest.path): the marking of the run cannot be one.")
    }
    if let workbooks, workbooks.marking == nil, !Marking.fits(marking) {
      throw RunError(
        .usage,
        "The marking of the run is too long for a line of a workbook's page. Give a shorter one with --marking, or "
          + "leave out --workbooks.")
    }
    return marking
  }
}
