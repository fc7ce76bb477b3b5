import Glibc

/// The time now, UTC, in the basic form of ISO 8601: `20260131T235959Z`.
package func timestamp() -> String {
  var now = time(nil)
  var fields = unsafe tm()
  _ = unsafe gmtime_r(&now, &fields)
  func digits(_ number: Int32, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
  let date =
    unsafe digits(fields.tm_year + 1900, 4) + digits(fields.tm_mon + 1, 2)
    + digits(fields.tm_mday, 2)
  let time = unsafe digits(fields.tm_hour, 2) + digits(fields.tm_min, 2) + digits(fields.tm_sec, 2)
  return "\(date)T\(time)Z"
}
