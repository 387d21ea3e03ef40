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

  /// The days that arXiv has published for 2026.
  package static let publishedHolidays: Set<Day> = Set(
    [
      "2026-01-01", "2026-01-19", "2026-06-19", "2026-07-03", "2026-09-07",
      "2026-11-26", "2026-12-25", "2026-12-29", "2026-12-31",
    ].compactMap { Day($0) }
  )

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

  package func isAnnounced(onEveningOf day: Day) -> Bool {
    (0...4).contains(day.weekday) && !holidays.contains(day)
  }

  private func newYorkDay(of instant: Date) -> Day {
    let parts = calendar.dateComponents([.year, .month, .day], from: instant)
    return Day(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1) ?? Day(number: 0)
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
