import Foundation
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
