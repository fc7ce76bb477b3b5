import Appraisal
import Columns

/// The records of made-up executives.
///
/// Executives are numbered from 0; number 0 is `ES-0000001`.
struct ExecutiveDraw: Sendable {
  let executives: Int
  let seed: UInt64
  private let layout: Synthesis.Layout
  private let wrongPerThousand: Int
  private let elements: WordList
  let agency: MadeUpAgency
  private let weightDraw: WeightDraw
  private let ratingDraw: RatingDraw
  private let plansOrder: PlanOrder
  private let ratingsOrder: Permutation
  /// The digits of an executive id.
  private let digits: Int
  private let surnames = NamePool.surnames
  private let givenNames = NamePool.givenNames
  private let fields = NamePool.fields
  private let activities = NamePool.activities
  private let leadingTitles = NamePool.leadingTitles
  private let titles = NamePool.titles
  private let textSources = madeUpTexts.map(\.source)

  /// The executives of one agency; the arguments are those of ``Synthesis``.
  ///
  /// - Complexity: O(boards), and that of ``PlanOrder``.
  init(
    executives: Int, seed: UInt64, layout: Synthesis.Layout, order: Synthesis.Order,
    wrongPerThousand: Int, system: AppraisalSystem
  ) {
    self.executives = executives
    self.seed = seed
    self.layout = layout
    self.wrongPerThousand = wrongPerThousand
    elements = WordList(system.elements.map(\.id).joined(separator: " "))
    agency = MadeUpAgency(executives: executives, seed: seed)
    weightDraw = WeightDraw(system: system)
    ratingDraw = RatingDraw(system: system)
    plansOrder = PlanOrder(order, executives: executives, seed: seed) { executive in
      var generator = SeededGenerator(seed: seed, .texts, index: executive)
      return NameDraw(&generator)
    }
    var generator = SeededGenerator(seed: seed, .ratingsOrder)
    ratingsOrder = Permutation(
      count: layout == .wide ? executives : executives * system.elements.count,
      key: generator.next())
    digits = max(7, "\(executives)".utf8.count)
  }

  // MARK: - Plans

  /// Adds the plans of executives, counted in the order of the file, and before the first the header.
  func appendPlans(_ records: Range<Int>, to buffer: inout OutputBuffer) {
    if records.lowerBound == 0 { appendPlansHeader(to: &buffer) }
    guard !records.isEmpty else { return }
    var texts = OutputBuffer(capacity: 256)
    let first = plansOrder.executive(at: records.lowerBound)
    var place = Place(agency.board(of: first), in: agency)
    for record in records {
      let executive = plansOrder.executive(at: record)
      let id = plansOrder.id(at: record)
      place.move(to: executive, in: agency)
      texts.removeAll()
      appendTexts(of: executive, at: place, to: &texts)
      let weights = spoiledWeights(of: executive)
      switch layout {
      case .wide:
        appendID(id, to: &buffer)
        buffer.append(texts)
        for element in 0..<elements.count {
          buffer.append(UInt8(ascii: ","))
          buffer.append(hundredths: UInt32(weights[element]))
        }
        buffer.append(UInt8(ascii: "\n"))
      case .long:
        for element in 0..<elements.count {
          appendID(id, to: &buffer)
          buffer.append(UInt8(ascii: ","))
          elements.append(element, to: &buffer)
          buffer.append(UInt8(ascii: ","))
          buffer.append(hundredths: UInt32(weights[element]))
          buffer.append(texts)
          buffer.append(UInt8(ascii: "\n"))
        }
      }
    }
  }

  /// A board and a bureau or office in it.
  private struct Place {
    private(set) var board: Int
    private(set) var boardName: [UInt8]
    private(set) var unit = MadeUpAgency.Unit()
    private var unitNumber = -1
    private var end: Int

    init(_ board: Int, in agency: MadeUpAgency) {
      self.board = board
      boardName = Array(agency.name(ofBoard: board).utf8)
      end = Self.end(of: board, in: agency)
    }

    /// Goes on to the place of an executive, who is mostly the next one.
    mutating func move(to executive: Int, in agency: MadeUpAgency) {
      if executive == end {
        self = Place(board + 1, in: agency)
      } else if !(agency.boards[board].first..<end).contains(executive) {
        self = Place(agency.board(of: executive), in: agency)
      }
      let number = agency.unit(of: executive, board: board)
      guard number != unitNumber else { return }
      unitNumber = number
      unit = agency.unit(number, board: board)
    }

    private static func end(of board: Int, in agency: MadeUpAgency) -> Int {
      board + 1 < agency.boards.count ? agency.boards[board + 1].first : .max
    }
  }

  private func appendPlansHeader(to buffer: inout OutputBuffer) {
    let texts = Self.madeUpTexts.map(\.field.name).joined(separator: ",")
    switch layout {
    case .wide:
      buffer.append("executive_id,\(texts)")
      appendElements(to: &buffer)
    case .long: buffer.append("executive_id,element,weight,\(texts)")
    }
    buffer.append(UInt8(ascii: "\n"))
  }

  /// How a text is made up.
  private enum TextSource: BitwiseCopyable {
    case name, organization, positionTitle, appointment, board

    /// What makes up a text; `nil` where nothing does.
    init?(_ field: InputField) {
      switch field.name {
      case "name": self = .name
      case "organization": self = .organization
      case "position_title": self = .positionTitle
      case "appointment": self = .appointment
      case "prb": self = .board
      default: return nil
      }
    }
  }

  /// The texts of a made-up plan. Others are left out: the bytes of a seed are the same for ever.
  private static let madeUpTexts = InputField.texts(of: .plans).compactMap { field in
    TextSource(field).map { (field: field, source: $0) }
  }

  /// Adds the made-up texts of a plan, each after a comma.
  private func appendTexts(
    of executive: Int, at place: borrowing Place, to buffer: inout OutputBuffer
  ) {
    var generator = SeededGenerator(seed: seed, .texts, index: executive)
    let sources = textSources.span
    for index in sources.indices {
      buffer.append(UInt8(ascii: ","))
      append(sources[index], at: place, &generator, to: &buffer)
    }
  }

  /// Adds one of the texts, which have to be drawn in their order.
  private func append(
    _ source: TextSource, at place: borrowing Place, _ generator: inout SeededGenerator,
    to buffer: inout OutputBuffer
  ) {
    switch source {
    case .name: appendName(&generator, to: &buffer)
    case .organization: appendName(of: place.unit, to: &buffer)
    case .positionTitle: appendTitle(in: place.unit, &generator, to: &buffer)
    case .appointment: appendAppointment(&generator, to: &buffer)
    case .board: buffer.append(field: place.boardName.span)
    }
  }

  /// The made-up texts of an executive by the names of their fields, without quotes.
  func texts(of executive: Int) -> [String: [UInt8]] {
    var place = Place(agency.board(of: executive), in: agency)
    place.move(to: executive, in: agency)
    var generator = SeededGenerator(seed: seed, .texts, index: executive)
    var texts: [String: [UInt8]] = [:]
    for (field, source) in Self.madeUpTexts {
      var buffer = OutputBuffer()
      append(source, at: place, &generator, to: &buffer)
      let text = buffer.array
      // Quotes stand around a whole text, and never in one.
      texts[field.name] =
        text.first == UInt8(ascii: "\"") ? Array(text.dropFirst().dropLast()) : text
    }
    return texts
  }

  /// Adds a name, in quotes.
  func appendName(_ generator: inout SeededGenerator, to buffer: inout OutputBuffer) {
    let name = NameDraw(&generator)
    buffer.append(UInt8(ascii: "\""))
    surnames.append(name.surname, to: &buffer)
    buffer.append(", ")
    givenNames.append(name.givenName, to: &buffer)
    if let initial = name.initial {
      buffer.append(UInt8(ascii: " "))
      buffer.append(UInt8(ascii: "A") + initial)
      buffer.append(UInt8(ascii: "."))
    }
    buffer.append(UInt8(ascii: "\""))
  }

  private func appendTitle(
    in unit: MadeUpAgency.Unit, _ generator: inout SeededGenerator, to buffer: inout OutputBuffer
  ) {
    switch generator.next(below: 100) {
    case ..<10:
      buffer.append("\"Director, ")
      appendName(of: unit, to: &buffer)
      buffer.append(UInt8(ascii: "\""))
    case ..<60:
      buffer.append(UInt8(ascii: "\""))
      leadingTitles.append(generator.next(below: leadingTitles.count), to: &buffer)
      buffer.append(", ")
      activities.append(generator.next(below: activities.count), to: &buffer)
      buffer.append(UInt8(ascii: "\""))
    default: titles.append(generator.next(below: titles.count), to: &buffer)
    }
  }

  private func appendAppointment(
    _ generator: inout SeededGenerator, to buffer: inout OutputBuffer
  ) {
    switch generator.next(below: 100) {
    case ..<88: buffer.append("Career")
    case ..<97: buffer.append("Noncareer")
    case ..<99: buffer.append("Limited Term")
    default: buffer.append("Limited Emergency")
    }
  }

  private func appendName(of unit: MadeUpAgency.Unit, to buffer: inout OutputBuffer) {
    buffer.append(unit.isBureau ? "Bureau of " : "Office of ")
    fields.append(unit.field, to: &buffer)
    guard unit.isBureau else { return }
    buffer.append(UInt8(ascii: " "))
    activities.append(unit.activity, to: &buffer)
  }

  /// The valid weights of an executive.
  func weights(of executive: Int) -> InlineArray<16, UInt16> {
    var generator = SeededGenerator(seed: seed, .weights, index: executive)
    return weightDraw.weights(&generator)
  }

  /// The weights as the plan flags them, wrong where the executive is among those chosen.
  func spoiledWeights(of executive: Int) -> InlineArray<16, UInt16> {
    var weights = weights(of: executive)
    guard wrongPerThousand > 0 else { return weights }
    let (thousand, place) = executive.quotientAndRemainder(dividingBy: 1000)
    var generator = SeededGenerator(seed: seed, .wrongPlans, index: thousand)
    guard Permutation(count: 1000, key: generator.next())[place] < wrongPerThousand else {
      return weights
    }
    generator = SeededGenerator(seed: generator.next(), .wrongPlans, index: place)
    weightDraw.spoil(&weights, &generator)
    return weights
  }

  // MARK: - Ratings

  /// Adds some records of the ratings, counted in the order of the file, and before the first the
  /// header.
  func appendRatings(_ records: Range<Int>, to buffer: inout OutputBuffer) {
    if records.lowerBound == 0 { appendRatingsHeader(to: &buffer) }
    for record in records {
      switch layout {
      case .wide:
        let place = ratingsOrder[record]
        let levels = levels(of: plansOrder.executive(at: place))
        appendID(plansOrder.id(at: place), to: &buffer)
        for element in 0..<elements.count {
          buffer.append(UInt8(ascii: ","))
          buffer.append(0x30 + levels[element])
        }
      case .long:
        let (place, element) = ratingsOrder[record]
          .quotientAndRemainder(dividingBy: elements.count)
        appendID(plansOrder.id(at: place), to: &buffer)
        buffer.append(UInt8(ascii: ","))
        elements.append(element, to: &buffer)
        buffer.append(UInt8(ascii: ","))
        buffer.append(0x30 + levels(of: plansOrder.executive(at: place))[element])
      }
      buffer.append(UInt8(ascii: "\n"))
    }
  }

  private func appendRatingsHeader(to buffer: inout OutputBuffer) {
    switch layout {
    case .wide:
      buffer.append("executive_id")
      appendElements(to: &buffer)
    case .long: buffer.append("executive_id,element,level")
    }
    buffer.append(UInt8(ascii: "\n"))
  }

  /// The levels of an executive, who is rated on the valid weights even where the plan was spoiled.
  func levels(of executive: Int) -> InlineArray<16, UInt8> {
    let weights = weights(of: executive)
    var generator = SeededGenerator(seed: seed, .ratings, index: executive)
    return ratingDraw.levels(weights: weights.span.extracting(first: elements.count), &generator)
  }

  // MARK: - Both

  /// For each executive the number that the id is made of; `nil` where that is the executive's own.
  ///
  /// - Complexity: O(executives) where they differ.
  var idNumbers: [UInt32]? { plansOrder.idNumbers(executives) }

  /// Adds the executive id of a number.
  func appendID(_ executive: Int, to buffer: inout OutputBuffer) {
    buffer.append("ES-")
    var bound = 10
    for _ in 1..<digits {
      if executive + 1 < bound { buffer.append(UInt8(ascii: "0")) }
      bound *= 10
    }
    buffer.append(decimal: executive + 1)
  }

  private func appendElements(to buffer: inout OutputBuffer) {
    for element in 0..<elements.count {
      buffer.append(UInt8(ascii: ","))
      elements.append(element, to: &buffer)
    }
  }
}
