import Foundation
import Logging
import Papers
import TestKit
import Testing
import Wire

@testable import Assembly

@Suite struct `The status` {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("* [2501] [Arm] [An arm](https://arxiv.org/abs/2501.00001)\n", to: "list.md")
  }

  private func round(_ pages: [String?]) async throws -> RoundReport {
    let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    return try await Round(try place.open(), wire: FakeArXiv.wire(pages), patience: .zero, log: log).run()
  }

  @Test func `of a new store waits for every announcement`() async throws {
    let status = try await StatusReport.read(try place.open())
    #expect(status.completePoll == nil)
    #expect(status.announcements.count == 14)
    #expect(Set(status.announcements.map(\.outcome)) == ["pending"])
    #expect(status.next?.day == "2025-06-02")
    #expect(status.status == .done)
  }

  @Test func `says news, and when a source was last read to its end`() async throws {
    _ = try await round([FakeArXiv.page([FakeArXiv.record("2505.00001", "A robot")])])
    let status = try await StatusReport.read(try place.open())
    #expect(status.completePoll == "2025-05-30T06:00:00Z")
    #expect(status.announcements.last?.outcome == "news")
    #expect(status.announcements.last?.news == 1)
    #expect(status.lanes.map(\.name).contains("cs"))
  }

  @Test func `says refused when the source fails, with its words, and ends with 75`() async throws {
    let report = try await round([nil])
    #expect(report.status == .tryAgain)
    let status = try await StatusReport.read(try place.open())
    #expect(status.announcements.last?.outcome == "refused")
    #expect(status.announcements.last?.evidence.last?.contains("status 500") == true)
    #expect(status.status == .tryAgain)
  }

  @Test func `lists what came damaged, and the export marks it`() async throws {
    let bad = FakeArXiv.page([
      FakeArXiv.record("2505.00001", "A robot"), FakeArXiv.record("2505.00002", "Robots \u{0B}"),
    ])
    #expect(try await round([bad]).status == .tryAgain)
    _ = try await round([bad, nil])
    let status = try await StatusReport.read(try place.open())
    #expect(status.damaged.map(\.id) == ["2505.00002"])
    let lines = Gathered()
    try await Exporter(try place.open()).papers { lines.add($0) }
    #expect(lines.all.map { $0.contains(#""damaged":true"#) } == [false, true])
  }
}

@Suite struct `A backfill` {
  let place: Workplace

  init() throws { place = try Workplace() }

  @Test(arguments: [("2025-02-30", "2025-03-01"), ("2025-03-01", "soon"), ("2025-03-02", "2025-03-01")])
  func `refuses days that are none`(from: String, to: String) throws {
    #expect(throws: NoDay.self) { try Backfill(try place.open(), from: from, to: to, topic: nil) }
  }

  @Test func `refuses a topic that is not there`() throws {
    #expect(throws: UnknownTopic.self) {
      try Backfill(try place.open(), from: "2025-02-01", to: "2025-02-02", topic: "cats")
    }
  }
}
