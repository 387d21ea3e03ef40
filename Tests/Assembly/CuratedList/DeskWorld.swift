import Foundation
import Logging
import Papers
import Queueing
import Testing
import Wire

@testable import Assembly

/// A list, a queue of three papers, and somebody who decides about them.
final class DeskWorld: Sendable {
  let place: Workplace
  let installation: Installation
  let topic: Configuration.Topic

  static let list = """
    # Robots

    ## Arms 🦾

    * [2504] [Arm] [Arm: a thing that grips](https://arxiv.org/abs/2504.00009)

    * [2502] [Grip] [Grip: a hand](https://arxiv.org/abs/2502.00001)

    ## Legs

    * [2503] [Leg] [Leg: a thing that walks](https://arxiv.org/abs/2503.00001)

    """

  /// `prepare` makes the folder ready before the list is read for the first time.
  init(
    _ overrides: [String] = [],
    list: String = DeskWorld.list,
    prepare: (Workplace) throws -> Void = { _ in }
  ) async throws {
    place = try Workplace()
    try place.write(list, to: "list.md")
    try prepare(place)
    installation = try place.open(overrides)
    topic = try installation.configuration.topic(nil)
    let page = FakeArXiv.page([
      FakeArXiv.record("2505.00001", "Walk: a robot"), FakeArXiv.record("2505.00002", "Run: a robot"),
      FakeArXiv.record("2505.00003", "Leg: a thing that walks"),
    ])
    try await round([page])
  }

  /// One round of the program.
  func round(_ pages: [String?] = [FakeArXiv.page([])]) async throws {
    let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    _ = try await Round(installation, wire: FakeArXiv.wire(pages), patience: .zero, log: log).run()
  }

  var list: String { get throws { try place.read("list.md") } }

  @discardableResult
  func decide(_ wish: Wish, _ ids: String...) async throws -> DecisionReport {
    try await Decisions(installation, topic: topic, who: "ada").carryOut(wish, on: ids, why: nil)
  }

  func accept(_ id: String = DeskWorld.walk, in section: String? = nil) async throws -> DecisionReport {
    try await decide(.accept(section: section), id)
  }

  /// Brings the list up to date, through this wire where one is needed.
  func keep(_ wire: Wire? = nil) async throws -> ListReport {
    try #require(try await ListKeeper(installation, topic: topic, wire: wire)?.keep())
  }

  /// What the list still owes, with the reason.
  func due() async throws -> [String] {
    try await installation.store.dueListDebts(topic: topic.id)
      .map { "\($0.work) \($0.wanted)" + ($0.reason.map { ": \($0)" } ?? "") }
  }

  static let walk = "2505.00001"
  static let line = "* [2505] [Walk] [Walk: a robot](https://arxiv.org/abs/2505.00001)"
  /// The list with the line where its own order has it.
  static let withLine = list.replacing("* [2504]", with: "\(line)\n\n* [2504]")
}
