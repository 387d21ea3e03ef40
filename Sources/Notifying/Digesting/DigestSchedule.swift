package import Foundation
package import Papers

/// When a digest is due.
package enum DigestSchedule: Hashable, Sendable {
  /// At a time of day on some days of the week.
  case clock(LocalTime, WeekdaySet)
  /// After each announcement that was read to its end.
  case announcements

  /// All moments after one and up to another, earliest first. `complete` are the announcements that were read to
  /// their end, which only `announcements` needs.
  package func dueTimes(after start: Date, through end: Date, complete: [Announcement] = []) -> [DigestDue] {
    guard start < end else { return [] }
    switch self {
    case .announcements:
      return complete.map { DigestDue(day: $0.day, at: $0.at) }
        .filter { $0.at > start && $0.at <= end }
        .sorted { $0.at < $1.at }
    case .clock(let time, let days):
      let first = time.day(of: start) - 1
      let last = time.day(of: end) + 1
      return times(of: time, on: days, from: first, to: last).filter { $0.at > start && $0.at <= end }
    }
  }

  /// What is due now: the last moment that has come and has not been dealt with. What was missed before it is not
  /// made up one by one, as the next digest tells everything since the one before. A clock that goes backwards
  /// makes nothing due twice: a day that was dealt with is over.
  package func due(_ progress: DigestProgress, now: Date, complete: [Announcement] = []) -> DigestDue? {
    let start = max(progress.since, progress.last?.at ?? progress.since)
    // Only the last matters: a month holds one, whatever the days of the week.
    let floor = max(start, now - 31 * 86_400)
    let due = dueTimes(after: floor, through: now, complete: complete).last
    guard let due, progress.last.map({ due.day > $0.day }) ?? true else { return nil }
    return due
  }

  /// The day on which an instant falls in the digest's zone.
  package func day(of instant: Date) -> Day {
    switch self {
    case .clock(let time, _): time.day(of: instant)
    case .announcements: Day(utc: instant)
    }
  }

  private func times(of time: LocalTime, on days: WeekdaySet, from first: Day, to last: Day) -> [DigestDue] {
    var found: [DigestDue] = []
    for number in stride(from: first.number, through: last.number, by: 1) {
      let day = Day(number: number)
      let at = time.instant(on: day)
      // A zone that left out a whole day has two days that begin together.
      guard days.contains(day), at > found.last?.at ?? .distantPast else { continue }
      found.append(DigestDue(day: day, at: at))
    }
    return found
  }
}
