import Papers
import Terminal
import TestKit
import Testing

@testable import Assembly

@Suite struct `The page of a review`: Sitting {
  @Test func `marks withdrawn papers and sorts them last`() {
    let rows = [
      ReviewRow(id: "1", title: "a", score: 9, section: "A", isWithdrawn: true),
      ReviewRow(id: "2", title: "b", score: 1, section: "B"),
      ReviewRow(id: "3", title: "c", score: 4, section: "A"),
    ]
    for sort in [ReviewSort.score, .section] {
      var session = ReviewSession(
        topic: "Robots",
        rows: rows,
        sections: [],
        sort: sort,
        filter: ReviewFilter()
      )
      #expect(!text(session).contains("withdrawn"))
      _ = session.press(.end)
      #expect(session.current?.id == "1")
      #expect(text(session).contains("pending · withdrawn · A"))
    }
  }

  @Test func `scrolls to the end and no further`() {
    var session = session()
    var detail = ReviewDetail(url: "https://arxiv.org/abs/2505.00001")
    detail.abstract = String(repeating: "An abstract of many words. ", count: 60)
    session.loaded(detail, of: "2505.00001")
    _ = type(String(repeating: " ", count: 30), into: &session)
    let page = ReviewPage(session, Size(columns: 100, rows: 10), perMinute: nil)
    session.settle(atMost: page.lastPage)
    let end = text(session, columns: 100, rows: 10)
    #expect(page.frame().lines.map(\.text).joined(separator: "\n") == end, "it was at the end already")
    _ = type("b", into: &session)
    #expect(text(session, columns: 100, rows: 10) != end)
    let scrolling = session.scrolling
    _ = type("?", into: &session)
    #expect(!session.isScrolled)
    session.settle(atMost: 0)
    #expect(session.scrolling == scrolling && scrolling > 0, "the help page scrolls by itself")
  }

  @Test(arguments: [(40, 10), (80, 24), (200, 60)])
  func `shows every key on the help page, by scrolling`(columns: Int, rows: Int) {
    var session = session()
    _ = type("?", into: &session)
    var seen = ""
    for _ in 0..<20 {
      let page = ReviewPage(session, Size(columns: columns, rows: rows), perMinute: nil)
      session.settle(atMost: page.lastPage)
      #expect(page.frame().lines.dropFirst().dropLast().allSatisfy { !$0.text.contains("…") })
      seen += " " + page.frame().lines.map(\.text).joined(separator: " ")
      _ = type(" ", into: &session)
    }
    let words = Set(seen.split(separator: " "))
    for key in ReviewKey.all {
      #expect(
        Set((key.names.joined(separator: " ") + " " + key.help).split(separator: " ")).isSubset(of: words)
      )
    }
    _ = type("k", into: &session)
    #expect(session.mode != .reading)
    _ = type("q", into: &session)
    #expect(session.mode == .reading)
  }

  @Test func `shows what is typed at the end of a long note, and all of it afterwards`() throws {
    var session = session()
    session.loaded(ReviewDetail(url: "https://arxiv.org/abs/2505.00001"), of: "2505.00001")
    let note = (1...40).map { "word\($0)" }.joined(separator: " ")
    _ = type("n" + note, into: &session)
    let page = ReviewPage(session, Size(columns: 80, rows: 24), perMinute: nil).frame()
    let prompt = try #require(page.lines.dropLast().last).text
    #expect(prompt.hasPrefix("note: …") && prompt.hasSuffix("word39 word40"))
    #expect(page.cursor?.column == prompt.displayWidth)
    _ = session.press(.home)
    #expect(text(session).contains("note: word1 word2"))
    _ = session.press(.enter)
    session.noted(note)
    #expect(note.split(separator: " ").allSatisfy { text(session).contains($0) })
  }

  @Test(arguments: [(80, 24), (60, 20), (40, 10), (39, 10), (1, 1)])
  func `fits every terminal`(columns: Int, rows: Int) throws {
    var pages: [String] = []
    for keys in ["", "j", "jj", "?", "c", "nlong note"] {
      var session = session()
      var detail = ReviewDetail(url: "https://arxiv.org/abs/2505.00001")
      detail.authors = ["Jane Doe", "漢 字"]
      detail.abstract = String(repeating: "An abstract with \u{1B}[2J and 漢字. ", count: 30)
      detail.reasons = [
        Reason(
          rule: "groups.rl",
          points: 4,
          matches: [Match(field: .title, start: 8, length: 4, text: "GRPO")]
        )
      ]
      detail.draft = "- [2505] [Éclair] [Éclair GRPO](https://arxiv.org/abs/2505.00001)"
      session.loaded(detail, of: "2505.00001")
      _ = type(keys, into: &session)
      if let id = session.missingDetail { session.loaded(detail, of: id) }
      let frame = ReviewPage(session, Size(columns: columns, rows: rows), perMinute: 6).frame()
      #expect(frame.lines.count <= rows && frame.lines.allSatisfy { $0.width <= columns })
      pages.append("[\(keys)]\n" + frame.lines.map(marked).joined(separator: "\n"))
    }
    if columns >= 60 {
      try expectGolden(pages.joined(separator: "\n") + "\n", "review-\(columns).txt", file: golden)
    }
  }

  /// Golden files of the room stand together.
  private var golden: String { Checkout.path("Tests/Assembly/ReviewPageTests.swift") }

  private func marked(_ spans: [Span]) -> String {
    spans.map { [.lit, .titleLit].contains($0.look) ? "{\($0.text)}" : $0.text }.joined()
  }
}
