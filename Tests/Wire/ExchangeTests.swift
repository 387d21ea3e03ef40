import FoundationEssentials
import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(2)))
struct ExchangeTests {
  @Test func `a response comes back with its status, headers and body`() async throws {
    let server = try ScriptedServer { _ in
      [
        reply(
          "200 OK",
          ["ETag: \"x\"", "X-Two: a", "x-two:  b \t", "Date: Sun, 06 Nov 1994 08:49:37 GMT"],
          text: "hi"
        )
      ]
    }
    let response = try await CurlLoop.forTests.send(WireRequest(server.url("/feed?a=1#part")))
    #expect(response.status == 200)
    #expect(response.text == "hi")
    #expect(response.header("etag") == "\"x\"" && response.header("X-TWO") == "a")
    #expect(response.headers.filter { $0.name == "x-two" }.map(\.value) == ["a", "b"])
    #expect(response.header("nothing") == nil)
    #expect(response.date?.timeIntervalSince1970 == 784_111_777)
    #expect(response.url == server.url("/feed?a=1#part"))
    #expect(server.requests.first?.path == "/feed?a=1")
  }

  @Test func `a request says who asks, and that gzip will do`() async throws {
    let server = try ScriptedServer { _ in [reply(text: "")] }
    _ = try await CurlLoop.forTests.send(
      WireRequest(
        server.url(),
        headers: [("If-None-Match", "\"x\""), ("X-Empty", ""), ("Accept", "text/xml")]
      )
    )
    let head = try #require(server.requests.first?.head)
    #expect(head.hasPrefix("GET / HTTP/1.1\r\n"))
    #expect(head.contains("\r\nUser-Agent: gleaner-tests/1 (mailto:nobody@example.org)\r\n"))
    #expect(head.contains("\r\nAccept-Encoding: gzip\r\n"))
    #expect(head.contains("\r\nIf-None-Match: \"x\"\r\n"))
    #expect(head.contains("\r\nX-Empty:\r\n"))
    #expect(head.contains("\r\nAccept: text/xml\r\n"))
  }

  @Test(arguments: ["{\"a\": 1}", "", String(repeating: "0123456789", count: 200_000)])
  func `a body arrives as it was given`(body: String) async throws {
    let server = try ScriptedServer { _ in [reply("201 Created", text: "made")] }
    let response = try await CurlLoop.forTests.send(
      WireRequest(
        server.url(),
        method: "POST",
        headers: [("Content-Type", "application/json")],
        body: Array(body.utf8)
      )
    )
    #expect(response.status == 201)
    let request = try #require(server.requests.first)
    #expect(request.body == body)
    #expect(request.head.hasPrefix("POST / HTTP/1.1\r\n"))
    #expect(request.head.contains("\r\nContent-Type: application/json\r\n"))
    #expect(request.head.contains("\r\nContent-Length: \(body.utf8.count)\r\n"))
    #expect(!request.head.contains("Expect:"))
  }

  @Test(arguments: ["PUT", "PATCH", "DELETE"])
  func `other methods work, and an untyped body stays untyped`(method: String) async throws {
    let server = try ScriptedServer { _ in [reply(text: "ok")] }
    _ = try await CurlLoop.forTests.send(WireRequest(server.url(), method: method, body: Array("x".utf8)))
    #expect(server.requests.first?.head.hasPrefix("\(method) / HTTP/1.1\r\n") == true)
    #expect(server.requests.first?.head.contains("Content-Type") == false)
    #expect(server.requests.first?.body == "x")
  }

  @Test func `a POST without a body says that it is empty`() async throws {
    let server = try ScriptedServer { _ in [reply(text: "ok")] }
    _ = try await CurlLoop.forTests.send(WireRequest(server.url(), method: "POST"))
    #expect(server.requests.first?.head.contains("\r\nContent-Length: 0\r\n") == true)
  }

  @Test func `a response to HEAD has no body, whatever length it declares`() async throws {
    let server = try ScriptedServer { _ in
      [.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\nContent-Encoding: gzip\r\n\r\n")]
    }
    let response = try await CurlLoop.forTests.send(WireRequest(server.url(), method: "HEAD"))
    #expect(response.status == 200 && response.body.isEmpty)
  }

  @Test func `304 is a response`() async throws {
    let server = try ScriptedServer { _ in
      [.send("HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\nETag: \"y\"\r\n\r\n")]
    }
    let response = try await CurlLoop.forTests.send(WireRequest(server.url()))
    #expect(response.status == 304 && response.body.isEmpty && response.header("ETag") == "\"y\"")
  }

  @Test func `only the final response counts, and a trailer is not a header`() async throws {
    let server = try ScriptedServer { _ in
      [
        .send("HTTP/1.1 103 Early Hints\r\nX-From: hint\r\n\r\n"),
        .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-From: answer\r\n\r\n"),
        .send("3\r\nabc\r\n2\r\nde\r\n0\r\nX-From: trailer\r\n\r\n"),
      ]
    }
    let response = try await CurlLoop.forTests.send(WireRequest(server.url()))
    #expect(response.text == "abcde")
    #expect(response.headers.filter { $0.name == "x-from" }.map(\.value) == ["answer"])
  }

  @Test func `gzip is undone, also piece by piece`() async throws {
    let server = try ScriptedServer { request in
      guard request.path == "/drip" else {
        return [reply("200 OK", ["Content-Encoding: gzip"], GzipSamples.hello)]
      }
      let head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: GZIP\r\nContent-Length: \(GzipSamples.hello.count)\r\n\r\n"
      return [.send(head)] + GzipSamples.hello.flatMap { [.send([$0]), .pause(milliseconds: 1)] }
    }
    let loop = CurlLoop.forTests
    #expect(try await loop.send(WireRequest(server.url("/"))).text == "hello hello hello hello\n")
    #expect(try await loop.send(WireRequest(server.url("/drip"))).text == "hello hello hello hello\n")
  }

  @Test func `an empty body is empty, gzip or not`() async throws {
    let server = try ScriptedServer { _ in [reply("200 OK", ["Content-Encoding: gzip"])] }
    #expect(try await CurlLoop.forTests.send(WireRequest(server.url())).body.isEmpty)
  }

  @Test func `a connection is used again`() async throws {
    let server = try ScriptedServer { _ in [reply(text: "ok")] }
    let loop = CurlLoop.forTests
    for _ in 0..<5 { _ = try await loop.send(WireRequest(server.url())) }
    #expect(server.requests.count == 5)
    #expect(server.connections == 1)
  }

  @Test func `fifty requests at once each get their own answer`() async throws {
    let server = try ScriptedServer { request in [.pause(milliseconds: 5), reply(text: request.path)] }
    let loop = CurlLoop.forTests
    try await withThrowingTaskGroup(of: (String, String).self) { group in
      for index in 0..<50 {
        group.addTask { ("/\(index)", try await loop.send(WireRequest(server.url("/\(index)"))).text) }
      }
      for try await (path, text) in group { #expect(path == text) }
    }
    #expect(server.requests.count == 50)
  }

  @Test func `a body up to the limit is let through`() async throws {
    let body = [UInt8](repeating: 0x78, count: 100_000)
    let server = try ScriptedServer { _ in [reply("200 OK", [], body)] }
    let request = WireRequest(server.url(), limits: WireLimits(bodyBytes: 100_000))
    #expect(try await CurlLoop.forTests.send(request).body == body)
  }
}
