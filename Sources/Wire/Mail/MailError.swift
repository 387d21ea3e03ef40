internal import Papers

/// Why a message was not taken over, as far as that is known.
package struct MailError: Error, Sendable, Equatable {
  /// Where in the dialogue it ended.
  package enum Stage: String, Sendable, CaseIterable {
    /// Name, TCP, greeting and EHLO.
    case connect
    case tls, auth, mail, rcpt
    /// The DATA command and the message.
    case data
    /// From the final dot on: what broke off here may have been delivered.
    case final
  }

  package enum Cause: Sendable, Equatable {
    /// The server said 4xx: not now.
    case temporary(MailReply)
    /// The server said 5xx: never, as things are.
    case permanent(MailReply)
    /// No usable reply: lost, late, not secure, or not SMTP.
    case broken
    /// The request cannot be put to any server.
    case unusable
    case cancelled
    /// The program is closing its connections.
    case closed
  }

  package let stage: Stage
  package let cause: Cause
  /// For a person, without control characters. Never holds a password.
  package let reason: String

  package init(stage: Stage, cause: Cause, reason: String) {
    self.stage = stage
    self.cause = cause
    self.reason = reason
  }

  package init(stage: Stage, refusal: MailReply) {
    let cause: Cause = refusal.code >= 500 ? .permanent(refusal) : .temporary(refusal)
    self.init(stage: stage, cause: cause, reason: refusal.description)
  }

  /// Whether the server may have taken the message all the same.
  package var mayBeDelivered: Bool {
    guard stage == .final else { return false }
    return switch cause {
    case .broken, .cancelled, .closed: true
    case .temporary, .permanent, .unusable: false
    }
  }
}

extension MailError: CustomStringConvertible {
  package var description: String { "\(stage.inWords): \(reason)" }
}

extension MailError.Stage {
  fileprivate var inWords: String {
    switch self {
    case .connect: "connecting to the mail server"
    case .tls: "making the connection secure"
    case .auth: "logging in"
    case .mail: "naming the sender"
    case .rcpt: "naming the recipient"
    case .data: "sending the message"
    case .final: "waiting for the receipt of the message"
    }
  }
}

/// A reply of RFC 5321, section 4.2.
package struct MailReply: Sendable, Hashable, CustomStringConvertible {
  package let code: Int
  /// Its lines on one, without control characters, cut to 200 characters.
  package let text: String

  package init(code: Int, text: String) {
    self.code = code
    self.text = text.singleLine(max: 200)
  }

  package var description: String { text.isEmpty ? "\(code)" : "\(code) \(text)" }
}

extension String {
  /// On one line of at most so many characters.
  func singleLine(max: Int) -> String {
    let line = singleLine
    return line.count <= max ? line : line.prefix(max - 1) + "…"
  }
}
