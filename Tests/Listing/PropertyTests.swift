import Listing
import Papers
import TestKit
import Testing

@Suite struct `Any text` {
  private static let pieces = [
    "[", "]", "(", ")", "!", "\\", "*", "- ", "* ", "+ ", "#", "## ", "`", "```", "~~~", "\n", "\r\n", "\r",
    " ", "\t", "<", ">", "\"", "<!--", "-->", "[2501] ", "[A](https://arxiv.org/abs/2501.00001)",
    "](https://example.org/a)", "https://", "a", "漢", "💻", "👩‍👩‍👧", "\u{FE0F}", "\u{200D}", "\u{301}", "\u{0}",
    "\u{85}", "\u{2028}", "\u{FEFF}", "%", "%zz", "v0", "://", "@", ":",
  ]

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `can be read`(seed: UInt64) throws {
    var random = Seeded(seed)
    for _ in 0..<100 {
      let count = Int.random(in: 0...80, using: &random)
      let markdown = (0..<count).compactMap { _ in Self.pieces.randomElement(using: &random) }.joined()
      let document = ListDocument(markdown: "* " + markdown)
      let listed = document.dated(fallback: try #require(Month(yymm: "2401")))
      #expect(listed.count == document.entries.count)
      #expect(document.entries.map(\.line) == document.entries.map(\.line).sorted())
    }
  }

  @Test(arguments: [
    ("[", "]"), ("![", "]"), ("(", ")"), ("[", ""), ("(", ""), ("", "]"), ("[](", ""), ("[[", "]("),
    ("\\", ""),
    ("<!--", ""), ("`", ""), ("#", ""), ("* ", ""),
  ])
  func `can be nested however deeply`(open: String, close: String) {
    let depth = 4000
    let nested = String(repeating: open, count: depth) + "a" + String(repeating: close, count: depth)
    let document = ListDocument(markdown: "* \(nested)\n\n* [T](https://example.org/a)")
    #expect(document.entries.last?.title == "T")
  }
}
