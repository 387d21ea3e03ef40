import Foundation
import Papers
import TestKit
import Testing

@testable import Notifying

struct ScheduleTests {
  static let zones = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
    "Pacific/Kiritimati", "America/St_Johns", "UTC",
  ]

  @Test(arguments: [
    // Clocks go from 02:00 to 03:00 at 01:00 UTC.
    ("02:30", "Europe/Berlin", "2026-03-29", "2026-03-29T01:00:00Z"),
    ("03:00", "Europe/Berlin", "2026-03-29", "2026-03-29T01:00:00Z"),
    // Clocks go from 03:00 back to 02:00.
    ("02:30", "Europe/Berlin", "2026-10-25", "2026-10-25T00:30:00Z"),
    ("18:30", "Europe/Berlin", "2026-11-25", "2026-11-25T17:30:00Z"),
    ("02:15", "America/New_York", "2026-03-08", "2026-03-08T07:00:00Z"),
    ("01:30", "America/New_York", "2026-11-01", "2026-11-01T05:30:00Z"),
    // Half an hour: 02:00 to 02:30, and 02:00 back to 01:30.
    ("02:10", "Australia/Lord_Howe", "2026-10-04", "2026-10-03T15:30:00Z"),
    ("01:45", "Australia/Lord_Howe", "2026-04-05", "2026-04-04T14:45:00Z"),
    ("18:30", "Asia/Kathmandu", "2026-11-25", "2026-11-25T12:45:00Z"),
    // There was no such day.
    ("12:00", "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
  ])
  func `a time of day is one instant, also when clocks change`(
    time: String,
    zone: String,
    day: String,
    expected: String
  ) throws {
    let local = try #require(LocalTime(time, zone: zone))
    let day = try #require(Day(day))
    #expect(local.instant(on: day).rfc3339 == expected)
  }

  @Test(arguments: ["24:00", "18:60", "8:30", "+8:30", "08:+3", "-0:30", "18:30 ", "1830", "١٨:٣٠", ""])
  func `what is no time of day is none`(text: String) {
    #expect(LocalTime.second(of: text) == nil)
    #expect(LocalTime(text, zone: "UTC") == nil)
  }

  @Test(arguments: zones)
  func `steps of any size find each due time once`(zone: String) throws {
    var random = Seeded(UInt64(zone.utf8.count))
    for _ in 0..<20 {
      let hour = Int.random(in: 0...23, using: &random)
      let minute = Int.random(in: 0...59, using: &random)
      let text = String(format: "%02d:%02d", hour, minute)
      let schedule = DigestSchedule.clock(try #require(LocalTime(text, zone: zone)), .daily)
      let start = try #require(Date(rfc3339: "2011-09-01T00:00:00Z"))
      let end = start + 400 * 86_400
      let whole = schedule.dueTimes(after: start, through: end)
      var stepped: [DigestDue] = []
      var moment = start
      while moment < end {
        let next = min(end, moment + Double(Int.random(in: 1...200_000, using: &random)))
        stepped += schedule.dueTimes(after: moment, through: next)
        moment = next
      }
      #expect(stepped == whole)
      // Samoa has skipped a day.
      #expect((399...402).contains(whole.count))
      #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.at < $1.at && $0.day < $1.day })
    }
  }

  @Test(arguments: zones)
  func `a program that looks now and then deals with a day once, whatever its clock does`(zone: String) throws
  {
    var random = Seeded(7)
    let schedule = DigestSchedule.clock(try #require(LocalTime("02:30", zone: zone)), .daily)
    let birth = try #require(Date(rfc3339: "2026-01-01T00:00:00Z"))
    var progress = DigestProgress(since: birth)
    var days: [Day] = []
    var now = birth
    for _ in 0..<3000 {
      now += Double(Int.random(in: -20_000...40_000, using: &random))
      guard let due = schedule.due(progress, now: now) else { continue }
      #expect(due.at <= now && due.at > birth)
      days.append(due.day)
      progress = DigestProgress(since: birth, last: due)
    }
    #expect(days.count > 100)
    #expect(zip(days, days.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `what was missed for days is one digest, of the last day`() throws {
    let schedule = DigestSchedule.clock(try #require(LocalTime("18:30", zone: "UTC")), .daily)
    let last = DigestDue(
      day: try #require(Day("2026-11-20")),
      at: try #require(Date(rfc3339: "2026-11-20T18:30:00Z"))
    )
    let progress = DigestProgress(since: .distantPast, last: last)
    let now = try #require(Date(rfc3339: "2026-11-25T09:00:00Z"))
    #expect(schedule.due(progress, now: now)?.day.description == "2026-11-24")
  }

  @Test func `a later time in the configuration makes no second digest of the day`() throws {
    let last = DigestDue(
      day: try #require(Day("2026-11-25")),
      at: try #require(Date(rfc3339: "2026-11-25T08:00:00Z"))
    )
    let schedule = DigestSchedule.clock(try #require(LocalTime("20:00", zone: "UTC")), .daily)
    let now = try #require(Date(rfc3339: "2026-11-25T21:00:00Z"))
    #expect(schedule.due(DigestProgress(since: .distantPast, last: last), now: now) == nil)
  }

  @Test func `an announcement is due once it was read to its end`() throws {
    let day = try #require(Day("2026-11-25"))
    let at = try #require(Date(rfc3339: "2026-11-25T01:00:00Z"))
    let progress = DigestProgress(since: at - 3600)
    #expect(DigestSchedule.announcements.due(progress, now: at + 3600) == nil)
    let complete = [Announcement(day: day, at: at)]
    #expect(DigestSchedule.announcements.due(progress, now: at + 3600, complete: complete)?.day == day)
  }

  @Test(arguments: [
    ("daily", "SMTWTFS"), ("mon-fri", "-MTWTF-"), ("fri-mon", "SM---FS"), ("mon,thu", "-M--T--"),
    ("weekly", "-M-----"), ("sat, mon-tue", "-MT---S"),
  ])
  func `days of the week are read as they are written`(text: String, expected: String) throws {
    let days = try #require(WeekdaySet(text))
    let sunday = try #require(Day("2026-11-22"))
    let shown = zip(0..<7, "SMTWTFS").map { days.contains(sunday + $0.0) ? String($0.1) : "-" }.joined()
    #expect(shown == expected)
  }

  @Test(arguments: ["", "mon-", "monday", "mon,,tue", "mon-tue-wed", "Mon"])
  func `anything else is no set of days`(text: String) {
    #expect(WeekdaySet(text) == nil)
  }
}
