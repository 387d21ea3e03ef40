import Papers
import Scoring
import Testing

@testable import Assembly

@Suite struct `A file of what was listed` {
  let place: Workplace

  init() throws { place = try Workplace() }

  @Test(arguments: [
    ("ids", "2505.00001\n\narXiv:2505.00002v3  # a note\n"),
    (
      "a Markdown list",
      "## Arms\n* [2505] [A](https://arxiv.org/abs/2505.00001)\n* [B](https://arxiv.org/pdf/2505.00002)\n* [C](https://github.com/x/y)\n"
    ),
    ("a table with tabs", "arxiv_id\ttitle\n2505.00001\tA, one\n2505.00002\tB\n"),
    ("a table with commas", "title,arxiv_id\nA,2505.00001\nB,2505.00002\n"),
    (
      "a log",
      """
      {"id":"2505.00001","after":"accepted","at":"2025-05-30T06:00:00Z"}
      {"id":"https://github.com/x/y","after":"accepted"}
      {"id":"2505.00003","after":"accepted"}
      {"id":"2505.00002","after":"accepted"}
      {"id":"2505.00003","after":"pending"}
      """
    ),
  ])
  func `may be`(form: String, text: String) throws {
    #expect(try read(text).map(\.id.canonical) == ["2505.00001", "2505.00002"], "\(form)")
  }

  @Test func `as a table tells section and day, and leaves out what left the list and other tiers`() throws {
    let papers = try read(
      "arxiv_id\tsection\tdate_added\tin_current\ttier\n"
        + "2505.00001\tPapers / Arms\t2025-05-30T01:00:00+08:00\t1\t1\n"
        + "2505.00002\t\t2025-06-02\t1\t1\n2505.00003\tArms\t\t0\t1\n2505.00004\tArms\t\t1\t2\n"
    )
    #expect(
      papers == [
        ListedPaper(id: try id("2505.00001"), section: "Papers / Arms", added: Day("2025-05-29")),
        ListedPaper(id: try id("2505.00002"), section: nil, added: Day("2025-06-02")),
      ]
    )
  }

  @Test func `as Markdown tells the section, as a log the first day and the section`() throws {
    let markdown = try read("# L\n## Arms\n* [A](https://arxiv.org/abs/2505.00001)\n")
    #expect(markdown == [ListedPaper(id: try id("2505.00001"), title: "A", section: "Arms")])
    let log = try read(
      #"{"id":"2505.00001","after":"accepted","at":"2025-05-30T06:00:00Z","section":"Arms"}"# + "\n"
        + #"{"id":"2505.00001","after":"accepted","at":"2025-06-30T06:00:00Z"}"#
    )
    #expect(log == [ListedPaper(id: try id("2505.00001"), section: "Arms", added: Day("2025-05-30"))])
  }

  @Test(arguments: [
    ("", "names no arXiv paper"), ("# A list\nwith prose\n", "names no arXiv paper"),
    ("arxiv_id\n2505.00001\nrobots\n", ":3: “robots” in column arxiv_id is no arXiv id"),
    ("{\"id\":\"2505.00001\",\"after\":\"accepted\"}\n{\"id\":\n", ":2: no decision in JSON"),
  ])
  func `that cannot be used is named with its line`(text: String, reason: String) throws {
    let error = #expect(throws: InputError.self) { try read(text) }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test func `that is not there is said`() {
    #expect(throws: InputError.self) { try ListedFile.read("\(place.folder)/none.md") }
  }

  private func read(_ text: String) throws -> [ListedPaper] {
    try place.write(text, to: "listed")
    return try ListedFile.read("\(place.folder)/listed")
  }

  private func id(_ text: String) throws -> PaperID { try #require(PaperID(text)) }
}
