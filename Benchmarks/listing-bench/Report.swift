import Foundation
import Listing
import Papers

/// The table, and every miss.
struct Report {
  private let entries: Int
  private let withID: Int
  private var rows: [Reinsertion] = []

  init(entries: Int, withID: Int) {
    self.entries = entries
    self.withID = withID
  }

  mutating func add(_ row: Reinsertion) { rows.append(row) }

  private struct Measure: Sendable {
    let name: String
    var of: @Sendable (Reinsertion) -> Bool = { _ in true }
    let isRight: @Sendable (Reinsertion) -> Bool
    let miss: @Sendable (Reinsertion) -> String
  }

  private static let measures: [Measure] = [
    Measure(name: "label exact", isRight: { $0.again?.label == $0.entry.label }) {
      "list \($0.entry.label?.yymm ?? "-"), id \($0.again?.label?.yymm ?? "-")"
    },
    Measure(
      name: "title exact, modulo case",
      isRight: { $0.again?.title.lowercased() == $0.entry.title.lowercased() }
    ) {
      "\n    list  \($0.entry.title)\n    draft \($0.again?.title ?? "-")"
    },
    Measure(
      name: "title letter for letter the paper's own",
      isRight: { Self.letters($0.again?.title) == Self.letters($0.paper.title) },
      miss: { "\n    paper \($0.paper.title)\n    draft \($0.again?.title ?? "-")" }
    ),
    Measure(
      name: "title, modulo case, spaces and signs",
      isRight: { Self.letters($0.again?.title) == Self.letters($0.entry.title) },
      miss: { _ in "see above" }
    ),
    Measure(
      name: "URL leads to the paper, unversioned",
      isRight: { $0.again?.url.hasSuffix($0.entry.work.description) == true }
    ) {
      $0.again?.url ?? "-"
    },
    Measure(name: "URL the same bytes", isRight: { $0.again?.url == $0.entry.url }) {
      "list \($0.entry.url), draft \($0.again?.url ?? "-")"
    },
    Measure(name: "short name exact", isRight: { $0.again?.name == $0.entry.name }) {
      "list \($0.entry.name ?? "-"), draft \($0.again?.name ?? "-") (\($0.draft.name?.confidence ?? 0))"
    },
    Measure(name: "section right", isRight: { $0.again?.section == $0.entry.section }) {
      "list \($0.entry.section.last ?? "-"), draft \($0.again?.section.last ?? "-")"
    },
    Measure(
      name: "place right, of those in the right section",
      of: { $0.again?.section == $0.entry.section },
      isRight: { $0.isPlaceRight }
    ) { "line \($0.entry.line) became \($0.again?.line ?? 0), label \($0.entry.label?.yymm ?? "-")" },
    Measure(
      name: "place the very same, of those",
      of: { $0.again?.section == $0.entry.section },
      isRight: { $0.isPlaceSame }
    ) { "line \($0.entry.line) became \($0.again?.line ?? 0)" },
    Measure(name: "one line changed", isRight: { $0.isOneLine }) { $0.refusal ?? "more than a line" },
    Measure(name: "taken without question", isRight: { $0.refusal == nil }) { $0.refusal ?? "" },
  ]

  private static func letters(_ text: String?) -> String {
    (text ?? "").lowercased().filter { $0.isLetter || $0.isNumber }
  }

  func printTable() {
    print("\(entries) entries, \(withID) with an arXiv id, \(rows.count) of them among the papers\n")
    print("| measure | right | of | share |\n|---|---|---|---|")
    for measure in Self.measures {
      let asked = rows.filter(measure.of)
      let right = asked.count(where: measure.isRight)
      let share = asked.isEmpty ? 0 : Double(right) * 100 / Double(asked.count)
      print("| \(measure.name) | \(right) | \(asked.count) | \(String(format: "%.1f", share)) % |")
    }
    for measure in Self.measures {
      let misses = rows.filter(measure.of).filter { !measure.isRight($0) }
      guard !misses.isEmpty else { continue }
      print("\n\(measure.name): \(misses.count) missed")
      for miss in misses { print("  \(miss.entry.work) \(measure.miss(miss))") }
    }
  }
}
