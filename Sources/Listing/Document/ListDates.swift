internal import Foundation
package import Papers

extension ListDocument {
  /// The entries with the dates under which a feed shows them: the label's month and the place in the file, never
  /// the clock, so that every reading gives the same dates.
  ///
  /// Entries of one month are a minute apart, the lower in the file the older, counted from the end: an entry
  /// added on top moves no other. An entry without label goes with the labelled one above it, else with the first
  /// below, else with `fallback`.
  package func dated(fallback: Month) -> [ListedEntry] {
    var month = entries.lazy.compactMap(\.label).first ?? fallback
    let months = entries.map { entry in
      month = entry.label ?? month
      return month
    }
    var below: [Month: Int] = [:]
    let dates = months.reversed().map { month in
      defer { below[month, default: 0] += 1 }
      return month.first.startUTC + Double(below[month, default: 0]) * 60
    }
    return zip(entries, dates.reversed()).map { ListedEntry(entry: $0, date: $1) }
  }
}
