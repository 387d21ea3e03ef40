import Foundation
import Papers
import Queueing
import Testing

@testable import Assembly

@Suite struct `A listed paper that changed` {
  let place: Workplace
  let installation: Installation

  init() async throws {
    place = try Workplace()
    try place.write(
      """
      # Robots
      - [2505] [Walk] [Walk: a robot](https://arxiv.org/abs/2505.00001) [[Model](https://huggingface.co/ada/walk)]
      - [2504] [Arm] [Arm: grips](https://arxiv.org/abs/2504.00009) [[Code](https://github.com/ada/arm)]

      """,
      to: "list.md"
    )
    installation = try place.open()
    try await tell("We walk.", version: 1)
    let topic = try installation.configuration.topic(nil)
    _ = try await AfterVerdict(installation).followUp(topic)
  }

  private func tell(_ abstract: String, title: String = "Walk: a robot", version: Int) async throws {
    let paper = Paper(
      id: try #require(PaperID("2505.00001")),
      version: version,
      title: title,
      abstract: abstract,
      authors: [Author("Ada Reader")],
      announced: Day("2025-05-30")
    )
    let lane = LaneKey(source: "oai", name: "cs", watched: [])
    _ = try await installation.store.admit([paper], lane: lane, step: .position("{}"), at: installation.now())
  }

  private func edits() async throws -> [PaperEventRecord] {
    let queue = Queue(installation, topic: try installation.configuration.topic(nil))
    return try await queue.changes(limit: 50).filter { $0.event == "edit" }
  }

  @Test func `and names its code now is shown with the line that has it`() async throws {
    #expect(try await edits().isEmpty)
    try await tell("We walk. Code: https://github.com/ada/walk", version: 2)
    let edit = try #require(try await edits().first)
    #expect(edit.id == "2505.00001")
    #expect(edit.edit?.line == 2)
    #expect(edit.edit?.new == (edit.edit?.old ?? "") + " [[Code](https://github.com/ada/walk)]")
    #expect(edit.detail.contains("https://github.com/ada/walk"))
  }

  @Test func `and has another title now is shown with the line that has it`() async throws {
    try await tell("We walk.", title: "Walk: a robot with legs", version: 2)
    let edit = try #require(try await edits().first)
    #expect(edit.edit?.new.contains("[Walk: a robot with legs](https://arxiv.org/abs/2505.00001)") == true)
  }

  @Test func `in other ways asks for no other line`() async throws {
    try await tell("We walk far.", version: 2)
    #expect(try await edits().isEmpty)
  }
}
