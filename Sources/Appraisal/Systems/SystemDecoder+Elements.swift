extension SystemDecoder {
  /// An element and where its names stand.
  struct ElementEntry {
    let element: AppraisalSystem.Element
    let idPlace: Statement.Place
    let titlePlace: Statement.Place
    let headingPlace: Statement.Place
  }

  /// The elements; `nil` when one of them could not be read.
  mutating func elements(
    _ nodes: [YAMLValue]?, total: Located<UInt32>?, step: Located<UInt32>?
  ) -> [ElementEntry]? {
    guard let nodes else { return nil }
    let entries = nodes.enumerated().map { index, node in
      element(node, number: index + 1, total: total?.value, step: step?.value)
    }
    let readable = entries.compactMap { $0 }
    refuseSharedNames(of: readable)
    refuseSharedHeadings(of: readable)
    return readable.count == entries.count ? readable : nil
  }

  private mutating func element(
    _ node: YAMLValue, number: Int, total: UInt32?, step: UInt32?
  ) -> ElementEntry? {
    let rules = ElementWeightRule.all
    let fields = fields(
      of: node, what: "Element \(number)",
      required: ["id", "title"] + rules.filter(\.isRequired).map(\.key) + ["citation"],
      optional: ["short_title"] + rules.filter { !$0.isRequired }.map(\.key) + ["unconfirmed"])
    guard let fields else { return nil }
    let id = identifier("id", in: fields, separator: "_")
    let title = text("title", in: fields)
    let shortTitle = fields["short_title"] == nil ? nil : shortTitle(in: fields)
    let limits = limits(in: fields, total: total, step: step)
    let source = source(in: fields)
    guard let id, let title, let limits, let source else { return nil }
    return ElementEntry(
      element: AppraisalSystem.Element(
        id: id.value, title: title.value, shortTitle: shortTitle?.value, limits: limits,
        source: source),
      idPlace: id.place, titlePlace: title.place, headingPlace: (shortTitle ?? title).place)
  }

  /// A text that fits above a narrow column.
  private mutating func shortTitle(in fields: Fields) -> Located<String>? {
    guard let title = text("short_title", in: fields) else { return nil }
    let most = AppraisalSystem.Element.shortTitleLength
    let length = title.value.unicodeScalars.count
    guard length <= most else {
      report(
        title.place, "`short_title` has \(length) characters.",
        "Write at most \(most): it stands above a narrow column.")
      return nil
    }
    return title
  }

  /// Refuses a short title that is the heading of another element too; two titles that are one are
  /// refused by ``refuseSharedNames(of:)``.
  private mutating func refuseSharedHeadings(of entries: [ElementEntry]) {
    var owners: [[UInt8]: (isShort: Bool, line: Int)] = [:]
    for entry in entries {
      let (element, place) = (entry.element, entry.headingPlace)
      let isShort = element.shortTitle != nil
      let owner = owners.updateValue((isShort, place.line), forKey: folded(element.heading.utf8))
      guard let owner, isShort || owner.isShort else { continue }
      report(
        place, "`\(element.heading)` is the heading of the element on line \(owner.line) too.",
        "Give each element a short title of its own.")
    }
  }

  /// Refuses ids and titles under which a column could be taken for another.
  ///
  /// A column of an input or output is found by the folded id or title of an element, with or
  /// without `weight`, `rating`, `level` or `score` after it: `x` and `x_weight` cannot both be ids.
  private mutating func refuseSharedNames(of entries: [ElementEntry]) {
    var owners: [[UInt8]: NameOwner] = [:]
    for (index, entry) in entries.enumerated() {
      // One mistake for an element is enough: its id and title are often alike.
      _ =
        refuse("id", entry.element.id, entry.idPlace, of: index, among: entries, &owners)
        || refuse(
          "title", entry.element.title, entry.titlePlace, of: index, among: entries, &owners)
    }
  }

  private typealias NameOwner = (index: Int, name: String, place: Statement.Place)

  /// Reports the first column that a name of an element shares; whether there is one.
  private mutating func refuse(
    _ kind: String, _ name: String, _ place: Statement.Place, of index: Int,
    among entries: [ElementEntry], _ owners: inout [[UInt8]: NameOwner]
  ) -> Bool {
    let base = folded(name.utf8)
    if base.isEmpty {
      report(place, "The title `\(name)` has neither letters nor digits.", "Write it in words.")
      return true
    }
    for suffix in ["", "weight", "rating", "level", "score"] {
      let column = base + suffix.utf8
      if Self.foldedFixedColumns.contains(column) {
        report(
          place,
          "With the \(kind) `\(name)` a column of the element would have the name of a fixed "
            + "column, `\(String(decoding: column, as: UTF8.self))`.", "Choose another \(kind).")
        return true
      }
      guard let owner = owners[column], owner.index != index else {
        owners[column] = owners[column] ?? (index, name, place)
        continue
      }
      if owner.name == name {
        report(
          place, "`\(name)` appears twice among the elements, first on line \(owner.place.line).",
          "Give each element an id and a title of its own.")
      } else {
        report(
          place,
          "`\(name)` reads as a column of the element `\(entries[owner.index].element.id)`, "
            + "whose `\(owner.name)` is on line \(owner.place.line).",
          "Choose another name for one of them.")
      }
      return true
    }
    return false
  }

  private static let foldedFixedColumns = Set(
    AppraisalSystem.fixedColumns.map { folded($0.utf8) })
}

extension AppraisalSystem {
  /// The columns of inputs and outputs that are not an element's, and that no element may take.
  ///
  /// A test of the batch holds that every fixed column of a table stands here.
  package static let fixedColumns =
    InputField.all.flatMap(\.names) + [
      InputField.formTotal, "summary_score", "initial_summary_rating", "label", "basis", "status",
      "remarks",
      "prb_recommended_rating", "prb_remarks",
    ]
}
