package import Foundation

/// arXiv's announcement schedule (arxiv-protocol section 4.1).
///
/// Announcements are made at 20:00 in New York, Sunday to Thursday, holidays excepted; each holds what was
/// submitted before 14:00 on that day, Sunday's what was submitted before 14:00 on Friday. A listing carries the
/// date of the following day.
package struct AnnouncementCalendar: Sendable {
  /// New York days without an evening announcement, beyond Fridays and Saturdays.
  package let holidays: Set<Day>
  private let calendar: Calendar

  /// The evenings that arXiv left out, as far as they are known. Wrong ones do no harm to the harvest: the ledger of
  /// announcements waits for one that is not made, or gets one that was not expected.
  package static let publishedHolidays: Set<Day> = Set(
    [
      "2024-01-01", "2024-01-15", "2024-06-19", "2024-07-04", "2024-09-02", "2024-11-28", "2024-12-25",
      "2024-12-26", "2024-12-31",
      "2025-01-01", "2025-01-20", "2025-06-19", "2025-07-04", "2025-09-01", "2025-11-27", "2025-12-24",
      "2025-12-25", "2025-12-31",
      "2026-01-01", "2026-01-19", "2026-06-19", "2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25",
      "2026-12-29", "2026-12-31",
      "2027-01-01", "2027-01-18",
    ].compactMap { Day($0) }
  )

  /// The table in force when an operator names holidays: theirs for the years they name, the published ones else.
  package static func holidays(overriddenBy days: [Day]) -> Set<Day> {
    let years = Set(days.map(\.year))
    return publishedHolidays.filter { !years.contains($0.year) }.union(days)
  }

  /// - Throws: `MissingTimeZone` when the system has no data for America/New_York (Debian: tzdata).
  package init(holidays: Set<Day> = publishedHolidays) throws(MissingTimeZone) {
    let name = "America/New_York"
    guard let zone = TimeZone(identifier: name) else { throw MissingTimeZone(name: name) }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    self.calendar = calendar
    self.holidays = holidays
  }

  /// The day of the listing that first shows a paper submitted at `instant`, if nothing holds it up.
  package func listing(ofSubmission instant: Date) -> Day {
    var deadline = newYorkDay(of: instant)
    if calendar.component(.hour, from: instant) >= 14 { deadline = deadline + 1 }
    while deadline.weekday == 0 || deadline.weekday == 6 { deadline = deadline + 1 }
    // What met Friday's deadline is announced on Sunday evening, what came later on Monday.
    var evening = deadline.weekday == 5 ? deadline + 2 : deadline
    while !isAnnounced(onEveningOf: evening) { evening = evening + 1 }
    return evening + 1
  }

  /// The instant at which the listing of `day` is announced: 20:00 in New York on the day before.
  package func announcement(ofListing day: Day) -> Date {
    let evening = day - 1
    let parts = DateComponents(year: evening.year, month: evening.month, day: evening.day, hour: 20)
    return calendar.date(from: parts) ?? Date(timeIntervalSince1970: Double(day.number) * 86_400)
  }

  /// The announcements made by `instant`, the latest `count` of them, earliest first.
  package func announcements(through instant: Date, count: Int) -> [Announcement] {
    var found: [Announcement] = []
    // A listing is dated a day ahead of its evening.
    var day = newYorkDay(of: instant) + 1
    // No table of holidays leaves out a month.
    var left = count * 31
    while found.count < count, left > 0 {
      if let announcement = announcement(onListing: day), announcement.at <= instant {
        found.append(announcement)
      }
      day = day - 1
      left -= 1
    }
    return found.reversed()
  }

  /// The first announcement after `instant`.
  package func nextAnnouncement(after instant: Date) -> Announcement? {
    let today = newYorkDay(of: instant)
    return (1...31).lazy.compactMap { announcement(onListing: today + $0) }.first { $0.at > instant }
  }

  /// The last day up to `day` that can be a listing's: no listing carries the date of a Saturday or Sunday.
  package func listingDay(upTo day: Day) -> Day {
    switch day.weekday {
    case 6: day - 1
    case 0: day - 2
    default: day
    }
  }

  /// The day in New York, which is the date that a feed of the day's listing carries.
  package func newYorkDay(of instant: Date) -> Day {
    let parts = calendar.dateComponents([.year, .month, .day], from: instant)
    return Day(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1) ?? Day(number: 0)
  }

  private func announcement(onListing day: Day) -> Announcement? {
    isAnnounced(onEveningOf: day - 1) ? Announcement(day: day, at: announcement(ofListing: day)) : nil
  }

  package func isAnnounced(onEveningOf day: Day) -> Bool {
    (0...4).contains(day.weekday) && !holidays.contains(day)
  }
}

/// An evening on which arXiv announces papers.
package struct Announcement: Hashable, Sendable {
  /// The date of the listing, one day after the evening in New York.
  package let day: Day
  /// 20:00 in New York.
  package let at: Date

  package init(day: Day, at: Date) {
    self.day = day
    self.at = at
  }
}

extension Month {
  /// The last listing in which an id of this month can be new: the first of the next month. What was in by the
  /// last Friday of a month keeps its number although it is announced on Sunday, so a weekend moves it to Monday.
  package var lastListing: Day {
    var day = next.first
    if day.month == 1 { day = day + 1 }
    while day.weekday == 0 || day.weekday == 6 { day = day + 1 }
    return day
  }
}

/// The system cannot tell the time of a zone.
package struct MissingTimeZone: Error, Sendable, CustomStringConvertible {
  package let name: String
  package var description: String { "no time zone data for \(name): install tzdata" }
}
