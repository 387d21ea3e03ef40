import Testing

@testable import Wire

/// Limits of time, cancellation and closing. Each test could wait for minutes if it failed; none depends on how
/// soon something happens.
@Suite(.timeLimit(.minutes(2)))
struct WaitingTests {
  private static let part = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart"

  private func failure(
    _ steps: [ScriptedServer.Step],
    _ limits: WireLimits,
    scheme: String = "http"
  ) async throws -> WireError? {
    let server = try ScriptedServer { _ in steps }
    return await CurlLoop.forTests.failure(WireRequest(server.url(scheme: scheme), limits: limits))
  }

  @Test func `a server that does not begin is given up`() async throws {
    #expect(
      try await failure([.hang], WireLimits(firstByte: .milliseconds(200))) == .timedOut(.firstByte)
    )
  }

  @Test func `a server that stops in the middle is given up`() async throws {
    let limits = WireLimits(stall: .milliseconds(200))
    #expect(try await failure([.send(Self.part), .hang], limits) == .timedOut(.stall))
    #expect(try await failure([.send("HTTP/1.1 200 OK\r\n"), .hang], limits) == .timedOut(.stall))
  }

  @Test func `a short patience for stalls does not shorten the wait for the first byte`() async throws {
    let limits = WireLimits(firstByte: .seconds(60), stall: .milliseconds(1))
    let server = try ScriptedServer { _ in [.pause(milliseconds: 300), reply(text: "late")] }
    #expect(try await CurlLoop.forTests.send(WireRequest(server.url(), limits: limits)).text == "late")
  }

  @Test func `a server that drips is given up in the end`() async throws {
    let drip = [ScriptedServer.Step](repeating: .send("x"), count: 80).flatMap {
      [$0, .pause(milliseconds: 50)]
    }
    let limits = WireLimits(total: .milliseconds(400))
    #expect(try await failure([.send(Self.part)] + drip, limits) == .timedOut(.total))
  }

  @Test func `a byte now and then is no answer`() {
    let start = ContinuousClock.now
    var deadlines = Deadlines(WireLimits(), total: start + .seconds(300), now: start)
    deadlines.bytesArrived(200, at: start + .seconds(1))
    for second in stride(from: 6, through: 56, by: 5) {
      deadlines.bytesArrived(1, at: start + .seconds(second))
      #expect(deadlines.missed(at: start + .seconds(second)) == nil)
    }
    #expect(deadlines.missed(at: start + .seconds(61)) == .stall)
    deadlines.bytesArrived(60, at: start + .seconds(60))
    #expect(deadlines.missed(at: start + .seconds(61)) == nil)
    #expect(deadlines.missed(at: start + .seconds(120)) == .stall)
  }

  @Test func `a handshake without an answer counts as connecting`() async throws {
    let limits = WireLimits(connect: .milliseconds(200))
    #expect(try await failure([.hang], limits, scheme: "https") == .timedOut(.connect))
  }

  @Test func `redirects share the time of their request`() async throws {
    let server = try ScriptedServer { request in
      let next = "\(request.path)x"
      return [.pause(milliseconds: 50), reply("302 Found", ["Location: \(next)"])]
    }
    let limits = WireLimits(total: .milliseconds(300))
    let request = WireRequest(server.url(), limits: limits, redirects: .follow(max: 10_000))
    #expect(await CurlLoop.forTests.failure(request) == .timedOut(.total))
  }

  @Test func `a cancelled request returns at once`() async throws {
    let server = try ScriptedServer { _ in [.hang] }
    let loop = CurlLoop.forTests
    let limits = WireLimits(connect: .seconds(600))
    let task = Task { await loop.failure(WireRequest(server.url(), limits: limits)) }
    try await eventually { !server.requests.isEmpty }
    // libcurl's own timers have run out by then, and only the cancellation can wake the loop within a minute.
    try await Task.sleep(for: .seconds(1))
    let start = ContinuousClock.now
    task.cancel()
    #expect(await task.value == .cancelled)
    #expect(ContinuousClock.now - start < .seconds(20))
    let other = try ScriptedServer { _ in [reply(text: "still here")] }
    #expect(try await loop.send(WireRequest(other.url())).text == "still here")
  }

  @Test func `a request that is cancelled before it starts is not sent`() async throws {
    let server = try ScriptedServer { _ in [reply(text: "ok")] }
    let loop = CurlLoop.forTests
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await loop.failure(WireRequest(server.url()))
    }
    #expect(await task.value == .cancelled)
    #expect(server.requests.isEmpty)
  }

  @Test func `a cancel at any moment ends in an answer or in cancelled`() async throws {
    let server = try ScriptedServer { _ in [reply(text: "ok")] }
    let loop = CurlLoop.forTests
    await withTaskGroup(of: WireError?.self) { group in
      for index in 0..<200 {
        group.addTask {
          let task = Task { await loop.failure(WireRequest(server.url())) }
          for _ in 0..<(index % 20) { await Task.yield() }
          task.cancel()
          return await task.value
        }
      }
      for await error in group { #expect(error == nil || error == .cancelled) }
    }
    #expect(try await loop.send(WireRequest(server.url())).text == "ok")
  }

  @Test func `closing fails what is under way and what comes later`() async throws {
    let server = try ScriptedServer { _ in [.hang] }
    let loop = CurlLoop.forTests
    let tasks = (0..<5).map { _ in Task { await loop.failure(WireRequest(server.url())) } }
    try await eventually { server.requests.count == 5 }
    loop.close()
    for task in tasks { #expect(await task.value == .closed) }
    #expect(await loop.failure(WireRequest(server.url())) == .closed)
    loop.close()
    #expect(await loop.failure(WireRequest(server.url())) == .closed)
  }

  @Test func `closing in a crowd leaves nobody waiting`() async throws {
    let server = try ScriptedServer { _ in [reply(text: "ok")] }
    for _ in 0..<20 {
      let loop = CurlLoop.forTests
      await withTaskGroup(of: WireError?.self) { group in
        for _ in 0..<20 { group.addTask { await loop.failure(WireRequest(server.url())) } }
        group.addTask {
          loop.close()
          return nil
        }
        for await error in group { #expect(error == nil || error == .closed) }
      }
    }
  }
}
