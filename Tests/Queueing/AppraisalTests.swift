import Papers
import Synchronization
import Testing

@testable import Queueing

@Suite struct `Appraisal of the stored papers` {
  let store: Store

  init() async throws {
    store = try .inMemory()
    let papers = try (1...7).map { try paper("2603.0000\($0)") }
    _ = try await store.admit(
      papers,
      lane: lane(),
      step: .position("{}"),
      at: try instant("2026-03-03T02:00:00Z")
    )
  }

  /// Which papers the rules were shown, by number.
  private func shown(batch: Int = 2000, rulebook: String = "first", topic: String = "reading") async throws
    -> [Int]
  {
    let numbers = Mutex<[Int]>([])
    let count = try await store.appraise(topic: topic, rulebook: rulebook, batch: batch) { paper in
      numbers.withLock { $0.append(paper.id.number) }
      return appraisal(7)
    }
    let seen = numbers.withLock { $0.sorted() }
    #expect(count == seen.count)
    return seen
  }

  @Test(arguments: [1, 2, 3, 6, 7, 8, 2000])
  func `is done once, however large a batch is`(batch: Int) async throws {
    #expect(try await shown(batch: batch) == Array(1...7))
    #expect(try await shown(batch: batch) == [])
  }

  @Test func `is each topic's own`() async throws {
    #expect(try await shown(topic: "reading").count == 7)
    #expect(try await shown(topic: "writing").count == 7)
  }

  @Test func `is done anew when the rules change, and when they change back`() async throws {
    for rulebook in ["first", "second", "first"] {
      #expect(try await shown(rulebook: rulebook) == Array(1...7))
    }
  }

  @Test func `is done anew for a paper that changed`() async throws {
    _ = try await shown()
    var changed = try paper("2603.00004")
    changed.abstract = "We read again."
    var dated = try paper("2603.00005")
    dated.published = try instant("2026-03-01T00:00:00Z")
    try await store.admit(changed, dated, try paper("2603.00008"))
    #expect(try await shown() == [4, 8])
  }

  @Test func `leaves out a paper that is gone until it is back`() async throws {
    _ = try await shown()
    try await store.admit(Paper(id: try #require(PaperID("2603.00004")), isDeleted: true))
    #expect(try await shown(rulebook: "second") == [1, 2, 3, 5, 6, 7])
    try await store.admit(try paper("2603.00004"))
    #expect(try await shown(rulebook: "second") == [4])
  }

  @Test func `of several topics is made in one pass, and again for the topic whose rules changed`()
    async throws
  {
    let rate: @Sendable ([Paper]) -> [[AppraisalRow]] = { papers in
      papers.map { _ in
        [
          AppraisalRow(topic: "reading", score: 7, section: "Vision", appraisal: appraisal(7)),
          AppraisalRow(topic: "writing", score: 1, section: "Prose", appraisal: nil),
        ]
      }
    }
    #expect(try await store.appraise(["reading": "a", "writing": "b"], batch: 3, rate) == 7)
    #expect(try await store.appraise(["reading": "a", "writing": "b"], batch: 3, rate) == 0)
    #expect(try await store.appraise(["reading": "a", "writing": "c"], batch: 3, rate) == 7)
    let rows =
      "SELECT group_concat(topic || qualifies || section, ' ') FROM appraisal WHERE paper = '2603.00001'"
    #expect(try await store.text(rows) == "reading1Vision writing0Prose")
  }
}
