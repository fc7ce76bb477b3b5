import Appraisal
import Columns
import ReviewBoards

/// What is known of an executive besides texts, weights and levels: sixteen bytes, since most of it
/// is asked for together, and a look at somebody out of order costs one line of memory.
struct ExecutiveFacts: BitwiseCopyable, Sendable {
  var flags: ExecutiveFlags = []
  /// The initial summary rating; 0 if there is none.
  var initialRating: UInt8 = 0
  /// The elements that there is a rating record for, one bit each; all of them for one in the wide
  /// layout.
  var ratedElements: UInt16 = 0
  /// The summary score in hundredths, if there is one.
  var score: UInt32 = 0
  /// The first rating record, or none; on a row of further plan records the number of the first.
  private var link = RatingRecord.none
  /// The number of the text that names the board; on a row of further plan records the highest number.
  var boardText: UInt32 = 0

  /// Somebody of whom nothing is known yet: zero bytes alone.
  init() {}

  /// The row of further plan records of somebody.
  init(furtherOf executive: Executive) {
    link = RatingRecord(executive.firstRecord.index)
    boardText = .max
  }

  /// Scored, or why not.
  @inline(__always)
  var status: RosterStatus {
    if flags.isRejected { return .rejected }
    return flags.contains(.hasRatings) ? .rated : .notRated
  }

  /// The score and rating; `nil` unless the executive is rated.
  @inline(__always)
  var rating: (level: Level, score: SummaryScore)? {
    Level(rawValue: initialRating).map { ($0, SummaryScore(hundredths: score)) }
  }

  /// Whether the row says no more than whose further plan records it is about.
  @inline(__always)
  var areFurther: Bool { boardText == .max }

  /// On a row of further plan records, whose they are.
  @inline(__always)
  var executive: Executive { Executive(firstRecord: PlanRecord(link.index)) }

  /// The first rating record, or none.
  var ratingRecord: RatingRecord {
    @inline(__always) get { link }
    @inline(__always) set { link = newValue }
  }
}
