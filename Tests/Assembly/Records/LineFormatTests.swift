import Papers
import Testing

@testable import Assembly

@Suite struct `A line in the user's words` {
  private let record: CandidateRecord

  init() throws {
    record = CandidateRecord(
      Candidate(
        topic: "robots",
        work: .arxiv(try #require(PaperID("2505.00001"))),
        state: .pending,
        title: "A \u{1B}[31mred\nrobot",
        authors: [Author("Ada Reader"), Author("Ben Writer")],
        score: 6.5,
        announced: Day("2025-05-30")
      )
    )
  }

  @Test(arguments: [
    ("{id}", "2505.00001"), ("{id}\\t{score}", "2505.00001\t6.5"),
    ("{authors}; {section}", "Ada Reader, Ben Writer; "),
    ("no field", "no field"),
    (
      "{state} {announced} {url} {topic}{deferred_until}",
      "pending 2025-05-30 https://arxiv.org/abs/2505.00001 robots"
    ), ("{", "{"),
  ])
  func `has the fields in the braces`(format: String, line: String) throws {
    #expect(try LineFormat(format).line(record) == line)
  }

  @Test func `never steers a terminal`() throws {
    #expect(try LineFormat("{title}").line(record) == "A [31mred robot")
  }

  @Test func `names the fields there are when one is unknown`() {
    let error = #expect(throws: NoField.self) { try LineFormat("{id} {titel}") }
    #expect(error?.description.hasPrefix("there is no {titel}; there are {id}, {title}") == true)
  }
}
