/// The number of a row in one table, from 0. Numbers of different tables do not mix: a plan record
/// is no rating record, and neither is a row of the executives' columns.
///
/// It takes four bytes, and one value means no row, so that a column of them costs what a column of
/// plain numbers does; code that may meet that value asks for ``ifAny``.
struct RowID<Table>: BitwiseCopyable, Hashable, Sendable {
  private let number: UInt32

  /// The row of a number.
  ///
  /// - Precondition: the number is 0 ..< 2³² - 1.
  @inline(__always)
  init(_ index: Int) { number = UInt32(index) }

  private init(unchecked number: UInt32) { self.number = number }

  /// No row.
  static var none: Self { Self(unchecked: .max) }

  /// The row, or `nil` for ``none``.
  @inline(__always)
  var ifAny: Self? { number == .max ? nil : self }

  /// The number.
  @inline(__always)
  var index: Int { Int(number) }
}

extension RowID: Strideable {
  @inline(__always)
  func distance(to other: Self) -> Int { other.index - index }

  @inline(__always)
  func advanced(by distance: Int) -> Self { Self(index + distance) }

  @inline(__always)
  static func < (one: Self, other: Self) -> Bool { one.number < other.number }

  @inline(__always)
  static func == (one: Self, other: Self) -> Bool { one.number == other.number }
}

/// The table of all plan records.
enum Plans {}
/// The table of all rating records.
enum Ratings {}
/// The columns of the executives.
enum ExecutiveTable {}
/// The records of either kind; the kind stands next to the number.
enum AnyRecords {}

typealias PlanRecord = RowID<Plans>
typealias RatingRecord = RowID<Ratings>
typealias AnyRecord = RowID<AnyRecords>
/// A row of the columns of the executives: the number of an executive's first record, or where
/// plans come in the long layout a smaller one; see ``ExecutiveRows``.
typealias ExecutiveRow = RowID<ExecutiveTable>

/// An executive with a plan, known by the first plan record that names him or her.
struct Executive: BitwiseCopyable, Hashable, Sendable {
  /// The first plan record.
  let firstRecord: PlanRecord

  /// Nobody.
  static var none: Executive { Executive(firstRecord: .none) }

  /// The executive, or `nil` for ``none``.
  @inline(__always)
  var ifAny: Executive? { firstRecord.ifAny == nil ? nil : self }
}
