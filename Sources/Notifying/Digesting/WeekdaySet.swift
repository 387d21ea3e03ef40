package import Papers

/// The days of the week on which something is due.
package struct WeekdaySet: Hashable, Sendable {
  /// 0 is Sunday; never empty.
  private let numbers: Set<Int>

  /// Reads `daily`, `weekly` (Monday), a span such as `mon-fri` or `fri-mon`, days such as `mon,thu`, or both
  /// mixed; nil for anything else.
  package init?(_ text: String) {
    var numbers: Set<Int> = []
    let named = ["daily": "mon-sun", "weekly": "mon"][text] ?? text
    for part in named.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { end in
        Self.names.firstIndex(of: String(end.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
      }
      guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil else { return nil }
      for step in 0...((last - first + 7) % 7) { numbers.insert((first + step) % 7) }
    }
    self.numbers = numbers
  }

  package static let daily = WeekdaySet(numbers: Set(0...6))

  package func contains(_ day: Day) -> Bool { numbers.contains(day.weekday) }

  private init(numbers: Set<Int>) { self.numbers = numbers }
  private static let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
}
