import Listing
import Papers
import TestKit
import Testing

@Suite struct `A document` {
  private static let pieces: [[UInt8]] =
    [
      "\n", "\r\n", "\r", "\n\n", "\t", "  ", "# Title", "## Part 💻", "Under\n====", "* [2501] [A] ",
      "[T](https://arxiv.org/abs/2501.00001)", "- nested\n  * [x](https://example.org/x)", "1. one",
      "| a | b |\n|---|---|",
      "```\n* [2501] [F](https://example.org/f)\n```", "~~~", "<!-- * [C](https://example.org/c)", "-->",
      "<div>", "</div>",
      "[[Code 💻](https://example.org/c)]", "![s](https://example.org/s.svg)", "    * code", "> quote", "漢字",
      "\u{2028}",
      "\u{FEFF}", "\u{0}", "***", "---", "â€”", "text\\",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80], [0xF0, 0x9F], [0x80, 0xBF]]

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `gives its bytes back, whatever they are`(seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<100 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).flatMap { _ in random.pick(Self.pieces) }
      let document = ListDocument(bytes: bytes)
      #expect(document.rendered == bytes)
      #expect(document.lines.flatMap { Array($0) } == bytes)
      #expect(document.parts.flatMap { Array($0.lines) } == Array(document.lines.indices))
    }
  }

  @Test(arguments: [
    "    * [2501] [T](https://example.org/x)\n\n    * [2501] [T](https://example.org/y)\n",
    "\t* [2501] [T](https://example.org/x)\n",
    "<pre>\n* [2501] [T](https://example.org/x)\n\n* [2501] [T](https://example.org/y)\n</pre>\n",
    "<script type=x>\n* [2501] [T](https://example.org/x)\n</script>\n", "<style>a</style>\n",
  ])
  func `passes over examples that are indented, or HTML's`(example: String) {
    let seen = "* [2501] [Seen](https://example.org/a)\n"
    for list in ["# A\n\n\(example)\n\(seen)", "\(seen)\n## B\n\(example)"] {
      #expect(ListDocument(markdown: list).items.map(\.title) == ["Seen"])
    }
  }

  @Test(arguments: ["* [a](https://example.org/a)\n\n", "words\n"])
  func `takes what is indented under an item or words for no code`(above: String) {
    let items = ListDocument(markdown: above + "    * [b](https://example.org/b)\n").items
    #expect(items.last?.title == "b")
  }

  @Test(arguments: [
    ("", 0), ("a", 1), ("a\n", 1), ("a\r\nb", 2), ("a\rb\r", 2), ("\r\r\n\n", 3), ("a\u{2028}b", 1),
  ])
  func `has the lines that an editor counts`(text: String, count: Int) {
    #expect(ListDocument(markdown: text).lines.count == count)
  }

  @Test(arguments: [
    ("a\r\nb\r\nc\n", "\r\n"), ("a\nb\r\nc\n", "\n"), ("a\rb\r", "\r"), ("a", "\n"), ("", "\n"),
  ])
  func `knows what most of its lines end with`(text: String, ending: String) {
    #expect(ListDocument(markdown: text).lines.ending == Array(ending.utf8))
  }

  @Test func `keeps entries in code and comments out`() {
    let text = """
      ```
      * [2501] [In code](https://example.org/a)
      ```
      <!-- kept out:
      * [2501] [In a comment](https://example.org/b)
      -->
      * [2501] [Seen](https://example.org/c)
      """
    #expect(ListDocument(markdown: text).items.map(\.title) == ["Seen"])
  }

  @Test func `keeps out what a comment hides that opens within a line, and what is in code`() {
    let text = """
      * [2501] [Seen](https://example.org/a) <!-- not yet:
        [Hidden](https://example.org/b)
        --> words
      * [2501] [Next](https://example.org/c) <!-- [Hidden](https://example.org/d) --> `[Code](https://example.org/e)`
      * [2501] [Last](https://example.org/f) <!-- no comment, as an entry ends it
      * [2501] [End](https://example.org/g)
      """
    let items = ListDocument(markdown: text).items
    #expect(items.map(\.title) == ["Seen", "Next", "Last", "End"])
    #expect(items.allSatisfy { $0.links.isEmpty })
    #expect(items.first?.notes == "words")
  }

  @Test(arguments: [
    ("## [Vision (Video)](#x)", "Vision (Video)"), ("## <a name=\"x\"></a>Video", "Video"),
    ("## **Video** 🎬", "Video"),
    ("<h2 id=\"x\">Video</h2>", "Video"), ("## A_b [C] &amp; d", "A_b [C] & d"),
  ])
  func `has the words of a heading that a reader sees`(heading: String, words: String) {
    let items = ListDocument(markdown: "\(heading)\n\n* [a](https://example.org/a)\n").items
    #expect(items.map(\.headings) == [[words]])
  }

  @Test func `may begin with a rule, and have another`() {
    let list = "---\n\n* [a](https://example.org/a)\n\n---\n* [b](https://example.org/b)\n"
    #expect(ListDocument(markdown: list).items.count == 2)
    #expect(ListDocument(markdown: list.replacing("---\n\n", with: "---\ntitle: x\n")).items.count == 1)
  }

  @Test func `knows headings that are underlined, and no rule, page data or longer paragraph`() throws {
    let text = """
      ---
      title: A list
      ---
      The list
      ========

      Moving pages 🎞
      ---
      * [2501] [Reel](https://example.org/a)

      Two lines
      of a paragraph
      ---

      <div>
      ---
      * [2501] [Leaf](https://example.org/b)
      ---
      * [2501] [Margin](https://example.org/c)
      """
    let document = ListDocument(markdown: text)
    #expect(document.items.map(\.title) == ["Reel", "Leaf", "Margin"])
    #expect(document.items.allSatisfy { $0.headings == ["Moving pages"] })
    let headings = document.parts.filter { if case .heading = $0.kind { true } else { false } }
    #expect(headings.map(\.text) == ["The list", "Moving pages"])
    #expect(headings.map(\.lines) == [3..<5, 6..<8])
    #expect(document.rendered == Array(text.utf8))
  }

  @Test func `knows items by number, and no year as one`() {
    let text = """
      1. [2502] [Reel](https://example.org/a)
      12) [2501] [Leaf](https://example.org/b), a book of
      2024. [Code](https://example.org/c)
      """
    let items = ListDocument(markdown: text).items
    #expect(items.map(\.title) == ["Reel", "Leaf"])
    #expect(items.map { $0.links.map(\.label) } == [[], ["Code"]])
  }

  @Test func `has an item for an entry without any link`() throws {
    let item = try #require(ListDocument(markdown: "## Part\n* [2505] [Lost] Lost: No Address\n").items.first)
    #expect(item.url == nil)
    #expect(item.work == nil)
    #expect(item.label?.yymm == "2505")
    #expect(item.name == "Lost")
    #expect(item.title == "Lost: No Address")
    #expect(item.section == "Part")
    #expect(item.line == 2)
  }

  @Test func `has an item for a paper that is a PDF in a repository, and for a repository with a badge`() {
    let text = """
      * [2502] [Reel] [Reel: On Film](https://github.com/inkwell/reel/blob/main/reel.pdf) [[Code 💻](https://github.com/inkwell/reel)]
      * [lectern 💻](https://github.com/inkwell/lectern) ![lectern](https://img.example.org/lectern) [Model](https://example.org/m)
      """
    let items = ListDocument(markdown: text).items
    #expect(
      items.map(\.url) == [
        "https://github.com/inkwell/reel/blob/main/reel.pdf", "https://github.com/inkwell/lectern",
      ]
    )
    #expect(items.map { $0.links.map(\.label) } == [["Code"], ["Model"]])
    #expect(items.allSatisfy { $0.work?.paper == nil })
  }

  @Test func `reads the notes behind an entry`() throws {
    let text = "* [T](https://example.org/a) (Lab) (a place 2026) [Code](https://example.org/c)"
    let item = try #require(ListDocument(markdown: text).items.first)
    #expect(item.affiliation == "Lab")
    #expect(item.notes == "(a place 2026)")
  }

  @Test(arguments: ["words about giving", "[Papers](#papers)", "[guide](docs/guide.md)", "**bold**"])
  func `has no item for a bullet that is plainly no entry`(bullet: String) {
    #expect(ListDocument(markdown: "* \(bullet)\n").items.isEmpty)
  }

  @Test func `has every one of ten thousand entries`() {
    let text = (0..<10_000).map {
      "* [2501] [N\($0)] [T \($0)](https://example.org/\($0)) [[Code](https://example.org/c\($0))]\n\n"
    }
    .joined()
    let document = ListDocument(markdown: "## Part\n" + text)
    #expect(document.items.count == 10_000)
    #expect(document.items.last?.name == "N9999")
    #expect(document.items.last?.line == 20_000)
  }
}
