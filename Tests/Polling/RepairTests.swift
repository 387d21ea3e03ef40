import Foundation
import Papers
import Testing
import Wire

@testable import Polling

struct RepairTests {
  private func ids(_ texts: [String]) -> [PaperID] { texts.compactMap { PaperID($0) } }

  private func settled(_ categories: String = "cs.CV") -> World {
    let world = World(categories: categories)
    world.settle()
    world.setCursor("oai", "cs", "2025-05-30")
    world.setCursor("oai", "cs reconcile", "2025-05-30")
    world.setCursor("api", "query reconcile", "2025-05-30")
    return world
  }

  private static let page = OAI.page([OAI.record("2505.00001")])

  @Test func `damaged papers are asked for by id, with their number`() async throws {
    let world = settled()
    world.setDamaged(["2505.00008", "2505.00009"])
    let round = try await world.poll(
      ["oai", "api"],
      [.ok(Self.page), .ok(Atom.feed([Atom.entry("2505.00009")], total: 1))]
    )
    #expect(round.values("id_list").last == "2505.00008,2505.00009")
    #expect(round.values("max_results").last == "2")
    #expect(world.repairs.map { $0.found.map(\.id) } == [ids(["2505.00009"])])
    #expect(world.repairs.map(\.missing) == [ids(["2505.00008"])])
  }

  @Test func `an id that spoils its batch is found by halving`() async throws {
    let world = settled()
    world.setDamaged((1...25).map { "2505.\(10_000 + $0)" })
    let round = try await world.poll(["oai", "api"]) { url in
      guard url.contains("id_list") else { return .ok(Self.page) }
      let list = URLComponents(string: url)?.queryItems?.first { $0.name == "id_list" }?.value ?? ""
      if list.contains("2505.10013") { return .status(400, Atom.failure("incorrect id format")) }
      let entries = list.split(separator: ",").map { Atom.entry(String($0)) }
      return .ok(Atom.feed(entries, total: entries.count))
    }
    #expect(world.repairs.first?.found.count == 24)
    #expect(world.repairs.first?.missing == ids(["2505.10013"]))
    #expect(round.report.failures.isEmpty)
    #expect(round.requests.count <= 12)
  }

  @Test func `more than a hundred ids are asked for in several questions`() async throws {
    let world = World()
    let many = ids((1...250).map { "2505.\(10_000 + $0)" })
    let poller = try world.poller(["api"]) { request in
      let list = URLComponents(string: request.url)?.queryItems?.first { $0.name == "id_list" }?.value ?? ""
      let entries = list.split(separator: ",").map { Atom.entry(String($0)) }
      return entries.count > 100 ? .status(414) : .ok(Atom.feed(entries.reversed(), total: entries.count))
    }
    let result = try await APIDetails(settings: try world.settings()).fetch(many, poller.asker)
    #expect(result.found.map(\.id) == many)
    #expect(result.missing.isEmpty)
  }

  @Test func `without the query API, OAI-PMH is asked for one paper at a time`() async throws {
    let world = settled()
    world.setDamaged(["2505.00009"])
    let record = OAI.answer("<GetRecord>\(OAI.record("2505.00009"))</GetRecord>")
    let round = try await world.poll([.ok(Self.page), .ok(record)])
    #expect(round.values("identifier").last == "oai:arXiv.org:2505.00009")
    #expect(world.repairs.map { $0.found.count } == [1])
  }

  @Test func `skipped numbers are asked for only when all of arXiv is watched`() async throws {
    let some = settled()
    some.setHoles(["2505.00002"])
    #expect(try await some.poll(["oai", "api"], [.ok(Self.page)]).requests.count == 1)
    let all = World(categories: "all")
    all.settle()
    for lane in ["all", "all reconcile"] { all.setCursor("oai", lane, "2025-05-30") }
    all.setCursor("api", "query reconcile", "2025-05-30")
    all.setHoles(["2505.00002"])
    let round = try await all.poll(
      ["oai", "api"],
      [.ok(Self.page), .ok(Atom.feed([], total: 0)), .ok(Atom.feed([], total: 0))]
    )
    #expect(round.values("set") == [nil, nil, nil])
    #expect(all.repairs == [Repair(kind: .hole, found: [], missing: ids(["2505.00002"]), isEstimated: true)])
  }

  @Test func `a week after the last time, the last ten days are harvested again`() async throws {
    let world = settled()
    world.setCursor("oai", "cs reconcile", "2025-05-23")
    let round = try await world.poll([
      .ok(Self.page), .ok(OAI.identify), .ok(OAI.page([OAI.record("2505.00001"), OAI.record("2505.00002")])),
    ])
    #expect(round.values("from").last == "2025-05-20")
    #expect(world.missed.keys.map(\.canonical) == ["2505.00002"])
    #expect(world.state("oai", "cs reconcile").cursor == Day("2025-05-30"))
  }

  @Test func `the first harvest of all needs no reconcile`() async throws {
    let world = World()
    world.settle()
    _ = try await world.poll([.ok(OAI.identify), .ok(Self.page)])
    #expect(world.state("oai", "cs reconcile").cursor == Day("2025-05-30"))
  }
}

struct BackfillTests {
  private let world = World()

  private func period(_ from: String, _ to: String) throws -> Period {
    let (first, last) = (try #require(Day(from)), try #require(Day(to)))
    return try #require(Period(from: first, to: last))
  }

  private func backfill(_ sources: [String], _ answer: @escaping @Sendable (String) -> Reply) async throws
    -> HarvestReport
  {
    try await world.poller(sources) { answer($0.url) }.backfill(try period("2025-02-10", "2025-02-14"))
  }

  @Test func `walks windows of a week from a month before the first day`() async throws {
    let asked = Recorder()
    let report = try await backfill(["oai", "api"]) { url in
      asked.add(url)
      return .ok(url.contains("id_list") ? Atom.probe : Atom.feed(Atom.entries(1...1), total: 1))
    }
    #expect(report.carriedBy == "api")
    let windows = asked.values("search_query").compactMap { $0?.suffix(30).prefix(29) }
    #expect(windows.first == #""202501100000 TO 202501170000"#.suffix(29))
    #expect(windows.last == #""202502140000 TO 202502150000"#.suffix(29))
    #expect(windows.count == 6)
    #expect(
      world.state("api", "query 2025-02-10..2025-02-14") == LaneState(),
      "a period that is done is forgotten"
    )
  }

  @Test func `goes on where it stood, and leaves the daily harvest alone`() async throws {
    world.setCursor("api", "query", "2025-05-30")
    let failed = try await backfill(["api"]) { url in
      if url.contains("id_list") { return .ok(Atom.probe) }
      return url.contains("202501240000%20TO") ? .broken : .ok(Atom.feed(Atom.entries(1...1), total: 1))
    }
    #expect(failed.carriedBy == nil)
    let asked = Recorder()
    let report = try await backfill(["api"]) { url in
      asked.add(url)
      return .ok(Atom.feed(Atom.entries(2...2), total: 1))
    }
    #expect(report.carriedBy == "api")
    #expect(asked.values("search_query").first??.contains("202501240000") == true)
    #expect(world.state("api", "query").cursor == Day("2025-05-30"))
  }

  @Test func `OAI-PMH alone is read from the first day to the present`() async throws {
    let asked = Recorder()
    let report = try await backfill(["oai"]) { url in
      asked.add(url)
      return .ok(OAI.page([OAI.record("2502.00001")]))
    }
    #expect(report.carriedBy == "oai")
    #expect(asked.values("from") == ["2025-02-10"])
  }

  @Test func `an archive without papers, read after the others, is no fault; nothing at all is one`()
    async throws
  {
    let world = World(categories: "cs.CV eess.AS")
    let days = try period("2025-02-10", "2025-02-14")
    let failed = try await world.poller(["oai"]) { request in
      request.url.contains("eess") ? .status(500) : .ok(OAI.page([OAI.record("2502.00001")]))
    }.backfill(days)
    #expect(failed.carriedBy == nil)
    let none: @Sendable (WireRequest) -> Reply = { _ in .ok(OAI.error("noRecordsMatch")) }
    #expect(try await world.poller(["oai"], none).backfill(days).carriedBy == "oai")
    let empty = try await World().poller(["oai"], none).backfill(days)
    #expect(empty.carriedBy == nil)
    #expect(empty.failures.first?.description.contains("cannot be") == true)
  }

  @Test func `needs a source that can be asked for the past`() async throws {
    let report = try await backfill(["rss"]) { _ in .broken }
    #expect(report.failures.map(\.isConfiguration) == [true])
  }

  @Test func `a period ends where it begins or later`() throws {
    let day = try #require(Day("2025-02-02"))
    #expect(Period(from: day, to: day - 1) == nil)
    #expect(try period("2025-02-01", "2025-02-01").description == "2025-02-01..2025-02-01")
  }
}
