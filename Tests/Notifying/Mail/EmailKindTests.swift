import Foundation
import Synchronization
import Testing
import Wire

@testable import Notifying

@Suite struct EmailKindTests {
  private final class Sent: Sendable {
    private let requests = Mutex<[MailRequest]>([])
    var all: [MailRequest] { requests.withLock { $0 } }
    func add(_ request: MailRequest) { requests.withLock { $0.append(request) } }
  }

  private func tools(_ answer: @escaping @Sendable (MailRequest) throws(MailError) -> MailReply)
    -> ChannelTools
  {
    let wire = Wire(
      send: { _ throws(WireError) in throw WireError.closed },
      mail: { request throws(MailError) in MailReceipt(reply: try answer(request)) }
    )
    return ChannelTools(
      wire: wire,
      realNow: MailSamples.tools.realNow,
      baseURL: "https://papers.example.org/"
    )
  }

  private func settings(
    _ changes: [String: String] = [:],
    to: [String] = ["Ada <ada@example.org>", "grace@example.org", "ada@example.org"],
    password: String? = "hush"
  ) -> ChannelSettings {
    var texts = ["from": "Gleaner <gleaner@example.org>", "server": "smtps://mail.example.org", "user": "u"]
    for (key, value) in changes { texts[key] = value.isEmpty ? nil : value }
    return ChannelSettings(
      id: "team",
      texts: texts,
      lists: ["to": to],
      secrets: password.map { password in ["password": { () throws(ChannelFault) in password }] } ?? [:]
    )
  }

  @Test func `Everyone gets a message of their own, and sees nobody else`() async throws {
    let sent = Sent()
    let tools = tools { request throws(MailError) in
      sent.add(request)
      return MailReply(code: 250, text: "queued as 7")
    }
    let channel = try ChannelKind.email.prepare(settings(), tools)
    #expect(channel.recipients == ["ada@example.org", "grace@example.org"])
    for name in channel.recipients {
      let envelope = MailSamples.envelope(name)
      for message in try channel.compose(MailSamples.single(), envelope) {
        #expect(await channel.send(message, envelope) == .delivered("250 queued as 7"))
      }
    }
    let mails = sent.all.map { ReadMail(String(decoding: $0.message, as: UTF8.self)) }
    #expect(sent.all.map(\.to) == channel.recipients)
    #expect(mails.map { $0["To"] } == ["Ada <ada@example.org>", "grace@example.org"])
    let request = try #require(sent.all.first)
    #expect(request.from == "gleaner@example.org" && request.security == .required)
    #expect(request.user == "u" && request.password == "hush")
    #expect(request.server.description == "smtps://mail.example.org:465")
  }

  @Test(
    arguments: [
      (.rcpt, 550, "5.1.1 no such user", "gone"), (.rcpt, 550, "no such user", "gone"),
      (.rcpt, 550, "5.1.2 no such domain", "gone"), (.rcpt, 501, "5.1.3 bad address", "gone"),
      (.rcpt, 551, "5.1.6 moved", "gone"), (.rcpt, 556, "5.1.10 null MX", "gone"),
      (.rcpt, 550, "5.2.1 disabled", "gone"), (.rcpt, 551, "user not local", "gone"),
      (.rcpt, 553, "unknown", "gone"),
      (.rcpt, 552, "5.2.2 mailbox full", "later"), (.rcpt, 503, "5.5.1 need MAIL first", "later"),
      (.rcpt, 503, "bad sequence of commands", "later"), (.rcpt, 503, "5.7.1 not you", "refused"),
      (.rcpt, 552, "5.5.3 too many recipients", "later"),
      (.rcpt, 554, "5.7.1 relaying denied", "refused"), (.rcpt, 550, "relay not permitted", "refused"),
      (.rcpt, 550, "Authentication required", "refused"), (.rcpt, 550, "5.1.11 no such user", "refused"),
      (.rcpt, 550, "5.1.8 bad sender address", "refused"), (.rcpt, 550, "5.4.1 access denied", "refused"),
      (.rcpt, 550, "Sender verify failed", "refused"), (.rcpt, 550, "Bad HELO", "refused"),
      (.rcpt, 550, "blocked using a list", "refused"), (.rcpt, 550, "Administrative Policy", "refused"),
      (.rcpt, 550, "looks like SPAM", "refused"), (.rcpt, 554, "no such user", "refused"),
      (.rcpt, 504, "need fully-qualified hostname", "refused"), (.rcpt, 521, "no mail here", "refused"),
      (.rcpt, 451, "4.7.1 greylisted", "later"),
      (.rcpt, 530, "5.7.0 log in first", "later"), (.connect, 554, "go away", "later"),
      (.connect, 421, "busy", "later"),
      (.tls, 454, "not now", "later"), (.auth, 535, "wrong password", "later"),
      (.mail, 553, "sender", "refused"),
      (.mail, 451, "later", "later"), (.mail, 530, "log in first", "later"), (.data, 554, "no", "refused"),
      (.final, 554, "spam", "refused"), (.final, 452, "full", "later"), (.final, 421, "bye", "later"),
    ] as [(MailError.Stage, Int, String, String)]
  ) func `What a server says decides what becomes of the message`(
    stage: MailError.Stage,
    code: Int,
    text: String,
    becomes: String
  ) {
    let outcome = Outcome(MailError(stage: stage, refusal: MailReply(code: code, text: text)))
    #expect("\(outcome)".hasPrefix(becomes + "("), "\(outcome)")
    #expect("\(outcome)".contains("\(code) \(text)"))
  }

  @Test func `A server on this machine may do without TLS and password, where that is said`() async throws {
    let sent = Sent()
    let tools = tools { request throws(MailError) in
      sent.add(request)
      return MailReply(code: 250, text: "")
    }
    let local = ChannelSettings(
      id: "team",
      texts: ["from": "g@example.org", "server": "smtp://localhost:25", "ca_file": "/etc/ca.pem"],
      lists: ["to": ["ada@example.org"]],
      flags: ["allow_plain": true]
    )
    let channel = try ChannelKind.email.prepare(local, tools)
    _ = await channel.send(Message(id: "a", mediaType: "", body: [65]), MailSamples.envelope())
    let request = try #require(sent.all.first)
    #expect(request.security == .plainAllowed && request.user == nil && request.password == nil)
    #expect(request.server.description == "smtp://localhost:25" && request.caFile == "/etc/ca.pem")
    #expect(request.greeting?.isEmpty == false && request.message == [65])
  }

  @Test(
    arguments: [
      ("smtp://localhost:25", nil, MailRequest.Security.none), ("smtp://127.0.0.2:25", nil, .none),
      ("smtp://[::1]", nil, .none), ("smtp://localhost:25", "/etc/ca.pem", .plainAllowed),
      ("smtp://mail.example.org:25", nil, .plainAllowed),
      ("smtp://localhost.example.org", nil, .plainAllowed),
      ("smtp://10.0.0.1", nil, .plainAllowed),
    ] as [(String, String?, MailRequest.Security)]
  )
  func `Of a server on this machine, no certificate is asked where plain will do`(
    server: String,
    authorities: String?,
    security: MailRequest.Security
  ) async throws {
    let sent = Sent()
    let tools = tools { request throws(MailError) in
      sent.add(request)
      return MailReply(code: 250, text: "")
    }
    for isPlainAllowed in [true, false] {
      let settings = ChannelSettings(
        id: "team",
        texts: ["from": "g@example.org", "server": server, "ca_file": authorities].compactMapValues { $0 },
        lists: ["to": ["ada@example.org"]],
        flags: ["allow_plain": isPlainAllowed]
      )
      let channel = try ChannelKind.email.prepare(settings, tools)
      _ = await channel.send(Message(id: "a", mediaType: "", body: [65]), MailSamples.envelope())
    }
    #expect(sent.all.map(\.security) == [security, .required])
  }

  @Test func `What broke off is tried again; after the final dot it is said that it may have arrived`() {
    for stage in MailError.Stage.allCases {
      let outcome = Outcome(MailError(stage: stage, cause: .broken, reason: "lost"))
      #expect("\(outcome)".hasPrefix("later("))
      #expect("\(outcome)".contains("may have arrived") == (stage == .final))
    }
  }

  @Test func `A password that cannot be read is no reason to give up, and none to log in without`()
    async throws
  {
    let sent = Sent()
    let tools = tools { request throws(MailError) in
      sent.add(request)
      return MailReply(code: 250, text: "")
    }
    let broken = ChannelSettings(
      id: "team",
      texts: ["from": "g@example.org", "server": "smtps://mail.example.org", "user": "u"],
      lists: ["to": ["ada@example.org"]],
      secrets: [
        "password": { () throws(ChannelFault) in throw ChannelFault(key: "password", reason: "no such file") }
      ]
    )
    let channel = try ChannelKind.email.prepare(broken, tools)
    let outcome = await channel.send(Message(id: "a", mediaType: "", body: []), MailSamples.envelope())
    #expect(outcome == .later("password: no such file"))
    #expect(sent.all.isEmpty)
  }

  @Test func `What is configured wrongly is named`() {
    let faults: [(ChannelSettings, String)] = [
      (settings(["from": "nobody"]), "from"), (settings(["from": ""]), "from"),
      (settings(["server": "mail"]), "server"),
      (settings(["server": "smtp://u:hush@mail"]), "server"), (settings(["server": ""]), "server"),
      (settings(to: ["a b"]), "to"), (settings(to: []), "to"), (settings(["user": ""]), "user"),
      (settings(password: nil), "password"),
    ]
    for (settings, key) in faults {
      let fault = #expect(throws: ChannelFault.self) {
        try ChannelKind.email.prepare(settings, MailSamples.tools)
      }
      #expect(
        fault?.key == key && fault?.description.contains("hush") == false,
        "\(fault?.description ?? "")"
      )
    }
  }
}
