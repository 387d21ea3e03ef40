/// One message for one recipient, with how much time it may take.
package struct MailRequest: Sendable {
  package enum Security: Sendable, Hashable {
    /// Without TLS, nothing is sent: not the password, not the message.
    case required
    /// TLS where the server offers it, else none. For a server behind a tunnel.
    case plainAllowed
    /// No TLS, also where the server offers it; `smtps` has it all the same. For a server on this machine, whose
    /// certificate nobody else may vouch for.
    case none
  }

  package var server: MailServer
  /// nil for a server that asks for none.
  package var user: String?
  package var password: String?
  /// Of the envelope: where failures are reported to.
  package var from: String
  package var to: String
  /// A whole message as of RFC 5322, with CRLF at the end of each line; libcurl doubles leading dots.
  package var message: [UInt8]
  /// The name that we greet with; nil for the host's own.
  package var greeting: String?
  package var security: Security
  /// A PEM file of the authorities to trust; nil for those of the system.
  package var caFile: String?
  package var limits: MailLimits

  package init(
    server: MailServer,
    user: String? = nil,
    password: String? = nil,
    from: String,
    to: String,
    message: [UInt8],
    greeting: String? = nil,
    security: Security = .required,
    caFile: String? = nil,
    limits: MailLimits = MailLimits()
  ) {
    self.server = server
    self.user = user
    self.password = password
    self.from = from
    self.to = to
    self.message = message
    self.greeting = greeting
    self.security = security
    self.caFile = caFile
    self.limits = limits
  }
}

/// What a message may take before it is given up.
package struct MailLimits: Sendable, Equatable {
  /// To the greeting: name, TCP, and TLS where it comes first.
  package var connect: Duration
  /// For each reply, and each piece of the message.
  package var reply: Duration
  /// For the reply to the final dot. Servers look for viruses before it, and whoever does not wait sends twice
  /// (RFC 5321, section 4.5.3.2.6 asks for ten minutes). Counted in whole seconds.
  package var finalReply: Duration
  package var total: Duration

  package init(
    connect: Duration = .seconds(30),
    reply: Duration = .seconds(30),
    finalReply: Duration = .seconds(300),
    total: Duration = .seconds(900)
  ) {
    self.connect = connect
    self.reply = reply
    self.finalReply = finalReply
    self.total = total
  }
}

/// The server's word that it took the message over.
package struct MailReceipt: Sendable, Equatable {
  package let reply: MailReply

  package init(reply: MailReply) { self.reply = reply }
}
