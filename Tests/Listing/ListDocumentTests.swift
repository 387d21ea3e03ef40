import Foundation
import Listing
import Papers
import Testing

@Suite struct `A list` {
  private static let expected = """
    22 2603 [Leaf] Leaf: A Machine That Turns Pages
      2603.00011 = https://arxiv.org/pdf/2603.00011
      at Inkwell Lab
      Project: https://leaf.example.org/
      Code: https://github.com/inkwell/leaf
      in Papers (by time) / Still pages
    24 2603 [Slow (long)] Slow Reading [Extended Version]: What a Machine Misses
      2603.00010 = https://arxiv.org/abs/2603.00010v4
      Model: https://huggingface.co/inkwell/slow
      Code: https://github.com/inkwell/slow
      in Papers (by time) / Still pages
    26 2602 [Margin] Margin: Notes Beside the Text
      2602.00009 = https://arxiv.org/abs/2602.00009
      at Inkwell Lab
      Data: https://huggingface.co/datasets/inkwell/margin
      in Papers (by time) / Still pages
    34 2602 [] A Scroll Is a Film
      https://example.org/papers/scroll_(2026).pdf = https://example.org/papers/scroll_(2026).pdf
      in Papers (by time) / Moving pages / Scrolls
    36 2601 [Reel] hep-th, Read Aloud
      hep-th/9901001 = http://arxiv.org/abs/hep-th/9901001
      at Far Coast
      Demo: https://demo.example.org/reel
      in Papers (by time) / Moving pages / Scrolls
    55 - [] page-turner
      https://github.com/inkwell/page-turner = https://github.com/inkwell/page-turner
      Models: https://huggingface.co/inkwell
      Cold-Start Datasets: https://huggingface.co/collections/inkwell/cold
      in Tools
    57 - [] lectern
      https://github.com/inkwell/lectern = https://github.com/inkwell/lectern.git
      in Tools

    """

  @Test func `is read into its entries, and prose is passed over`() throws {
    let document = ListDocument(markdown: try text("Tests/Listing/Fixtures/list.md"))
    #expect(described(document) == Self.expected)
    #expect(
      document.unreadable.map { "\($0.line) \($0.text)" } == [
        "38 [2601] [Lost] Lost: A Paper Without an Address",
        "39 [2601] [Torn] [Torn: A Paper With Half an Address](pdf/torn.pdf)",
      ]
    )
  }

  @Test(arguments: ["\r\n", "\r"])
  func `reads the same whatever ends its lines`(ending: String) throws {
    let markdown = try text("Tests/Listing/Fixtures/list.md").replacingOccurrences(of: "\n", with: ending)
    #expect(described(ListDocument(markdown: markdown)) == Self.expected)
    #expect(described(ListDocument(markdown: markdown + ending)) == Self.expected)
  }

  @Test func `counts as lines what an editor does`() {
    let markdown = "A form feed \u{C}, a next line \u{85}, and separators \u{2028}\u{2029}\u{B}.\n"
    #expect(
      ListDocument(markdown: markdown + "* [A](https://example.org/a\u{85})").entries.map(\.line) == [2]
    )
  }

  @Test(arguments: ["", "\n", "* ", "# ", "```", "-", "*\n*", "* \n# \n- []()\n- [](", "[2501]"])
  func `may be empty`(markdown: String) {
    let document = ListDocument(markdown: markdown)
    #expect(document.entries.isEmpty)
    #expect(document.unreadable.isEmpty)
  }

  @Test func `knows under which headings an entry stands`() {
    let markdown = """
      # Title
      * [a](https://example.org/a)
      ## One ##
      #hashtag
      * [b](https://example.org/b)
      #### Deep
      * [c](https://example.org/c)
      ### Less deep
      * [d](https://example.org/d)
        ## Two
      * [e](https://example.org/e)
      ####### Seven
      # Another title
      * [f](https://example.org/f)
      ##
      * [g](https://example.org/g)
      """
    let sections = ListDocument(markdown: markdown).entries.map { $0.section.joined(separator: "/") }
    #expect(sections == ["", "One", "One/Deep", "One/Less deep", "Two", "", ""])
  }

  @Test(arguments: [
    ("```\n* [a](https://example.org/a)\n```\n* [b](https://example.org/b)", ["b"]),
    ("~~~\n* [a](https://example.org/a)\n```\n~~~\n* [b](https://example.org/b)", ["b"]),
    ("````\n```\n* [a](https://example.org/a)\n```\n````\n* [b](https://example.org/b)", ["b"]),
    ("```\n```tex\n* [a](https://example.org/a)\n```\n* [b](https://example.org/b)", ["b"]),
    ("  ```tex\n* [a](https://example.org/a)\n  ```  \n* [b](https://example.org/b)", ["b"]),
    ("```pip install a```\n* [b](https://example.org/b)", ["b"]),
    ("* [a](https://example.org/a)\n```\n* [b](https://example.org/b)", ["a"]),
    ("* [a](https://example.org/a)\n```\n```\nthe end [c](https://example.org/c)", ["a"]),
  ])
  func `passes over code`(markdown: String, titles: [String]) {
    #expect(ListDocument(markdown: markdown).entries.map(\.title) == titles)
  }

  @Test(arguments: [
    ("<!-- * [a](https://example.org/a) -->\n* [b](https://example.org/b)", ["b"]),
    (
      "<!--\n* [a](https://example.org/a)\n\n* [c](https://example.org/c)\n-->\n* [b](https://example.org/b)",
      ["b"]
    ),
    ("* [b](https://example.org/b) <!-- 1 --> <!-- 2 -->\n* [c](https://example.org/c)", ["b", "c"]),
    ("Write `<!--` for a comment\n\n* [b](https://example.org/b)", ["b"]),
  ])
  func `passes over what is commented out`(markdown: String, titles: [String]) {
    #expect(ListDocument(markdown: markdown).entries.map(\.title) == titles)
  }
}
