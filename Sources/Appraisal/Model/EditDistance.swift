/// How many letters have to be changed, added, left out or swapped with their neighbours to make one
/// text of another: 1 for `coalition` and `coalitions`, and for `buisness` and `business`.
///
/// - Complexity: O(product of the lengths); for names of a few dozen bytes.
package func editDistance(_ one: [UInt8], _ other: [UInt8]) -> Int {
  // Rows of the table of distances between the beginnings of both texts: two before, and this one.
  var before: [Int] = []
  var last = Array(0...other.count)
  for row in one.indices {
    var this = [row + 1]
    for column in other.indices {
      let isEqual = one[row] == other[column]
      var least = min(this[column] + 1, last[column + 1] + 1, last[column] + (isEqual ? 0 : 1))
      if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
        least = min(least, before[column - 1] + 1)
      }
      this.append(least)
    }
    (before, last) = (last, this)
  }
  return last[other.count]
}

/// The one of some names that a text was most likely meant to be; `nil` where none is near enough, or
/// two are equally near. What does not count in names does not count here (``folded(_:)``).
///
/// - Complexity: O(names), each with the product of the lengths; no text of over 100 bytes is near
///   to anything.
package func nearest(to text: String, among names: [String]) -> String? {
  let wanted = folded(text.utf8)
  guard 1...100 ~= wanted.count else { return nil }
  let near = names.map { (name: $0, distance: editDistance(wanted, folded($0.utf8))) }
  guard let best = near.min(by: { $0.distance < $1.distance }),
    best.distance <= max(1, wanted.count / 4),
    near.count(where: { $0.distance == best.distance }) == 1
  else { return nil }
  return best.name
}
