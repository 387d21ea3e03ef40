import Listing
import Papers
import TestKit
import Testing

@Suite struct `A check of a list` {
  /// A list, and what is found in it as `line kind`.
  private static let cases: [(String, [String])] = [
    ("* [2501] [A one](https://arxiv.org/abs/2501.00001)", []),
    ("* [Aa](https://arxiv.org/abs/2501.00001)\n* [Bb](https://arxiv.org/pdf/2501.00001)", ["2 same-id"]),
    ("* [On Leaves](https://example.org/a)\n\n* [on  leaves!](https://example.org/b)", ["3 same-title"]),
    (
      "* [Aa](https://example.org/a) [Code](https://github.com/In/Leaf)\n* [Bb](https://example.org/b) [Code](https://github.com/in/leaf/tree/main)",
      ["2 same-code"]
    ),
    ("* [2502] [A one](https://arxiv.org/abs/2501.00001)", ["1 label-month"]),
    ("* [2501] [A one](https://arxiv.org/abs/2501.00001v2)", ["1 version-pinned"]),
    ("* [2501] [A one](http://www.arxiv.org/abs/2501.00001)", ["1 not-canonical"]),
    ("* [2501] [Aa] Leads nowhere", ["1 no-link"]),
    ("A dash â€” here", ["1 misdecoded"]),
    (
      "* [2503] [Aa](https://example.org/a)\n* [2501] [Bb](https://example.org/b)\n* [2502] [Cc](https://example.org/c)\n* [2501] [Dd](https://example.org/d)",
      ["2 order"]
    ),
  ]

  @Test(arguments: cases) func `finds what is wrong, and where`(list: String, found: [String]) {
    let findings = ListCheck.findings(in: ListDocument(markdown: list))
    #expect(findings.map { "\($0.line) \($0.kind)" } == found)
    #expect(findings.allSatisfy { !$0.reason.isEmpty })
  }

  @Test func `finds a line that is not UTF-8`() {
    let document = ListDocument(bytes: Array("good\n".utf8) + [0x62, 0xFF, 0x0A])
    #expect(ListCheck.findings(in: document).map { "\($0.line) \($0.kind)" } == ["2 not-utf8"])
  }

  @Test func `has an example here for every kind`() {
    let shown = Set(
      Self.cases.map(\.1).joined().compactMap { $0.split(separator: " ").last.map(String.init) }
    )
    #expect(shown.union(["not-utf8"]) == Set(ListCheck.all.map(\.name)))
  }
}

@Suite struct `Mis-decoded text` {
  @Test(arguments: [
    ("â€”", "—"), ("Letâ€™s", "Let’s"), ("Ã©", "é"), ("ğŸ’»", "💻"), ("ğŸ¤—", "🤗"), ("ğŸŒ\u{90}", "🌐"),
  ])
  func `is put right exactly`(written: String, meant: String) {
    #expect(Misdecoded.repair("a \(written) b") == "a \(meant) b")
  }

  @Test(arguments: ["é", "Überall", "ﬁn", "— “quoted” …", "漢字 💻", "naïve café", "Doğu", "Ã", "plain"])
  func `is not seen in text that is right`(text: String) {
    #expect(Misdecoded.all(in: text).isEmpty)
    #expect(Misdecoded.repair(text) == text)
  }

  @Test(arguments: [
    "A \u{201C}caf\u{E9}\u{201D}\u{2026} of \u{201C}na\u{EF}vet\u{E9}\u{201D}\u{2014}x",
    "caf\u{E9}\u{2019}\u{201D}",
    "voil\u{E0}\u{201D}\u{2026}", "\u{201C}Andr\u{E9}\u{201D}\u{2014}and \u{201C}Ren\u{E9}\u{201D}\u{2013}",
    "\u{E9}\u{201D}\u{2026}", "\u{C9}COLE\u{201C}\u{C3}\u{201D}",
  ])
  func `is in doubt taken for what is meant: a letter with quotes behind it`(text: String) {
    #expect(Misdecoded.repair(text) == text)
  }

  @Test(arguments: ["æ¼¢å\u{AD}—", "ê°€", "æ¼¢ â€” x"])
  func `of other scripts is put right where the line shows that it is none`(written: String) {
    #expect(Misdecoded.repair(written) != written)
  }

  @Test func `that lost a byte is reported and stays as it is`() {
    #expect(Misdecoded.all(in: "ProjectğŸŒ here").map(\.repaired) == [nil])
    #expect(Misdecoded.repair("ProjectğŸŒ here") == "ProjectğŸŒ here")
  }

  @Test func `changes nothing else in the file, not even bytes that are no text`() {
    let before = Array("a â€” b\r\n".utf8) + [0xFF, 0x0D] + Array("last \t".utf8)
    let after = Array("a — b\r\n".utf8) + [0xFF, 0x0D] + Array("last \t".utf8)
    #expect(ListDocument(bytes: before).withEncodingFixed == after)
    #expect(ListDocument(bytes: after).withEncodingFixed == after)
  }
}
