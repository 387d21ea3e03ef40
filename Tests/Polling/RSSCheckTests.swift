import Foundation
import Papers
import Testing

@testable import Polling

struct RSSCheckTests {
  /// Friday 30 May 2025, two hours after midnight in New York.
  let world = World()

  private static let oai = Reply.ok(OAI.page([OAI.record("2505.00001", day: "2025-05-30")]))

  private func poll(_ feed: Reply) async throws -> Round {
    try await world.poll(["oai", "rss"]) { url in
      if url.contains("rss.test") { return feed }
      return url.contains("Identify") ? .ok(OAI.identify) : Self.oai
    }
  }

  @Test func `a paper of the day that the harvest did not show is admitted as a repair`() async throws {
    let round = try await poll(.ok(RSS.feed([RSS.item("2505.00001"), RSS.item("2505.00002")])))
    #expect(round.urls.last == "https://rss.test/rss/cs.CV")
    #expect(world.ids == ["2505.00001", "2505.00002"])
    #expect(world.missed.keys.map(\.canonical) == ["2505.00002"])
    #expect(world.polls.map(\.source) == ["oai", "rss"])
    #expect(world.polls.map(\.outcome) == [.complete, .complete])
    #expect(round.report.rows.last?.outcome == .news)
  }

  @Test func `is asked once for each listing`() async throws {
    _ = try await poll(.ok(RSS.feed([RSS.item("2505.00001")])))
    let again = try await poll(.ok(RSS.feed([RSS.item("2505.00001")])))
    #expect(!again.urls.contains { $0.contains("rss.test") })
  }

  @Test func `an item tells all that it says of its paper`() async throws {
    let item = RSS.item(
      "hep-th/9901001",
      version: 3,
      kind: "replace-cross",
      creators: "Ada Reader (Some Institute, Town), Ben Writer",
      extra: "<arxiv:DOI>10.1000/x</arxiv:DOI><arxiv:journal_reference>J. 1</arxiv:journal_reference>"
    )
    let feed = try RSSFeed(parsing: Array(RSS.feed([item]).utf8))
    #expect(feed.items.map(\.kind) == [.replaceCross])
    let day = try #require(Day("2025-05-30"))
    let paper = try #require(feed.items.first?.paper(listed: day))
    #expect(paper.id.canonical == "hep-th/9901001")
    #expect(paper.version == 3)
    #expect(paper.abstract == "We read.")
    #expect(paper.authors.map(\.name) == ["Ada Reader", "Ben Writer"])
    #expect(paper.authors.first?.affiliations == ["Some Institute, Town"])
    #expect(paper.dois == ["10.1000/x"])
    #expect(paper.journalReference == "J. 1")
  }

  @Test func `a batch that was served before is stale, whatever date it bears`() async throws {
    let thursday = RSS.feed([RSS.item("2505.00001"), RSS.item("2505.00007", kind: "cross")])
    _ = try await poll(.ok(thursday))
    world.clock.advance(.seconds(3 * 86_400))
    let monday = RSS.feed(
      [RSS.item("2505.00001"), RSS.item("2505.00007", kind: "cross")],
      day: "Mon, 02 Jun 2025"
    )
    let round = try await poll(.ok(monday))
    #expect(world.polls.last?.outcome == .stale)
    #expect(world.polls.last?.detail.contains("cs.CV still shows") == true)
    #expect(world.state("rss", "cs.CV").cursor == Day("2025-05-30"))
    #expect(round.report.rows.last?.outcome == .stale)
  }

  @Test func `a first batch is stale when all that it calls new was listed earlier`() async throws {
    world.know(Paper(id: try #require(PaperID("2505.00005")), announced: Day("2025-05-29")))
    _ = try await poll(.ok(RSS.feed([RSS.item("2505.00005"), RSS.item("2505.00006", kind: "replace")])))
    #expect(world.polls.last?.outcome == .stale)
    #expect(world.papers[try #require(PaperID("2505.00006"))] == nil, "nothing of a stale feed is admitted")
  }

  @Test func `a feed that was cut is no cross-check`() async throws {
    let items = (1...2000).map { RSS.item("2505.\(20_000 + $0)", kind: "replace") }
    _ = try await poll(.ok(RSS.feed(items)))
    #expect(world.polls.last?.outcome == .stale)
    #expect(world.polls.last?.detail.contains("2000 items") == true)
    #expect(world.ids.count == 2001, "what it shows is true all the same")
  }

  @Test func `an empty feed of a day that should have papers is asked again`() async throws {
    _ = try await poll(.ok(RSS.feed([])))
    #expect(world.polls.last?.confirmations == 1)
    let again = try await poll(.ok(RSS.feed([])))
    #expect(again.urls.contains { $0.contains("rss.test") })
  }

  @Test func `a day without announcement is not asked for, and empty when it is`() async throws {
    world.clock.advance(.seconds(86_400))
    let saturday = try await poll(.ok(RSS.feed([], day: "Sat, 31 May 2025")))
    #expect(!saturday.urls.contains { $0.contains("rss.test") })
    let alone = try await world.poll(["rss"], [.ok(RSS.feed([], day: "Sat, 31 May 2025"))])
    #expect(alone.report.carriedBy == "rss")
    #expect(alone.report.failures.isEmpty)
  }

  @Test func `carries the day when nothing else can be read`() async throws {
    let round = try await world.poll(["oai", "rss"]) { url in
      url.contains("rss.test") ? .ok(RSS.feed([RSS.item("2505.00001")])) : .status(500)
    }
    #expect(round.report.carriedBy == "rss")
    #expect(world.ids == ["2505.00001"])
    #expect(world.missed.isEmpty, "it is the harvest, then")
    #expect(round.report.rows.last?.outcome == .news)
  }

  @Test func `a feed error is an answer, and HTML is none`() async throws {
    let error = RSS.feed([]).replacing("cs.CV updates on arXiv.org", with: "Feed error for query: cs.XY")
    let failed = try await world.poll(["rss"]) { _ in .status(400, error) }
    guard case .answer(let message) = failed.causes.first else {
      Issue.record("\(failed.causes)")
      return
    }
    #expect(message.hasPrefix("Feed error"))
    let html = try await World().poll(["rss"]) { _ in .ok("<html><body>Down</body></html>") }
    #expect(html.report.failures.first?.description.contains("no RSS feed") == true)
  }
}

/// RSS feeds as arXiv writes them.
enum RSS {
  static func feed(_ items: [String], day: String = "Fri, 30 May 2025") -> String {
    """
    <?xml version='1.0' encoding='UTF-8'?>
    <rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
    <channel><title>cs.CV updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.CV</link>
    <description>cs.CV updates on the arXiv.org e-print archive.</description>
    <lastBuildDate>\(day) 04:00:10 +0000</lastBuildDate><pubDate>\(day) 00:00:00 -0400</pubDate>
    \(items.joined())</channel></rss>
    """
  }

  static func item(
    _ id: String,
    version: Int = 1,
    kind: String = "new",
    creators: String = "Jane Doe",
    extra: String = ""
  ) -> String {
    """
    <item><title>On \(id)</title><link>https://arxiv.org/abs/\(id)</link>
    <description>arXiv:\(id)v\(version) Announce Type: \(kind) \nAbstract: We read.</description>
    <guid isPermaLink="false">oai:arXiv.org:\(id)v\(version)</guid><category>cs.CV</category>
    <pubDate>Fri, 30 May 2025 00:00:00 -0400</pubDate><arxiv:announce_type>\(kind)</arxiv:announce_type>
    \(extra)<dc:creator>\(creators)</dc:creator></item>
    """
  }
}
