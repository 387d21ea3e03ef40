import Foundation
import Papers
import Testing

@Suite struct `A day` {
  @Test(arguments: [
    ("1970-01-01", 0, 4), ("2000-02-29", 11_016, 2), ("2025-05-30", 20_238, 5), ("1969-12-31", -1, 3),
    ("2026-11-01", 20_758, 0),
  ])
  func `knows its number and weekday`(text: String, number: Int, weekday: Int) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect(day.weekday == weekday)
    #expect(day.description == text)
  }

  @Test(arguments: [
    "2025-02-29", "2025-13-01", "2025-00-10", "2025-1-01", "2025-05-30T", "", "2025-05", "20250530",
  ])
  func `is not read from anything else`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `round-trips through every day of four centuries`() throws {
    let first = try #require(Day("1800-01-01"))
    for number in first.number..<(first.number + 146_097) {
      let day = Day(number: number)
      #expect(Day(year: day.year, month: day.month, day: day.day)?.number == number)
    }
  }
}

@Suite struct `An instant` {
  @Test(arguments: [
    ("2025-05-30T06:00:00Z", "2025-05-30T06:00:00Z"), ("2018-02-05T00:00:00-05:00", "2018-02-05T05:00:00Z"),
    ("2025-08-20T04:00:19.899254+00:00", "2025-08-20T04:00:19Z"),
    ("2025-01-01T01:30:00+05:30", "2024-12-31T20:00:00Z"),
  ])
  func `is read with any offset and written in UTC`(text: String, utc: String) throws {
    #expect(try #require(Date(rfc3339: text)).rfc3339 == utc)
  }

  @Test(arguments: [
    "2025-05-30", "2025-05-30T06:00Z", "2025-05-30T25:00:00Z", "2025-05-30T06:00:00", "yesterday",
  ])
  func `is not read from anything else`(text: String) {
    #expect(Date(rfc3339: text) == nil)
  }
}
