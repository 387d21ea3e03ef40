import Foundation
import Papers
import Testing

@Suite struct `The announcement calendar` {
  let calendar: AnnouncementCalendar

  init() throws { calendar = try AnnouncementCalendar() }

  @Test(arguments: [
    // Tuesday before and after the deadline of 14:00 in New York (18:00Z in summer, 19:00Z in winter)
    ("2025-05-27T17:59:59Z", "2025-05-28"), ("2025-05-27T18:00:00Z", "2025-05-29"),
    ("2025-01-14T18:59:59Z", "2025-01-15"), ("2025-01-14T19:00:00Z", "2025-01-16"),
    // Thursday after the deadline waits for Sunday evening, Friday after it for Monday evening
    ("2025-05-29T18:00:00Z", "2025-06-02"), ("2025-05-30T18:00:00Z", "2025-06-03"),
    ("2025-06-01T12:00:00Z", "2025-06-03"),
    // Thanksgiving 2026: nothing on Thursday evening, so the papers wait for Sunday's
    ("2026-11-26T12:00:00Z", "2026-11-30"),
  ])
  func `finds the listing of a submission`(submitted: String, listing: String) throws {
    let instant = try #require(Date(rfc3339: submitted))
    #expect(calendar.listing(ofSubmission: instant).description == listing)
  }

  @Test(arguments: [
    ("2502", "2025-03-03"), ("2503", "2025-04-01"), ("2505", "2025-06-02"), ("2512", "2026-01-02"),
  ])
  func `knows the last listing of a month's ids`(month: String, listing: String) throws {
    #expect(try #require(Month(yymm: month)).lastListing.description == listing)
  }

  @Test(arguments: [
    ("2026-10-30", "2026-10-30T00:00:00Z"), ("2026-11-02", "2026-11-02T01:00:00Z"),
    ("2027-03-12", "2027-03-12T01:00:00Z"),
    ("2027-03-15", "2027-03-15T00:00:00Z"),
  ])
  func `announces at eight in New York on both sides of the clock changes`(listing: String, instant: String)
    throws
  {
    #expect(calendar.announcement(ofListing: try #require(Day(listing))).rfc3339 == instant)
  }

  @Test func `the last announcements leave out weekends and holidays`() throws {
    let calendar = try AnnouncementCalendar()
    let now = try #require(Date(rfc3339: "2026-11-28T12:00:00Z"))
    let days = calendar.announcements(through: now, count: 4).map(\.day.description)
    // Thanksgiving, 26 November: nothing on its evening, so no listing of the 27th.
    #expect(days == ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"])
    #expect(calendar.nextAnnouncement(after: now)?.day.description == "2026-11-30")
  }

  @Test(arguments: [
    ("2026-10-30", "2026-10-30T00:00:00Z"), ("2026-11-02", "2026-11-02T01:00:00Z"),
    ("2027-03-12", "2027-03-12T01:00:00Z"), ("2027-03-15", "2027-03-15T00:00:00Z"),
  ])
  func `both edges of daylight saving keep 20:00 in New York`(day: String, at: String) throws {
    let calendar = try AnnouncementCalendar()
    let instant = try #require(Date(rfc3339: at))
    #expect(calendar.announcements(through: instant, count: 1).map(\.day.description) == [day])
    #expect(calendar.announcements(through: instant - 1, count: 1).map(\.day.description) != [day])
    #expect(calendar.nextAnnouncement(after: instant - 1)?.at == instant)
  }

  @Test func `an operator's holidays replace the known ones of their years`() throws {
    let day = try #require(Day("2026-05-25"))
    let holidays = AnnouncementCalendar.holidays(overriddenBy: [day])
    #expect(holidays.filter { $0.year == 2026 } == [day])
    #expect(holidays.contains { $0.year == 2025 })
  }

  @Test(arguments: [
    ("2025-05-31", "2025-05-30"), ("2025-06-01", "2025-05-30"), ("2025-06-02", "2025-06-02"),
  ])
  func `no listing is dated on a weekend`(day: String, listing: String) throws {
    let calendar = try AnnouncementCalendar()
    #expect(calendar.listingDay(upTo: try #require(Day(day))) == Day(listing))
  }
}

struct WithdrawalTests {
  @Test(arguments: [
    ("This paper has been withdrawn by the authors", true), ("Withdrawn due to an error", true),
    ("withdrawn", true), ("This article is withdrawn", true), ("12 pages, accepted", false),
    ("We report how funds were withdrawn", false), ("Withdrawn from a conference, now in a journal", false),
    ("has been withdrawn from review at another venue", false),
  ])
  func `a comment tells a withdrawal of the paper, not any other`(comment: String, isWithdrawal: Bool) {
    #expect(Paper.isWithdrawal(comment: comment) == isWithdrawal)
  }

  @Test func `no comment tells nothing`() {
    #expect(!Paper.isWithdrawal(comment: nil))
  }
}
