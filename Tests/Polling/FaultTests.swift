import Foundation
import Papers
import Polling
import Testing
import Wire

struct FaultTests {
  let world = World()

  init() { world.setCursor("oai", "cs", "2025-05-28") }

  private static let page = OAI.page([OAI.record("2505.00001"), OAI.record("2505.00002")], token: "a")

  static let badBodies: [(String, [UInt8])] = [
    ("empty", []),
    ("cut behind a record", cut(after: "</record>")),
    ("cut inside a record", cut(after: "<keyname>")),
    ("maintenance", Array("<html><head><title>Down</title></head><body/></html>".utf8)),
    ("tag soup", Array("<html><body><p>Down<br></body></html>".utf8)),
    ("plain text", Array("upstream connect error".utf8)),
    (
      "document type",
      Array(page.replacing("<OAI-PMH", with: "<!DOCTYPE x [<!ENTITY a \"b\">]><OAI-PMH").utf8)
    ),
    ("not UTF-8", cut(after: "On ") + [0xFF] + Array(page.utf8.suffix(40))),
    ("other root", Array(Atom.feed(Atom.entries(1...1), total: 1).utf8)),
    ("a second document", Array((page + "<x/>").utf8)),
    ("no date", Array(page.replacing("2025-05-30T06:00:00Z", with: "").utf8)),
    ("no list", Array(OAI.answer("").utf8)),
    ("no records", Array(OAI.page([], token: "b").utf8)),
  ]

  private static func cut(after text: String) -> [UInt8] {
    guard let range = page.range(of: text) else { return [] }
    return Array(page[..<range.upperBound].utf8)
  }

  @Test(arguments: badBodies)
  func `a bad body admits nothing, and the next harvest recovers`(name: String, body: [UInt8]) async throws {
    let round = try await world.poll([.ok(body), .ok(body), .ok(body)])
    #expect(world.ids.isEmpty)
    #expect(world.pages.isEmpty)
    #expect(world.state("oai", "cs").cursor == Day("2025-05-28"))
    #expect(world.state("oai", "cs").position == nil)
    #expect(world.state("oai", "cs").trouble?.failures == 3)
    #expect(world.hold == nil)
    #expect(round.report.failures.first?.nextAttempt == nil)
    _ = try await world.poll([
      .ok(body), .ok(Self.page), .ok(body), .ok(OAI.page([OAI.record("2505.00003")], token: "")),
    ])
    #expect(world.ids.count == 3)
    #expect(world.state("oai", "cs") == LaneState(cursor: Day("2025-05-30")))
  }

  @Test func `a fault is asked again after ten and twenty seconds, three times in all`() async throws {
    let round = try await world.poll([.broken, .status(500), .status(404, "<html>")])
    #expect(round.sleeps == [.seconds(10), .seconds(20)])
    #expect(round.causes == [.status(404)])
    #expect(world.hold == nil)
  }

  @Test func `a wait beyond the patience is not begun`() async throws {
    let world = World(patience: .seconds(15))
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll([.status(500), .status(500)])
    #expect(round.sleeps == [.seconds(10)])
    #expect(round.causes == [.status(500)])
  }

  @Test func `the sentence names set, page, address, the first bytes and what happens next`() async throws {
    let body = "\u{1B}[2J<html>" + String(repeating: "x", count: 200)
    let round = try await world.poll([.ok(body), .ok(body), .ok(body)])
    let sentence = round.report.failures.first?.description ?? ""
    #expect(
      sentence.hasPrefix(
        "oai cs, page 1 (https://oai.test/oai?verb=ListRecords&metadataPrefix=arXiv&set=cs&from="
      )
    )
    #expect(sentence.contains(#"begins "\u{1B}[2J<html>xxx"#))
    #expect(sentence.hasSuffix("nothing of this page was admitted; the next run continues there"))
    #expect(!sentence.unicodeScalars.contains { $0.value < 32 })
    #expect(sentence.count < 420)
  }

  @Test func `the request says what it can read and how long it waits`() async throws {
    let round = try await world.poll([.ok(OAI.page([OAI.record("2505.00001")]))])
    let request = try #require(round.requests.first)
    #expect(request.limits.firstByte == .seconds(200))
    #expect(request.limits.total == .seconds(300))
    #expect(
      request.headers.first { $0.name == "Accept" }?.value
        == "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
    )
    let api = try await World().poll(
      ["api"],
      [.ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...1), total: 1))]
    )
    #expect(api.requests.allSatisfy { $0.limits.firstByte == .seconds(90) })
  }
}
