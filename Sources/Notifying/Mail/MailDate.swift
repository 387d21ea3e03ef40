private import Foundation
private import Papers

extension Date {
  /// As in the Date field: `Wed, 25 Nov 2026 16:11:08 +0000` (RFC 5322, section 3.3).
  var mailDate: String {
    let (day, time) = dayAndTime
    let name = Self.weekdays[((day.number + 4) % 7 + 7) % 7].prefix(3)
    return "\(name), \(day.inFewWords) \(time) +0000"
  }

  /// For a person: `25 November 2026, 02:31 UTC`.
  var inWords: String {
    let (day, time) = dayAndTime
    return "\(day.inWords), \(time.prefix(5)) UTC"
  }

  fileprivate var dayAndTime: (Day, String) {
    // From the year 1 to 9999, so that what is far off is no date but no trap either.
    let stamp = timeIntervalSince1970.isFinite ? timeIntervalSince1970 : 0
    let seconds = Int(min(max(stamp, -62_135_596_800), 253_402_300_799).rounded(.down))
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - day * 86_400
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return (Day(number: day), time.joined(separator: ":"))
  }

  fileprivate static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  fileprivate static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]
}

extension Day {
  /// `25 November 2026`.
  var inWords: String { "\(day) \(Date.months[month - 1]) \(year)" }

  /// `25 Nov 2026`.
  var inFewWords: String { "\(day) \(Date.months[month - 1].prefix(3)) \(year)" }
}
