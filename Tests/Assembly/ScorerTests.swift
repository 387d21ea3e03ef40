import CZlib
import Foundation
import Papers
import Testing

@testable import Assembly

@Suite struct `Scoring a file` {
  let place: Workplace
  let topic: Configuration.Topic

  init() throws {
    place = try Workplace()
    topic = try ConfigurationFile(path: "c.yml").read(Workplace.small).topic(nil)
  }

  @Test func `gives one object a paper, in the order of the file`() throws {
    try place.write(
      """
      {"id":"2505.00002","title":"A cat","abstract":null,"authors":["Jane Doe"],"unknown":{"x":1}}

      {"id":"arXiv:2505.00001v3","title":"Robots","authors":[{"name":"Jane Doe","affiliations":["X"]}]}
      """,
      to: "papers.jsonl"
    )
    let lines = try score()
    #expect(
      lines == [
        #"{"candidate":false,"id":"2505.00002","reasons":[],"score":0}"#,
        #"{"candidate":true,"id":"2505.00001","reasons":[{"matches":[{"field":"title","length":6,"start":0,"#
          + #""text":"Robots"}],"points":3,"rule":"groups.robot"}],"score":3}"#,
      ]
    )
  }

  @Test(arguments: [
    ("{", "no paper in JSON"), ("[]", "no paper in JSON"), (#"{"title":"x"}"#, "id is missing"),
    (#"{"id":"robots"}"#, "“robots” is no arXiv id"), (#"{"id":"2505.00001","title":5}"#, "title"),
    ("{\"id\":\"2505.00001\",\"title\":\"\u{FF}", "no paper in JSON"),
  ])
  func `stops at a line that is no paper and names it`(bad: String, reason: String) throws {
    try place.write("{\"id\":\"2505.00001\"}\n\(bad)\n{\"id\":\"2505.00003\"}", to: "papers.jsonl")
    var seen: [String] = []
    let error = #expect(throws: InputError.self) {
      try Scorer(topic: topic).score(path: "\(place.folder)/papers.jsonl") { seen.append($0) }
    }
    #expect(seen.count == 1)
    #expect(error?.line == 2)
    #expect(error?.description.contains(reason) == true)
  }

  @Test func `hands over what a file that ends too soon still holds`() throws {
    let text = (1...5_000).map {
      #"{"id":"2505.\#(10_000 + $0)","title":"robot \#($0 &* 2_654_435_761)"}"# + "\n"
    }.joined()
    let file = try #require(gzopen("\(place.folder)/papers.gz", "wb"))
    _ = Array(text.utf8).withUnsafeBytes { gzwrite(file, $0.baseAddress, UInt32($0.count)) }
    #expect(gzclose(file) == Z_OK)
    let whole = try Data(contentsOf: URL(fileURLWithPath: "\(place.folder)/papers.gz"))
    try whole.dropLast(whole.count / 4).write(to: URL(fileURLWithPath: "\(place.folder)/papers.jsonl"))
    var seen = 0
    let error = #expect(throws: InputError.self) {
      try Scorer(topic: topic).score(path: "\(place.folder)/papers.jsonl") { _ in seen += 1 }
    }
    #expect(seen > 3_000)
    #expect(error?.line == seen + 1)
  }

  @Test func `finds the words of a paper of a megabyte`() throws {
    let long = String(repeating: "机器人 word-", count: 60_000)
    try place.write(
      #"{"id":"2505.00001","title":"x","abstract":"\#(long)robot\u0000 robots"}"#,
      to: "papers.jsonl"
    )
    let line = try #require(try score().first)
    #expect(line.contains(#""start":\#(long.utf8.count),"text":"robot""#))
  }

  @Test(arguments: [
    #"{"id":"2505.00001"}"#, #"{"id":"2505.00001","title":"机器人 robots 学习","abstract":"\u0000\u0001robot"}"#,
    #"{"id":"2505.00001","title":"robot","comment":"This paper has been withdrawn"}"#,
  ])
  func `takes a paper with whatever is missing or odd`(line: String) throws {
    try place.write(line, to: "papers.jsonl")
    #expect(try score().count == 1)
  }

  private func score() throws -> [String] {
    var lines: [String] = []
    try Scorer(topic: topic).score(path: "\(place.folder)/papers.jsonl") { lines.append($0) }
    return lines
  }
}

@Suite struct `A paper record` {
  @Test func `is read back as it was written, affiliations included`() throws {
    let paper = Paper(
      id: try #require(PaperID("2505.00001")),
      version: 2,
      title: "Robots",
      abstract: "Text.",
      authors: [Author("Jane Doe", affiliations: ["X", "Y"]), Author("Wei Li")],
      categories: ["cs.CV", "math.IT"].compactMap { Category($0) },
      comment: "12 pages",
      journalReference: "J. 1",
      dois: ["10.1/a", "10.1/b"],
      announced: Day("2025-05-30"),
      published: Date(rfc3339: "2025-05-28T10:00:00Z"),
      updated: Date(rfc3339: "2025-05-29T10:00:00Z")
    )
    let line = try JSONText.line(PaperRecord(paper))
    #expect(line.contains(#""authors":["Jane Doe","Wei Li"]"#))
    #expect(try JSONDecoder().decode(PaperRecord.self, from: Data(line.utf8)).paper == paper)
    let tombstone = Paper(id: paper.id, isDeleted: true)
    #expect(try JSONText.line(PaperRecord(tombstone)).contains(#""deleted":true"#))
  }
}
