import Foundation
import Listing
import Papers
import Synchronization
import Testing
import Wire

@Suite struct `A check of links` {
  private static let start = Date(timeIntervalSince1970: 1_700_000_000)
  private static let list =
    "* [2501] [Aa](https://arxiv.org/abs/2501.00001v1) [Code](https://code.example.org/a)"

  /// A network that answers from a table of `METHOD address`, 200 for what is not in it, and a clock that is told.
  private final class World: Sendable {
    struct State {
      var now = start
      var answers: [String: WireResponse] = [:]
      var asked: [String] = []
      var papers: [[String]] = []
      var missing: Set<String>? = []
      var slept: [Duration] = []
    }
    let state = Mutex(State())

    var asker: LinkAsker {
      LinkAsker(
        wire: Wire(send: { request in
          self.state.withLock { state in
            let question = "\(request.method) \(request.url)"
            state.asked.append(question)
            return state.answers[question] ?? WireResponse(status: 200)
          }
        }),
        missing: { papers in
          self.state.withLock { state in
            state.papers.append(papers.map(\.canonical))
            return state.missing.map { gone in Set(papers.filter { gone.contains($0.canonical) }) }
          }
        },
        now: { self.state.withLock(\.now) },
        sleep: { wait in
          self.state.withLock { state in
            state.slept.append(wait)
            state.now += Double(wait.components.seconds)
          }
        }
      )
    }

    func check(_ list: String, _ memory: inout LinkMemory, day: Double = 0) async throws -> [String] {
      state.withLock {
        $0.now = start + day * 86_400
        $0.asked = []
        $0.papers = []
      }
      let document = ListDocument(markdown: list)
      try await asker.ask(document, &memory) { _ in }
      return ListCheck.deadLinks(in: document, memory).map { "\($0.line) \($0.kind) \($0.reason)" }
    }

    func answer(_ question: String, _ status: Int, _ headers: [(name: String, value: String)] = []) {
      state.withLock { $0.answers[question] = WireResponse(status: status, headers: headers) }
    }

    var asked: [String] { state.withLock(\.asked) }
  }

  private func gone(_ world: World, _ status: Int = 404) {
    for method in ["HEAD", "GET"] { world.answer("\(method) https://code.example.org/a", status) }
  }

  @Test func `asks the server for an address and the other service for a paper`() async throws {
    let world = World()
    var memory = LinkMemory()
    #expect(try await world.check(Self.list, &memory).isEmpty)
    #expect(world.asked == ["HEAD https://code.example.org/a"])
    #expect(world.state.withLock(\.papers) == [["2501.00001"]])
  }

  @Test(arguments: [404, 410]) func `cries only when a link led nowhere twice, days apart`(status: Int)
    async throws
  {
    let world = World()
    gone(world, status)
    var memory = LinkMemory()
    #expect(try await world.check(Self.list, &memory).isEmpty)
    #expect(world.asked == ["HEAD https://code.example.org/a", "GET https://code.example.org/a"])
    #expect(try await world.check(Self.list, &memory, day: 2).isEmpty)
    #expect(world.asked.isEmpty)
    let found = try await world.check(Self.list, &memory, day: 3.1)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("1 dead-link https://code.example.org/a answers \(status)") == true)
  }

  @Test func `forgets a failure when the link leads somewhere again`() async throws {
    let world = World()
    gone(world)
    var memory = LinkMemory()
    _ = try await world.check(Self.list, &memory)
    world.answer("HEAD https://code.example.org/a", 200)
    #expect(try await world.check(Self.list, &memory, day: 4).isEmpty)
    gone(world)
    #expect(try await world.check(Self.list, &memory, day: 12).isEmpty)
  }

  @Test(arguments: [401, 403, 500, 502, 418, 451]) func `never cries for another failure`(status: Int)
    async throws
  {
    let world = World()
    gone(world, status)
    var memory = LinkMemory()
    for day in [0, 4, 8] as [Double] { #expect(try await world.check(Self.list, &memory, day: day).isEmpty) }
    #expect(world.asked.count == 1)
  }

  @Test(arguments: [405, 501, 404]) func `asks with GET where HEAD is not understood`(status: Int)
    async throws
  {
    let world = World()
    world.answer("HEAD https://code.example.org/a", status)
    var memory = LinkMemory()
    for day in [0, 8] as [Double] { #expect(try await world.check(Self.list, &memory, day: day).isEmpty) }
    #expect(world.asked.last == "GET https://code.example.org/a")
  }

  @Test func `leaves a host alone that asks for it, for as long as it says`() async throws {
    let list = "* [Aa](https://x.example.org/1) [b](https://x.example.org/2) [c](https://y.example.org/3)"
    let world = World()
    world.answer("HEAD https://x.example.org/1", 429, [("Retry-After", "7200")])
    var memory = LinkMemory()
    _ = try await world.check(list, &memory)
    #expect(world.asked == ["HEAD https://x.example.org/1", "HEAD https://y.example.org/3"])
    _ = try await world.check(list, &memory, day: 1.0 / 24)
    #expect(world.asked.isEmpty)
    world.answer("HEAD https://x.example.org/1", 200)
    _ = try await world.check(list, &memory, day: 3.0 / 24)
    #expect(world.asked == ["HEAD https://x.example.org/1", "HEAD https://x.example.org/2"])
  }

  @Test func `pauses between two requests to one host only`() async throws {
    let world = World()
    var memory = LinkMemory()
    let list = "* [Aa](https://x.example.org/1) [b](https://y.example.org/2) [c](https://x.example.org/3)"
    _ = try await world.check(list, &memory)
    #expect(world.state.withLock(\.slept) == [.seconds(1)])
  }

  @Test func `cries for a paper that is not known twice, and not when there was no answer`() async throws {
    let world = World()
    var memory = LinkMemory()
    world.state.withLock { $0.missing = ["2501.00001"] }
    #expect(try await world.check(Self.list, &memory).isEmpty)
    world.state.withLock { $0.missing = nil }
    #expect(try await world.check(Self.list, &memory, day: 4).isEmpty)
    world.state.withLock { $0.missing = ["2501.00001"] }
    #expect(try await world.check(Self.list, &memory, day: 5).count == 1)
  }

  @Test func `asks for papers in batches`() async throws {
    let world = World()
    var memory = LinkMemory()
    let list = (10_001...10_250).map { "* [Aa](https://arxiv.org/abs/2501.\($0))\n" }.joined()
    _ = try await world.check(list, &memory)
    #expect(world.state.withLock(\.papers).map(\.count) == [50, 50, 50, 50, 50])
  }

  @Test func `remembers across runs what it learned, also about other lists, and forgets it in time`()
    async throws
  {
    let world = World()
    gone(world)
    var memory = LinkMemory()
    _ = try await world.check(Self.list, &memory)
    let stored = try JSONEncoder().encode(memory)
    var read = try JSONDecoder().decode(LinkMemory.self, from: stored)
    #expect(read == memory)
    #expect(try await world.check(Self.list, &read, day: 4).count == 1)
    _ = try await world.check("nothing", &read, day: 5)
    #expect(read.links.count == 2)
    _ = try await world.check("nothing", &read, day: 100)
    #expect(read.links.isEmpty)
  }
}
