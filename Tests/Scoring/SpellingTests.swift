import Papers
import Testing

@testable import Scoring

struct SpellingTests {
  @Test(arguments: [
    ("$R1$", "R1"), ("\\textbf{R1}-Zero", "R1-Zero"), ("$R^{3}$", "R^3"), ("{\\bf R1}", "R1"),
    ("\\emph {visual}", "visual"), ("{V}ision-{L}anguage", "Vision-Language"), ("$\\pi_{0}$", " pi_0"),
    ("{a}{b}", "a b"), ("na\\\"ive", "naïve"), ("na\\\"{\\i}ve", "naïve"), ("\\v{c}a", "ča"), ("\\c c", "ç"),
    ("\\'", "'"), ("Erd\\H{o}s", "Erdős"), ("stra\\ss e", "straße"), ("50\\% \\& R\\_1", "50% & R_1"),
    ("a\\,b\\\\c", "a b c"), ("multi\\-modal", "multimodal"), ("\\(x\\)", "x"), ("a\\quad b", "a  b"),
    ("\\", ""),
    ("\\textbf", ""), ("\\\"é", "\"é"), ("\\é", "é"),
    ("ﬁne-ﬂow", "fine-flow"), ("Ｒ１", "R1"), ("𝑹𝟏 ℝ³", "R1 R^3"), ("π₀", "π_0"), ("e\u{301}", "é"),
    ("e\u{302}\u{301}", "ế"),
    ("x\u{301}", "x\u{301}"), ("\u{301}", "\u{301}"),
    ("“a” ‘b’ «c»", "\"a\" 'b' \"c\""), ("a\u{2014}b\u{2011}c", "a b c"), ("a\u{a0}b", "a b"),
    ("a\u{ad}b", "ab"),
    ("Gemini™", "Gemini"), ("a→b", "a\u{1A}b"), ("👩‍👩‍👧 a", "\u{1A}\u{1A}\u{1A} a"),
    ("模型x y", "模\u{1B}型\u{1B}x y"),
  ])
  func `what is written in different ways is spelled alike`(text: String, spelled: String) {
    #expect(String(decoding: Spelling(text).bytes, as: UTF8.self) == spelled)
  }

  @Test func `each letter knows where it comes from`() {
    let spelling = Spelling("\\textbf{é}ﬁ\\\"{o}")
    #expect(String(decoding: spelling.bytes, as: UTF8.self) == "éfiö")
    #expect([0, 2, 3, 4].map(spelling.start) == [8, 11, 11, 14])
    #expect([1, 2, 3, 5].map(spelling.end) == [10, 14, 14, 19])
  }

  @Test(
    arguments: [
      [0xC0], [0xFF], [0xE2, 0x80], [0x61, 0x80, 0x62], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0x5C, 0xC3],
    ] as [[UInt8]]
  )
  func `bytes that are no text are signs`(bytes: [UInt8]) {
    let spelling = bytes.withUnsafeBufferPointer { Spelling($0) }
    #expect(spelling.bytes.allSatisfy { $0 < 0x80 })
    #expect(spelling.bytes.indices.allSatisfy { spelling.end(of: $0) <= bytes.count })
  }

  @Test func `every scalar outside ASCII is a letter, a space, a sign or nothing`() {
    for value in (0x80 as UInt32)...0x1FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let spelled = Spelling("a\(String(scalar))b").bytes
      switch ScalarKind(scalar) {
      case .letter, .ideograph: #expect(spelled.count >= 2 && !spelled.contains(0x1A), "\(value)")
      case .soft: #expect(spelled.count == 3 && spelled[1].isSoftByte, "\(value)")
      case .ignored: #expect(spelled == Array("ab".utf8), "\(value)")
      case .hard: #expect(spelled.count >= 3 && spelled[1] < 0x80, "\(value)")
      }
    }
  }

  @Test(arguments: [
    ("R1", "with $R1$", "R1"),
    ("visual reasoning", "a visual \\textbf{reasoning} model", "visual \\textbf{reasoning"),
    ("R^3", "the $R^{3}$ way", "R^{3"), ("R^3", "R³", "R³"), ("fine tuning", "ﬁne–tuning", "ﬁne–tuning"),
    ("vision-language", "{V}ision-{L}anguage", "V}ision-{L}anguage"), ("=GRPO", "ＧＲＰＯ", "ＧＲＰＯ"),
    ("reinforcement", "rein\u{ad}forcement", "rein\u{ad}forcement"),
    ("naïve", "a na\\\"ive way", "na\\\"ive"),
    ("reason", "{\\bf  R1} can \\it reason", "reason"), ("b", "stra\\ss  e\u{301}\u{ad} b", "b"),
    ("don't", "don’t", "don’t"), ("$\\mathcal{R}$-bench", "R-Bench", "R-Bench"),
  ])
  func `a match is what stands in the text`(term: String, title: String, found: String) throws {
    #expect(try matches(of: term, in: paper(title: title)).map(\.text) == [found])
  }
}
