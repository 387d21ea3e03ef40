import Testing

@testable import Wire

/// Requests of which the answer's status alone counts.
@Suite(.timeLimit(.minutes(2)))
struct SettledTests {
  private static let head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"

  private func answer(
    _ steps: [ScriptedServer.Step],
    isSettled: Bool = true
  ) async throws -> Result<WireResponse, WireError> {
    let server = try ScriptedServer { _ in steps }
    var request = WireRequest(server.url(), method: "POST", body: [65])
    request.isSettledByStatus = isSettled
    (request.limits.bodyBytes, request.limits.stall, request.limits.total) = (1000, .seconds(1), .seconds(3))
    do throws(WireError) { return .success(try await CurlLoop.forTests.send(request)) } catch {
      return .failure(error)
    }
  }

  @Test(
    arguments: [
      ("is too long", [.send(head + String(repeating: "x", count: 2000))]),
      ("breaks off", [.send(head + "part"), .close]),
      ("is reset", [.send(head), .pause(milliseconds: 50), .reset]),
      ("never ends", [.send(head + "part"), .hang]),
      ("is no gzip", [reply("202 Accepted", ["Content-Encoding: gzip"], text: "no gzip")]),
      ("is encoded unasked", [reply("204 No Content", ["Content-Encoding: br"]), .close]),
      ("has no chunk", [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), .close]),
    ] as [(String, [ScriptedServer.Step])]
  )
  func `a yes is a yes, although its body`(what: String, steps: [ScriptedServer.Step]) async throws {
    let response = try await answer(steps).get()
    #expect((200..<300).contains(response.status), "\(what)")
    #expect(response.body.count <= 1000)
  }

  @Test(
    arguments: [
      ("a no", [.send("HTTP/1.1 500 Oh\r\nContent-Length: 100\r\n\r\npart"), .close]),
      ("an interim answer", [.send("HTTP/1.1 100 Continue\r\n\r\n"), .close]),
      ("half a head", [.send("HTTP/1.1 200 OK\r\nX: y\r\n"), .close]),
      ("no head", [.close]),
    ] as [(String, [ScriptedServer.Step])]
  )
  func `what breaks off before a yes is none`(what: String, steps: [ScriptedServer.Step]) async throws {
    guard case .failure = try await answer(steps) else {
      Issue.record("\(what)")
      return
    }
  }

  @Test func `where the body counts, it has to be whole`() async throws {
    for steps in [
      [.send(Self.head + "part"), .close], [.send(Self.head + String(repeating: "x", count: 2000))],
    ] as [[ScriptedServer.Step]] {
      guard case .failure = try await answer(steps, isSettled: false) else {
        Issue.record("a body that is not whole was taken for one")
        return
      }
    }
  }
}
