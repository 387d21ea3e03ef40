private import Foundation
internal import Papers
internal import Wire

extension ChannelKind {
  package static let email = ChannelKind(
    name: "email",
    help: "Mail through a server of yours: a message of its own for each recipient.",
    keys: [
      ChannelKey("from", .mailbox, isRequired: true), ChannelKey("to", .mailboxes, isRequired: true),
      ChannelKey("server", .mailServer, isRequired: true), ChannelKey("user", .text),
      ChannelKey("password", .secret),
      ChannelKey("allow_plain", .flag), ChannelKey("ca_file", .path),
    ],
    prepare: { settings, tools throws(ChannelFault) in
      let sender = try MailSender(settings, tools)
      let form = MailForm(from: sender.from, tools: tools)
      let recipients = try recipients(settings)
      let known = Dictionary(recipients.map { ($0.address, $0) }) { first, _ in first }
      return Channel(
        id: settings.id,
        recipients: recipients.map(\.address),
        compose: { digest, envelope in
          guard let to = known[envelope.recipient] ?? Mailbox(envelope.recipient) else {
            throw ChannelFault(key: "to", reason: "\(envelope.recipient.singleLine) is no mail address")
          }
          return [try Message(mail: form.message(digest, envelope, to: to), envelope)]
        },
        send: { message, envelope in await sender.send(message, to: envelope.recipient) }
      )
    }
  )

  private static func recipients(_ settings: ChannelSettings) throws(ChannelFault) -> [Mailbox] {
    var boxes: [Mailbox] = []
    var seen: Set<String> = []
    for text in settings.list("to") {
      let box = try settings.mailbox(text, key: "to")
      if seen.insert(box.address.lowercased()).inserted { boxes.append(box) }
    }
    guard !boxes.isEmpty else { throw ChannelFault(key: "to", reason: "names nobody") }
    return boxes
  }
}

/// One channel's way to its mail server.
private struct MailSender: Sendable {
  let from: Mailbox
  private let server: MailServer
  private let settings: ChannelSettings
  private let wire: Wire

  init(_ settings: ChannelSettings, _ tools: ChannelTools) throws(ChannelFault) {
    from = try settings.mailbox(settings.text("from") ?? "", key: "from")
    do throws(WireError) { server = try MailServer(settings.text("server") ?? "") } catch {
      throw ChannelFault(
        key: "server",
        reason: "\(error); write smtps://mail.example.org or smtp://mail.example.org:587"
      )
    }
    switch (settings.text("user") != nil, settings.hasSecret("password")) {
    case (true, false): throw ChannelFault(key: "password", reason: "is missing: there is a user")
    case (false, true): throw ChannelFault(key: "user", reason: "is missing: there is a password")
    default: break
    }
    self.settings = settings
    wire = tools.wire
  }

  func send(_ message: Message, to recipient: String) async -> Outcome {
    let password: String?
    do throws(ChannelFault) { password = try settings.secret("password") } catch { return .later("\(error)") }
    let request = MailRequest(
      server: server,
      user: settings.text("user"),
      password: password,
      from: from.address,
      to: recipient,
      message: message.body,
      greeting: Self.hostName ?? from.domain,
      security: security,
      caFile: settings.text("ca_file")
    )
    do throws(MailError) {
      return .delivered(try await wire.mail(request).reply.description)
    } catch {
      return Outcome(error)
    }
  }

  /// A stock server of this machine has a certificate that nobody vouches for.
  private var security: MailRequest.Security {
    guard settings.flag("allow_plain") else { return .required }
    return server.isLocal && settings.text("ca_file") == nil ? .none : .plainAllowed
  }

  /// This machine's name where it is a full one; servers frown at `localhost`.
  private static let hostName: String? = {
    let name = ProcessInfo.processInfo.hostName
    let isFull = name.contains(".") && name.utf8.allSatisfy { $0.isLetterOrDigit || "-.".utf8.contains($0) }
    return isFull ? name : nil
  }()
}

extension Outcome {
  /// A refusal is final only where it is about this recipient or this message. What is about us, or about the server,
  /// will be mended, and the message is not lost meanwhile.
  init(_ error: MailError) {
    switch (error.cause, error.stage) {
    case (.permanent(let reply), _) where reply.isAboutLogin: self = .later("\(error)")
    case (.permanent(let reply), .rcpt): self = reply.verdict("\(error)")
    case (.permanent, .mail), (.permanent, .data), (.permanent, .final), (.unusable, _):
      self = .refused("\(error)")
    case (.permanent, _), (.temporary, _), (.broken, _), (.cancelled, _), (.closed, _):
      self = .later("\(error)" + (error.mayBeDelivered ? "; it may have arrived all the same" : ""))
    }
  }
}

extension MailReply {
  /// Says that one has to log in, or that it failed (RFC 4954, section 6).
  fileprivate var isAboutLogin: Bool { [530, 534, 535, 538].contains(code) }

  /// What a refusal of the recipient means. Only a plain word that there is no such mailbox takes somebody off; what
  /// may be about us would otherwise take everybody off at once.
  fileprivate func verdict(_ answer: String) -> Outcome {
    guard let enhanced = text.prefixMatch(of: /[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9.])/)?.output else {
      // Bad sequence of commands: the dialogue, as with 5.5.x.
      if code == 503 { return .later(answer) }
      return [550, 551, 553].contains(code) && !speaksOfUs ? .gone(answer) : .refused(answer)
    }
    if Self.gone.contains(String(enhanced)) { return .gone(answer) }
    // A full mailbox is emptied, and a dialogue that went wrong may go right.
    return enhanced == "5.2.2" || enhanced.hasPrefix("5.5.") ? .later(answer) : .refused(answer)
  }

  /// No such mailbox, domain or system, bad syntax, moved, a domain that takes no mail, mailbox disabled (RFC 3463,
  /// sections 3.2 and 3.3; RFC 7505, section 4).
  private static let gone: Set = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"]

  /// Where there is no enhanced code, the words say whether it is about us rather than about the recipient.
  private var speaksOfUs: Bool {
    let said = text.lowercased()
    let words = [
      "polic", "relay", "helo", "ehlo", "sender", "block", "blacklist", "spam", "auth", "denied", "spf",
      "dkim",
    ]
    return words.contains { said.contains($0) }
  }
}

extension ChannelSettings {
  fileprivate func mailbox(_ text: String, key: String) throws(ChannelFault) -> Mailbox {
    if let box = Mailbox(text) { return box }
    let shown = text.singleLine.cut(to: 80)
    throw ChannelFault(key: key, reason: "“\(shown)” is no \(Mailbox.what)")
  }
}
