extension PlanText: Equatable {
  static let onRosters: [PlanText] = [.name, .organization, .positionTitle, .appointment]
  var header: String {
    switch self {
    case .name: "name"
    case .positionTitle: "position_title"
    case .organization: "organization"
    case .appointment: "appointment"
    case .board: "prb"
    case .ratingOfficial: "rating_official"
    }
  }
  var width: Int { self == .appointment ? 14 : self == .organization ? 24 : 28 }
}
