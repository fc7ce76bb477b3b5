import Appraisal
import Testing

@Suite struct CalendarDateTests {
  @Test(arguments: [
    "", "2025", "2025-1-20", "25-01-20", "2025-01-20 ", " 2025-01-20", "2025/01/20", "20250120",
    "2025-01-2", "2025-01-200", "2025-00-10", "2025-13-10", "2025-01-00", "2025-01-32",
    "2025-04-31", "2025-06-31", "2025-09-31", "2025-11-31", "2025-02-29", "2100-02-29",
    "1900-02-29", "1899-12-31", "2200-01-01", "0000-01-01", "-025-01-20", "2025-+1-20",
    "2025-01-2O", "２025-01-20", "1/20/2025", "11/4/2026", "2025-01-20T00:00", "2025--1-20",
  ])
  func `a text that is no day is refused`(text: String) {
    #expect(CalendarDate(iso: text) == nil)
  }

  /// Every day of all the years, counted one by one.
  @Test func `days follow each other as in the calendar`() throws {
    var day = try #require(CalendarDate(iso: "1900-01-01"))
    let first = day
    var count = 0
    for year in 1900...2199 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year == 2000)
      for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        .enumerated()
      {
        for number in 1...length {
          let text =
            "\(year)-\(month < 9 ? "0" : "")\(month + 1)-\(number < 10 ? "0" : "")\(number)"
          #expect(day.description == text)
          #expect(CalendarDate(iso: text) == day)
          #expect(day.days(since: first) == count)
          let next = day.adding(days: 1)
          #expect(day < next)
          day = next
          count += 1
        }
      }
    }
    #expect(count == 109_573)
  }

  @Test(arguments: [
    ("2025-01-20", 120, "2025-05-20"), ("2025-01-20", 0, "2025-01-20"),
    ("2024-02-28", 1, "2024-02-29"), ("2025-02-28", 1, "2025-03-01"),
    ("2026-01-11", 364, "2027-01-10"), ("2025-10-15", -1, "2025-10-14"),
    ("2000-03-01", -1, "2000-02-29"), ("1900-03-01", -1, "1900-02-28"),
  ])
  func `days are added`(from: String, days: Int, to: String) throws {
    let (from, to) = (try #require(CalendarDate(iso: from)), try #require(CalendarDate(iso: to)))
    #expect(from.adding(days: days) == to)
    #expect(to.days(since: from) == days)
  }
}
