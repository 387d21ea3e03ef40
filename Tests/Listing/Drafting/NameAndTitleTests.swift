import Papers
import Testing

@testable import Listing

private func name(_ title: String, _ abstract: String = "") throws -> ShortName? {
  let paper = Paper(id: try #require(PaperID("2505.01234")), title: title, abstract: abstract)
  return ShortName.of(paper, links: LinkFinder.links(of: paper))
}

@Suite struct `A short name` {
  @Test(arguments: [
    ("Zebra-R1: Stripes by Reward", "", "Zebra-R1"),
    ("Zebra R1V2: Stripes by Reward", "", "Zebra R1V2"),
    ("ZEBRA$^3$: Stripes by Reward", "", "ZEBRA^3"),
    ("Pixel Painter: Stripes by Reward", "", "Pixel Painter"),
    ("Stripes by Reward", "Code: https://github.com/a/zebra-r1. We call it Zebra-R1.", "Zebra-R1"),
    ("Stripes by Reward", "Code: https://github.com/a/STRIPES", "STRIPES"),
    ("Stripes or Not? A Study", "Code: https://github.com/a/SoN.", "SoN"),
    ("Stripes by Reward (SbR)", "", "SbR"),
    ("Zebra-VL Technical Report", "", "Zebra-VL"),
    ("Stripes by Reward", "In this work we propose ZebRL, a method for LLMs.", "ZebRL"),
    ("Stripes by Reward", "We present Stripes by Reward (SxR). Code: https://github.com/a/other.", "SxR"),
  ])
  func `is found`(title: String, abstract: String, expected: String) throws {
    let found = try #require(try name(title, abstract))
    #expect(found.text == expected)
    #expect(!found.why.isEmpty)
  }

  @Test(arguments: [
    ("On the many ways in which a zebra may look: a survey", ""),
    ("Stripes by Reward", "We propose a method."),
    ("Stripes by Reward", "We present a large language model (LLM)."), ("What is it? A Study", ""), ("", ""),
    (": x", ""),
  ])
  func `is not made up`(title: String, abstract: String) throws {
    #expect(try name(title, abstract) == nil)
  }

  @Test func `is surer before the colon than in the abstract`() throws {
    let sure = try #require(try name("Zebra-R1: Stripes"))
    let guess = try #require(try name("Stripes by Reward", "We propose ZebRL."))
    #expect(sure.confidence > guess.confidence)
  }
}

@Suite struct `A title` {
  @Test(arguments: [
    ("Plain words", "Plain words"), ("Two\n  lines", "Two lines"),
    ("Balanced [a] stays", "Balanced [a] stays"),
    ("Stray ] here", "Stray \\] here"), ("Stray [ here", "Stray \\[ here"), ("a | b", "a | b"),
    ("One ` tick", "One \\` tick"), ("The `code` stays", "The `code` stays"),
    ("``Quoted'' words", "\"Quoted\" words"),
    ("R$^3$: Third", "R^3: Third"), ("$\\pi_0$ flows", "$\\pi_0$ flows"), ("costs $5", "costs $5"),
    ("\\textbf{Bold} move", "Bold move"), ("99\\% of it", "99% of it"), ("ends in \\", "ends in \\\\"),
    ("a <script> b", "a \\<script> b"), ("a < b", "a < b"), ("\u{202E}turned\u{202C}", "turned"),
    ("\u{1B}[31mred\u{7}", "\\[31mred"), ("שלום world", "שלום world"), ("zero\u{200B}width", "zerowidth"),
  ])
  func `is written so that Markdown keeps it`(title: String, expected: String) {
    #expect(EntryTitle.markdown(title) == expected)
  }
}
