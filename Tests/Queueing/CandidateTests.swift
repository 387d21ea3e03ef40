import Papers
import Queueing
import Testing

@Suite struct `The queue` {
  let store: Store

  init() async throws {
    store = try .inMemory()
    try await store.admit(
      try paper("2603.00001", announced: "2026-03-03"),
      try paper("2603.00002", announced: "2026-03-03"),
      try paper("2603.00003", announced: "2026-03-03"),
      try paper("2603.00004", announced: "2026-03-04"),
      try paper("2603.00005", announced: "2026-03-04"),
      try paper("2603.00006", announced: nil)
    )
    try await store.appraise(
      ["2603.00001": 8, "2603.00002": 9, "2603.00003": 8, "2603.00004": 6],
      section: "Vision"
    )
    try await store.propose()
  }

  @Test func `shows the latest day first, and of a day the best`() async throws {
    try await store.decide(.accept, "2603.00006", after: .accepted)
    #expect(
      try await store.queue() == [
        "2603.00004 pending", "2603.00002 pending", "2603.00001 pending", "2603.00003 pending",
        "2603.00006 accepted",
      ]
    )
    #expect(try await store.queue(topic: "writing").isEmpty)
  }

  @Test func `is filtered by state and section`() async throws {
    try await store.decide(.accept, "2603.00001", after: .accepted, section: "Audio")
    try await store.decide(.reject, "2603.00002", after: .rejected)
    #expect(try await store.queue(CandidateFilter(states: [.accepted])) == ["2603.00001 accepted"])
    #expect(
      try await store.queue(CandidateFilter(states: [.accepted, .rejected])) == [
        "2603.00002 rejected", "2603.00001 accepted",
      ]
    )
    #expect(try await store.queue(CandidateFilter(states: [])).isEmpty)
    #expect(try await store.queue(CandidateFilter(section: "Audio")) == ["2603.00001 accepted"])
    #expect(try await store.queue(CandidateFilter(states: [.pending], section: "Audio")).isEmpty)
  }

  @Test(arguments: [
    ("2026-03-09", "deferred", "2026-03-10"), ("2026-03-10", "pending", nil), ("2026-04-01", "pending", nil),
  ])
  func `offers what was deferred again on its day`(today: String, state: String, until: String?) async throws
  {
    try await store.decide(.defer, "2603.00004", after: .deferred, until: "2026-03-10")
    let today = try day(today)
    let candidate = try await store.candidate(
      topic: "reading",
      work: try work("2603.00004"),
      today: today
    )
    #expect(candidate?.state.rawValue == state)
    #expect(candidate?.deferredUntil?.description == until)
    let state = try #require(State(rawValue: state))
    let filter = CandidateFilter(states: [state])
    #expect(try await store.queue(filter, today: today.description).first == "2603.00004 \(state)")
    #expect(try await store.counts(topic: "reading", today: today)[state] == (state == .pending ? 4 : 1))
  }

  @Test func `is counted by state`() async throws {
    try await store.decide(.accept, "2603.00001", after: .accepted)
    try await store.decide(.reject, "2603.00002", after: .rejected)
    try await store.decide(.reject, "2603.00003", after: .rejected)
    let today = try day(tuesday)
    #expect(
      try await store.counts(topic: "reading", today: today) == [.pending: 1, .accepted: 1, .rejected: 2]
    )
    #expect(try await store.counts(topic: "writing", today: today) == [:])
  }

  @Test func `holds all that is known of a candidate`() async throws {
    let candidate = try await store.candidate(
      topic: "reading",
      work: try work("2603.00002"),
      today: try day(tuesday)
    )
    let expected = Candidate(
      topic: "reading",
      work: try work("2603.00002"),
      state: .pending,
      title: "On reading",
      authors: [Author("Ada Reader"), Author("Ben Writer")],
      score: 9,
      section: "Vision",
      announced: try day(tuesday),
      appraisal: appraisal(9, section: "Vision")
    )
    #expect(candidate == expected)
    let other = try await store.candidate(
      topic: "reading",
      work: try work("2603.09999"),
      today: try day(tuesday)
    )
    #expect(other == nil)
  }

  @Test func `shows below it what the rules passed over, best first`() async throws {
    let more = try [
      paper("2603.00007", announced: "2026-03-04"), paper("2603.00008", announced: "2026-03-05"),
      paper("2603.00009", announced: "2026-03-05"),
    ]
    for paper in more { try await store.admit(paper) }
    try await store.appraise(["2603.00009": 9])
    try await store.propose(daily: 0)
    let below = try await store.below(topic: "reading", limit: 10)
    #expect(
      below.map(\.work.description) == [
        "2603.00009", "2603.00008", "2603.00005", "2603.00007", "2603.00006",
      ]
    )
    #expect(below.map(\.score) == [9, 1, 1, 1, 1])
    #expect(below.allSatisfy { $0.state == .pending && $0.topic == "reading" })
    #expect(below.first?.appraisal == appraisal(9))
    #expect(below.last?.appraisal == nil)
    #expect(try await store.below(topic: "reading", limit: 2).count == 2)
    #expect(try await store.below(topic: "writing", limit: 2).isEmpty)
  }

  @Test func `shows below it neither what joined since nor what is gone`() async throws {
    try await store.decide(.reject, "2603.00005", after: .rejected)
    try await store.admit(Paper(id: try #require(PaperID("2603.00006")), isDeleted: true))
    #expect(try await store.below(topic: "reading", limit: 10).isEmpty)
  }
}
