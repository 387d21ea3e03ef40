import Foundation
import Logging
import Papers
import Testing
import Wire

@testable import Assembly

@Suite struct `A round` {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("* [2501] [Arm] [An arm](https://arxiv.org/abs/2501.00001)\n", to: "list.md")
  }

  @Test func `walks the whole road`() async throws {
    let report = try await round([
      FakeArXiv.page([FakeArXiv.record("2505.00001", "A robot"), FakeArXiv.record("2505.00002", "A cat")])
    ])
    #expect(report.status == .done)
    #expect(report.newPapers == 2)
    #expect(report.topics.map(\.proposed) == [1])
    #expect(report.topics.first?.imported?.admitted == 1)
    #expect(try place.read("feeds/robots/candidates.atom").contains("robots/candidates/2505.00001<"))
    #expect(try place.read("feeds/robots/accepted.atom").contains("robots/accepted/2501.00001<"))
  }

  @Test func `carries out the standing orders and says so`() async throws {
    let page = FakeArXiv.page([
      FakeArXiv.record("2505.00001", "A robot"), FakeArXiv.record("2505.00002", "Cats"),
    ])
    let report = try await round([page], ["topics[0].orders.accept=3"])
    #expect(report.topics.map(\.pending) == [0])
    #expect(report.summary.contains("robots: by standing orders: 1 accepted"))
    #expect(try place.read("feeds/robots/accepted.atom").contains("robots/accepted/2505.00001<"))
  }

  @Test func `that cannot write its feeds does everything else, and says so`() async throws {
    try place.write("a file where the folder should be", to: "feeds")
    let page = FakeArXiv.page([FakeArXiv.record("2505.00001", "A robot")])
    let overrides = [
      "topics[0].digests=[{id: daily, when: '05:00', to: [local]}]",
      "channels=[{id: local, kind: maildir, path: mail}]",
    ]
    _ = try await round([page], overrides)
    let report = try await round([page], overrides, day: "2025-05-31")
    #expect(report.status == .configuration)
    #expect(report.failures.contains { $0.contains("feeds") })
    #expect(report.digests.count == 1)
    #expect(report.deliveries.summary == "deliveries: 1 sent")
  }

  @Test func `without news changes no file`() async throws {
    let page = FakeArXiv.page([FakeArXiv.record("2505.00001", "A robot")])
    #expect(try await round([page]).published.count == 2)
    let again = try await round([page])
    #expect(again.published.isEmpty)
    #expect(again.newPapers == 0)
  }

  @Test func `that fails on the way keeps what was admitted and proposes nothing yet`() async throws {
    let first = FakeArXiv.page([FakeArXiv.record("2505.00001", "A robot")], token: "next")
    let second = FakeArXiv.page([FakeArXiv.record("2505.00002", "Robots again")])
    let failed = try await round([first, nil])
    #expect(failed.status == .tryAgain)
    #expect(failed.failures.count == 1)
    #expect(failed.newPapers == 1)
    #expect(failed.topics.map(\.proposed) == [nil])
    let healed = try await round([second])
    #expect(healed.status == .done)
    #expect(healed.newPapers == 1)
    #expect(healed.topics.map(\.proposed) == [2])
  }

  @Test func `says when the list cannot be read, and does the rest`() async throws {
    try FileManager.default.removeItem(atPath: "\(place.folder)/list.md")
    let report = try await round([FakeArXiv.page([FakeArXiv.record("2505.00001", "A robot")])])
    #expect(report.status == .configuration)
    #expect(report.failures.first?.contains("list.md: cannot read the file") == true)
    #expect(report.topics.map(\.proposed) == [1])
  }

  @Test func `scores the stored papers anew when the rules changed`() async throws {
    let page = FakeArXiv.page([
      FakeArXiv.record("2505.00001", "A robot"), FakeArXiv.record("2505.00002", "A cat"),
    ])
    _ = try await round([page])
    let strict = try await round([page], ["topics[0].rules.threshold=9"])
    #expect(strict.topics.map(\.pending) == [0])
    let wide = try await round([page], ["topics[0].rules.groups.robot.any=[robot, cat]"])
    #expect(wide.topics.map(\.proposed) == [1])
    #expect(wide.topics.map(\.pending) == [2])
  }

  @Test func `asks again for what a newly watched category had passed over`() async throws {
    let page = FakeArXiv.page([FakeArXiv.record("2505.00001", "A robot").replacing("cs.CV", with: "cs.RO")])
    #expect(try await round([page]).newPapers == 0)
    #expect(try await round([page], ["arxiv.categories=[cs.CV, cs.RO]"]).newPapers == 1)
  }

  private func round(_ pages: [String?], _ overrides: [String] = [], day: String = "2025-05-30") async throws
    -> RoundReport
  {
    let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let installation = try place.open(overrides, day: day)
    return try await Round(installation, wire: FakeArXiv.wire(pages), patience: .zero, log: log).run()
  }
}
