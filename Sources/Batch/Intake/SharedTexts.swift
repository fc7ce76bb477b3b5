import Columns

/// The texts that many executives share, such as their boards: each spelling once, under a number that
/// plan records have in place of it.
///
/// A task that reads records numbers the texts that it meets in a ``Lexicon`` of its own. Of two
/// tasks that met the boards
///
///     lexicon 0    0: North    1: South
///     lexicon 1    0: south    1: North
///
/// the texts get the numbers 0: North, 1: South, 2: south, and the records that the second task has read
/// get them in place of 0 and 1. Which number a text has depends on who read what; no output does.
final class SharedTexts: Sendable {
  /// The texts without their owner, by the place of the field among the shared ones; see
  /// ``Column/View``.
  typealias View = Column<TextColumn.View>.View

  private let columns: [TextColumn]
  private let views: Column<TextColumn.View>
  /// By field and number: how many records have the text.
  let uses: [[UInt32]]

  /// The texts; valid as long as this.
  var view: View { views.view }

  private init(_ fields: [Lexicon.Field]) {
    columns = fields.map(\.texts)
    uses = fields.map(\.uses)
    views = Column(columns.map(\.view))
  }

  /// Brings together the texts of all tasks.
  ///
  /// - Parameters:
  ///   - lexicons: What each task has met, at least one.
  ///   - segments: The records, each segment with the number of the lexicon that its texts are in.
  /// - Returns: The texts, and the segments with their numbers.
  /// - Complexity: O(bytes of the texts of each task + records).
  static func merged(
    _ lexicons: [Lexicon.Texts], renumbering segments: [(segment: RecordSegment, lexicon: Int)],
    hash: CaseBlindHash, workers: Workers
  ) async throws(RunError) -> (SharedTexts, [RecordSegment]) {
    let filled = lexicons.indices.filter { !lexicons[$0].isEmpty }
    guard filled.count > 1, let first = filled.first else {
      return (SharedTexts(lexicons[filled.first ?? 0].fields), segments.map(\.segment))
    }
    let merged = try await workers.map(PlanText.countOfShared) { slot in
      var texts = DistinctTexts(hash: hash)
      let numbers = lexicons.map { lexicon in
        let field = lexicon.fields[slot]
        return (0..<field.texts.count).map { number in
          WorkMeter.step()
          return field.texts.with(number) { text in
            UInt32(texts.number(of: text, uses: field.uses[number]).number)
          }
        }
      }
      return (field: Lexicon.Field(texts), numbers: numbers)
    }
    let renumbered = try await workers.map(segments.count) { index in
      var (segment, lexicon) = segments[index]
      // The texts of the first lexicon keep their numbers.
      if lexicon != first, segment.hasSharedTexts {
        segment.renumber(merged.map { $0.numbers[lexicon] })
      }
      return segment
    }
    return (SharedTexts(merged.map(\.field)), renumbered)
  }
}

/// The shared texts that one task has met, each under a number of its own.
struct Lexicon: ~Copyable {
  /// Room for more than the list of fields has; those from 0 ..< ``PlanText/countOfShared`` are in use.
  private var fields: [8 of DistinctTexts]

  /// The texts of one field, and how many records have each, by number.
  struct Field: Sendable {
    fileprivate let texts: TextColumn
    fileprivate let uses: [UInt32]

    fileprivate init(_ distinct: borrowing DistinctTexts) {
      texts = TextColumn(distinct)
      uses = distinct.useCounts
    }
  }

  /// The texts of a lexicon, by field.
  struct Texts: Sendable {
    fileprivate let fields: [Field]

    fileprivate var isEmpty: Bool { fields.allSatisfy(\.uses.isEmpty) }
  }

  /// A lexicon without texts.
  init(hash: CaseBlindHash) {
    precondition(PlanText.countOfShared <= 8, "make room for more shared texts")
    fields = InlineArray { _ in DistinctTexts(hash: hash) }
  }

  /// The number of a text; see ``DistinctTexts/number(of:uses:_:)``.
  ///
  /// - Parameter slot: The place of its field among the shared ones.
  @inline(__always)
  mutating func number(
    of text: Span<UInt8>, inField slot: Int, _ examine: (Span<UInt8>) -> Bool
  ) -> (number: Int, isFit: Bool) {
    fields[slot].number(of: text, examine)
  }

  /// The number of a short text, in the same way.
  @inline(__always)
  mutating func number(
    of text: ShortText, inField slot: Int, _ examine: (Span<UInt8>) -> Bool
  ) -> (number: Int, isFit: Bool) {
    fields[slot].number(of: text, examine)
  }

  /// Looks ahead; see ``DistinctTexts/expect(_:)``.
  @inline(__always)
  mutating func expect(inField slot: Int, _ text: () -> ShortText?) { fields[slot].expect(text) }

  /// Counts one more record with the texts of the one that was read last.
  @inline(__always)
  mutating func repeatLast() {
    for slot in 0..<PlanText.countOfShared { fields[slot].repeatLast() }
  }

  /// Hands over what was met, and forgets it.
  mutating func take() -> Texts {
    let texts = Texts(fields: (0..<PlanText.countOfShared).map { Field(fields[$0]) })
    for slot in 0..<PlanText.countOfShared { fields[slot].removeAll() }
    return texts
  }
}
