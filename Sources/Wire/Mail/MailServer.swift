internal import CCurl

/// A mail server that takes messages from us: `smtp://HOST[:PORT]`, with STARTTLS, or `smtps://HOST[:PORT]`, which is
/// TLS from the first byte (RFC 8314).
package struct MailServer: Hashable, Sendable, CustomStringConvertible {
  let scheme: String
  let host: String
  let port: String

  /// Without a port, the one for submission is meant: 587, and 465 for `smtps` (RFC 6409, RFC 8314).
  ///
  /// - Throws: `WireError.invalidURL`, which does not repeat the text.
  package init(_ text: String) throws(WireError) {
    guard let url = CurlURL() else { throw .invalidURL("out of memory") }
    do throws(CurlURL.Refusal) { try url.set(text, flags: 0) } catch { throw .invalidURL(error.reason) }
    guard let scheme = url.part(CURLUPART_SCHEME), ["smtp", "smtps"].contains(scheme) else {
      throw .invalidURL("it begins neither with smtp:// nor with smtps://")
    }
    guard url.part(CURLUPART_USER) == nil, url.part(CURLUPART_PASSWORD) == nil else {
      throw .invalidURL("user and password do not belong into it: they have keys of their own")
    }
    guard ["", "/"].contains(url.part(CURLUPART_PATH) ?? ""), url.part(CURLUPART_QUERY) == nil,
      let host = url.part(CURLUPART_HOST)?.lowercased()
    else { throw .invalidURL("after the host there may only be a port") }
    self.scheme = scheme
    self.host = host
    let given = url.givenPort
    port = given ?? (scheme == "smtps" ? "465" : "587")
  }

  package var description: String { "\(scheme)://\(host):\(port)" }

  /// Whether what is said to it stays on this machine.
  package var isLocal: Bool {
    host == "localhost" || host == "[::1]"
      || IPAddress(host).map { Self.loopback?.contains($0) == true } == true
  }

  private static let loopback = IPRange("127.0.0.0/8")

  /// libcurl takes the path for the name that we greet with.
  func address(greeting name: String?) -> String { name.map { "\(self)/\($0)" } ?? description }
}

extension CurlURL {
  /// nil when the address has none.
  fileprivate var givenPort: String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(raw, CURLUPART_PORT, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
