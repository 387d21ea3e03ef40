import Papers
import Scoring
import TestKit
import Testing

/// The real matcher against one that is as plain as the definition: it walks over scalars, knows no index, and tries
/// everything everywhere.
struct ReferenceTests {
  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `a plain matcher finds the same places`(seed: UInt64) throws {
    var random = Seeded(seed)
    for _ in 0..<10 {
      let terms = (0..<12).map { _ in PlainTerm.random(&random) }
      let rules = Rules(
        groups: terms.enumerated().map { .init(name: "g\($0)", points: 1, repeat: 1, any: [$1.written]) }
      )
      let book = try Rulebook(rules)
      for _ in 0..<6 {
        let some = try paper(title: PlainText.random(&random, 6), abstract: PlainText.random(&random, 20))
        let reasons = book.appraise(some).reasons
        for (number, term) in terms.enumerated() {
          let found = reasons.first { $0.rule == "groups.g\(number)" }?.matches ?? []
          let expected = term.places(in: some.title, .title) + term.places(in: some.abstract, .abstract)
          #expect(found == expected, "\(term.written) in \(some.title) | \(some.abstract)")
        }
      }
    }
  }
}

private struct PlainText {
  static let words = ["a", "A", "b", "ab", "aB", "Ba", "é", "É", "aé", "b_1", "漢", "aab"]
  static let gaps = [
    " ", " ", " ", "-", "\n", " - ", "\u{2013}", "\u{a0}", "^", " ^", "/", ", ", "“", "\u{b7}", "*",
  ]
  static let soft = Set<Unicode.Scalar>(" \t\r\n-\u{2013}\u{a0}".unicodeScalars)
  static let hard = Set<Unicode.Scalar>("^/,“\u{b7}*".unicodeScalars)

  var words: [String] = []
  var ranges: [Range<Int>] = []
  /// `gaps[i]` stands in front of `words[i]`.
  var gaps: [String] = []

  init(_ text: String) {
    var gap = ""
    var offset = 0
    var isInside = false
    for scalar in text.unicodeScalars {
      let end = offset + String(scalar).utf8.count
      if Self.soft.contains(scalar) || Self.hard.contains(scalar) {
        if Self.hard.contains(scalar) { gap += String(scalar) }
        isInside = false
      } else if isInside {
        words[words.count - 1].unicodeScalars.append(scalar)
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<end
      } else {
        words.append(String(scalar))
        ranges.append(offset..<end)
        gaps.append(gap)
        gap = ""
        isInside = true
      }
      offset = end
    }
  }

  static func random(_ random: inout Seeded, _ count: Int) -> String {
    (0..<Int.random(in: 0...count, using: &random)).map { _ in
      random.pick(words) + random.pick(gaps)
    }.joined()
  }
}

private struct PlainPhrase {
  let words: [String]
  let gaps: [String]
  let isCased: Bool
  let start: Bool
  let end: Bool

  static func random(_ random: inout Seeded) -> PlainPhrase {
    let count = random.pick([1, 1, 1, 2, 2, 3])
    let gaps = PlainText.gaps.filter { !$0.contains("*") && !$0.contains(",") }
    return PlainPhrase(
      words: (0..<count).map { _ in random.pick(PlainText.words) },
      gaps: (1..<count).map { _ in random.pick(gaps) },
      isCased: random.chance(0.3),
      start: random.chance(0.3),
      end: random.chance(0.3)
    )
  }

  var written: String {
    var text = words[0]
    for (gap, word) in zip(gaps, words.dropFirst()) { text += gap + word }
    return (isCased ? "=" : "") + (start ? "*" : "") + text + (end ? "*" : "")
  }

  /// The positions of its words.
  func places(in text: PlainText) -> [ClosedRange<Int>] {
    text.words.indices.map { $0...($0 + words.count - 1) }.filter { range in
      range.upperBound < text.words.count
        && range.allSatisfy { position in
          let index = position - range.lowerBound
          guard holds(text.words[position], index) else { return false }
          return index == 0 || text.gaps[position] == hardPart(gaps[index - 1])
        }
    }
  }

  private func hardPart(_ gap: String) -> String {
    String(String.UnicodeScalarView(gap.unicodeScalars.filter { PlainText.hard.contains($0) }))
  }

  private func holds(_ word: String, _ index: Int) -> Bool {
    let (word, wanted) = isCased ? (word, words[index]) : (fold(word), fold(words[index]))
    switch (start && index == 0, end && index == words.count - 1) {
    case (false, false): return word == wanted
    case (false, true): return word.hasPrefix(wanted)
    case (true, false): return word.hasSuffix(wanted)
    case (true, true): return word.contains(wanted)
    }
  }

  /// `lowercased()` would fold É as well.
  private func fold(_ word: String) -> String {
    String(word.map { $0.isASCII ? Character($0.lowercased()) : $0 })
  }
}

private struct PlainTerm {
  let field: Field?
  let left: PlainPhrase
  let near: (distance: Int, right: PlainPhrase)?

  static func random(_ random: inout Seeded) -> PlainTerm {
    PlainTerm(
      field: random.pick([nil, nil, .title, .abstract]),
      left: .random(&random),
      near: random.chance(0.4) ? (Int.random(in: 0...4, using: &random), .random(&random)) : nil
    )
  }

  var written: String {
    let prefix = field.map { "\($0.rawValue):" } ?? ""
    guard let near else { return prefix + left.written }
    return prefix + "near(\(left.written), \(near.distance), \(near.right.written))"
  }

  func places(in written: String, _ field: Field) -> [Match] {
    guard self.field == nil || self.field == field else { return [] }
    let text = PlainText(written)
    let ranges = wordRanges(in: text).map { words in
      text.ranges[words.lowerBound].lowerBound..<text.ranges[words.upperBound].upperBound
    }
    let ordered = Set(ranges).sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    return ordered.map { range in
      let covered = String(decoding: Array(written.utf8)[range], as: UTF8.self)
      return Match(field: field, start: range.lowerBound, length: range.count, text: covered)
    }
  }

  private func wordRanges(in text: PlainText) -> [ClosedRange<Int>] {
    let places = left.places(in: text)
    guard let near else { return places }
    let others = near.right.places(in: text)
    return places.flatMap { place in
      let before = others.filter { $0.upperBound < place.lowerBound }.max { $0.upperBound < $1.upperBound }
      let behind = others.filter { $0.lowerBound > place.upperBound }.min { $0.lowerBound < $1.lowerBound }
      let pairs = [before.map { ($0, place) }, behind.map { (place, $0) }].compactMap { $0 }
      return pairs.filter { $1.lowerBound - $0.upperBound - 1 <= near.distance }.map {
        $0.lowerBound...$1.upperBound
      }
    }
  }
}
