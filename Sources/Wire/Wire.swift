/// The way out: closures, so that a test passes its own in place of a `CurlLoop`'s.
package struct Wire: Sendable {
  /// Sends a request and waits for the whole response. Any status is a response, not an error, except a redirect
  /// that the request's policy does not follow.
  package var send: @Sendable (WireRequest) async throws(WireError) -> WireResponse

  /// Hands a message to a mail server and waits until the server has taken it over.
  package var mail: @Sendable (MailRequest) async throws(MailError) -> MailReceipt

  /// Without `mail`, nothing can be mailed: each attempt ends as if the program were closing.
  package init(
    send: @escaping @Sendable (WireRequest) async throws(WireError) -> WireResponse,
    mail: @escaping @Sendable (MailRequest) async throws(MailError) -> MailReceipt = { _ throws(MailError) in
      throw MailError(stage: .connect, cause: .closed, reason: "there is no way to send mail")
    }
  ) {
    self.send = send
    self.mail = mail
  }
}
