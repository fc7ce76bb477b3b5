/// The letters by which spreadsheets call a column.
///
///     columnLetters(1)    // "A"
///     columnLetters(28)   // "AB"
///
/// - Parameter number: The number of the column, from 1.
package func columnLetters(_ number: Int) -> String {
  precondition(number >= 1, "columns are counted from 1")
  var rest = number
  var letters: [UInt8] = []
  while rest > 0 {
    // There is no zero: after Z comes AA.
    letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
    rest = (rest - 1) / 26
  }
  return String(decoding: letters.reversed(), as: UTF8.self)
}
