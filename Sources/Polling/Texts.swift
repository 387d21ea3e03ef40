import Foundation
import Papers

/// The date of `arXivRaw` versions and of HTTP: `Wed, 22 Jan 2025 03:04:05 GMT`.
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func parse(_ text: String) -> Date? {
    let words = text.split(separator: " ").map(String.init).filter { !$0.hasSuffix(",") }
    guard words.count == 5, words[4] == "GMT" || words[4] == "UTC", let dayOfMonth = Int(words[0]),
      let month = months.firstIndex(of: words[1]), let year = Int(words[2]),
      let day = Day(year: year, month: month + 1, day: dayOfMonth)
    else { return nil }
    return Date(rfc3339: "\(day)T\(words[3])Z")
  }
}

/// The date of RSS: `Fri, 30 May 2025 00:00:00 -0400`, RFC 5322 with a numeric zone or GMT.
enum MailDate {
  static func parse(_ text: String) -> Date? {
    if let date = HTTPDate.parse(text) { return date }
    guard let zone = text.split(separator: " ").last, zone.utf8.count == 5,
      zone.hasPrefix("-") || zone.hasPrefix("+"),
      let number = Int(zone.dropFirst()), number < 2400, number % 100 < 60,
      let local = HTTPDate.parse(String(text.dropLast(5)) + "GMT")
    else { return nil }
    let seconds = Double(number / 100 * 3600 + number % 100 * 60)
    return local - (zone.hasPrefix("-") ? -seconds : seconds)
  }
}

/// Authors as one text: `Raphael Chetrite, Shamik Gupta, Izaak Neri and \'Edgar Rold\'an`.
enum FreeAuthors {
  /// Splits at commas and `and` outside of parentheses; what is in parentheses is taken for affiliations.
  static func split(_ text: String) -> [Author] {
    var names: [Author] = []
    var rest = text.collapsed[...]
    while !rest.isEmpty {
      let (part, after) = firstPart(of: rest)
      rest = after
      if let author = author(part) { names.append(author) }
    }
    return names
  }

  private static func firstPart(of text: Substring) -> (Substring, Substring) {
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "(": depth += 1
      case ")": depth = max(0, depth - 1)
      case "," where depth == 0: return (text[..<index], text[text.index(after: index)...])
      case " " where depth == 0 && text[index...].hasPrefix(" and "):
        return (text[..<index], text[index...].dropFirst(5))
      default: break
      }
    }
    return (text, "")
  }

  private static func author(_ part: Substring) -> Author? {
    var part = part.drop { $0 == " " }
    if part.hasPrefix("and ") { part = part.dropFirst(4) }
    let pieces = part.split(separator: "(", maxSplits: 1)
    guard let name = pieces.first.map({ String($0).collapsed }), !name.isEmpty else { return nil }
    guard pieces.count == 2 else { return Author(name) }
    let inner = String(pieces[1].prefix { $0 != ")" }).collapsed
    return Author(name, affiliations: inner.isEmpty ? [] : [inner])
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }

  /// This address with a query of these parameters, in their order.
  func with(_ parameters: KeyValuePairs<String, String>) -> String {
    let query = parameters.map { "\($0.key)=\($0.value.percentEncoded)" }.joined(separator: "&")
    return "\(self)\(contains("?") ? "&" : "?")\(query)"
  }
}

extension Array where Element: Hashable {
  var withoutRepetition: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
