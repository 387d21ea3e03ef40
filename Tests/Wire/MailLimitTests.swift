import Testing

@testable import Wire

/// Servers that take only so many messages over one connection.
@Suite(.timeLimit(.minutes(2)))
struct MailLimitTests {
  private typealias Steps = ScriptedMailServer.Steps

  private static let early = "421 4.7.0 too many messages on this connection\r\n"

  @Test(
    arguments: [
      ("says so and hangs up", [.send(early), .close]), ("says so", [.send("452 4.5.3 enough\r\n")]),
      ("hangs up", [.close]), ("resets", [.reset]), ("falls silent", [.hang]),
    ] as [(String, [ScriptedServer.Step])]
  )
  func `A server that wants no third message on a connection gets it over another`(
    what: String,
    steps: [ScriptedServer.Step]
  ) async throws {
    let server = try ScriptedMailServer { command, _, messages in
      command == "MAIL" && messages == 2 ? steps : nil
    }
    let loop = CurlLoop.forTests
    for number in 0..<5 {
      var order = try request(server, message: "Subject: \(number)\r\n\r\n\r\n")
      if what == "falls silent" { order.limits.reply = .seconds(2) }
      #expect(await failure(order, loop) == nil, "\(what): \(number)")
    }
    #expect(server.messages == (0..<5).map { "Subject: \($0)\r\n\r\n\r\n" })
    #expect(server.connections == 3)
  }

  @Test func `It is asked once more, not for ever`() async throws {
    let server = try ScriptedMailServer { command, connection, messages in
      command == "MAIL" && (connection > 1 || messages > 0) ? [.send(Self.early), .close] : nil
    }
    let loop = CurlLoop.forTests
    #expect(await failure(try request(server), loop) == nil)
    let error = try #require(await failure(request(server), loop))
    #expect(error.stage == .mail && "\(error)".contains("too many messages"), "\(error)")
    #expect(server.connections == 2)
  }

  @Test(
    arguments: [
      ("MAIL", [.send("553 5.1.8 not from you\r\n")]), ("RCPT", [.send("451 4.7.1 greylisted\r\n")]),
      ("RCPT", [.send("421 4.7.0 too many\r\n"), .close]), ("RCPT", [.reset]), ("DATA", [.close]),
      (".", [.close]), (".", [.send("421 4.3.0 bye\r\n"), .close]),
    ] as [(String, [ScriptedServer.Step])]
  )
  func `A refusal for good, and what comes after the sender was taken, is the last word`(
    command: String,
    steps: [ScriptedServer.Step]
  ) async throws {
    let server = try ScriptedMailServer { said, _, messages in
      said == command && messages == 1 ? steps : nil
    }
    let loop = CurlLoop.forTests
    #expect(await failure(try request(server), loop) == nil)
    #expect(await failure(try request(server), loop) != nil)
    #expect(server.connections == 1)
    #expect(server.lines.count { $0.hasPrefix("MAIL") } == 2)
  }

  @Test func `Whoever no longer waits is not asked for anew`() async throws {
    let server = try ScriptedMailServer { command, _, messages in
      command == "MAIL" && messages == 1 ? [.hang] : nil
    }
    let loop = CurlLoop.forTests
    #expect(await failure(try request(server), loop) == nil)
    let order = try request(server)
    let waiting = Task { await failure(order, loop) }
    try await eventually { server.lines.count { $0.hasPrefix("MAIL") } == 2 }
    waiting.cancel()
    #expect(await waiting.value?.cause == .cancelled)
    #expect(server.connections == 1)
  }

  @Test func `The time that a message may take as a whole ends it over the new connection too`() async throws
  {
    let server = try ScriptedMailServer { command, connection, messages in
      guard command == "MAIL", connection > 1 || messages > 0 else { return nil }
      return connection == 1 ? [.send(Self.early), .close] : [.hang]
    }
    let loop = CurlLoop.forTests
    #expect(await failure(try request(server), loop) == nil)
    var order = try request(server)
    order.limits.total = .seconds(3)
    let error = try #require(await failure(order, loop))
    #expect(error.reason == "it took too long as a whole", "\(error)")
    #expect(server.connections == 2)
  }
}
