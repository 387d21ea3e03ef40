import TestKit
import Testing

@testable import Papers

struct CollapsedTests {
  @Test(arguments: [
    ("", ""), (" ", ""), ("a", "a"), (" a  b ", "a b"), ("a\n\t b\r\nc", "a b c"), ("a\u{a0}b", "a b"),
    ("a\u{3000}b", "a b"),
    ("a\u{2003}\u{2028}b", "a b"), ("a\u{85}b", "a b"), ("a – “b” … c", "a – “b” … c"),
    ("abcdefg  hij", "abcdefg hij"),
    ("abcdefgh ", "abcdefgh"), ("abcdefg hijklmno p", "abcdefg hijklmno p"),
    ("abcdefgh\u{0}\u{1f}ijklm", "abcdefgh\u{0}\u{1f}ijklm"),
    ("a \u{301}b", "a b"), ("é ö", "é ö"), ("机器 人", "机器 人"), ("!!!!!!!! !", "!!!!!!!! !"),
  ])
  func `white space becomes single spaces`(text: String, collapsed: String) {
    #expect(text.collapsed == collapsed)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `the short way and the long way agree`(seed: UInt64) {
    var random = Seeded(seed)
    let pieces = [
      " ", " ", "a", "bc", "!", "\u{1f}", "\n", "\r\n", "\t", "\u{a0}", "\u{85}", "\u{200b}", "\u{2009}",
      "\u{2014}", "\u{202f}", "\u{205f}",
      "\u{3000}", "\u{301}", "\u{200d}", "é", "机", "\u{1680}", "\u{600}", "abcdefgh", "😀", "\u{7f}",
    ]
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in random.pick(pieces) }.joined()
      let long = text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
      #expect(text.collapsed.utf8.elementsEqual(long.utf8), "\(text.unicodeScalars.map(\.value))")
    }
  }
}
