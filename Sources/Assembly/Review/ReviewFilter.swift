internal import Foundation

/// Which candidates a session shows, as a person writes it: words of the title, `#section`, `>score`.
package struct ReviewFilter: Equatable, Sendable {
  package var words: [String] = []
  /// Part of a section's name.
  package var section: String?
  package var minimum: Double?

  package init() {}

  /// Reads `grpo #video >6`; a section with spaces is written with `_` for them.
  package init(_ text: String) {
    for word in text.split(separator: " ") {
      if word.hasPrefix("#") {
        section = String(word.dropFirst()).replacing("_", with: " ")
      } else if word.hasPrefix(">"), let number = Double(word.dropFirst()), number.isFinite {
        minimum = number
      } else {
        words.append(Self.folded(String(word)))
      }
    }
  }

  package var text: String {
    let section = self.section.map { "#" + $0.replacing(" ", with: "_") }
    return (words + [section, minimum.map { ">" + $0.pointsText }].compactMap(\.self)).joined(separator: " ")
  }

  func holds(_ row: ReviewRow) -> Bool {
    if let minimum, row.score < minimum { return false }
    if let section, !Self.folded(row.section ?? "").contains(Self.folded(section)) { return false }
    guard !words.isEmpty else { return true }
    let title = Self.folded(row.title)
    return words.allSatisfy { title.contains($0) }
  }

  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
  }
}
