import Papers
import Queueing
import Testing

@Suite struct `A list of the queue` {
  let store: Store

  init() async throws {
    store = try .inMemory()
    try await store.admit(
      try paper("2603.00001", "Reading maps", announced: "2026-03-03"),
      try paper("2603.00002", "Writing maps", announced: "2026-03-04"),
      try paper("2603.00003", "Zebras that read", announced: "2026-03-05"),
      try paper("2603.00004", "Antelopes", announced: "2026-03-05")
    )
    try await store.appraise(["2603.00001": 9, "2603.00002": 7, "2603.00003": 6, "2603.00004": 8])
    try await store.propose()
  }

  private func ids(_ filter: CandidateFilter) async throws -> [String] {
    try await store.queue(filter).map { String($0.prefix(10).suffix(1)) }
  }

  @Test(arguments: [
    (CandidateFilter.Order.announced, ["4", "3", "2", "1"]), (.score, ["1", "4", "2", "3"]),
    (.title, ["4", "1", "2", "3"]),
  ])
  func `is ordered as asked`(order: CandidateFilter.Order, ids expected: [String]) async throws {
    #expect(try await ids(CandidateFilter(order: order)) == expected)
  }

  @Test func `ends at its limit, and the count does not`() async throws {
    let filter = CandidateFilter(limit: 2)
    #expect(try await ids(filter) == ["4", "3"])
    #expect(try await store.candidateCount(topic: "reading", filter: filter, today: try day(tuesday)) == 4)
  }

  @Test func `is filtered by score, days and words`() async throws {
    #expect(try await ids(CandidateFilter(minScore: 8)) == ["4", "1"])
    #expect(try await ids(CandidateFilter(since: try day("2026-03-04"))) == ["4", "3", "2"])
    #expect(try await ids(CandidateFilter(until: try day("2026-03-04"))) == ["2", "1"])
    #expect(try await ids(CandidateFilter(text: "MAPS reading")) == ["1"])
    #expect(try await ids(CandidateFilter(text: "ada maps")) == ["2", "1"])
    #expect(try await ids(CandidateFilter(text: "100%")).isEmpty)
  }

  @Test func `is not searched in what only the program writes`() async throws {
    #expect(try await ids(CandidateFilter(text: "name")).isEmpty)
    #expect(try await ids(CandidateFilter(text: "Ada\"")).isEmpty)
  }

  @Test func `is searched in any case, of any alphabet`() async throws {
    var greek = try paper("2603.00005", "Über Ähren", announced: "2026-03-02")
    greek.authors = [Author("Ωmega Éclair"), Author("O\"Neil \\ Sons")]
    try await store.admit(greek)
    try await store.appraise(["2603.00005": 9])
    try await store.propose()
    for words in ["über", "ÄHREN", "ÉCLAIR ωMEGA", "éclair", "o\"neil", "\\ sons"] {
      #expect(try await ids(CandidateFilter(text: words)) == ["5"], "\(words)")
    }
  }

  @Test func `holds names and no reasons`() async throws {
    let candidate = try #require(
      try await store.candidates(topic: "reading", today: try day(tuesday)).first
    )
    #expect(candidate.authors == [Author("Ada Reader"), Author("Ben Writer")])
    #expect(candidate.appraisal == nil)
  }

  @Test(arguments: CandidateFilter.Order.allCases)
  func `is the same without authors but for these`(order: CandidateFilter.Order) async throws {
    let filter = CandidateFilter(order: order)
    let whole = try await store.candidates(topic: "reading", filter: filter, today: try day(tuesday))
    let light = try await store.candidates(
      topic: "reading",
      filter: filter,
      today: try day(tuesday),
      hasAuthors: false
    )
    #expect(light.map(\.work) == whole.map(\.work) && light.map(\.title) == whole.map(\.title))
    #expect(light.map(\.score) == whole.map(\.score) && light.map(\.announced) == whole.map(\.announced))
    #expect(light.allSatisfy { $0.authors.isEmpty } && whole.count == 4)
  }

  @Test func `has withdrawn papers last, whatever their day, until they are back`() async throws {
    var gone = try paper("2603.00004", "Antelopes", announced: "2026-03-05")
    gone.version = 2
    gone.isWithdrawn = true
    try await store.admit(gone)
    #expect(try await ids(CandidateFilter()) == ["3", "2", "1", "4"])
    #expect(try await ids(CandidateFilter(order: .title)) == ["1", "2", "3", "4"])
    #expect(try await store.candidates(topic: "reading", today: try day(tuesday)).last?.isWithdrawn == true)
    gone.version = 3
    gone.isWithdrawn = false
    try await store.admit(gone)
    #expect(try await ids(CandidateFilter()) == ["4", "3", "2", "1"])
  }
}
