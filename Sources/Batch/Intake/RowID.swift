/// The number of a row in one table, from 0. Numbers of different tables do not mix: a plan record
/// is no rating record, and neither is a row of the executives' columns.
///
/// It takes four bytes, and one value means no row, so that a column of them costs what a column of
/// plain numbers does; code that may meet that value asks for ``ifAny``. That value is of zero bytes alone:
/// the memory of a column without rows need not be filled.
struct RowID<Table>: BitwiseCopyable, Hashable, Sendable {
  /// The number with all bits turned over.
  private let complement: UInt32

  /// The row of a number.
  ///
  /// - Precondition: the number is 0 ..< 2³² - 1.
  @inline(__always)
  init(_ index: Int) { complement = ~UInt32(index) }

  private init(complement: UInt32) { self.complement = complement }

  /// No row.
  static var none: Self { Self(complement: 0) }

  /// The row, or `nil` for ``none``.
  @inline(__always)
  var ifAny: Self? { complement == 0 ? nil : self }

  /// The number.
  @inline(__always)
  var index: Int { Int(~complement) }
}

extension RowID: Strideable {
  @inline(__always)
  func distance(to other: Self) -> Int { other.index - index }

  @inline(__always)
  func advanced(by distance: Int) -> Self { Self(index + distance) }

  @inline(__always)
  static func < (one: Self, other: Self) -> Bool { one.complement > other.complement }

  @inline(__always)
  static func == (one: Self, other: Self) -> Bool { one.complement == other.complement }
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
