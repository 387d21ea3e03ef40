import Foundation
import Papers
import TestKit
import Testing

@testable import Assembly

@Suite struct `What is shipped` {
  @Test func `the feed holds every entry of the list`() async throws {
    let feed = try Checkout.text("feeds/rl-multimodal-reasoning/accepted.atom")
    let place = try Workplace(Checkout.text("config.yml"))
    try FileManager.default.createDirectory(
      atPath: "\(place.folder)/lists",
      withIntermediateDirectories: true
    )
    try place.write(Checkout.text("lists/README.md"), to: "lists/README.md")
    let installation = try place.open()
    let topic = try installation.configuration.topic(nil)
    _ = try await AfterVerdict(installation).followUp(topic)
    let entries = try await Queue(installation, topic: topic).list(QueueWish(states: ["accepted"])).records
    #expect(entries.count == 12)
    for entry in entries {
      let work = try #require(WorkID(entry.id))
      #expect(feed.contains("<id>tag:example.org,2026:rl-multimodal-reasoning/accepted/\(work.tagPath)</id>"))
    }
  }

  @Test func `the replay holds at least forty papers of several days, each whole`() throws {
    let replay = try Replay.bundled()
    #expect(replay.papers.count >= 40)
    #expect(replay.days.count >= 3)
    #expect(Set(replay.papers.map(\.id)).count == replay.papers.count)
    for paper in replay.papers {
      #expect(!paper.title.isEmpty && !paper.authors.isEmpty && !paper.categories.isEmpty)
      #expect(paper.abstract.count > 100, "\(paper.id) has no abstract")
    }
  }
}

@Suite struct `The demo` {
  let place: Workplace

  init() throws { place = try Workplace() }

  @Test func `walks the road and leaves a queue and feeds behind`() async throws {
    let directory = "\(place.folder)/demo"
    let report = try await Demo(directory: directory).run { _ in }
    let again = try await Demo(directory: directory).run { _ in }
    #expect(again.best == report.best)
    for feed in report.feeds {
      #expect(try String(contentsOfFile: feed, encoding: .utf8).contains("<entry>"))
    }
    let written = try String(contentsOfFile: report.configuration, encoding: .utf8)
    #expect(written.contains("# --- What the paper is about"), "the comments are for who changes the rules")
    let installation = try Installation.open(Options(configuration: report.configuration))
    let topic = try installation.configuration.topic(nil)
    let queue = Queue(installation, topic: topic)
    #expect(try await queue.list(QueueWish(states: ["pending"])).records.count >= 10)
    #expect(try await queue.list(QueueWish(states: ["accepted"])).records.count == 12)
    let explanation = try #require(try await Explainer(installation, topic: topic).explain(report.best))
    #expect(explanation.candidate)
    #expect(explanation.lit(explanation.title, field: "title").map(\.text).joined() == explanation.title)
    #expect(explanation.lit(explanation.title, field: "title").contains { $0.isLit })
    #expect(abs(explanation.reasons.reduce(0) { $0 + $1.points } - explanation.score) < 1e-9)
  }

  @Test func `does not clear a folder that holds something else`() async throws {
    await #expect(throws: DemoError.self) { try await Demo(directory: place.folder).run { _ in } }
    #expect(try place.read("config.yml") == Workplace.small)
  }
}
