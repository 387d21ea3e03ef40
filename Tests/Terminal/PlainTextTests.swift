import Terminal
import TestKit
import Testing

@Suite struct `Text on a terminal` {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a\nb\tc\rd", "a b c d"), ("a\r\nb", "a  b"),
    // ESC, other C0, DEL, C1 with CSI and OSC
    ("\u{1B}[31mred\u{1B}[0m", "[31mred[0m"), ("\u{1B}]0;title\u{7}", "]0;title"),
    ("a\u{0}\u{8}\u{B}\u{C}b", "a  b"),
    ("a\u{7F}b", "ab"), ("\u{9B}31mred\u{9D}0;t\u{9C}\u{80}\u{9F}", "31mred0;t"),
    // bidi embeddings, overrides, isolates and marks
    ("\u{202A}a\u{202B}b\u{202C}c\u{202D}d\u{202E}e", "abcde"),
    ("\u{2066}a\u{2067}b\u{2068}c\u{2069}", "abc"),
    ("\u{200E}a\u{200F}b\u{61C}", "ab"),
    // line separators, and what nobody sees
    ("a\u{2028}b\u{2029}c\u{85}", "a b c "), ("so\u{AD}ft\u{200B}\u{2060}\u{FEFF}", "soft"),
    ("a\u{E0041}\u{FFF9}b", "ab"),
    // what belongs to words and emoji stays
    ("שלום عليكم", "שלום عليكم"), ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("👩‍👩‍👧 ☺️ 🇩🇪", "👩‍👩‍👧 ☺️ 🇩🇪"),
    ("e\u{301} 漢字 ﬁ", "e\u{301} 漢字 ﬁ"),
  ])
  func `has nothing that could steer it`(text: String, printable: String) {
    #expect(text.printable.unicodeScalars.elementsEqual(printable.unicodeScalars), "\(text.debugDescription)")
    #expect(text.printable.printable.unicodeScalars.elementsEqual(printable.unicodeScalars))
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("a\u{20DD}", 1), ("Ж", 1), ("α", 1), ("½", 1),
    ("“”…", 3),
    ("漢字", 4), ("かな", 4), ("カナ", 4), ("한글", 4), ("ﾊﾝ", 2), ("ＡＢ", 4), ("。「", 4), ("\u{3000}", 2),
    ("\u{20000}", 2), ("\u{FE10}", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("💻", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2),
    ("🇩🇪", 2),
    ("❤️", 2), ("❤", 1), ("☺️", 2), ("1️⃣", 2), ("↔", 1), ("™", 1), ("שלום", 4), ("นี่", 1), ("\u{200D}", 0),
    // a conjunct of two letters, a vowel beside its letter, half a flag
    ("क्ष", 2), ("นำ", 2), ("🇩", 2), ("👍🏽👍", 4), ("\u{301}", 0), ("a 漢 💻", 7), ("─│", 2), ("\u{10FFFF}", 1),
  ])
  func `has a width in columns`(text: String, width: Int) {
    #expect(text.displayWidth == width, "\(text.debugDescription)")
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 7, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 2, "a…"),
    ("abcdef", 1, "…"), ("abcdef", 0, ""), ("abcdef", -1, ""), ("", 0, ""), ("", -1, ""), ("a", 1, "a"),
    ("漢字漢字", 8, "漢字漢字"), ("漢字漢字", 7, "漢字漢…"), ("漢字漢字", 6, "漢字…"), ("漢字漢字", 2, "…"),
    ("e\u{301}e\u{301}e\u{301}", 3, "e\u{301}e\u{301}e\u{301}"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ("👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧…"), ("👩‍👩‍👧👩‍👩‍👧", 4, "👩‍👩‍👧👩‍👩‍👧"),
  ])
  func `is cut to fit`(text: String, width: Int, fitted: String) {
    #expect(text.fitted(to: width) == fitted)
  }

  @Test(arguments: [
    ("one two three", 20, ["one two three"]), ("one two three", 13, ["one two three"]),
    ("one two three", 12, ["one two", "three"]), ("one two three", 7, ["one two", "three"]),
    ("one two three", 5, ["one", "two", "three"]), ("", 10, []), ("   ", 10, []),
    ("  one   two ", 10, ["one two"]), ("漢字 漢字", 5, ["漢字", "漢字"]), ("漢字 漢字", 9, ["漢字 漢字"]),
    // where there is no space to break at
    ("abcdefgh", 3, ["abc", "def", "gh"]), ("a bcdefgh i", 3, ["a", "bcd", "efg", "h i"]),
    ("漢字漢字漢", 5, ["漢字", "漢字", "漢"]), ("漢a", 1, ["漢", "a"]), ("ab", 0, ["a", "b"]),
  ])
  func `is wrapped between words where that is possible`(text: String, width: Int, lines: [String]) {
    #expect(text.wrapped(to: width) == lines)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `fits whatever it is`(seed: UInt64) {
    let pieces = [
      "a", "Bc", " ", "漢", "か", "💻", "👩‍👩‍👧", "e\u{301}", "\u{301}", "\u{200D}", "\u{FE0F}", "\u{1B}", "\n", "🇩🇪",
      "한", "…",
    ]
    var random = Seeded(seed)
    for _ in 0..<200 {
      let count = Int.random(in: 0...30, using: &random)
      let text = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined().printable
      let width = Int.random(in: 0...20, using: &random)
      #expect(text.fitted(to: width).displayWidth <= width)
      #expect(text.wrapped(to: max(width, 2)).allSatisfy { $0.displayWidth <= max(width, 2) && !$0.isEmpty })
      let words = text.split(separator: " ").joined()
      #expect(text.wrapped(to: 2).joined().replacing(" ", with: "") == words)
    }
  }

  // A letter outside ASCII takes the way that asks Unicode about everything.
  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `of ASCII alone is what it is beside another letter`(seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<200 {
      let count = Int.random(in: 0...30, using: &random)
      let highest: UInt8 = random.chance(0.5) ? 0x7E : 0x7F
      let lowest: UInt8 = random.chance(0.7) ? 0x20 : 0
      let text = String(
        decoding: (0..<count).map { _ in UInt8.random(in: lowest...highest, using: &random) },
        as: UTF8.self
      )
      #expect((text + "é").printable == text.printable + "é")
      let shown = text.printable
      #expect((shown + "é").displayWidth == shown.displayWidth + 1)
      let width = Int.random(in: -1...30, using: &random)
      if shown.displayWidth > width { #expect(shown.fitted(to: width) == (shown + "é").fitted(to: width)) }
      #expect(text.map(\.displayWidth).allSatisfy { (0...1).contains($0) })
    }
  }
}
