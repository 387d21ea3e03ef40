import Glibc
import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(2)))
struct FailureTests {
  private static let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
  private static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

  private func failure(
    _ steps: [ScriptedServer.Step],
    limits: WireLimits = WireLimits()
  ) async throws -> WireError? {
    let server = try ScriptedServer { _ in steps }
    return await CurlLoop.forTests.failure(WireRequest(server.url("/secret"), limits: limits))
  }

  @Test(
    arguments: [
      ("reset before the answer", [.reset]),
      ("closed before the answer", [.close]),
      ("reset in the headers", [.send("HTTP/1.1 200 OK\r\nX: y\r\n"), .pause(milliseconds: 20), .reset]),
      ("reset in the body", [.send(head + "part"), .pause(milliseconds: 20), .reset]),
      ("closed in the headers", [.send("HTTP/1.1 200 OK\r\nX: y\r\n"), .close]),
      ("closed in the body", [.send(head + "part"), .close]),
      ("closed in a chunk", [.send(chunked + "ff\r\npart"), .close]),
      ("closed between chunks", [.send(chunked + "4\r\npart\r\n"), .close]),
      ("not a chunk", [.send(chunked + "zz\r\npart\r\n"), .close]),
      ("not HTTP", [.send("Rate exceeded."), .close]),
      (
        "endless headers",
        [.send("HTTP/1.1 200 OK\r\n" + String(repeating: "X: \(head.count)\r\n", count: 40_000))]
      ),
    ] as [(String, [ScriptedServer.Step])]
  )
  func `an exchange that does not end well is broken`(what: String, steps: [ScriptedServer.Step]) async throws
  {
    let error = try #require(await failure(steps))
    #expect(error.isBroken, "\(what): \(error)")
    #expect(!"\(error)".contains("secret"))
  }

  @Test(
    arguments: [
      ("garbage", Array("this is not gzip at all".utf8), "gzip"),
      ("cut in the data", Array(GzipSamples.hello.dropLast(12)), "gzip"),
      ("cut in the checksum", Array(GzipSamples.hello.dropLast(1)), "gzip"),
      ("cut in the header", Array(GzipSamples.hello.prefix(5)), "gzip"),
      ("wrong checksum", GzipSamples.hello.dropLast(8) + [1, 2, 3, 4] + GzipSamples.hello.suffix(4), "gzip"),
      ("something after it", GzipSamples.hello + Array("trailing".utf8), "gzip"),
      ("not asked for", Array("text".utf8), "br"),
      ("twice", GzipSamples.hello, "gzip, gzip"),
    ] as [(String, [UInt8], String)]
  )
  func `a damaged encoding is broken`(what: String, body: [UInt8], encoding: String) async throws {
    let error = try await failure([reply("200 OK", ["Content-Encoding: \(encoding)"], body)])
    #expect(error?.isBroken == true, "\(what): \(String(describing: error))")
  }

  @Test func `a request is not sent again when a connection that was open turns out to be dead`() async throws
  {
    let server = try ScriptedServer { request in
      request.path == "/dead" ? [.reset] : [.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    }
    let loop = CurlLoop(userAgent: "test")
    _ = try await loop.wire.send(WireRequest(server.url("/first")))
    let error = await #expect(throws: WireError.self) {
      try await loop.wire.send(WireRequest(server.url("/dead")))
    }
    #expect(error == .broken("the connection was lost before the answer began"))
    #expect(server.requests.map(\.path) == ["/first", "/dead"])
  }

  @Test func `a body over the limit is stopped, however it is packed`() async throws {
    let limits = WireLimits(bodyBytes: 10_000)
    let plain = reply("200 OK", [], [UInt8](repeating: 0x78, count: 10_001))
    #expect(try await failure([plain], limits: limits) == .tooLarge(limit: 10_000))
    let bomb = reply("200 OK", ["Content-Encoding: gzip"], GzipSamples.bomb)
    #expect(try await failure([bomb], limits: limits) == .tooLarge(limit: 10_000))
    let endless = "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n"
    let steps = [.send(Self.chunked)] + [ScriptedServer.Step](repeating: .send(endless), count: 1000)
    #expect(try await failure(steps, limits: limits) == .tooLarge(limit: 10_000))
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "127.0.0.1/", "", "http://",
    "http://a b/", "http://127.0.0.1/a b", "http://127.0.0.1:99999/", "nonsense://x/",
    "http://127.0.0.1/\u{0}x",
    "http://127.0.0.1/\r\nX: y", "javascript:alert(1)",
  ]) func `what is not a web address is not dialled`(url: String) async throws {
    let error = try #require(await CurlLoop.forTests.failure(WireRequest(url)))
    guard case .invalidURL = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test(arguments: [
    ("X-Bad", "a\r\nX-Injected: b"), ("X-Bad", "a\u{0}b"), ("X Bad", "a"), ("X-Bad:", "a"), ("", "a"),
    ("X-Bad\r\nY", "a"),
  ]) func `a header that would become two is not sent`(name: String, value: String) async throws {
    let server = try ScriptedServer { _ in [reply(text: "ok")] }
    let error = await CurlLoop.forTests.failure(WireRequest(server.url(), headers: [(name, value)]))
    #expect(error?.isBroken == true)
    #expect(server.requests.isEmpty)
  }

  @Test func `a method that is not a word is not sent`() async throws {
    let server = try ScriptedServer { _ in [reply(text: "ok")] }
    let error = await CurlLoop.forTests.failure(WireRequest(server.url(), method: "GET / HTTP/1.1\r\nX: y"))
    #expect(error?.isBroken == true)
    #expect(server.requests.isEmpty)
  }

  @Test func `a name that cannot exist is not resolved`() async {
    // A label of 64 letters is refused by the resolver itself, so no question goes out.
    let host = String(repeating: "a", count: 64) + ".invalid"
    #expect(await CurlLoop.forTests.failure(WireRequest("http://\(host)/")) == .resolve(host))
  }

  @Test func `a port where nobody listens refuses`() async throws {
    // Bound, so that nobody else takes the port meanwhile, but not listening.
    let (socket, port) = try boundSocket()
    defer { close(socket) }
    let error = await CurlLoop.forTests.failure(WireRequest("http://127.0.0.1:\(port)/"))
    guard case .connect = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a server that does not speak TLS is a matter of TLS`() async throws {
    let server = try ScriptedServer { _ in [.send("HTTP/1.1 400 Bad Request\r\n\r\n"), .close] }
    let error = await CurlLoop.forTests.failure(WireRequest(server.url(scheme: "https")))
    guard case .tls = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `every error is one sentence without its address`() {
    let errors: [WireError] = [
      .invalidURL("x"), .resolve("example.org"), .connect("x"), .tls("x"), .tooLarge(limit: 1), .broken("x"),
      .redirect("x"), .cancelled, .closed,
    ]
    let texts = (errors + WirePhase.allCases.map(WireError.timedOut)).map(\.description)
    #expect(Set(texts).count == texts.count)
    #expect(texts.allSatisfy { !$0.isEmpty && !$0.contains("\n") && !$0.contains("://") })
  }
}
