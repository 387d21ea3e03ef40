internal import Papers

/// The year or the month that a heading is: `2025`, `May`, `2025-05`, `May 2025`.
struct HeadingDate: Equatable {
  let year: Int?
  let month: Int?

  /// Read from the innermost heading, its year if need be from those above; nil when that is neither a year nor a month.
  init?(_ path: [String]) {
    guard let title = path.last, let own = Self.read(title) else { return nil }
    month = own.month
    year = own.year ?? path.dropLast().reversed().lazy.compactMap { Self.read($0)?.year }.first
  }

  /// As far as it says anything, whether it is that of the month.
  func holds(_ other: Month) -> Bool {
    (year ?? other.year) == other.year && (month ?? other.month) == other.month
  }

  /// Later dates are greater; a whole year comes before its months.
  var rank: Int { (year ?? 0) * 13 + (month ?? 0) }

  private static func read(_ title: String) -> (year: Int?, month: Int?)? {
    let words = title.withoutEmoji.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard (1...2).contains(words.count) else { return nil }
    var (year, month): (Int?, Int?) = (nil, nil)
    for word in words {
      if let number = Int(word), word.count == 4, (1990...2099).contains(number), year == nil {
        year = number
      } else if let number = Int(word), word.count <= 2, (1...12).contains(number), words.count == 2,
        month == nil
      {
        month = number
      } else if let name = months.firstIndex(where: { word == $0 || word == $0.prefix(3) }), month == nil {
        month = name + 1
      } else {
        return nil
      }
    }
    return year == nil && month == nil ? nil : (year, month)
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november",
    "december",
  ]
}
