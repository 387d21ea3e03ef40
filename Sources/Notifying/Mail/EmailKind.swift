private import Foundation
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
      return Channel(
        id: settings.id,
        recipients: recipients.map(\.address),
        compose: { digest, envelope in
          let known = recipients.first { $0.address == envelope.recipient }
          guard let to = known ?? Mailbox(envelope.recipient) else {
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
    for text in settings.list("to") {
      let box = try settings.mailbox(text, key: "to")
      if !boxes.contains(where: { $0.address == box.address }) { boxes.append(box) }
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
      security: settings.flag("allow_plain") ? .plainAllowed : .required,
      caFile: settings.text("ca_file")
    )
    do throws(MailError) {
      return .delivered(try await wire.mail(request).reply.description)
    } catch {
      return Outcome(error)
    }
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
    case (.permanent(let reply), .rcpt): self = reply.isPolicy ? .refused("\(error)") : .gone("\(error)")
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

  /// Says that the server does not want this from us, and nothing about whether the recipient exists: by its enhanced
  /// code (RFC 3463, section 3.8), or in words where there is none.
  fileprivate var isPolicy: Bool {
    text.hasPrefix("5.7.") || ["relay", "authent"].contains { text.lowercased().contains($0) }
  }
}

extension ChannelSettings {
  fileprivate func mailbox(_ text: String, key: String) throws(ChannelFault) -> Mailbox {
    if let box = Mailbox(text) { return box }
    let shown = text.singleLine.cut(to: 80)
    throw ChannelFault(key: key, reason: "“\(shown)” is no mail address; write Name <name@example.org>")
  }
}
