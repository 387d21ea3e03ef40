import Scoring
import Testing

struct FingerprintTests {
  private static let rules = Rules(
    threshold: 6,
    daily: 20,
    groups: [
      .init(name: "rl", points: 3, title: 2, any: ["RL", "GRPO"]), .init(name: "video", any: ["video"]),
    ],
    require: "rl",
    veto: ["federated learning"],
    categories: [.init(name: "cs.CV", points: 0.5)],
    authors: .init(points: 2, follow: ["Given Family"]),
    sections: [.init(name: "Video", when: "video")]
  )

  @Test func `it is the same in every run`() throws {
    // A golden value: when it changes, every instance appraises its stored papers again.
    #expect(try Rulebook(Self.rules).fingerprint == "a8939478c8272e0c")
  }

  @Test func `the daily cap is not part of it`() throws {
    var other = Self.rules
    other.daily = nil
    #expect(try Rulebook(other).fingerprint == Rulebook(Self.rules).fingerprint)
  }

  @Test func `it changes with everything that matters`() throws {
    let changes: [(inout Rules) -> Void] = [
      { $0.threshold = 5 },
      { $0.groups[0].points = 4 },
      { $0.groups[0].title = 3 },
      { $0.groups[0].repeat = 2 },
      { $0.groups[0].absent = 2 },
      { $0.groups[0].max = 0 },
      { $0.groups[0].any = ["RLGRPO"] },
      { $0.groups[0].any = ["GRPO", "RL"] },
      { $0.groups.swapAt(0, 1) },
      { $0.require = "not rl" },
      { $0.require = nil },
      { $0.veto = [] },
      { $0.veto.append("x") },
      { $0.categories[0].points = 1 },
      { $0.categories[0].name = "cs.CL" },
      { $0.authors?.points = 1 },
      { $0.authors?.follow = [] },
      { $0.sections[0].name = "Film" },
      { $0.sections[0].when = nil },
      { $0.sections.append(.init(name: "Rest")) },
    ]
    var seen = [try Rulebook(Self.rules).fingerprint]
    for change in changes {
      var rules = Self.rules
      change(&rules)
      seen.append(try Rulebook(rules).fingerprint)
    }
    #expect(Set(seen).count == changes.count + 1)
    #expect(seen.allSatisfy { $0.count == 16 })
  }
}
