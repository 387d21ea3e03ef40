import Foundation
import Synchronization
import Testing
import Wire

@testable import Notifying

@Suite struct DeliveryTests {
  private static let names = SampleDigests.kinds.map(\.name)
  private static let now = Date(timeIntervalSince1970: 1_795_627_900)

  @Test(arguments: [
    ("webhook", 200, ""), ("webhook", 204, ""), ("cloudevents", 202, "x"), ("slack", 200, "ok"),
    ("mattermost", 200, "ok\n"), ("discord", 204, ""), ("teams", 202, ""),
    ("matrix", 200, #"{"event_id":"$1"}"#),
    ("ntfy", 200, #"{"id":"1"}"#), ("telegram", 200, #"{"ok":true}"#),
  ]) func `each receiver's yes is understood`(name: String, status: Int, body: String) async throws {
    let outcome = try await send(name) { WireResponse(status: status, body: Array(body.utf8)) }
    #expect(outcome == .delivered("chat.example.org answered \(status)"))
  }

  @Test(arguments: [
    ("slack", "no_service"), ("mattermost", "<html>"), ("matrix", "{}"), ("matrix", "[1]"),
    ("ntfy", "<html>"),
    ("telegram", #"{"ok":false}"#), ("telegram", ""),
  ]) func `a 200 that says something else is no yes`(name: String, body: String) async throws {
    let outcome = try await send(name) { WireResponse(status: 200, body: Array(body.utf8)) }
    #expect(outcome == .later("chat.example.org answered 200, but not that it took the message"))
  }

  @Test(arguments: names) func `gone, refused and later are told apart`(name: String) async throws {
    let hooks: Set = ["slack", "discord", "teams", "mattermost"]
    for status in [301, 304, 400, 401, 403, 404, 408, 410, 413, 422, 425, 429, 500, 502, 503, 599, 999] {
      let outcome = try await send(name) { WireResponse(status: status) }
      let isGone =
        status == 410 || status == 404 && hooks.contains(name) || status == 403 && name == "telegram"
      switch outcome {
      case .gone: #expect(isGone, "\(status)")
      case .refused: #expect([400, 413, 422].contains(status), "\(status)")
      case .later: #expect(!isGone && ![400, 413, 422].contains(status), "\(status)")
      case .delivered: Issue.record("\(status) is no delivery")
      }
    }
  }

  @Test(arguments: [
    ("webhook", "7", "", 7.0), ("webhook", "Wed, 25 Nov 2026 17:33:10 GMT", "", 90),
    ("discord", nil, #"{"retry_after":0.25}"#, 0.25),
    ("discord", "2", #"{"retry_after":1.5}"#, 2),
    ("telegram", nil, #"{"ok":false,"parameters":{"retry_after":31}}"#, 31),
    ("matrix", nil, #"{"retry_after_ms":1500}"#, 1.5), ("webhook", nil, "", nil), ("webhook", "0", "", nil),
    ("discord", nil, #"{"retry_after":-1}"#, nil), ("discord", nil, #"{"retry_after":1e300}"#, nil),
    ("discord", nil, #"{"retry_after":"x"}"#, nil), ("webhook", "99999999999999999999", "", nil),
  ]) func `when to come back is read where each receiver says it`(
    name: String,
    header: String?,
    body: String,
    seconds: Double?
  ) async throws {
    let outcome = try await send(name) {
      WireResponse(status: 429, headers: header.map { [("Retry-After", $0)] } ?? [], body: Array(body.utf8))
    }
    #expect(outcome == .later("chat.example.org answered 429", retryAfter: seconds.map { .seconds($0) }))
  }

  @Test(arguments: names) func `requests are careful`(name: String) async throws {
    let seen = Mutex<[WireRequest]>([])
    _ = try await send(name) { request in
      seen.withLock { $0.append(request) }
      return WireResponse(status: 500)
    }
    let request = try #require(seen.withLock { $0.first })
    #expect(request.redirects == .refuse)
    #expect(request.destinations == .publicOnly)
    #expect(request.limits.total == .seconds(30) && request.limits.bodyBytes == 1 << 20)
    #expect(request.body?.isEmpty == false)
    // Where the body says nothing, what becomes of it does not matter either.
    #expect(request.isSettledByStatus == ["webhook", "cloudevents", "discord", "teams"].contains(name))
  }

  @Test(arguments: names) func `no outcome and no fault repeats a secret`(name: String) async throws {
    let errors: [WireError] = [
      .invalidURL("x"), .resolve("chat.example.org"), .connect("x"), .tls("x"), .timedOut(.total),
      .tooLarge(limit: 1), .broken("x"), .redirect("x"), .forbidden("chat.example.org"), .cancelled, .closed,
    ]
    var told: [String] = []
    for error in errors { told.append("\(try await send(name) { _ throws(WireError) in throw error })") }
    for status in [200, 301, 400, 401, 403, 404, 410, 429, 500] {
      let echo = Array("\(SampleDigests.secret) /hook/".utf8)
      told.append(
        "\(try await send(name) { WireResponse(status: status, headers: [("X", SampleDigests.secret)], body: echo) })"
      )
    }
    for url in ["ftp://x/\(SampleDigests.secret)", "https:///\(SampleDigests.secret)"] {
      told.append("\(try await send(name, SampleDigests.settings(url: url)) { WireResponse(status: 500) })")
    }
    #expect(told.allSatisfy { !$0.contains(SampleDigests.secret) && !$0.contains("/hook") })
    #expect(told.contains { $0.contains("allow_private") })
  }

  @Test func `the signatures are those of the body that is sent`() async throws {
    let seen = Mutex<[WireRequest]>([])
    _ = try await send("webhook") { request in
      seen.withLock { $0.append(request) }
      return WireResponse(status: 500)
    }
    let request = try #require(seen.withLock { $0.first })
    let headers = Dictionary(request.headers.map { ($0.name, $0.value) }) { first, _ in first }
    let body = Data(try #require(request.body))
    let secrets = try WebhookSecrets("whsec_\(Data(SampleDigests.secret.utf8).base64EncodedString())")
    #expect(headers["webhook-id"] == SampleDigests.envelope.key)
    #expect(headers["webhook-timestamp"] == "1795627900")
    #expect(
      headers["webhook-signature"]
        == secrets.signature(id: SampleDigests.envelope.key, timestamp: 1_795_627_900, body: body)
    )
    #expect(headers["X-Hub-Signature-256"]?.hasPrefix("sha256=") == true)
    #expect(headers["X-Hub-Signature-256"]?.count == 71)
  }

  @Test func `Matrix is asked under the message's own id, and a room is one segment`() async throws {
    let seen = Mutex<[WireRequest]>([])
    _ = try await send("matrix") { request in
      seen.withLock { $0.append(request) }
      return WireResponse(status: 500)
    }
    let request = try #require(seen.withLock { $0.first })
    let path = "_matrix/client/v3/rooms/%21r%3Aexample.org/send/m.room.message/\(SampleDigests.envelope.key)"
    #expect(request.method == "PUT" && request.url == "https://chat.example.org/\(path)")
  }

  @Test(arguments: [
    ("matrix", ["server": "https://m.org", "room": "#alias:m.org"], "room"),
    ("ntfy", ["server": "ntfy.sh", "topic": "t"], "server"),
    ("ntfy", ["server": "https://ntfy.sh", "topic": "a/b"], "topic"), ("telegram", [:], "chat"),
    ("slack", [:], "url"),
    ("webhook", ["url": "file:///etc/passwd"], "url"), ("discord", ["url": "http://h:99999/"], "url"),
    ("webhook", ["url": "https://h/ho ok"], "url"), ("webhook", ["url": "https://h/ho\nok"], "url"),
    ("ntfy", ["server": "https://ü-.example", "topic": "t"], "server"),
  ]) func `what cannot work is a fault of its key`(name: String, texts: [String: String], key: String) throws
  {
    let kind = try #require(ChannelKind.named(name))
    let tools = ChannelTools(wire: Wire { _ throws(WireError) in throw .closed }, baseURL: "https://f.org/")
    #expect { try kind.prepare(ChannelSettings(id: "x", texts: texts), tools) } throws: {
      ($0 as? ChannelFault)?.key == key
    }
  }

  @Test func `an address whose host is outside ASCII is asked, and the host is told`() async throws {
    let outcome = try await send("webhook", SampleDigests.settings(url: "https://müller.example/hook")) {
      WireResponse(status: 202)
    }
    #expect(outcome == .delivered("müller.example answered 202"))
  }

  private func send(
    _ name: String,
    _ settings: ChannelSettings = SampleDigests.settings(),
    answer: @escaping @Sendable () -> WireResponse
  ) async throws -> Outcome {
    try await send(name, settings) { _ throws(WireError) in answer() }
  }

  private func send(
    _ name: String,
    _ settings: ChannelSettings = SampleDigests.settings(),
    answer: @escaping @Sendable (WireRequest) throws(WireError) -> WireResponse
  ) async throws -> Outcome {
    let kind = try #require(ChannelKind.named(name))
    let wire = Wire { request throws(WireError) in try answer(request) }
    let tools = ChannelTools(wire: wire, realNow: { Self.now }, baseURL: "https://feeds.example.org/")
    let channel = try kind.prepare(settings, tools)
    let message = try #require(try channel.compose(SampleDigests.digest(1), SampleDigests.envelope).first)
    return await channel.send(message, SampleDigests.envelope)
  }
}
