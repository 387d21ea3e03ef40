import Assembly
import Foundation
import Terminal
import TestKit
import Testing

@testable import gleaner

/// What the commands about quality print, against hand-made papers.
@Suite struct `The tables about quality` {
  private let folder = FileManager.default.temporaryDirectory.path + "/gleaner-\(UUID().uuidString)"
  private let configuration: String

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    configuration = "\(folder)/config.yml"
    try write(
      """
      instance: { contact: "mailto:me@test.invalid", authority: "test.invalid,2025" }
      arxiv: { categories: [cs.CV] }
      topics:
        - id: robots
          title: Robots
          rules:
            threshold: 2
            groups:
              robot: { points: 2, title: 1, any: ["robot*", "vacuum*"] }
              survey: { points: -2, any: ["survey"] }
            sections: [ { name: Arms, when: '"arm*"' }, { name: Legs } ]
      """,
      to: "config.yml"
    )
    let papers = (0..<80).map { number in
      let text = [
        "a robot arm", "an exoskeleton", "a vacuum pump", "a survey of robots", "cats", "dogs", "birds",
        "fish",
      ]
      let month = number.isMultiple(of: 2) ? "04" : "05"
      return #"{"id":"25\#(month).\#(10_000 + number)","title":"Paper \#(number)","#
        + #""abstract":"\#(text[number / 2 % 8])","announced":"2025-\#(month)-0\#(1 + number % 5)"}"#
    }
    try write(papers.joined(separator: "\n"), to: "papers.jsonl")
    let listed = (0..<80).filter { $0 / 2 % 8 < 2 }.map { number in
      "25\(number.isMultiple(of: 2) ? "04" : "05").\(10_000 + number)\tRobots / \(number / 2 % 8 == 0 ? "Arms" : "Suits")"
    }
    try write((["arxiv_id\tsection"] + listed).joined(separator: "\n"), to: "listed.tsv")
  }

  @Test func `are what they were when they were last read`() async throws {
    let screen = Screen.output
    var request = EvaluationRequest()
    request.list = "\(folder)/listed.tsv"
    request.papers = ["\(folder)/papers.jsonl"]
    request.ablation = true
    let topic = try Options(configuration: configuration).file.load().topic(nil)
    let evaluator = Evaluator(topic: topic)
    let audit = try await Auditor(topic: topic).audit("\(folder)/listed.tsv", papers: request.papers)
    let lines =
      EvaluationTable.lines(try await evaluator.evaluate(request), for: screen) + [""]
      + SuggestionTable.lines(try await evaluator.suggest(request, limit: 5), for: screen) + [""]
      + AuditTable.lines(Array(audit.prefix(4)), for: screen)
    try expectGolden(lines.joined(separator: "\n") + "\n", "quality.txt")
    try FileManager.default.removeItem(atPath: folder)
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }
}
