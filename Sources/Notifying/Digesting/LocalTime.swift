package import Foundation
package import Papers

/// A time of day in a zone.
package struct LocalTime: Hashable, Sendable {
  /// Seconds after midnight on the clock on the wall.
  private let second: Int
  private let zone: TimeZone

  /// nil when it is no `18:30` or no zone that the system knows.
  package init?(_ text: String, zone: String) {
    guard let second = Self.second(of: text), let zone = TimeZone(identifier: zone) else { return nil }
    self.second = second
    self.zone = zone
  }

  /// Seconds after midnight of `18:30`; nil when it is no time of day.
  package static func second(of text: String) -> Int? {
    guard let parts = text.wholeMatch(of: /([0-9]{2}):([0-9]{2})/), let hour = Int(parts.1),
      let minute = Int(parts.2), hour < 24, minute < 60
    else { return nil }
    return hour * 3600 + minute * 60
  }

  /// The instant at which clocks show this time on a day. A time that occurs twice is the first; one that is left
  /// out, when clocks go forward, is the moment at which they do.
  package func instant(on day: Day) -> Date {
    let wall = Double(day.number * 86_400 + second)
    // No zone is a day and a half from UTC, and none changes twice in three days.
    let before = offset(wall - Self.reach)
    let after = offset(wall + Self.reach)
    let candidates = [wall - before, wall - after].filter { wall - offset($0) == $0 }
    return Date(timeIntervalSince1970: candidates.min() ?? change(from: wall - after, to: wall - before))
  }

  package func day(of instant: Date) -> Day {
    Day(utc: instant + offset(instant.timeIntervalSince1970))
  }

  /// The first second after `early`, at the latest `late`, with the offset of `late`.
  private func change(from early: Double, to late: Double) -> Double {
    var (low, high) = (early, late)
    let target = offset(late)
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      if offset(middle) == target { high = middle } else { low = middle }
    }
    return high
  }

  private func offset(_ seconds: Double) -> Double {
    Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
  }

  private static let reach: Double = 36 * 3600
}
