import Testing

@testable import Scoring

struct WordCutterTests {
  private static let soft: [ClosedRange<UInt32>] = [
    0x09...0x0A, 0x0D...0x0D, 0x20...0x20, 0x2D...0x2D, 0xA0...0xA0, 0x2000...0x200B, 0x2010...0x2015,
    0x202F...0x202F, 0x205F...0x205F, 0x2212...0x2212, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ]
  /// Those outside ASCII.
  private static let hard: [ClosedRange<UInt32>] = [
    0xAD...0xAD, 0xB7...0xB7, 0x2018...0x201F, 0x2022...0x2022, 0x2026...0x2026, 0x3001...0x3002,
    0xFF08...0xFF09, 0xFF0C...0xFF0C, 0xFF1A...0xFF1A,
  ]

  @Test func `every scalar is part of a word, a soft or a hard separator`() {
    for value in (0 as UInt32)...0x1FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      var cutter = WordCutter(Array("a\(String(scalar))b".utf8))
      let first = cutter.next()
      let second = cutter.next()
      let isLetterOrDigit = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      let isWord = value > 0x7F || scalar == "_" || isLetterOrDigit
      if Self.soft.contains(where: { $0.contains(value) }) {
        #expect(first == 0..<1 && second != nil && cutter.gap.isEmpty, "\(value)")
      } else if Self.hard.contains(where: { $0.contains(value) }) || !isWord {
        #expect(first == 0..<1 && second != nil && cutter.gap == Array(String(scalar).utf8), "\(value)")
      } else {
        #expect(first?.count == 2 + String(scalar).utf8.count && second == nil, "\(value)")
      }
    }
  }

  @Test(arguments: [("", []), ("--", []), ("a", ["a"]), (" a_1, B ", ["a_1", "B"]), ("…a", ["a"])])
  func `separators at the ends are no words`(text: String, words: [String]) {
    let bytes = Array(text.utf8)
    var cutter = WordCutter(bytes)
    var found: [String] = []
    while let range = cutter.next() { found.append(String(decoding: bytes[range], as: UTF8.self)) }
    #expect(found == words)
  }
}

struct LexiconTests {
  @Test func `a lexicon knows what was put in, once, and nothing else`() {
    var lexicon = Lexicon()
    for number in 0..<1_000 { #expect(lexicon.insert(Array("w\(number)".utf8)) == number) }
    for number in 0..<1_000 {
      #expect(lexicon.insert(Array("w\(number)".utf8)) == number)
      #expect(lexicon.number(of: Array("x\(number)".utf8)[...]) == nil)
    }
    #expect(lexicon.count == 1_000)
  }
}
