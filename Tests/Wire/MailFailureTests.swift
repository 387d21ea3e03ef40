import Glibc
import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(2)))
struct MailFailureTests {
  private typealias Steps = ScriptedMailServer.Steps

  private static let commands: [(String, MailError.Stage)] = [
    ("", .connect), ("AUTH", .auth), ("MAIL", .mail), ("RCPT", .rcpt), ("DATA", .data), (".", .final),
  ]

  private func failure(_ answers: [String: Steps], limits: MailLimits = MailLimits()) async throws -> (
    error: MailError, server: ScriptedMailServer
  ) {
    let server = try ScriptedMailServer(answers)
    var order = try request(server)
    (order.user, order.password, order.limits) = ("u", "hush", limits)
    let error = try #require(await WireTests.failure(order))
    #expect(!"\(error)".contains("hush"))
    return (error, server)
  }

  @Test(arguments: commands) func `A reply of 4xx is temporary, at the stage where it came`(
    command: String,
    stage: MailError.Stage
  ) async throws {
    let error = try await failure([command: [.send("451 4.3.0 not now\r\n")]]).error
    #expect(error == MailError(stage: stage, refusal: MailReply(code: 451, text: "4.3.0 not now")))
    #expect(error.cause == .temporary(MailReply(code: 451, text: "4.3.0 not now")))
  }

  @Test(arguments: commands) func `A reply of 5xx is permanent, at the stage where it came`(
    command: String,
    stage: MailError.Stage
  ) async throws {
    let (error, server) = try await failure([command: [.send("554-5.7.1 not\r\n554 ever\r\n")]])
    #expect(error.stage == stage)
    #expect(error.cause == .permanent(MailReply(code: 554, text: "5.7.1 not ever")))
    #expect(!error.mayBeDelivered)
    #expect(server.messages.count == (command == "." ? 1 : 0))
  }

  @Test(arguments: commands) func `A connection that is lost is broken; after the final dot, nobody knows`(
    command: String,
    stage: MailError.Stage
  ) async throws {
    for step in [ScriptedServer.Step.close, .reset] {
      let (error, server) = try await failure([command: [step]])
      #expect(error.stage == stage && error.cause == .broken, "\(error)")
      #expect(error.mayBeDelivered == (stage == .final))
      #expect(server.connections == 1, "it is not tried again by itself")
    }
  }

  @Test func `A server that is busy says so and hangs up`() async throws {
    for command in ["", "EHLO", "MAIL", "RCPT"] {
      let error = try await failure([command: [.send("421 4.3.2 too busy\r\n"), .close]]).error
      #expect(error.cause == .temporary(MailReply(code: 421, text: "4.3.2 too busy")), "\(command): \(error)")
    }
  }

  @Test(arguments: commands) func `A server that does not answer is given up in time`(
    command: String,
    stage: MailError.Stage
  ) async throws {
    let short = MailLimits(
      connect: .milliseconds(300),
      reply: .milliseconds(300),
      finalReply: .seconds(1),
      total: .seconds(60)
    )
    let error = try await failure([command: [.hang]], limits: short).error
    #expect(error.stage == stage && error.cause == .broken, "\(error)")
  }

  @Test func `A connection lost in the middle of a message is no delivery`() async throws {
    let server = try ScriptedMailServer(["354": [.reset]])
    // More than fits into the buffers of the system.
    let long = String(repeating: String(repeating: "x", count: 70) + "\r\n", count: 400_000)
    let error = try #require(await WireTests.failure(request(server, message: long)))
    #expect(error.stage == .data && error.cause == .broken, "\(error)")
    #expect(!error.mayBeDelivered)
  }

  @Test(arguments: [true, false])
  func `A message that is given up in its middle is never ended as if it were whole`(
    isCancelled: Bool
  ) async throws {
    let server = try ScriptedMailServer(["354": [.pause(milliseconds: 4000)]])
    let long = String(repeating: String(repeating: "x", count: 70) + "\r\n", count: 400_000)
    var order = try request(server, message: long)
    if !isCancelled { order.limits.reply = .seconds(2) }
    let loop = CurlLoop.forTests
    let waiting = Task { [order] in await WireTests.failure(order, loop) }
    try await eventually { server.lines.last == "DATA" }
    try await Task.sleep(for: .milliseconds(300))
    if isCancelled { waiting.cancel() }
    let error = try #require(await waiting.value)
    #expect(error.stage == .data && error.cause == (isCancelled ? .cancelled : .broken), "\(error)")
    try await eventually { server.goodbyes == 1 }
    #expect(server.messages.isEmpty)
  }

  @Test func `After a server that fell silent, the next message goes out at once`() async throws {
    let server = try ScriptedMailServer { command, connection, _ in
      command == "RCPT" && connection == 1 ? [.hang] : nil
    }
    let loop = CurlLoop.forTests
    var order = try request(server)
    order.limits.reply = .seconds(2)
    #expect(await WireTests.failure(order, loop)?.stage == .rcpt)
    order.limits.reply = .seconds(30)
    let start = ContinuousClock.now
    #expect(await WireTests.failure(order, loop) == nil)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func `A server that knows no way to log in that we know is told`() async throws {
    let error = try await failure(["EHLO": [.send("250-sink.test\r\n250 AUTH CRAM-MD5\r\n")]]).error
    #expect(error.stage == .auth && error.cause == .broken)
    #expect(error.reason == "the server offers neither AUTH PLAIN nor AUTH LOGIN")
  }

  @Test func `What is not SMTP is broken`() async throws {
    let error = try await failure(["": [.send("HTTP/1.1 400 Bad Request\r\n\r\n"), .close]]).error
    #expect(error.stage == .connect && error.cause == .broken)
  }

  @Test func `A server that nobody runs is told from one that refuses`() async throws {
    let (descriptor, port) = try boundSocket()
    defer { close(descriptor) }
    let order = MailRequest(
      server: try MailServer("smtp://127.0.0.1:\(port)"),
      from: "a@b",
      to: "c@d",
      message: []
    )
    let error = try #require(await WireTests.failure(order))
    #expect(error.stage == .connect && error.cause == .broken)
  }

  @Test func `A server that takes long over one message holds up no web request and no other server`()
    async throws
  {
    let slow = try ScriptedMailServer([".": [.pause(milliseconds: 3000), .send("250 at last\r\n")]])
    let (quick, web) = (try ScriptedMailServer(), try ScriptedServer { _ in [reply(text: "hi")] })
    let loop = CurlLoop.forTests
    let order = try request(slow)
    let waiting = Task { try await loop.wire.mail(order) }
    try await eventually { slow.messages.count == 1 }
    _ = try await loop.send(WireRequest(web.url()))
    _ = try await loop.wire.mail(request(quick))
    #expect(slow.lines.last == "DATA", "the slow one has not been answered yet")
    #expect(try await waiting.value.reply.text == "at last")
  }

  @Test func `A server that takes long over each message delays none so much that it is given up`()
    async throws
  {
    let server = try ScriptedMailServer([".": [.pause(milliseconds: 2000), .send("250 at last\r\n")]])
    let loop = CurlLoop.forTests
    var order = try request(server)
    order.limits.reply = .seconds(1)
    let sent = await withTaskGroup(of: MailError?.self) { [order] group in
      for number in 0..<6 {
        group.addTask {
          // Not all at once: the first is at its dot when the others begin.
          if number > 0 { try? await eventually { server.messages.count > 0 } }
          return await WireTests.failure(order, loop)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sent == Array(repeating: nil, count: 6))
    #expect(server.messages.count == 6)
  }

  @Test func `Whoever no longer waits is answered, also at the final dot`() async throws {
    let server = try ScriptedMailServer([".": [.hang]])
    let order = try request(server)
    let loop = CurlLoop.forTests
    let waiting = Task { await WireTests.failure(order, loop) }
    try await eventually { server.messages.count == 1 }
    waiting.cancel()
    let error = try #require(await waiting.value)
    #expect(error.cause == .cancelled && error.mayBeDelivered)
  }

  @Test func `Closing the loop ends what is under way, also at the final dot`() async throws {
    let server = try ScriptedMailServer([".": [.hang]])
    let order = try request(server)
    let loop = CurlLoop.forTests
    let waiting = Task { await WireTests.failure(order, loop) }
    try await eventually { server.messages.count == 1 }
    loop.close()
    let error = try #require(await waiting.value)
    #expect(error.cause == .closed && error.mayBeDelivered)
  }

  @Test func `A closed loop takes no mail`() async throws {
    let server = try ScriptedMailServer()
    let loop = CurlLoop.forTests
    loop.close()
    #expect(await WireTests.failure(try request(server), loop)?.cause == .closed)
  }
}
