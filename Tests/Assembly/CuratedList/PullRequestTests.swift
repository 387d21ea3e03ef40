import Papers
import Reviewing
import Testing

@testable import Assembly

@Suite struct `A list that others keep` {
  let world: DeskWorld
  let forge = FakeForge(DeskWorld.list)
  private static let request = "https://forge.test/pull/1"

  init() async throws {
    let settings = "{repository: owner/list, token: {file: token}, api: 'https://forge.test', path: list.md}"
    world = try await DeskWorld(["topics[0].list.pull_request=\(settings)"]) { place in
      try place.write("ghp_secret\n", to: "token")
    }
  }

  /// Accepts without following up, which would ask the real network.
  private func accept() async throws {
    let store = world.installation.store
    let work = try #require(WorkID(DeskWorld.walk))
    let desk = Desk(store: store, topic: "robots", who: "ada")
    _ = try await desk.decide(.accept(section: nil), on: work, why: nil, at: world.installation.now())
  }

  private func undo() async throws {
    let work = try #require(WorkID(DeskWorld.walk))
    let desk = Desk(store: world.installation.store, topic: "robots", who: "ada")
    _ = try await desk.decide(.undo, on: work, why: nil, at: world.installation.now())
  }

  @Test func `is asked for the line in one pull request, however often it is tried`() async throws {
    try await accept()
    let report = try await world.keep(forge.wire)
    #expect(report.changes.map(\.action) == ["proposed"])
    #expect(report.changes.map(\.request) == [Self.request])
    #expect(forge.titles == ["Add Walk (2505.00001)"])
    #expect(forge.list(on: "gleaner/2505.00001") == DeskWorld.withLine)
    #expect(forge.list(on: "main") == DeskWorld.list)
    #expect(try world.list == DeskWorld.list, "the file here is only read")
    #expect(try await world.keep(forge.wire).changes.isEmpty)
    #expect(forge.titles.count == 1)
    #expect(forge.tokens == ["Bearer ghp_secret"])
  }

  @Test func `that does not answer is asked again by the next round`() async throws {
    try await accept()
    forge.set { $0.refusal = 401 }
    let report = try await world.keep(forge.wire)
    #expect(report.waiting.map(\.isFinal) == [false])
    #expect(report.waiting.first?.reason.contains("does not take the token") == true)
    #expect(report.waiting.first?.reason.contains("ghp_secret") == false)
    forge.set { $0.refusal = nil }
    #expect(try await world.keep(forge.wire).changes.map(\.request) == [Self.request])
  }

  @Test func `keeps its pull request after an undo, which says where it is`() async throws {
    try await accept()
    _ = try await world.keep(forge.wire)
    try await undo()
    let report = try await world.keep(forge.wire)
    #expect(report.waiting.map(\.isFinal) == [true])
    #expect(
      report.waiting.first?.reason.hasPrefix("the line was asked for in \(Self.request): close that") == true
    )
  }

  @Test func `is told apart by its pull request also after a kill behind the asking`() async throws {
    forge.set { $0.requests = [("gleaner/2505.00001", "Add Walk (2505.00001)", "open")] }
    try await accept()
    #expect(try await world.keep(forge.wire).changes.map(\.request) == [Self.request])
    try await undo()
    let report = try await world.keep(forge.wire)
    #expect(report.waiting.first?.reason.hasPrefix("the line was asked for in \(Self.request)") == true)
    #expect(forge.titles.count == 1)
  }

  @Test func `that said no is not asked twice`() async throws {
    try await accept()
    _ = try await world.keep(forge.wire)
    try await undo()
    forge.set { state in for index in state.requests.indices { state.requests[index].state = "closed" } }
    try await accept()
    let report = try await world.keep(forge.wire)
    #expect(report.waiting.first?.reason.hasPrefix("\(Self.request) was closed without being merged") == true)
    #expect(forge.titles.count == 1)
  }

  @Test func `that has the paper is left alone`() async throws {
    forge.set { $0.branches["main"] = DeskWorld.withLine }
    try await accept()
    let report = try await world.keep(forge.wire)
    #expect(report.changes.isEmpty && report.waiting.isEmpty)
    #expect(forge.titles.isEmpty)
    #expect(try await world.due().isEmpty)
  }

  @Test func `without a token takes no line by hand, which only the configuration can mend`() async throws {
    try world.place.write("", to: "token")
    let drafts = try Drafts(world.installation, topic: world.topic)
    let fault = try #require(
      await #expect(throws: WaitingFault.self) {
        try await drafts.insert(DeskWorld.walk, isRehearsal: false)
      }
    )
    #expect(fault.description.hasPrefix("topics[].list.pull_request.token: the file"))
    #expect(Failure(fault)?.status == .configuration)
    #expect(Failure(WaitingFault(reason: "the list is locked"))?.status == .tryAgain)
  }

  @Test func `without a token waits and names the place`() async throws {
    try world.place.write("", to: "token")
    try await accept()
    let report = try await world.keep(forge.wire)
    #expect(report.waiting.first?.reason.hasPrefix("topics[].list.pull_request.token: the file") == true)
  }
}
