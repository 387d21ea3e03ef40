import Papers
import Scoring
import TestKit
import Testing

/// A small world of papers about robots and about cats; a curator takes what is about robots that learn.
struct LearningWorld {
  static let rules = Rules(
    threshold: 2,
    groups: [
      .init(name: "robot", points: 2, title: 1, any: ["robot*"]),
      .init(name: "learn", points: 1, any: ["learn*"]),
      .init(name: "idle", points: 0, any: ["the"]),
    ]
  )

  let rulebook: Rulebook
  private(set) var lessons: [Lesson] = []

  init(accepted: Int = 30, passedOver: Int = 60, rejected: Int = 5) throws {
    rulebook = try Rulebook(Self.rules)
    var random = Seeded(3)
    for number in 0..<(accepted + passedOver + rejected) {
      let isAccepted = number < accepted
      let label: Lesson.Label =
        isAccepted ? .accepted : number < accepted + passedOver ? .passedOver : .rejected
      let section = number.isMultiple(of: 2) ? "Arms" : "Legs"
      let paper = try Self.paper(number, isWanted: isAccepted, section: section, &random)
      lessons.append(Lesson(paper, rulebook.appraise(paper), label, section: isAccepted ? section : nil))
    }
  }

  static func paper(
    _ number: Int,
    isWanted: Bool,
    section: String = "Arms",
    _ random: inout Seeded
  ) throws -> Paper {
    let parts = section == "Arms" ? ["gripper", "grasping", "wrist"] : ["walking", "balance", "knee"]
    let words = isWanted ? parts + ["robot", "learning"] : ["cat", "fur", "milk", "robot vacuum"]
    let filler = ["we", "show", "that", "results", "improve"]
    let text = (0..<12).map { _ in random.chance(0.6) ? random.pick(words) : random.pick(filler) }
    return Paper(
      id: try #require(PaperID("2501.\(String(10_000 + number))")),
      title: isWanted ? "A robot with \(parts[0])" : "On \(random.pick(words))",
      abstract: text.joined(separator: " ")
    )
  }
}
