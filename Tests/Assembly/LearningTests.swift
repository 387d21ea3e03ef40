import Foundation
import Papers
import Queueing
import Scoring
import Testing

@testable import Assembly

/// A store with forty old papers on robots, of which twelve on legs were accepted, and some new ones.
@Suite struct `Learning from decisions` {
  let place: Workplace
  let installation: Installation
  let topic: Configuration.Topic

  init() async throws {
    place = try Workplace(Workplace.small + "\n    learn: { weight: 2, after: 12 }\n")
    try place.write("", to: "list.md")
    installation = try place.open()
    topic = try installation.configuration.topic(nil)
    let lane = LaneKey(source: "oai", name: "cs", watched: [])
    var papers: [Paper] = []
    for number in 1...40 {
      papers.append(
        try Self.paper("2504.\(10_000 + number)", about: number <= 12 ? "legs" : "vacuums", "2025-04-07")
      )
    }
    papers.append(try Self.paper("2505.00001", about: "vacuums", "2025-05-30"))
    papers.append(try Self.paper("2505.00002", about: "legs", "2025-05-30"))
    _ = try await installation.store.admit(papers, lane: lane, step: .position("{}"), at: installation.now())
    _ = try await appraise()
  }

  @Test func `waits for enough decisions, and says so`() async throws {
    try await accept(1...11)
    let report = try await Learning(installation, topic: topic).follow()
    #expect(
      report.summary
        == "the rules rank alone: 11 of the 12 decisions (learn.after) about stored papers so far"
    )
    #expect(try await scores() == ["2505.00001": 3, "2505.00002": 3])
    #expect(try await Learning(installation, topic: topic).current() == nil)
  }

  @Test func `puts what is like the accepted papers first, and explains it`() async throws {
    try await accept(1...12)
    let report = try await Learning(installation, topic: topic).follow()
    #expect(report.summary == "ranked with what was learned from 12 accepted and 28 other papers")
    let scores = try await scores()
    #expect(try #require(scores["2505.00002"]) > #require(scores["2505.00001"]))
    let explanation = try #require(try await Explainer(installation, topic: topic).explain("2505.00002"))
    #expect(explanation.score == scores["2505.00002"])
    #expect(abs(explanation.reasons.reduce(0) { $0 + $1.points } - explanation.score) < 1e-9)
    #expect(explanation.reasons.last?.rule == "learned")
    let movers = try #require(explanation.learned)
    #expect(movers.count == 10)
    #expect(movers.contains { $0.name == "legs" && $0.points > 0 })
  }

  @Test func `trains anew only when a training is due`() async throws {
    try await accept(1...12)
    _ = try await Learning(installation, topic: topic).follow()
    let first = try #require(try await installation.store.model(topic: topic.id))
    _ = try await Learning(installation, topic: topic).follow()
    #expect(try await installation.store.model(topic: topic.id) == first)
    _ = try await Decisions(installation, topic: topic, who: "ada").carryOut(
      .reject,
      on: ["2504.10040"],
      why: nil
    )
    _ = try await Learning(installation, topic: topic).follow()
    let second = try #require(try await installation.store.model(topic: topic.id))
    #expect(second.hash != first.hash && second.trainedFor != first.trainedFor)
  }

  @Test func `gives the points of the rules back when it is turned off`() async throws {
    try await accept(1...12)
    _ = try await Learning(installation, topic: topic).follow()
    let off = try place.open(["topics[0].learn.weight=0"])
    let report = try await Learning(off, topic: try off.configuration.topic(nil)).follow()
    #expect(report.summary == nil)
    #expect(try await scores() == ["2505.00001": 3, "2505.00002": 3])
  }

  @Test func `comes back after the rules appraised a paper anew`() async throws {
    try await accept(1...12)
    _ = try await Learning(installation, topic: topic).follow()
    let learned = try await scores()
    _ = try await installation.store.appraise(topic: topic.id, rulebook: "other") {
      topic.rulebook.appraise($0)
    }
    #expect(try await scores() == ["2505.00001": 3, "2505.00002": 3])
    _ = try await Learning(installation, topic: topic).follow()
    #expect(try await scores() == learned)
  }

  @Test func `does not change who is a candidate`() async throws {
    let before = try await installation.store.below(topic: topic.id, limit: 100).map(\.work)
    try await accept(1...12)
    _ = try await Learning(installation, topic: topic).follow()
    let after = try await installation.store.below(topic: topic.id, limit: 100)
    #expect(Set(after.map(\.work)).isSubset(of: Set(before)))
    #expect(after.allSatisfy { $0.appraisal?.isCandidate ?? true })
  }

  @Test func `is measured by the store's own decisions`() async throws {
    try await accept(1...12)
    let report = try await Evaluator(installation, topic: topic).evaluate(EvaluationRequest())
    #expect(report.rankers[0].figure("curated")?.text == "12")
    #expect(report.rankers[0].figure("recall")?.text == "1.0000")
    try place.write("2504.10001\n2504.99999\n", to: "l")
    let audit = try await Auditor(installation, topic: topic).audit("\(place.folder)/l")
    #expect(audit.map(\.candidate) == [true, false])
  }

  @Test func `the log of decisions is exported as evaluate reads it`() async throws {
    try await accept(1...2)
    _ = try await Decisions(installation, topic: topic, who: "ada").carryOut(
      .undo,
      on: ["2504.10001"],
      why: nil
    )
    let collected = Collected()
    try await Exporter(installation).verdicts(of: topic) { collected.append($0) }
    try place.write(collected.lines.joined(separator: "\n"), to: "log.jsonl")
    let listed = try ListedFile.read("\(place.folder)/log.jsonl")
    #expect(listed.map(\.id.canonical) == ["2504.10002"])
    #expect(listed.map(\.section) == ["Legs"])
    #expect(listed.map(\.added) == [Day("2025-05-30")])
  }

  private func accept(_ numbers: ClosedRange<Int>) async throws {
    let ids = numbers.map { "2504.\(10_000 + $0)" }
    _ = try await Decisions(installation, topic: topic, who: "ada").carryOut(
      .accept(section: "Legs"),
      on: ids,
      why: nil
    )
  }

  private func appraise() async throws -> Int {
    try await installation.store.appraise(topic: topic.id, rulebook: topic.rulebook.fingerprint) {
      topic.rulebook.appraise($0)
    }
  }

  /// Of the new papers.
  private func scores() async throws -> [String: Double] {
    let below = try await installation.store.below(topic: topic.id, limit: 100)
    let new = below.filter { $0.work.description.hasPrefix("2505") }
    return Dictionary(uniqueKeysWithValues: new.map { ($0.work.description, $0.score) })
  }

  private static func paper(_ id: String, about words: String, _ day: String) throws -> Paper {
    let text =
      words == "legs" ? "legs that walk and balance on two feet" : "vacuums that clean floors and carpets"
    return Paper(
      id: try #require(PaperID(id)),
      title: "A robot with \(words)",
      abstract: "Here are \(text) number \(id.suffix(2)).",
      announced: Day(day)
    )
  }
}

private final class Collected {
  private(set) var lines: [String] = []
  func append(_ line: String) { lines.append(line) }
}
