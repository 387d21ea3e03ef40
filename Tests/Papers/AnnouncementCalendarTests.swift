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
}
