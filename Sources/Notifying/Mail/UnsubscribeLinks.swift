internal import Crypto
private import Foundation
internal import Papers

/// Links with which a recipient leaves a topic with one click (RFC 8058). Each is signed, so that nobody can take
/// another's name off by trying.
package struct UnsubscribeLinks: Sendable {
  private let address: String
  private let key: SymmetricKey

  /// - Parameters:
  ///   - address: https, of what answers the links.
  ///   - secret: at least 16 bytes; links that were signed with another no longer hold.
  /// - Throws: `ChannelFault`, without the secret.
  package init(address: String, secret: String) throws(ChannelFault) {
    guard address.hasPrefix("https://"), let target = address.linkTarget, !address.contains("#") else {
      throw ChannelFault(
        key: "unsubscribe",
        reason: "has to be an https:// address (RFC 8058), such as https://example.org/unsubscribe"
      )
    }
    guard secret.utf8.count >= 16 else {
      throw ChannelFault(
        key: "unsubscribe_secret",
        reason: "has to be at least 16 bytes long, so that nobody guesses it"
      )
    }
    self.address = target
    key = SymmetricKey(data: Data(secret.utf8))
  }

  /// The address with `topic`, `to` and `sig` in its query.
  package func link(recipient: String, topic: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Self.signed(recipient, topic), using: key)
    let separator = address.contains("?") ? "&" : "?"
    return address + separator
      + "topic=\(topic.percentEncoded)&to=\(Data(recipient.utf8).inQuery)&sig=\(Data(code).inQuery)"
  }

  /// Who wants to leave, from the values of the link's query; nil when the signature is not ours.
  package func recipient(topic: String, to: String, sig: String) -> String? {
    guard let name = Data(fromQuery: to), let code = Data(fromQuery: sig),
      let recipient = String(validating: name, as: UTF8.self),
      HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Self.signed(recipient, topic), using: key)
    else { return nil }
    return recipient
  }

  /// The zero byte keeps the two apart.
  private static func signed(_ recipient: String, _ topic: String) -> Data {
    Data("gleaner unsubscribe\0\(topic)\0\(recipient)".utf8)
  }
}

extension Data {
  /// Base64 of RFC 4648, section 5, without padding.
  fileprivate var inQuery: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  fileprivate init?(fromQuery text: String) {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    self.init(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
  }
}
