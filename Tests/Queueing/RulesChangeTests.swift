import Papers
import Queueing
import Testing

@Suite struct `When the rules change` {
  let store: Store
  private let both = ["2603.00001": 7.0, "2603.00002": 8.0]

  init() async throws {
    store = try .inMemory()
    try await store.admit(try paper("2603.00001"), try paper("2603.00002"))
    try await store.appraise(both, section: "Vision")
    try await store.propose()
  }

  private func follow(_ points: [String: Double], section: String? = nil, rulebook: String) async throws {
    try await store.appraise(points, section: section, rulebook: rulebook)
    try await store.propose(at: "2026-03-04T02:00:00Z")
  }

  @Test func `what is pending and no longer qualifies expires, and comes back when it does again`()
    async throws
  {
    try await follow(["2603.00001": 7], rulebook: "second")
    #expect(try await store.queue() == ["2603.00002 rejected", "2603.00001 pending"])
    try await follow(["2603.00001": 7], rulebook: "third")
    try await follow(both, rulebook: "fourth")
    #expect(try await store.queue() == ["2603.00002 pending", "2603.00001 pending"])
    try await follow([:], rulebook: "fifth")
    #expect(
      try await store.verdictLog() == [
        "2603.00002 expire by rules: pending → rejected", "2603.00002 undo by rules: rejected → pending",
        "2603.00001 expire by rules: pending → rejected", "2603.00002 expire by rules: pending → rejected",
      ]
    )
    let verdict = try #require(try await store.verdicts(topic: "reading").first)
    #expect(verdict.why == "no longer qualifies under the rules")
    #expect(verdict.at == (try instant("2026-03-04T02:00:00Z")))
  }

  @Test func `what expired keeps its place on the day it was proposed for`() async throws {
    try await follow(["2603.00001": 7], rulebook: "second")
    try await store.admit(try paper("2603.00003"))
    try await store.appraise(["2603.00003": 9], rulebook: "second")
    #expect(try await store.propose(daily: 2) == 0)
  }

  @Test(arguments: [
    (Verdict.Kind.accept, State.accepted), (.reject, .rejected), (.defer, .deferred), (.undo, .pending),
  ])
  func `what a person decided is left alone`(kind: Verdict.Kind, state: State) async throws {
    try await store.decide(
      kind,
      "2603.00002",
      after: state,
      until: state == .deferred ? "2026-03-20" : nil
    )
    let log = try await store.verdicts(topic: "reading")
    try await follow([:], rulebook: "second")
    #expect(try await store.queue().contains("2603.00002 \(state)"))
    try await follow(both, rulebook: "third")
    #expect(try await store.queue().contains("2603.00002 \(state)"))
    #expect(try await store.verdicts(topic: "reading", work: try work("2603.00002")) == log)
  }

  @Test func `what a person took back from the rules stays`() async throws {
    try await follow(["2603.00001": 7], rulebook: "second")
    try await store.decide(.undo, "2603.00002", after: .pending)
    try await follow([:], rulebook: "third")
    #expect(try await store.queue() == ["2603.00002 pending", "2603.00001 rejected"])
  }

  @Test func `what a person brought in without the rules stays`() async throws {
    try await store.admit(try paper("2603.00009"))
    try await store.decide(.reject, "2603.00009", after: .rejected)
    try await follow(both.merging(["2603.00009": 9]) { $1 }, rulebook: "second")
    #expect(try await store.queue().contains("2603.00009 rejected"))
    #expect(try await store.proposals(topic: "reading").count == 2)
  }

  @Test func `what is undecided follows in score, section and reasons, what is decided does not`()
    async throws
  {
    try await store.decide(.defer, "2603.00001", after: .deferred, until: "2026-03-20")
    try await follow(["2603.00001": 10, "2603.00002": 11], section: "Audio", rulebook: "second")
    for (id, points) in [("2603.00001", 10.0), ("2603.00002", 11)] {
      let candidate = try await store.candidate(topic: "reading", work: try work(id), today: try day(tuesday))
      #expect(candidate?.score == points)
      #expect(candidate?.section == "Audio")
      #expect(candidate?.appraisal == appraisal(points, section: "Audio"))
    }
    try await store.decide(.accept, "2603.00002", after: .accepted)
    try await follow(["2603.00001": 12, "2603.00002": 12], rulebook: "third")
    let accepted = try await store.candidate(
      topic: "reading",
      work: try work("2603.00002"),
      today: try day(tuesday)
    )
    #expect(accepted?.score == 11)
    #expect(accepted?.appraisal == appraisal(11, section: "Audio"))
    let deferred = try await store.candidate(
      topic: "reading",
      work: try work("2603.00001"),
      today: try day(tuesday)
    )
    #expect(deferred?.score == 12)
    #expect(deferred?.section == "Audio")
  }

  @Test func `what changed and no longer qualifies expires as well`() async throws {
    var changed = try paper("2603.00002", "Withdrawn")
    changed.version = 2
    try await store.admit(changed)
    #expect(try await store.queue() == ["2603.00002 pending", "2603.00001 pending"])
    try await follow(["2603.00001": 7], rulebook: "first")
    #expect(try await store.queue() == ["2603.00002 rejected", "2603.00001 pending"])
  }

  @Test func `the papers of the last days that qualify now join the queue`() async throws {
    try await store.admit(
      try paper("2602.00001", announced: "2026-02-02"),
      try paper("2603.00003")
    )
    try await store.appraise(both)
    try await store.propose()
    let more = both.merging(["2602.00001": 9, "2603.00003": 6]) { $1 }
    try await follow(more, rulebook: "second")
    #expect(
      try await store.queue() == ["2603.00002 pending", "2603.00001 pending", "2603.00003 pending"]
    )
  }
}
