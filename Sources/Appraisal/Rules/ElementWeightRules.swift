// The kinds of rules over the weight of one element, and all about each in one value: its key in the
// system file, how it is described, which weights it allows, its finding and the words of it. All
// else (decoder, description, judge, proof, made-up agencies, templates and pages) goes over the
// list. A new kind is a value and its name in the list.

extension ElementWeightRule {
  /// All kinds, in the order in which they are decoded, described and judged.
  package static let all = [minimum, maximum]

  /// An element weighs at least this.
  private static let minimum = ElementWeightRule(
    key: "minimum_weight", isRequired: true,
    heading: "minimum", noun: "minimum weight", words: "at least",
    weights: { $0...Weight.highest },
    code: FindingCode(
      "weight-below-minimum", .error, meaning: "The weight is below the minimum of its element.",
      remedy: "Raise it, and lower another."),
    message: { title, broken in
      "\(title) weighs \(broken.weight)%, below its minimum of \(broken.limit)%."
    },
    fix: { "Raise the weight to at least \($0.limit)%, and lower another." })

  /// An element weighs at most this.
  private static let maximum = ElementWeightRule(
    key: "maximum_weight", isListedWhereNoneStatesIt: true,
    heading: "maximum", noun: "maximum weight", words: "at most",
    weights: { Weight(hundredths: 0)...$0 },
    code: FindingCode(
      "weight-above-maximum", .error, meaning: "The weight is above the maximum of its element.",
      remedy: "Lower it, and raise another."),
    message: { title, broken in
      "\(title) weighs \(broken.weight)%, above its maximum of \(broken.limit)%."
    },
    fix: { "Lower the weight to at most \($0.limit)%, and raise another." })
}
