/// The way out: one closure, so that a test passes its own in place of a `CurlLoop`'s.
package struct Wire: Sendable {
  /// Sends a request and waits for the whole response. Any status is a response, not an error, except a redirect
  /// that the request's policy does not follow.
  package var send: @Sendable (WireRequest) async throws(WireError) -> WireResponse

  package init(send: @escaping @Sendable (WireRequest) async throws(WireError) -> WireResponse) {
    self.send = send
  }
}
