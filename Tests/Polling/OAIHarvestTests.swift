import Foundation
import Papers
import Polling
import Testing

struct OAIHarvestTests {
  let world = World()

  init() { world.settle() }

  @Test func `a list of three pages is walked to its end and only the last page moves the cursor`()
    async throws
  {
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll([
      .ok(OAI.page([OAI.record("2505.00001")], token: "a")),
      .ok(OAI.page([OAI.record("2505.00002")], token: "b", at: "2025-05-31T00:00:01Z")),
      .ok(OAI.page([OAI.record("2505.00003")], token: "", at: "2025-05-31T00:00:09Z")),
    ])
    #expect(world.ids == ["2505.00001", "2505.00002", "2505.00003"])
    #expect(round.report.carriedBy == "oai")
    #expect(round.report.newPapers == 3)
    #expect(round.report.pages == 3)
    #expect(world.state("oai", "cs") == LaneState(cursor: Day("2025-05-30")))
    #expect(world.pages.dropLast().allSatisfy { if case .more = $0.next { true } else { false } })
    #expect(round.progress.map(\.papersSoFar) == [1, 2, 3])
    #expect(round.progress.map(\.page) == [1, 2, 3])
  }

  @Test func `a harvest asks from two days before the cursor and with an open end`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll([.ok(OAI.page([OAI.record("2505.00001")]))])
    #expect(
      round.urls == ["https://oai.test/oai?verb=ListRecords&metadataPrefix=arXiv&set=cs&from=2025-05-26"]
    )
  }

  @Test func `the first harvest looks back from the day of the server, not from ours`() async throws {
    let identify = OAI.answer("<Identify/>", at: "2024-03-10T23:59:59Z")
    let round = try await world.poll([
      .ok(identify), .ok(OAI.page([OAI.record("2403.00001")], at: "2024-03-11T00:00:02Z")),
    ])
    #expect(round.values("from") == [nil, "2024-02-18"])
    #expect(world.state("oai", "cs").cursor == Day("2024-03-11"))
  }

  @Test func `a token is encoded once more and travels with nothing but the verb`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let token = "verb%3DListRecords%26set%3Dcs:cs:CV%26skip%3D2500"
    let round = try await world.poll([
      .ok(OAI.page([OAI.record("2505.00001")], token: token)), .ok(OAI.page([OAI.record("2505.00002")])),
    ])
    #expect(
      round.urls.last
        == "https://oai.test/oai?verb=ListRecords&resumptionToken="
        + "verb%253DListRecords%2526set%253Dcs%3Acs%3ACV%2526skip%253D2500"
    )
    #expect(round.values("resumptionToken").last == token)
  }

  @Test func `each archive of the watched categories is a lane of its own`() async throws {
    let world = World(categories: "cs.CV cs.CL eess.AS hep-th math.IT")
    for set in ["cs", "eess", "physics:hep-th"] { world.setCursor("oai", set, "2025-05-28") }
    let round = try await world.poll { _ in .ok(OAI.page([OAI.record("2505.00001")])) }
    #expect(round.values("set") == ["cs", "eess", "physics:hep-th"])
    #expect(round.urls[2].contains("set=physics%3Ahep-th"))
  }

  @Test func `an aliased category is recognised and what nobody watches is left out`() async throws {
    let world = World(categories: "math.IT")
    world.setCursor("oai", "cs", "2025-05-28")
    _ = try await world.poll([
      .ok(
        OAI.page([
          OAI.record("2505.00001", categories: "cs.IT math.IT"),
          OAI.record("2505.00002", categories: "cs.CV"),
        ])
      )
    ])
    #expect(world.ids == ["2505.00001"])
    #expect(world.papers.values.first?.categories.map(\.name) == ["cs.IT"])
  }

  @Test func `no matching records are asked for from another day and move no cursor`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let none = Reply.ok(OAI.error("noRecordsMatch"))
    let round = try await world.poll([none, none])
    #expect(round.report.carriedBy == "oai")
    #expect(round.report.failures.isEmpty)
    let days = try round.values("from").map { try #require($0.flatMap { Day($0) }) }
    #expect(days.count == 2 && days[1] == days[0] - 1)
    #expect(world.state("oai", "cs").cursor == Day("2025-05-28"))
    #expect(world.polls.map(\.confirmations) == [1])
  }

  @Test func `an answer of nothing that a cache has kept is got round by another day`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll([
      .ok(OAI.error("noRecordsMatch")), .ok(OAI.page([OAI.record("2505.00001")])),
    ])
    #expect(round.report.newPapers == 1)
    #expect(world.state("oai", "cs").cursor == Day("2025-05-30"))
  }

  @Test func `an announcement that nobody has seen yet is asked for again, however old`() async throws {
    let world = World()
    world.settle(except: "2025-05-13")
    world.setCursor("oai", "cs", "2025-05-30")
    let round = try await world.poll([.ok(OAI.page([OAI.record("2505.00002")]))])
    #expect(round.values("from") == ["2025-05-13"])
  }

  @Test func `a record that is first seen with a weekend's date belongs to Friday's listing`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    _ = try await world.poll([.ok(OAI.page([OAI.record("2505.00001", day: "2025-05-25")]))])
    #expect(world.papers.values.first { $0.id.number == 1 }?.announced == Day("2025-05-23"))
  }

  @Test func `versions are asked for after the papers, and leave their spelling alone`() async throws {
    let world = World(versions: true)
    world.setCursor("oai", "cs", "2025-05-28")
    world.setCursor("oai", "cs versions", "2025-05-28")
    world.setCursor("oai", "cs reconcile", "2025-05-28")
    let raw = """
      <record><header><identifier>oai:arXiv.org:2505.00001</identifier><datestamp>2025-05-29</datestamp></header>
      <metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>2505.00001</id>
      <version version="v1"><date>Tue, 27 May 2025 10:00:00 GMT</date><size>1kb</size></version>
      <version version="v2"><date>Wed, 28 May 2025 10:00:00 GMT</date><size>0kb</size><source_type>I</source_type>
      </version><title>As TeX</title><authors>Jane Doe</authors><categories>cs.CV</categories></arXivRaw></metadata>
      </record>
      """
    let round = try await world.poll([.ok(OAI.page([OAI.record("2505.00001")])), .ok(OAI.page([raw]))])
    #expect(round.values("metadataPrefix") == ["arXiv", "arXivRaw"])
    #expect(world.papers.values.map(\.title) == ["On 2505.00001"])
    let told = try #require(world.pages.last?.papers.first)
    #expect(told.version == 2 && told.isWithdrawn)
    #expect(told.published == Date(rfc3339: "2025-05-27T10:00:00Z"))
    #expect(world.pages.map(\.isSupplement) == [false, true])
  }

  @Test func `a list of versions that fails does not unsay that all papers were seen`() async throws {
    let world = World(versions: true)
    world.setCursor("oai", "cs", "2025-05-28")
    world.setCursor("oai", "cs versions", "2025-05-28")
    let round = try await world.poll { url in
      url.contains("arXivRaw") ? .status(500) : .ok(OAI.page([OAI.record("2505.00001")]))
    }
    #expect(round.report.carriedBy == "oai")
    #expect(round.report.failures.map(\.lane?.name) == ["cs versions"])
    #expect(world.polls.map(\.outcome) == [.complete])
  }

  @Test func `a token at which the service always fails is given up for the safe day`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let failing = try await world.poll([
      .ok(OAI.page([OAI.record("2505.00001")], token: "a")), .status(500), .status(500), .status(500),
      .ok(OAI.identify), .ok(OAI.page([OAI.record("2505.00001"), OAI.record("2505.00002")])),
    ])
    #expect(failing.report.carriedBy == "oai")
    #expect(failing.values("from").last == "2025-05-28")
    #expect(world.ids.count == 2)
  }

  @Test func `a deleted record is a tombstone`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let deleted = """
      <record><header status="deleted"><identifier>oai:arXiv.org:2505.00009</identifier>
      <datestamp>2025-05-29</datestamp></header></record>
      """
    _ = try await world.poll([.ok(OAI.page([deleted, OAI.record("2505.00001")]))])
    #expect(world.papers.values.filter(\.isDeleted).map(\.id.canonical) == ["2505.00009"])
    #expect(world.ids.count == 2)
  }

  @Test func `a harvest that fails on page three goes on there in the next run`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let failed = try await world.poll([
      .ok(OAI.page([OAI.record("2505.00001")], token: "a")),
      .ok(OAI.page([OAI.record("2505.00002")], token: "b")),
      .status(500), .status(502), .broken,
    ])
    #expect(failed.report.carriedBy == nil)
    #expect(failed.report.failures.map(\.page) == [3])
    #expect(world.state("oai", "cs").cursor == Day("2025-05-28"))
    let next = try await world.poll([.ok(OAI.page([OAI.record("2505.00003")], token: ""))])
    #expect(next.values("resumptionToken") == ["b"])
    #expect(next.progress.map(\.resumed) == [true])
    #expect(next.progress.map(\.page) == [3])
    #expect(world.ids.count == 3)
    #expect(world.state("oai", "cs") == LaneState(cursor: Day("2025-05-30")))
  }

  @Test func `a refused token begins the list anew one day before the last record seen`() async throws {
    world.setCursor("oai", "cs", "2025-05-20")
    let round = try await world.poll([
      .ok(OAI.page([OAI.record("2505.00001", day: "2025-05-25")], token: "a")),
      .ok(OAI.error("badResumptionToken")),
      .ok(OAI.page([OAI.record("2505.00002", day: "2025-05-28")], at: "2025-05-31T00:00:09Z")),
    ])
    #expect(round.values("from") == ["2025-05-18", nil, "2025-05-24"])
    #expect(round.report.carriedBy == "oai")
    #expect(world.ids.count == 2)
    #expect(world.state("oai", "cs").cursor == Day("2025-05-30"))
  }

  @Test func `the list never begins anew before its own first day, nor after a day of the future`()
    async throws
  {
    world.setCursor("oai", "cs", "2025-05-28")
    let early = try await world.poll([
      .ok(OAI.page([OAI.record("2505.00001", day: "2025-05-26")], token: "a")),
      .ok(OAI.error("badResumptionToken")), .ok(OAI.page([OAI.record("2505.00002")])),
    ])
    #expect(early.values("from") == ["2025-05-26", nil, "2025-05-26"])
    world.setCursor("oai", "cs", "2025-05-28")
    let late = try await world.poll([
      .ok(OAI.page([OAI.record("2505.00001", day: "2099-01-01")], token: "a")),
      .ok(OAI.error("badResumptionToken")), .ok(OAI.page([OAI.record("2505.00002")])),
    ])
    #expect(late.values("from") == ["2025-05-26", nil, "2025-05-26"])
  }

  @Test func `a second refused token is an error, and the next run may begin anew once more`() async throws {
    world.setCursor("oai", "cs", "2025-05-20")
    let round = try await world.poll([
      .ok(OAI.page([OAI.record("2505.00001")], token: "a")), .ok(OAI.error("badResumptionToken")),
      .ok(OAI.page([OAI.record("2505.00001")], token: "b")), .ok(OAI.error("badResumptionToken")),
    ])
    #expect(round.report.carriedBy == nil)
    #expect(round.report.failures.map(\.isConfiguration) == [false])
    let next = try await world.poll([
      .ok(OAI.error("badResumptionToken")), .ok(OAI.page([OAI.record("2505.00002")])),
    ])
    #expect(next.report.carriedBy == "oai")
    #expect(world.ids.count == 2)
  }

  @Test func `an argument arXiv refuses is ours to correct when the service works otherwise`() async throws {
    let world = World(categories: "cs.CV nonsense.XX")
    for set in ["cs", "physics:nonsense"] { world.setCursor("oai", set, "2025-05-28") }
    let round = try await world.poll([
      .ok(OAI.page([OAI.record("2505.00001")])), .ok(OAI.error("badArgument")), .ok(OAI.identify),
    ])
    #expect(round.report.carriedBy == nil)
    #expect(round.report.failures.map(\.isConfiguration) == [true])
    #expect(world.ids == ["2505.00001"])
  }

  @Test func `an argument is not ours to correct when the service does not work at all`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll([
      .ok(OAI.error("badArgument")), .status(500), .status(500), .status(500),
    ])
    #expect(round.report.failures.map(\.isConfiguration) == [false])
  }

  @Test func `a token that leads back to its own page does not go round in circles`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll(
      [.ok(OAI.page([OAI.record("2505.00001")], token: "a"))]
        + Array(repeating: .ok(OAI.page([OAI.record("2505.00002")], token: "a")), count: 3)
    )
    #expect(round.report.failures.count == 1)
    #expect(world.ids == ["2505.00001"])
  }

  @Test func `a record without a usable id does not spoil its page`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll([.ok(OAI.page([OAI.record("nonsense"), OAI.record("2505.00001")]))])
    #expect(round.report.carriedBy == "oai")
    #expect(world.ids == ["2505.00001"])
  }
}
