import Foundation
import Logging
import Papers
import Testing

@testable import Assembly

@Suite struct `A decision` {
  let place: Workplace
  let installation: Installation
  let topic: Configuration.Topic

  init() async throws {
    place = try Workplace()
    try place.write("", to: "list.md")
    installation = try place.open()
    topic = try installation.configuration.topic(nil)
    let page = FakeArXiv.page([
      FakeArXiv.record("2505.00001", "A robot"), FakeArXiv.record("2505.00002", "A cat"),
    ])
    let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    _ = try await Round(installation, wire: FakeArXiv.wire([page]), patience: .zero, log: log).run()
  }

  @Test func `is in the accepted feed at once, and undo takes it back`() async throws {
    let accepted = try await decide(.accept(section: "Arms"), ["arXiv:2505.00001v2"])
    #expect(accepted.map(\.outcome) == ["decided"])
    #expect(accepted.map(\.state) == ["accepted"])
    #expect(try feed.contains("accepted/2505.00001<"))
    #expect(try feed.contains("term=\"Arms\""))
    #expect(try await decide(.undo, ["2505.00001"]).map(\.state) == ["pending"])
    #expect(try !feed.contains("accepted/2505.00001<"))
    #expect(try await decide(.undo, ["2505.00001"]).map(\.outcome) == ["nothing to undo"])
  }

  @Test func `leaves the feed of proposals alone, which no decision changes`() async throws {
    try place.write("as it was", to: "feeds/robots/candidates.atom")
    _ = try await decide(.accept(section: nil), ["2505.00001"])
    #expect(try place.read("feeds/robots/candidates.atom") == "as it was")
    #expect(try await AfterVerdict(installation).followUp(topic).published.count == 1)
    #expect(try place.read("feeds/robots/candidates.atom").contains("candidates/2505.00001<"))
  }

  @Test func `can be about a paper that the rules passed over`() async throws {
    #expect(try await decide(.accept(section: nil), ["2505.00002"]).map(\.state) == ["accepted"])
    #expect(try feed.contains("accepted/2505.00002<"))
  }

  @Test func `about many works tells of each`() async throws {
    let records = try await decide(.reject, ["2505.00001", "2505.09999", "2505.00001"])
    #expect(records.map(\.outcome) == ["decided", "unknown", "unchanged"])
  }

  @Test func `is not begun when one of the ids is none`() async throws {
    await #expect(throws: NoWork.self) { try await decide(.reject, ["2505.00001", "nonsense"]) }
    let queue = Queue(installation, topic: topic)
    #expect(try await queue.list(QueueWish(states: ["pending"])).records.map(\.id) == ["2505.00001"])
  }

  @Test(arguments: [("7d", "2025-06-06"), ("1h", "2025-05-31"), ("2025-12-24", "2025-12-24")])
  func `to defer counts from the command's clock`(until: String, day: String) async throws {
    _ = try await decide(.defer(until: until), ["2505.00001"])
    let queue = Queue(installation, topic: topic)
    #expect(try await queue.list(QueueWish(states: ["deferred"])).records.map(\.deferredUntil) == [day])
  }

  @Test(arguments: ["2025-05-30", "2024-01-01", "soon", "-3d"])
  func `to defer needs a coming day`(until: String) async throws {
    await #expect(throws: NoDay.self) { try await decide(.defer(until: until), ["2505.00001"]) }
  }

  private var feed: String { get throws { try place.read("feeds/robots/accepted.atom") } }

  @Test func `is kept when the list cannot be read, and says so`() async throws {
    try FileManager.default.removeItem(atPath: "\(place.folder)/list.md")
    let decisions = Decisions(installation, topic: topic, who: "tester")
    let report = try await decisions.carryOut(.accept(section: nil), on: ["2505.00001"], why: nil)
    #expect(report.records.map(\.state) == ["accepted"])
    #expect(report.failure?.status == .badInput)
    #expect(report.failure?.lines.first?.contains("list.md: cannot read the file") == true)
  }

  @Test func `that took an entry out, taken back, gives it back with its date`() async throws {
    _ = try await decide(.accept(section: nil), ["2505.00001"])
    let before = try feed
    _ = try await decide(.reject, ["2505.00001"])
    #expect(try !feed.contains("accepted/2505.00001<"))
    _ = try await decide(.undo, ["2505.00001"])
    #expect(try feed == before)
  }

  private func decide(_ wish: Wish, _ ids: [String]) async throws -> [DecisionRecord] {
    try await Decisions(installation, topic: topic, who: "tester").carryOut(wish, on: ids, why: nil).records
  }
}
