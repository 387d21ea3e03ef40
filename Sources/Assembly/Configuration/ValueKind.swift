internal import Foundation
internal import Notifying
internal import Papers
internal import Yams

/// A kind of value that a key can have: what to call it in a complaint, and how to read it from one scalar.
struct ValueKind<Value: Sendable>: Sendable {
  /// Follows "is no": `duration; write one such as 3.5s, 2m or 21d`.
  let name: String
  let read: @Sendable (String) -> Value?
}

extension ValueKind where Value == String {
  static let text = ValueKind(name: "text") { $0.isEmpty ? nil : $0 }

  /// Text that is judged elsewhere, empty or not.
  static let anyText = ValueKind(name: "text") { $0 }

  /// What files and feed paths are named after.
  static let identifier = ValueKind(
    name: "id; use lower-case letters, digits and hyphens, beginning with a letter"
  ) {
    let isWord = $0.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    return isWord && $0.utf8.first.map { (97...122).contains($0) } == true && $0.utf8.count <= 64 ? $0 : nil
  }

  static func choice(_ names: [String]) -> ValueKind {
    ValueKind(name: "choice here; write \(names.joined(separator: ", "))") { names.contains($0) ? $0 : nil }
  }

  /// An absolute address with one of the schemes.
  static func address(_ schemes: [String]) -> ValueKind {
    ValueKind(
      name: "address; write one that begins with \(schemes.map { $0 + ":" }.joined(separator: " or "))"
    ) {
      guard let url = URLComponents(string: $0), let scheme = url.scheme?.lowercased(),
        schemes.contains(scheme)
      else { return nil }
      if scheme == "mailto" { return url.path.split(separator: "@").count == 2 ? $0 : nil }
      return url.host?.isEmpty == false ? $0 : nil
    }
  }

  static let web = address(["https", "http"])
  static let mailbox = ValueKind(name: Mailbox.what) { Mailbox($0) == nil ? nil : $0 }
  static let zone = ValueKind(name: "time zone; write an IANA name such as Europe/Berlin") {
    TimeZone(identifier: $0) == nil ? nil : $0
  }
  static let timeOfDay = ValueKind(name: "time of day; write one such as 18:30") {
    LocalTime.second(of: $0) == nil ? nil : $0
  }
  static let weekdays = ValueKind(
    name: "set of days; write mon-fri, daily, weekly (mondays), or days such as mon,thu"
  ) { WeekdaySet($0) == nil ? nil : $0 }
  static let hostPort = ValueKind(name: "address to listen on; write one such as 127.0.0.1:8080") { text in
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      return nil
    }
    return port > 0 && colon > text.startIndex ? text : nil
  }
}

extension ValueKind where Value == Day {
  static let day = ValueKind(name: "day; write one such as 2026-12-25") { Day($0) }
}

extension ValueKind where Value == Bool {
  static let flag = ValueKind(name: "yes or no; write true or false") {
    ["true": true, "false": false][$0.lowercased()]
  }
}

extension ValueKind where Value == Int {
  static func whole(_ range: ClosedRange<Int>) -> ValueKind {
    let bounds =
      range.upperBound == Int.max ? "from \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    return ValueKind(name: "whole number \(bounds)") { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  static let days = ValueKind(name: "number of days; write one such as 21d") { text in
    guard let duration = Duration(written: text), duration.components.seconds % 86_400 == 0 else {
      return nil
    }
    let days = Int(duration.components.seconds / 86_400)
    return (1...36_500).contains(days) ? days : nil
  }
}

extension ValueKind where Value == Double {
  static let number = ValueKind(name: "number") { text in
    Double(text).flatMap { $0.isFinite ? $0 : nil }
  }
}

extension ValueKind where Value == Duration {
  static let duration = ValueKind(name: "duration; write one such as 3.5s, 2m or 21d") {
    Duration(written: $0)
  }
}

extension ValueKind where Value == Papers.Category {
  static let category = ValueKind(name: "arXiv category; write one such as cs.CV") { Category($0) }
}
