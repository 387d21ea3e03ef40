import Papers
import TestKit

@testable import Scoring

/// A text cut into words, scalar by scalar.
struct PlainText {
  static let words = [
    "a", "A", "b", "ab", "aB", "Ba", "é", "É", "aé", "b_1", "漢", "漢字", "a漢", "aab", "abab", "abas", "babs",
    "BABAs",
    "a\u{ad}b", "{b}ab", "$aB$", "ﬁa", "ＡＢa", "\\textbf{bab}", "e\u{301}",
  ]
  static let gaps = [
    " ", " ", " ", "-", "\n", " - ", "\u{2013}", "\u{a0}", "^", " ^", "/", ", ", "“", "\u{b7}", "*", "→", "~",
  ]
  private static let soft = Set<Unicode.Scalar>(" \t\r\n-~\u{2013}\u{a0}".unicodeScalars)
  private static let hard: [Unicode.Scalar: String] = [
    "^": "^", "/": "/", ",": ",", "“": "\"", "\u{b7}": "\u{1A}", "→": "\u{1A}", "*": "*",
  ]
  private static let spelled: [Unicode.Scalar: String] = ["ﬁ": "fi", "Ａ": "A", "Ｂ": "B"]
  private static let unseen = Set<Unicode.Scalar>("${}\u{ad}".unicodeScalars)

  var words: [String] = []
  var ranges: [Range<Int>] = []
  /// `gaps[i]` stands in front of `words[i]`; nil when nothing does.
  var gaps: [String?] = []

  init(_ text: String) {
    var gap: String?
    var offset = 0
    var isInside = false
    // The one command there is in these texts.
    let marked = text.replacing("\\textbf", with: "\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}\u{1}")
    for scalar in marked.unicodeScalars {
      let start = offset
      offset += String(scalar).utf8.count
      if scalar == "\u{1}" || Self.unseen.contains(scalar) { continue }
      if Self.soft.contains(scalar) || Self.hard[scalar] != nil {
        gap = (gap ?? "") + (Self.hard[scalar] ?? "")
        isInside = false
      } else if scalar == "\u{301}", isInside {
        words[words.count - 1] = String(words[words.count - 1].dropLast()) + "é"
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<offset
      } else if isInside, !Self.isIdeograph(scalar) {
        words[words.count - 1] += Self.spelled[scalar] ?? String(scalar)
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<offset
      } else {
        words.append(Self.spelled[scalar] ?? String(scalar))
        ranges.append(start..<offset)
        gaps.append(gap)
        gap = nil
        isInside = !Self.isIdeograph(scalar)
      }
    }
  }

  private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool { scalar == "漢" || scalar == "字" }

  static func random(_ random: inout Seeded, _ count: Int) -> String {
    (0..<Int.random(in: 0...count, using: &random)).map { _ in
      random.pick(words) + random.pick(gaps)
    }.joined()
  }
}

struct PlainPhrase {
  let inner: String
  let isCased: Bool
  let start: Bool
  let end: Bool

  static func random(_ random: inout Seeded) -> PlainPhrase {
    let gaps = PlainText.gaps.filter { !$0.contains("*") && !$0.contains(",") }
    var inner = random.pick(PlainText.words)
    for _ in 1..<random.pick([1, 1, 1, 2, 2, 3]) {
      inner += random.pick(gaps) + random.pick(PlainText.words)
    }
    return PlainPhrase(
      inner: inner,
      isCased: random.chance(0.3),
      start: random.chance(0.3),
      end: random.chance(0.3)
    )
  }

  var written: String { (isCased ? "=" : "") + (start ? "*" : "") + inner + (end ? "*" : "") }

  var phrase: Phrase? {
    var phrase = Phrase(inner.unicodeScalars[...], isCased: isCased)
    phrase?.isOpenAtStart = start
    phrase?.isOpenAtEnd = end
    return phrase
  }

  /// The positions of its words.
  func places(in text: PlainText) -> [ClosedRange<Int>] {
    let wanted = PlainText(inner)
    return text.words.indices.map { $0...($0 + wanted.words.count - 1) }.filter { range in
      range.upperBound < text.words.count
        && range.allSatisfy { position in
          let index = position - range.lowerBound
          guard holds(text.words[position], wanted.words, index) else { return false }
          return index == 0 || text.gaps[position] == wanted.gaps[index]
        }
    }
  }

  private func holds(_ written: String, _ words: [String], _ index: Int) -> Bool {
    let (word, wanted) = isCased ? (written, words[index]) : (fold(written), fold(words[index]))
    let isLast = index == words.count - 1
    switch (start && index == 0, end && isLast) {
    case (false, false): return word == wanted || isLast && isPlural(word, of: wanted)
    case (false, true): return word.hasPrefix(wanted)
    case (true, false):
      return word.hasSuffix(wanted) || isLast && isPlural(word, of: wanted, isOpen: true)
    case (true, true): return word.contains(wanted)
    }
  }

  private func isPlural(_ word: String, of wanted: String, isOpen: Bool = false) -> Bool {
    guard let last = wanted.last, last.isASCII, last.isLetter, last != "s", last != "S" else { return false }
    guard wanted.utf8.count >= 3 || isCased && wanted.utf8.count == 2 else { return false }
    return isOpen ? word.hasSuffix(wanted + "s") : word == wanted + "s"
  }

  /// `lowercased()` would fold É as well.
  private func fold(_ word: String) -> String {
    String(word.map { $0.isASCII ? Character($0.lowercased()) : $0 })
  }
}

struct PlainTerm {
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
