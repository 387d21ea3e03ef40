package import Foundation
internal import Papers
internal import Polling

/// Times and days as a command line writes them.
package enum Clock {
  /// RFC 3339, `2025-05-30T06:00:00Z`.
  ///
  /// - Throws: `NoDay`.
  package static func read(_ text: String) throws(NoDay) -> Date {
    guard let date = Date(rfc3339: text) else {
      throw NoDay(reason: "“\(text)” is no time; write one such as 2025-05-30T06:00:00Z")
    }
    return date
  }

  /// `3.5s`, `2m`, `12h`, `21d`.
  package static func readDuration(_ text: String) -> Duration? { Duration(written: text) }

  /// `2026-11-25`.
  static func day(_ text: String) throws(NoDay) -> Day {
    guard let day = Day(text) else {
      throw NoDay(reason: "“\(text)” is no day; write one such as 2026-11-25")
    }
    return day
  }

  /// A day after today, or a time from now, `7d`.
  static func comingDay(_ text: String, today: Day) throws(NoDay) -> Day {
    let span = Duration(written: text).map { today + max(1, Int($0.seconds / 86_400)) }
    guard let day = Day(text) ?? span, day > today else {
      throw NoDay(
        reason: "“\(text)” is no coming day; write one such as 2026-12-01, or a time from now such as 7d"
      )
    }
    return day
  }

  static func period(from: String, to: String) throws(NoDay) -> Period {
    guard let period = Period(from: try day(from), to: try day(to)) else {
      throw NoDay(reason: "\(to) comes before \(from)")
    }
    return period
  }
}

/// A text of the command line that names no day, time or period, or none that can be used there.
package struct NoDay: Error, Sendable, CustomStringConvertible {
  package let reason: String
  package var description: String { reason }
}
