import Appraisal
import Columns
import Pages

/// Says of an element of an executive at which level it is, with which weight, and what that comes to.
///
/// It is a class, so that it is not copied for each executive whose pages ask for its texts.
final class ElementTexts: Sendable {
  private let skeletons: RosterSkeletons
  private let rules: Rules
  /// By level from 1: the label, as HTML.
  private let labels: TextColumn

  /// The texts of the pages of a system.
  init(of system: AppraisalSystem, by skeletons: RosterSkeletons) {
    self.skeletons = skeletons
    rules = Rules(of: system)
    var labels = TextColumnBuilder()
    for definition in system.levels {
      var label = OutputBuffer()
      label.append(html: definition.label)
      label.withBytes { labels.append($0) }
    }
    self.labels = TextColumn(labels)
  }

  /// Texts that a task has made. For a level and a weight of whole percents a text is always the same, and
  /// thousands of executives have both: it is made for the first and copied for the others.
  struct Made: ~Copyable {
    fileprivate var bytes = OutputBuffer()
    /// By text, element, level and percent where the text stands; empty where it was not made yet.
    fileprivate var places: [Range<UInt32>] = []
  }

  /// Adds a text.
  ///
  /// - Parameters:
  ///   - element: The index of the element.
  ///   - level: A level or ``Sentinel`` value.
  ///   - weight: Hundredths of a percent or a ``Sentinel`` value.
  ///   - shown: Whether they are shown of this executive.
  func append(
    _ text: ElementText, of element: Int, level: UInt8, weight: UInt16, shown: ShownValues,
    to buffer: inout OutputBuffer, by made: inout Made
  ) {
    let percents = 101
    let (percent, rest) = Int(weight).quotientAndRemainder(dividingBy: 100)
    guard rest == 0, percent < percents, shown.shows(level: level), shown.shows(weight: weight)
    else {
      return make(text, of: element, level, weight, shown, to: &buffer)
    }
    if made.places.isEmpty {
      made.places = [Range](
        repeating: 0..<0,
        count: ElementText.allCases.count * rules.elements * Level.allCases.count * percents)
    }
    let kind = text.number * rules.elements + element
    let place = (kind * Level.allCases.count + Int(level) - 1) * percents + percent
    if made.places[place].isEmpty {
      let start = UInt32(made.bytes.count)
      make(text, of: element, level, weight, shown, to: &made.bytes)
      made.places[place] = start..<UInt32(made.bytes.count)
    }
    let range = made.places[place]
    buffer.append(bytes: Int(range.lowerBound)..<Int(range.upperBound), of: made.bytes)
  }

  private func make(
    _ text: ElementText, of element: Int, _ level: UInt8, _ weight: UInt16, _ shown: ShownValues,
    to buffer: inout OutputBuffer
  ) {
    buffer.append(skeletons.element(text, element)) { slot, _, buffer in
      switch slot {
      case .rating: if shown.shows(level: level) { buffer.append(level + 0x30) }
      case .ratingLabel: labels.with(Int(level) - 1) { buffer.append($0) }
      case .points: buffer.append(decimal: Int(rules.points(of: level)))
      case .weight:
        guard shown.shows(weight: weight) else { return }
        buffer.append(hundredths: UInt32(weight))
        buffer.append(UInt8(ascii: "%"))
      case .product: buffer.append(hundredths: rules.product(level: level, weight: weight))
      }
    }
  }
}
