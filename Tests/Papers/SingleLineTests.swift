import TestKit
import Testing

@testable import Papers

@Suite struct `Text from outside on one line` {
  @Test(arguments: [
    ("", ""), ("plain", "plain"), (" a  b ", "a b"), ("a\n\n b\tc\r\n", "a b c"),
    ("a\u{A0}b\u{3000}c", "a b c"),
    ("x\u{2028}y\u{2029}z\u{85}\u{0}", "x y z"), ("\u{1B}[31mred\u{1B}]0;t\u{7}", "[31mred]0;t"),
    ("a\u{7F}\u{9B}b\u{9D}", "ab"), ("$\\frac{a}{b}$ <b> *x*", "$\\frac{a}{b}$ <b> *x*"),
    // what turns the direction of writing, and what nobody sees
    ("ab\u{200F}c\u{61C}d\u{200E}", "abcd"), ("a\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}b", "ab"),
    ("a\u{2066}\u{2067}\u{2068}\u{2069}b", "ab"), ("so\u{AD}ft\u{200B}\u{2060}\u{FEFF}\u{180E}", "soft"),
    ("a\u{FFF9}b\u{E0041}\u{E0001}c", "abc"), ("\u{200B}\u{FEFF}", ""),
    // private use, no characters, unassigned ones that would not be seen
    ("a\u{E000}\u{F0000}\u{10FFFD}b", "ab"), ("a\u{2065}\u{E0080}b", "ab"),
    ("é 漢字 e\u{301} ﬁ שלום عليكم", "é 漢字 e\u{301} ﬁ שלום عليكم"), ("☺\u{FE0F} 🇩🇪 👍🏽", "☺\u{FE0F} 🇩🇪 👍🏽"),
  ])
  func `has nothing that disturbs it`(text: String, line: String) {
    #expect(text.singleLine.unicodeScalars.elementsEqual(line.unicodeScalars), "\(text.debugDescription)")
  }

  @Test(arguments: [
    ("👩\u{200D}🔬", true), ("👩🏽\u{200D}⚕\u{FE0F}", true), ("❤\u{FE0F}\u{200D}🔥", true),
    ("می\u{200C}خواهم", true),
    ("ه\u{200D}", true), ("क्\u{200D}ष", true), ("র\u{200D}্য", true), ("ක්\u{200D}ර", true),
    ("a\u{200D}b", false), ("a\u{200C}b", false), ("\u{200D}👩", false), ("👩\u{200D}", false),
    ("👩\u{200C}🔬", false),
    ("1\u{200D}👩", false), ("é\u{200D}漢", false), (" \u{200C}می", false),
  ])
  func `keeps joiners where they join`(text: String, isKept: Bool) {
    let kept = text.unicodeScalars.filter { isKept || ($0.value != 0x200C && $0.value != 0x200D) }
    #expect(text.visible.unicodeScalars.elementsEqual(kept), "\(text.debugDescription)")
    #expect(!(text + "\u{200D}\u{200D}").visible.unicodeScalars.suffix(2).allSatisfy { $0.value == 0x200D })
  }

  @Test(arguments: [0xFFFE, 0xFDD0, 0x10FFFF] as [UInt32])
  func `has nothing that is no character`(value: UInt32) throws {
    #expect("a\(try #require(Unicode.Scalar(value)))b".singleLine == "ab")
  }

  @Test func `keeps its columns when they are wanted`() {
    #expect("  a\t b \u{7}\u{202E}c\n".visible == "  a  b c ")
  }

  @Test func `a segment of a path holds nothing that ends it`() {
    #expect("!a/b:c?d#é%.~".percentEncoded == "%21a%2Fb%3Ac%3Fd%23%C3%A9%25.~")
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `is the same when it is made twice, and has no unwanted category`(seed: UInt64) {
    var random = Seeded(seed)
    let unwanted: Set<Unicode.GeneralCategory> = [
      .control, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator,
    ]
    for _ in 0..<300 {
      var text = "".unicodeScalars
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let top: UInt32 = random.pick([0xFF, 0x3000, 0x1FFFF, 0x10FFFF])
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...top, using: &random)) { text.append(scalar) }
      }
      let line = String(text).singleLine
      #expect(line.singleLine.unicodeScalars.elementsEqual(line.unicodeScalars))
      #expect(line.unicodeScalars.allSatisfy { !unwanted.contains($0.properties.generalCategory) })
      #expect(line == line.split(separator: " ").joined(separator: " "))
    }
  }
}
