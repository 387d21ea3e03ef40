import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(2)))
struct MailTests {
  private func send(_ request: MailRequest, _ loop: CurlLoop = .forTests) async throws(MailError)
    -> MailReceipt
  {
    try await loop.wire.mail(request)
  }

  @Test func `A message arrives with its envelope, byte for byte`() async throws {
    let server = try ScriptedMailServer()
    let message = "Subject: x\r\n\r\n.first\r\n..second\r\n.\r\nlast\r\n"
    let receipt = try await send(request(server, message: message))
    #expect(receipt.reply == MailReply(code: 250, text: "2.0.0 queued as 7"))
    #expect(server.lines.first == "EHLO gleaner.example.org")
    #expect(server.lines.contains("MAIL FROM:<from@example.org> SIZE=\(message.utf8.count)"))
    #expect(server.lines.contains("RCPT TO:<to@example.org>"))
    #expect(server.messages.map { $0.replacing("\r\n..", with: "\r\n.") } == [message])
  }

  @Test func `A large message arrives whole`() async throws {
    let server = try ScriptedMailServer()
    let message = "\r\n" + String(repeating: "0123456789abcdef\r\n", count: 40_000)
    _ = try await send(request(server, message: message))
    #expect(server.messages == [message])
  }

  @Test func `Messages to one server go over one connection`() async throws {
    let server = try ScriptedMailServer()
    let loop = CurlLoop.forTests
    for _ in 0..<5 { _ = try await send(request(server), loop) }
    #expect(server.messages.count == 5)
    #expect(server.connections == 1)
  }

  @Test func `Without TLS neither password nor message is sent, unless that is allowed`() async throws {
    let server = try ScriptedMailServer()
    var order = try request(server)
    (order.user, order.password, order.security) = ("u", "hush", .required)
    let error = try #require(await failure(order))
    #expect(error.stage == .tls && error.cause == .broken, "\(error)")
    #expect(!server.lines.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })

    order.security = .plainAllowed
    _ = try await send(order)
    #expect(server.lines.contains { $0.hasPrefix("AUTH PLAIN") })
  }

  @Test func `Where no TLS is wanted, none is asked for, and its connection serves nobody who wants it`()
    async throws
  {
    let offers: ScriptedMailServer.Steps = [.send("250-sink.test\r\n250 STARTTLS\r\n")]
    let server = try ScriptedMailServer(["EHLO": offers, "STARTTLS": [.send("220 go on\r\n"), .close]])
    let loop = CurlLoop.forTests
    var order = try request(server)
    order.security = .none
    _ = try await send(order, loop)
    #expect(!server.lines.contains("STARTTLS"))
    for security in [MailRequest.Security.plainAllowed, .required] {
      order.security = security
      #expect(await failure(order, loop)?.stage == .tls)
    }
    #expect(server.messages.count == 1 && server.connections == 3)
  }

  @Test func `A connection without TLS is not used again where TLS is required`() async throws {
    let server = try ScriptedMailServer()
    let loop = CurlLoop.forTests
    var order = try request(server)
    _ = try await send(order, loop)
    order.security = .required
    let error = try #require(await failure(order, loop))
    #expect(error.stage == .tls, "\(error)")
    #expect(server.messages.count == 1)
    #expect(server.connections == 2)
  }

  @Test func `LOGIN will do where PLAIN is not offered`() async throws {
    let server = try ScriptedMailServer([
      "EHLO": [.send("250-sink.test\r\n250 AUTH LOGIN\r\n")], "AUTH": [.send("334 VXNlcm5hbWU6\r\n")],
      "dQ==": [.send("334 UGFzc3dvcmQ6\r\n")], "aHVzaA==": [.send("235 welcome\r\n")],
    ])
    var order = try request(server)
    (order.user, order.password) = ("u", "hush")
    _ = try await send(order)
    #expect(server.messages.count == 1)
  }

  @Test(arguments: [
    "a@b>\r\nRCPT TO:<c@d", "a b@c", "a@b\0c", "no address", "ä@b", "",
  ]) func `An address that would say something else is refused before anyone is asked`(address: String)
    async throws
  {
    let server = try ScriptedMailServer()
    for path in [\MailRequest.from, \MailRequest.to] {
      var order = try request(server)
      order[keyPath: path] = address
      #expect(await failure(order)?.cause == .unusable)
    }
    #expect(server.connections == 0)
  }

  @Test(arguments: ["", "a b", "a/b", "a\r\nb"]) func `So is a greeting that is no name`(name: String)
    async throws
  {
    let server = try ScriptedMailServer()
    var order = try request(server)
    order.greeting = name
    #expect(await failure(order)?.cause == .unusable)
    #expect(server.connections == 0)
  }

  @Test(arguments: [
    ("smtp://mail.example.org", "smtp://mail.example.org:587"),
    ("smtps://Mail.example.org/", "smtps://mail.example.org:465"),
    ("smtp://127.0.0.1:25", "smtp://127.0.0.1:25"), ("smtps://[::1]", "smtps://[::1]:465"),
  ]) func `A server without port is asked where messages are submitted`(text: String, whole: String) throws {
    #expect(try MailServer(text).description == whole)
  }

  @Test(arguments: [
    "mail.example.org", "http://mail.example.org", "smtp://u:p@mail.example.org", "smtp://a/b", "smtp://a?b",
    "smtp://",
    "smtp://a:99999", "",
  ]) func `What is no mail server is refused`(text: String) {
    #expect(throws: WireError.self) { try MailServer(text) }
  }
}

func request(_ server: ScriptedMailServer, message: String = "Subject: x\r\n\r\nhello\r\n") throws
  -> MailRequest
{
  MailRequest(
    server: try MailServer("smtp://127.0.0.1:\(server.port)"),
    from: "from@example.org",
    to: "to@example.org",
    message: Array(message.utf8),
    greeting: "gleaner.example.org",
    security: .plainAllowed
  )
}

/// The error of a message that is expected not to be taken.
func failure(_ request: MailRequest, _ loop: CurlLoop = .forTests) async -> MailError? {
  do throws(MailError) {
    _ = try await loop.wire.mail(request)
    return nil
  } catch {
    return error
  }
}
