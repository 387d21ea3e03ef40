/// A calendar day without time or zone, written `2025-05-30`.
///
/// Arithmetic is on the proleptic Gregorian calendar and needs no time zone data.
package struct Day: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// Days since 1970-01-01.
  package let number: Int

  package init(number: Int) { self.number = number }

  /// The day `year-month-day`; nil when the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    let number = Day.number(year: year, month: month, day: day)
    self.init(number: number)
    guard self.month == month else { return nil }
  }

  /// Reads exactly `YYYY-MM-DD`; anything else is nil.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8.prefix(11))
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = bytes[..<4].decimalNumber, let month = bytes[5..<7].decimalNumber,
      let day = bytes[8...].decimalNumber
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let day = Day(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a day: \(text)")
      )
    }
    self = day
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  package var year: Int { civil.year }
  package var month: Int { civil.month }
  package var day: Int { civil.day }

  /// 0 is Sunday, 6 is Saturday.
  package var weekday: Int { ((number + 4) % 7 + 7) % 7 }

  package var description: String {
    let (year, month, day) = civil
    return "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))"
  }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  package static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
  package static func - (day: Day, days: Int) -> Day { Day(number: day.number - days) }
  package static func - (left: Day, right: Day) -> Int { left.number - right.number }

  // Howard Hinnant's "chrono-compatible low-level date algorithms": years begin in March, eras have 400.
  private static func number(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

/// A month, as arXiv ids and list labels carry it: `2501` is January 2025.
package struct Month: Hashable, Comparable, Sendable {
  package let year: Int
  package let month: Int

  /// nil unless `month` is in 1...12.
  package init?(year: Int, month: Int) {
    guard (1...12).contains(month) else { return nil }
    self.year = year
    self.month = month
  }

  /// Reads the `YYMM` of an id or a label. arXiv began in 1991, so 91...99 are of the last century.
  package init?(yymm text: some StringProtocol) {
    guard text.utf8.count == 4, let number = text.utf8.decimalNumber else { return nil }
    self.init(year: number / 100 >= 91 ? 1900 + number / 100 : 2000 + number / 100, month: number % 100)
  }

  package init(of day: Day) {
    year = day.year
    month = day.month
  }

  /// `2501` for January 2025, as ids and labels write it.
  package var yymm: String { (year % 100).padded(2) + month.padded(2) }
  package var first: Day { Day(year: year, month: month, day: 1) ?? Day(number: 0) }
  package var next: Month { month == 12 ? Month(unchecked: year + 1, 1) : Month(unchecked: year, month + 1) }

  package static func < (left: Month, right: Month) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }

  private init(unchecked year: Int, _ month: Int) {
    self.year = year
    self.month = month
  }
}

extension Collection where Element == UInt8 {
  /// The number these ASCII digits write; nil when there is none or anything else stands among them.
  var decimalNumber: Int? {
    guard !isEmpty, count <= 18 else { return nil }
    var number = 0
    for byte in self {
      guard byte >= 48, byte <= 57 else { return nil }
      number = number * 10 + Int(byte - 48)
    }
    return number
  }
}

extension Int {
  func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
