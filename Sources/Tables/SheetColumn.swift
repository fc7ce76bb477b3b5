/// How a column of a table stands in a workbook: what it is called, where, and what is to be written into
/// it.
package struct SheetColumn: Sendable {
  /// The heading where it is not the name in words.
  let heading: String?
  /// How wide it is, in characters; of a narrow column whose heading has a longer word as wide as that.
  package let width: Int
  /// Where it stands among the others.
  package let place: Place
  /// What is to be filled in; `nil` where the cells are locked.
  package let entry: Entry?

  /// A column of a sheet, by default a locked one among the details.
  ///
  /// - Parameter width: In characters, from 1.
  package init(
    _ heading: String? = nil, width: Int = 14, at place: Place = .details, entry: Entry? = nil
  ) {
    self.heading = heading
    self.width = width
    self.place = place
    self.entry = entry
  }

  /// The same without a heading of its own.
  var withoutHeading: Self { Self(width: width, at: place, entry: entry) }

  /// Where a column stands, from left to right; those of one place stand in the order of the table.
  package enum Place: Comparable, Sendable {
    /// What somebody who fills the sheet in reads and writes, by its turn from 0. What is called `front(0)`
    /// stays in sight when the others are scrolled.
    case front(Int)
    case finals
    /// What else has to be known of the executive before anything is filled in.
    case circumstances
    case status
    case ratings
    case explanation
    case details
    /// Never on paper.
    case weights
    /// Hidden: the same in each row.
    case hidden
  }

  /// What may be written into the cells of a column that is to be filled in.
  package enum Entry: Sendable, Equatable {
    /// What is asked: a level or the word `concur`, from a list. To concur is to agree with the level of
    /// the column of this name.
    case answer(toColumn: String)
    /// Why; needed where the answer is another level.
    case reasons
    /// A level, from a list.
    case level
    case day
  }
}
