internal import Foundation
internal import Papers

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
    return (words + [section, minimum.map { ">" + $0.short }].compactMap(\.self)).joined(separator: " ")
  }

  /// The filter, ready to be asked about many rows; nil when it lets all through.
  var test: ((ReviewRow) -> Bool)? {
    guard self != ReviewFilter() else { return nil }
    let section = self.section.map { FoldedWord(Self.folded($0)) }
    let words = self.words.map(FoldedWord.init)
    return { [minimum] row in
      if let minimum, row.score < minimum { return false }
      if let section, !section.isIn(row.section ?? "") { return false }
      return words.allSatisfy { $0.isIn(row.title) }
    }
  }

  fileprivate static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
  }
}

/// A word to look for in texts of any case.
private struct FoldedWord {
  private let word: String
  private let bytes: [UInt8]

  init(_ folded: String) {
    word = folded
    bytes = Array(folded.utf8)
  }

  /// ASCII needs no more folding than its capitals, which is a hundred times as fast.
  func isIn(_ text: String) -> Bool {
    var text = text
    let found = text.withUTF8 { utf8 in utf8.contains { $0 >= 0x80 } ? nil : isIn(utf8) }
    return found ?? ReviewFilter.folded(text).contains(word)
  }

  private func isIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !bytes.isEmpty, text.count >= bytes.count else { return bytes.isEmpty }
    return (0...text.count - bytes.count).contains { start in
      bytes.indices.allSatisfy { Self.small(text[start + $0]) == bytes[$0] }
    }
  }

  private static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
