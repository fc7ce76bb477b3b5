extension OutputBuffer {
  /// Adds a count or a number in decimal digits.
  ///
  /// - Precondition: it is not negative.
  @inline(__always)
  @inlinable package mutating func append(decimal number: Int) {
    if number >= 0 && number < 1000 {
      append(upToThreeDigits: UInt32(truncatingIfNeeded: number))
    } else {
      append(long: number)
    }
  }

  /// Adds hundredths as a decimal without trailing zeros: 40000 is `400`, 47450 is `474.5`.
  @inline(__always)
  @inlinable package mutating func append(hundredths: UInt32) {
    let (whole, fraction) = hundredths.quotientAndRemainder(dividingBy: 100)
    append(decimal: Int(whole))
    if fraction > 0 { append(fraction: UInt8(fraction)) }
  }

  /// Adds a count or a number and the byte that ends its cell, mostly at once.
  ///
  /// - Precondition: the number is not negative.
  @inline(__always)
  @inlinable package mutating func append(decimal number: Int, endingWith end: UInt8) {
    if number >= 0 && number < 10 {
      append(half: UInt16(0x30 + number) | UInt16(end) << 8)
    } else if number >= 0 && number < 1000 {
      append(upToThreeDigits: UInt32(truncatingIfNeeded: number), endingWith: end)
      count += 1
    } else {
      append(long: number)
      append(end)
    }
  }

  /// Writes `end` after the digits, and does not count it.
  ///
  /// - Precondition: the number is below 1000.
  @inline(__always)
  @inlinable mutating func append(upToThreeDigits number: UInt32, endingWith end: UInt8 = 0) {
    reserve(4)
    let (tens, last) = number.quotientAndRemainder(dividingBy: 10)
    let (first, middle) = tens.quotientAndRemainder(dividingBy: 10)
    let missing: UInt32 = (number < 100 ? 1 : 0) + (number < 10 ? 1 : 0)
    let digits =
      (0x30_3030 | first | middle << 8 | last << 16 | UInt32(end) << 24) >> (8 * missing)
    unsafe UnsafeMutableRawPointer(start + count).storeBytes(
      of: digits.littleEndian, as: UInt32.self)
    count += 3 - Int(missing)
  }

  @inline(never)
  @usableFromInline mutating func append(long number: Int) {
    precondition(number >= 0, "counts and numbers are not negative")
    let (thousands, rest) = number.quotientAndRemainder(dividingBy: 1000)
    append(decimal: thousands)
    append(0x30 + UInt8(rest / 100))
    append(0x30 + UInt8(rest / 10 % 10))
    append(0x30 + UInt8(rest % 10))
  }

  @inline(never)
  @usableFromInline mutating func append(fraction: UInt8) {
    append(UInt8(ascii: "."))
    append(0x30 + fraction / 10)
    if fraction % 10 > 0 { append(0x30 + fraction % 10) }
  }
}
