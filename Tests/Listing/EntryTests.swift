import Listing
import Papers
import Testing

@Suite struct `An entry` {
  /// label and name in front
  private static let heads: [(String, String?, String?)] = [
    ("[2501] [A] [T](https://arxiv.org/abs/2501.00001)", "2501", "A"),
    ("[2501] [T](https://arxiv.org/abs/2501.00001)", "2501", nil),
    ("[2501][A] [T](https://arxiv.org/abs/2501.00001)", "2501", "A"),
    ("**[2501]** [A [B]] [T](https://arxiv.org/abs/2501.00001)", "2501", "A [B]"),
    ("[A] [T](https://arxiv.org/abs/2501.00001)", nil, "A"),
    ("[VLM-R^3] [T](https://arxiv.org/abs/2501.00001)", nil, "VLM-R^3"),
    ("[2513] [T](https://arxiv.org/abs/2501.00001)", nil, "2513"),
    ("[9912] [T](https://arxiv.org/abs/2501.00001)", "9912", nil),
    ("🔥 [2501] [A] [T](https://arxiv.org/abs/2501.00001)", "2501", "A"),
    ("[T](https://arxiv.org/abs/2501.00001) [2501]", nil, nil),
  ]

  /// affiliation and links behind
  private static let tails: [(String, String?, [String])] = [
    (" (Lab)", "Lab", []), (" ( Two\n  Labs, (one) )", "Two Labs, (one)", []), ("", nil, []),
    (" (Lab) [Code](https://example.org/c) (soon)", "Lab", ["Code"]),
    (" [Code 💻](https://example.org/c)[Model🤗](https://example.org/m)", nil, ["Code", "Model"]),
    (" [[Code 💻](https://example.org/c)] [[Model](https://example.org/m)] (Lab)", "Lab", ["Code", "Model"]),
    (" [[Code](https://example.org/c), [Model](https://example.org/m)]", nil, ["Code", "Model"]),
    (" ![stars](https://example.org/s) [Code](https://example.org/c)", nil, ["Code"]),
    (" [![stars](https://example.org/s)](https://example.org/c)", nil, ["stars"]),
    (" [Cold-Start Datasets 🤗](https://example.org/d)", nil, ["Cold-Start Datasets"]),
    (" \\[no\\](link) [Code](https://example.org/c)", "link", ["Code"]),
    (" [[code]](https://example.org/c)", nil, ["code"]), (" [Code](https://example.org/c", nil, []),
    (" [soon] [Code](https://example.org/c)", nil, ["Code"]),
  ]

  @Test(arguments: heads)
  func `has a label and a name when they stand in front`(bullet: String, label: String?, name: String?) throws
  {
    let entry = try entry(bullet)
    #expect(entry.label?.yymm == label)
    #expect(entry.name == name)
    #expect(entry.title == "T")
    #expect(entry.work.description == "2501.00001")
  }

  @Test(arguments: [
    ("[A [B] C](https://example.org/a)", "A [B] C"), ("[A (B) C](https://example.org/a)", "A (B) C"),
    ("[A\n  B](https://example.org/a)", "A B"), ("[  A   B\n](https://example.org/a)", "A B"),
    ("[A 💻](https://example.org/a)", "A"), ("[🌐A❤️ B☺️](https://example.org/a)", "A B"),
    ("[👩‍👩‍👧 A 🇩🇪](https://example.org/a)", "A"), ("[👍🏽 A](https://example.org/a)", "A"),
    // signs that can be emoji, and here are none
    ("[Text ↔ Image™ ▶ 2](https://example.org/a)", "Text ↔ Image™ ▶ 2"),
    ("[1 + 1 = #2*](https://example.org/a)", "1 + 1 = #2*"), ("[漢字 и é](https://example.org/a)", "漢字 и é"),
    ("[$\\alpha$-Net](https://example.org/a)", "$\\alpha$-Net"),
    // escapes, and code in which nothing is a link
    ("[A with \\] bracket and \\`tick \\\\ \\*](https://example.org/a)", "A with ] bracket and `tick \\ *"),
    ("[A `]` B `\\]`](https://example.org/a)", "A `]` B `\\]`"),
    ("`[no](https://example.org/b)` [T](https://example.org/a)", "T"),
    ("``a ` [no](https://example.org/b)`` [T](https://example.org/a)", "T"),
    ("a ` tick [T](https://example.org/a)", "T"), ("\\`[T](https://example.org/a) `", "T"),
    ("<!-- [no](https://example.org/b) --> [T](https://example.org/a)", "T"),
    ("\\<!-- [T](https://example.org/a) -->", "T"), ("x <!-- open [T](https://example.org/a)", "T"),
  ])
  func `has a title without line breaks and emoji`(bullet: String, title: String) throws {
    #expect(try entry(bullet).title == title)
  }

  @Test func `has names, labels and affiliations without their escapes`() throws {
    let entry = try entry(
      "[2501] [A\\_B] [T](https://example.org/a\\_b) (X \\& Y) [Co\\*de](https://example.org/c)"
    )
    #expect(entry.name == "A_B" && entry.affiliation == "X & Y")
    #expect(entry.links.map(\.label) == ["Co*de"])
    #expect(entry.url == "https://example.org/a_b")
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["(", "[", "](", "[a](", "[[a](b", "`", "``", "<!--", "\\", "![", "[`"]
  )
  func `is read in time that grows with its length alone`(piece: String) {
    // With every pair looked at it is minutes, whatever the machine.
    let line = "* [T](https://example.org/a) " + String(repeating: piece, count: 100_000 / piece.count)
    let editor = ListEditor(bytes: Array(line.utf8))
    #expect(editor.bytes.count == line.utf8.count)
    #expect(!ListDocument(markdown: line).items.isEmpty)
  }

  @Test(arguments: [
    ("[T](https://example.org/a_(b))", "https://example.org/a_(b)"),
    ("[T](https://example.org/a_(b_(c))/d)", "https://example.org/a_(b_(c))/d"),
    ("[T](https://example.org/a \"A (title)\")", "https://example.org/a"),
    ("[T]( https://example.org/a )", "https://example.org/a"),
    ("[T](\nhttps://example.org/a)", "https://example.org/a"),
    ("[T](<https://example.org/a>)", "https://example.org/a"),
    ("[T](http://www.example.org/a/?b=c#d)", "http://www.example.org/a/?b=c#d"),
  ])
  func `keeps the address as it stands`(bullet: String, url: String) throws {
    #expect(try entry(bullet).url == url)
  }

  @Test(arguments: [
    "https://arxiv.org/abs/2411.10440v4", "http://arxiv.org/pdf/2411.10440.pdf",
    "https://huggingface.co/papers/2411.10440", "https://doi.org/10.48550/arXiv.2411.10440",
  ])
  func `is about the paper wherever its address points to one`(url: String) throws {
    #expect(try entry("[2411] [T](\(url))").work.description == "2411.10440")
  }

  @Test(arguments: tails)
  func `may have an affiliation and links behind`(tail: String, affiliation: String?, labels: [String]) throws
  {
    let entry = try entry("[T](https://example.org/a)" + tail)
    #expect(entry.affiliation == affiliation)
    #expect(entry.links.map(\.label) == labels)
  }

  @Test(
    arguments: [
      ("[2503] [A] [A: On B]", "A", "A: On B", ["Project", "Code"]),
      ("[2503] [A: On B 🔥]", nil, "A: On B", ["Project", "Code"]),
      ("[2503]", nil, "Project", ["Code"]), ("", nil, "Project", ["Code"]),
    ] as [(String, String?, String, [String])]
  )
  func `may have a title without an address, and then its first link says what it is about`(
    head: String,
    name: String?,
    title: String,
    links: [String]
  ) throws {
    let tail = "[[Project 🌐](https://example.org/p)] (Lab) [[Code 💻](https://example.org/c)]"
    let entry = try entry("\(head) \(tail)")
    #expect(entry.work.description == "https://example.org/p")
    #expect(entry.label?.yymm == (head.isEmpty ? nil : "2503"))
    #expect(entry.name == name)
    #expect(entry.title == title)
    #expect(entry.affiliation == "Lab")
    #expect(entry.links.map(\.label) == links)
  }

  @Test(arguments: [
    ("T ([paper](https://arxiv.org/abs/2505.19000), [code](https://example.org/c))", "T", ["code"]),
    ("T, <https://arxiv.org/abs/2505.19000>", "T", []),
    (
      "<a href=\"https://arxiv.org/abs/2505.19000\" target=x>T</a> [code](https://example.org/c)", "T",
      ["code"]
    ),
    ("[T][p] ([code][C])", "T", ["code"]), ("[T][]", "T", []), ("[T]", "T", []),
    ("[T 💻](https://example.org/c) [Paper 📄](https://arxiv.org/abs/2505.19000)", "T", ["T"]),
    ("[Paper2T](https://arxiv.org/abs/2505.19000) writes code", "Paper2T", []),
    ("[2505] [N] T [[Paper](https://arxiv.org/abs/2505.19000)]", "T", []),
    ("T [Project](https://example.org/p) [[arXiv](https://arxiv.org/abs/2505.19000)]", "T", ["Project"]),
  ])
  func `is about its paper however that is linked`(bullet: String, title: String, labels: [String]) throws {
    let definitions =
      "[p]: https://arxiv.org/abs/2505.19000\n[c]: <https://example.org/c> 'C'\n[t]: https://arxiv.org/pdf/2505.19000\n"
    let entries = ListDocument(markdown: "* \(bullet)\n\n\(definitions)").entries
    let entry = try #require(entries.first)
    #expect(entry.work.description == "2505.19000")
    #expect(entry.title == title)
    #expect(entry.links.map(\.label) == labels)
  }

  @Test func `is about the project when the paper has an entry of its own`() {
    let project = "* [P](https://example.org/p) [Paper](https://arxiv.org/abs/2505.19000)\n"
    let paper = "* [T](https://arxiv.org/abs/2505.19000)\n"
    for list in [project + paper, paper + project] {
      let works = ListDocument(markdown: list).entries.map(\.work.description)
      #expect(works.sorted() == ["2505.19000", "https://example.org/p"])
    }
  }

  @Test(arguments: [
    ("T: a b. [[paper]](https://arxiv.org/abs/2505.19000) [[code]](https://example.org/c)", "T: a b"),
    ("T? [paper](https://arxiv.org/abs/2505.19000)", "T?"),
    ("**T or not**, A B et al., 2025. [[paper]](https://arxiv.org/abs/2505.19000)", "T or not"),
    ("[2504] **T** [[Paper](https://arxiv.org/abs/2505.19000)]", "T"),
    (
      "[![arXiv](https://example.org/b.svg)](https://arxiv.org/abs/2505.19000) T: x [c](https://example.org/c)",
      "T: x"
    ),
    ("[N] [T] [pdf](https://arxiv.org/abs/2505.19000)", "T"),
    ("[**T**](https://arxiv.org/abs/2505.19000)", "T"),
    ("🔥 [arXiv:2505.19000](https://arxiv.org/abs/2505.19000)", "arXiv:2505.19000"),
  ])
  func `has the words beside its link for a title when the link's say only what it is`(
    bullet: String,
    title: String
  ) throws {
    #expect(try entry(bullet).title == title)
    #expect(try entry(bullet).work.description == "2505.19000")
  }

  @Test(arguments: [" ", "x", "X", "CVPR'25", "arXiv’25", "2025/05", "NeurIPS 2024", "CVPR2025"])
  func `has no box, date or venue for a name`(bracket: String) throws {
    let entry = try entry("[\(bracket)] [T](https://arxiv.org/abs/2505.19000)")
    #expect(entry.name == nil && entry.title == "T")
  }

  @Test func `has the picture's words for a title when that is a picture`() throws {
    #expect(
      try entry("[![Reader ![x](y)](https://example.org/r.svg)](https://example.org/a)").title == "Reader x"
    )
    #expect(try entry("[A ![badge](https://example.org/b.svg)](https://example.org/a)").title == "A badge")
  }

  @Test(arguments: [
    "just words", "[T](#papers)", "[T](pdf/a.pdf)", "[T](mailto:a@example.org)", "[T]", "[T]()",
    "![T](https://example.org/a)", "(https://example.org/a)", "[A] [[Code](#code)]",
    "[T] (https://example.org/a)", "[T](https://example.org/a", "\\[T](https://example.org/a)",
    "[T](javascript:alert(1))", "[T](https://localhost/a)",
  ])
  func `is none without a usable link`(bullet: String) {
    let document = ListDocument(markdown: "* \(bullet)\n* [2501] \(bullet)\n")
    #expect(document.entries.isEmpty)
    #expect(document.unreadable.map(\.line) == [2])
  }

  @Test(arguments: ["* ", "- ", "+ ", "*\t", "  * ", "   - ", "*    ", "1. ", "7) ", "  120.\t"])
  func `begins with any bullet, or a number`(mark: String) {
    let document = ListDocument(markdown: "\(mark)[T](https://example.org/a)")
    #expect(document.entries.map(\.title) == ["T"])
  }

  @Test(arguments: ["*", "**", "1.", "2024. ", "1: ", "> * ", "*[2501]", "", "—"])
  func `begins with nothing else`(mark: String) {
    let document = ListDocument(markdown: "\(mark)[T](https://example.org/a)")
    #expect(document.entries.isEmpty)
  }

  @Test(arguments: [
    "</details>", "<div align=center>", "<table>", "---", "***", "_ _ _", "| a | b |", "> said", "~~~",
  ])
  func `ends where another block begins, and the next entry goes before that`(line: String) throws {
    let list = """
      # T
      * [2501] [a](https://arxiv.org/abs/2501.00001)
      * [2502] [b](https://arxiv.org/abs/2502.00001)
      * [2503] [c](https://arxiv.org/abs/2503.00001)
      \(line)
      [Code](https://example.org/3)
      """
    let editor = ListEditor(bytes: Array(list.utf8))
    #expect(ListDocument(markdown: list).entries.last?.links == [])
    let paper = Paper(id: try #require(PaperID("2505.00001")), title: "New", abstract: "")
    #expect(try editor.inserting(Drafter().draft(paper, section: nil, in: editor)).line == 5)
  }

  @Test func `goes on over what is indented under it`() {
    let list = "* [a](https://example.org/a)\n  <div>\n  [Code](https://example.org/1)\n  | b |\n"
    #expect(ListDocument(markdown: list).entries.first?.links.count == 1)
  }

  @Test(arguments: [
    ("[Tom &amp; Jerry: &lt;R1&gt; &#x41;&#66;](https://example.org/a)", "Tom & Jerry: <R1> AB"),
    (
      "[A&nbsp;B &copy B &nosuch; \\&amp; `&amp;`](https://example.org/a)",
      "A B &copy B &nosuch; &amp; `&amp;`"
    ),
    ("[&#0; &#xD800; &#99999999999; &# ; &](https://example.org/a)", "&#0; &#xD800; &#99999999999; &# ; &"),
  ])
  func `has characters where it is written with HTML's names of them`(bullet: String, title: String) throws {
    #expect(try entry(bullet).title == title)
  }

  @Test func `has an address without HTML's names, and so has its section`() {
    let list =
      "## Papers &amp; Code\n* [a](https://example.org/a?b=1&amp;c=2) [Code&nbsp;](https://example.org/c)\n"
    let entry = ListDocument(markdown: list).entries.first
    #expect(entry?.url == "https://example.org/a?b=1&c=2")
    #expect(entry?.section == ["Papers & Code"])
    #expect(entry?.links.map(\.label) == ["Code"])
  }

  @Test func `ends at a blank line, a heading, a fence or the next bullet`() {
    let markdown = """
      * [a](https://example.org/a)
      [Code](https://example.org/1)
      * [b](https://example.org/b)

      [Code](https://example.org/2)
      * [c](https://example.org/c)
      ## Next
      [Code](https://example.org/3)
      * [d](https://example.org/d)
      ```
      ```
      [Code](https://example.org/4)
      """
    let links = ListDocument(markdown: markdown).entries.map { $0.links.map(\.url) }
    #expect(links == [["https://example.org/1"], [], [], []])
  }
}
