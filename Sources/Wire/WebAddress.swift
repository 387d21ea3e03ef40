internal import CCurl
internal import Glibc

/// An absolute http or https URL, read by libcurl itself, so that what is checked is what is dialled.
struct WebAddress: Sendable, Equatable {
  /// Without the fragment.
  let text: String
  let scheme: String
  /// In lower case, without a final dot; IPv6 in brackets.
  let host: String
  let port: String

  init(_ text: String) throws(WireError) {
    guard let url = CurlURL() else { throw .invalidURL("out of memory") }
    do throws(CurlURL.Refusal) { try url.set(text, flags: 0) } catch { throw .invalidURL(error.reason) }
    guard let address = WebAddress(url) else { throw .invalidURL("it is not http or https") }
    self = address
  }

  /// Where a `Location` leads from here.
  func resolving(_ location: String) throws(WireError) -> WebAddress {
    guard let url = CurlURL() else { throw .redirect("out of memory") }
    do throws(CurlURL.Refusal) {
      try url.set(text, flags: 0)
      // Servers do send spaces and letters outside ASCII. A name and password are never for us.
      try url.set(location, flags: UInt32(CURLU_URLENCODE | CURLU_DISALLOW_USER))
    } catch { throw .redirect("the new address cannot be used: \(error.reason)") }
    guard let address = WebAddress(url) else { throw .redirect("the new address is not http or https") }
    return address
  }

  func hasSameOrigin(as other: WebAddress) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  /// The last two labels of the host; nil for an IP address and for a name of one label. Takes `co.uk` for a
  /// registrable domain, which lets a redirect go further than it should, but never to another scheme.
  var domain: String? {
    let labels = host.split(separator: ".")
    guard labels.count >= 2, !host.hasPrefix("["), !labels.allSatisfy({ $0.allSatisfy(\.isNumber) }) else {
      return nil
    }
    return labels.suffix(2).joined(separator: ".")
  }

  private init?(_ url: borrowing CurlURL) {
    guard let scheme = url.part(CURLUPART_SCHEME), scheme == "http" || scheme == "https",
      let host = url.part(CURLUPART_HOST)?.lowercased(), let port = url.part(CURLUPART_PORT),
      url.dropFragment(), let text = url.part(CURLUPART_URL)
    else { return nil }
    self.text = text
    self.scheme = scheme
    self.host = host.hasSuffix(".") ? String(host.dropLast()) : host
    self.port = port
  }
}

extension WireRequest {
  /// - Throws: `WireError.invalidURL` when no request can ever go to the address, which is not repeated.
  package static func check(_ url: String) throws(WireError) { _ = try WebAddress(url) }
}

/// The name of a host as it is asked for and as mail carries it: `xn--mller-kva.de` for `müller.de`; nil for what is no
/// name of a host.
package func asciiHostName(_ name: String) -> String? {
  guard !name.contains(where: { "%#".contains($0) }), let address = try? WebAddress("http://\(name)/"),
    address.text == "http://\(address.host)/"
  else { return nil }
  return address.host
}

/// Owns one of libcurl's URL handles.
struct CurlURL: ~Copyable {
  let raw: OpaquePointer

  struct Refusal: Error { let reason: String }

  init?() {
    guard let made = curl_url() else { return nil }
    raw = made
  }

  deinit { curl_url_cleanup(raw) }

  /// Sets the URL, resolved against the one that is already there.
  func set(_ text: String, flags: UInt32) throws(Refusal) {
    // C would stop reading at a zero and see another URL than we do.
    guard !text.utf8.contains(0) else { throw Refusal(reason: "it contains a zero byte") }
    let code = curl_url_set(raw, CURLUPART_URL, text, flags)
    guard code == CURLUE_OK else { throw Refusal(reason: String(cString: curl_url_strerror(code))) }
    if let host = part(CURLUPART_HOST), !host.utf8.allSatisfy({ $0 < 0x80 }) { try setASCII(host) }
  }

  /// Names outside ASCII are asked for by another (RFC 5891), of which the address is told here and not when it is
  /// dialled: what cannot have one is no address.
  private func setASCII(_ host: String) throws(Refusal) {
    guard let ascii = inUTF8({ part(CURLUPART_HOST, flags: UInt32(CURLU_PUNYCODE)) }),
      curl_url_set(raw, CURLUPART_HOST, ascii, 0) == CURLUE_OK
    else { throw Refusal(reason: "its host has letters that the name of a host cannot have") }
  }

  /// libidn2 takes names for what the locale of the thread says, which is ASCII in this program.
  private func inUTF8<Value>(_ body: () -> Value?) -> Value? {
    guard let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) else { return nil }
    defer { freelocale(locale) }
    let before = uselocale(locale)
    defer { uselocale(before) }
    return body()
  }

  func dropFragment() -> Bool { curl_url_set(raw, CURLUPART_FRAGMENT, nil, 0) == CURLUE_OK }

  func part(_ part: CURLUPart) -> String? {
    // Asked of the whole URL, this would write a port into it that nobody gave.
    self.part(part, flags: part == CURLUPART_PORT ? UInt32(CURLU_DEFAULT_PORT) : 0)
  }

  private func part(_ part: CURLUPart, flags: UInt32) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(raw, part, &text, flags) == CURLUE_OK, let text else {
      return nil
    }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
