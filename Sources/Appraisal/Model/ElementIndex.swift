/// The place of an element in the order of its system, 0–15.
public struct ElementIndex: Hashable, BitwiseCopyable, Sendable {
  private let number: UInt8

  /// The index in ``AppraisalSystem/elements``.
  public var index: Int { Int(number) }

  /// An element by its index in ``AppraisalSystem/elements``.
  ///
  /// - Precondition: a system has at most 16 elements.
  public init(_ index: Int) {
    precondition(0..<16 ~= index, "a system has at most 16 elements")
    number = UInt8(index)
  }
}

extension AppraisalSystem {
  /// The title of an element.
  func title(of element: ElementIndex) -> String { elements[element.index].title }

  /// The title of an element, or what stands for it where a record names none of the system.
  func title(ofAny element: ElementIndex?) -> String {
    element.map { elements[$0.index].title } ?? "the element"
  }
}
