package import Foundation

extension Day {
  /// The UTC day of an instant.
  package init(utc instant: Date) {
    self.init(number: Int((instant.timeIntervalSince1970 / 86_400).rounded(.down)))
  }

  /// Midnight UTC, when the day begins.
  package var startUTC: Date { Date(timeIntervalSince1970: Double(number) * 86_400) }
}

extension Date {
  /// `2025-05-30T06:00:00Z`: RFC 3339 in UTC with whole seconds, as Atom, OAI-PMH and the store write it.
  package var rfc3339: String {
    let seconds = Int(timeIntervalSince1970.rounded(.down))
    let day = Day(utc: self)
    let rest = seconds - day.number * 86_400
    return "\(day)T\((rest / 3600).padded(2)):\((rest / 60 % 60).padded(2)):\((rest % 60).padded(2))Z"
  }

  /// Reads RFC 3339 with any offset and optional fraction; nil for anything else.
  package init?(rfc3339 text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
      let hour = bytes[11..<13].decimalNumber, let minute = bytes[14..<16].decimalNumber,
      let second = bytes[17..<19].decimalNumber, hour < 24, minute < 60, second <= 60
    else { return nil }
    var index = 19
    if bytes[index] == UInt8(ascii: ".") {
      index += 1
      while index < bytes.count, (48...57).contains(bytes[index]) { index += 1 }
    }
    guard index < bytes.count, let offset = Self.offset(bytes[index...]) else { return nil }
    let seconds = day.number * 86_400 + hour * 3600 + minute * 60 + second - offset
    self.init(timeIntervalSince1970: Double(seconds))
  }

  /// Seconds east of UTC of `Z`, `+hh:mm` or `-hh:mm`.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    if bytes.count == 1, (bytes[bytes.startIndex] | 0x20) == UInt8(ascii: "z") { return 0 }
    let start = bytes.startIndex
    guard bytes.count == 6, bytes[start + 3] == UInt8(ascii: ":"),
      let hours = bytes[(start + 1)..<(start + 3)].decimalNumber,
      let minutes = bytes[(start + 4)...].decimalNumber
    else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
    case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
    default: return nil
    }
  }
}

extension JSONEncoder.DateEncodingStrategy {
  /// As `Date.rfc3339`.
  package static var rfc3339: Self {
    .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(date.rfc3339)
    }
  }
}
