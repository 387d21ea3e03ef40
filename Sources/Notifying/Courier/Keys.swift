private import Crypto
private import Foundation

/// The names under which deliveries and recipients are known. They are made with the store's salt, so that they are
/// the same for ever, differ between installations, and give no address away.
package struct Keys: Sendable {
  private let salt: SymmetricKey

  /// - Parameter salt: random bytes that the store keeps.
  package init(salt: [UInt8]) { self.salt = SymmetricKey(data: salt) }

  /// Of a recipient. Mail addresses that differ in capitals are the same.
  package func fingerprint(channel: String, address: String) -> String {
    mark(channel, address.contains("@") ? address.lowercased() : address)
  }

  /// Of the delivery of a digest to a recipient: `2026-11-25.` and 32 hexadecimal digits.
  package func delivery(digest: String, day: String, channel: String, fingerprint: String) -> String {
    "\(day).\(mark(digest, channel, fingerprint))"
  }

  private func mark(_ parts: String...) -> String {
    let text = parts.joined(separator: "\0")
    return HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: salt).prefix(16)
      .map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
      .joined()
  }
}
