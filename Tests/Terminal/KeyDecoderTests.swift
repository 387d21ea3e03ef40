import Terminal
import TestKit
import Testing

@Suite struct `Keys` {
  @Test(arguments: [
    ("a", [Key.character("a")]), ("aB?", [.character("a"), .character("B"), .character("?")]),
    ("é漢💻", [.character("é"), .character("漢"), .character("💻")]),
    ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}\u{8}", [.backspace, .backspace]),
    ("\u{3}\u{1A}", [.control("c"), .control("z")]),
    ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]), ("\u{1B}OA\u{1B}OF", [.up, .end]),
    ("\u{1B}[H\u{1B}[1~\u{1B}[7~", [.home, .home, .home]), ("\u{1B}[4~\u{1B}[8~", [.end, .end]),
    ("\u{1B}[5~\u{1B}[6~\u{1B}[3~", [.pageUp, .pageDown, .delete]), ("\u{1B}[1;5A", [.up]),
    ("\u{1B}[5;2~", [.pageUp]), ("\u{1B}[99~a", [.unknown, .character("a")]),
    ("\u{1B}a", [.unknown]), ("\u{1B}\u{1B}[A", [.escape, .up]),
    ("\u{1B}[200~a\u{1B}[Aq\r\u{1B}[201~q", [.paste("a\u{1B}[Aq\r"), .character("q")]),
    ("\u{1B}[12\u{7F}a", [.unknown, .backspace, .character("a")]),
  ])
  func `are read from what a terminal sends, in one piece or byte by byte`(bytes: String, keys: [Key]) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(bytes.utf8) == keys)
    #expect(!decoder.isWaiting)
    var slow = KeyDecoder()
    #expect(bytes.utf8.flatMap { slow.feed([$0]) } == keys)
  }

  @Test func `are told apart from half a sequence by what follows in time`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B]).isEmpty && decoder.isWaiting)
    #expect(decoder.flush() == [.escape])
    #expect(decoder.feed(Array("\u{1B}[1".utf8)).isEmpty)
    #expect(decoder.flush() == [.unknown] && decoder.flush().isEmpty)
  }

  @Test func `within a paste are text, however long it takes and however much it is`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed(Array("\u{1B}[200~aa".utf8)).isEmpty)
    #expect(decoder.flush().isEmpty)
    #expect(decoder.feed(Array("r\rq\u{3}\u{1B}".utf8)).isEmpty)
    #expect(decoder.flush().isEmpty && !decoder.isWaiting)
    #expect(decoder.feed(Array("[201~q".utf8)) == [.paste("aar\rq\u{3}"), .character("q")])
  }

  @Test func `behind a paste that is too long to keep are keys again, and those of the paste are not`() {
    var decoder = KeyDecoder()
    var keys = decoder.feed(Array("\u{1B}[200~".utf8))
    for _ in 0..<300 {
      keys += decoder.feed(Array(repeating: UInt8(ascii: "a"), count: 1_000)) + decoder.flush()
    }
    keys += decoder.feed(Array("\u{1B}[20".utf8)) + decoder.flush() + decoder.feed(Array("1~r".utf8))
    #expect(keys.count == 2 && keys.last == .character("r"))
    guard case .paste(let text) = keys.first else {
      Issue.record("no paste: \(keys.count) keys")
      return
    }
    #expect(text.count == 1 << 16 && text.allSatisfy { $0 == "a" })
  }

  @Test(
    arguments: [[0xFF], [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x28], [0xF0, 0x9F, 0x61]]
      as [[UInt8]]
  )
  func `in broken UTF-8 are unknown, and the next one is itself`(bytes: [UInt8]) {
    var decoder = KeyDecoder()
    let keys = decoder.feed(bytes + Array("q".utf8))
    #expect(keys.first == .unknown && keys.last == .character("q"))
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `are the same however the bytes are cut`(seed: UInt64) {
    var random = Seeded(seed)
    let alphabet: [UInt8] = [
      0x1B, 0x5B, 0x4F, 0x31, 0x3B, 0x7E, 0x41, 0x61, 0xC3, 0xA9, 0xE6, 0xBC, 0xA2, 0xFF, 0x03,
    ]
    let bytes = (0..<200).compactMap { _ in alphabet.randomElement(using: &random) }
    var whole = KeyDecoder()
    var cut = KeyDecoder()
    let keys = whole.feed(bytes) + whole.flush()
    #expect(bytes.flatMap { cut.feed([$0]) } + cut.flush() == keys)
  }
}

@Suite struct `A line that is written` {
  @Test(arguments: [
    ("", "abc", "abc"), ("ab", "\u{7F}c", "ac"), ("ab", "\u{1B}[Dc", "acb"), ("ab", "\u{1}c\u{5}d", "cabd"),
    ("one two", "\u{17}x", "one x"), ("abc", "\u{15}x", "x"), ("abc", "\u{1B}[H\u{1B}[3~", "bc"),
    ("", "\u{1B}[200~a\nb\u{1B}[31m\u{1B}[201~", "a b[31m"), ("e", "\u{301}\u{7F}", ""),
    ("abc", "\u{1}\u{6}\u{B}", "a"), ("", "\u{7F}\u{1B}[D\u{1B}[C\u{1B}[3~", ""),
  ])
  func `changes as keys say`(before: String, bytes: String, after: String) {
    var decoder = KeyDecoder()
    var editor = LineEditor(before)
    for key in decoder.feed(bytes.utf8) { #expect(editor.press(key) == .editing) }
    #expect(editor.text == after)
  }

  @Test func `is done with Enter and left with Esc`() {
    var editor = LineEditor("a")
    #expect(editor.press(.enter) == .done)
    #expect(editor.press(.escape) == .left)
  }
}
