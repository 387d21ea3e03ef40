import Logging
import Queueing

@testable import Assembly

/// An installation with digests and channels, and one paper to tell.
struct OfficeWorld {
  let place: Workplace

  init(_ parts: String = OfficeWorld.oneDigest) throws {
    place = try Workplace(Workplace.small + "\n" + parts)
    try place.write("* [2501] [Arm] [An arm](https://arxiv.org/abs/2501.00001)\n", to: "list.md")
  }

  /// After a round in which the paper was proposed, 6:00 of a day later.
  func open(_ day: String = "2025-05-31", _ overrides: [String] = []) async throws -> Installation {
    let first = try place.open()
    if try await first.store.lastCompletePoll() == nil {
      let page = FakeArXiv.page([FakeArXiv.record("2505.00001", "A robot")])
      let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      _ = try await Round(first, wire: FakeArXiv.wire([page]), patience: nil, log: log).run()
    }
    return try place.open(overrides, day: day)
  }

  /// In words, as it is compared.
  static func outbox(_ installation: Installation) async throws -> [String] {
    try await installation.store.deliveries().map { "\($0.digest) \($0.channel) \($0.state)" }
  }

  static let oneDigest = """
        digests:
          - { id: daily, when: "18:30", to: [local] }
    channels:
      - { id: local, kind: maildir, path: local }
      - { id: other, kind: maildir, path: other }
    """

  static let mails = """
        digests:
          - { id: daily, when: "18:30", to: [team, chat] }
    channels:
      - { id: team, kind: email, from: me@test.invalid, to: ["Ada <ada@test.invalid>", ben@test.invalid], server: "smtp://127.0.0.1:9" }
      - { id: guests, kind: email, from: me@test.invalid, to: [eve@test.invalid], server: "smtp://127.0.0.1:9" }
      - { id: chat, kind: maildir, path: chat }
    """
}
