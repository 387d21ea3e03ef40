internal import Crypto
package import Foundation

/// The secrets of one Standard Webhooks endpoint (standardwebhooks.com, version 1): the first is the present one, the
/// others are on their way out and still sign, so that a receiver can change at its own pace.
package struct WebhookSecrets: Sendable {
  private let keys: [SymmetricKey]

  /// - Parameter text: `whsec_` and base64 of 24 to 64 bytes; several are separated by white space.
  /// - Throws: `WebhookSecretFault`, which does not repeat the secret.
  package init(_ text: String) throws(WebhookSecretFault) {
    var keys: [SymmetricKey] = []
    for part in text.split(whereSeparator: \.isWhitespace) {
      guard part.hasPrefix(Self.prefix),
        let bytes = Data(base64Encoded: String(part.dropFirst(Self.prefix.count))),
        (24...64).contains(bytes.count)
      else { throw WebhookSecretFault() }
      keys.append(SymmetricKey(data: bytes))
    }
    guard !keys.isEmpty else { throw WebhookSecretFault() }
    self.keys = keys
  }

  /// The value of `webhook-signature`: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`, one for each secret.
  /// The timestamp is in seconds since 1970, as in `webhook-timestamp`.
  package func signature(id: String, timestamp: Int, body: Data) -> String {
    let signed = Data("\(id).\(timestamp).".utf8) + body
    return keys.map { key in
      "v1," + Data(HMAC<SHA256>.authenticationCode(for: signed, using: key)).base64EncodedString()
    }
    .joined(separator: " ")
  }

  private static let prefix = "whsec_"
}

/// A text that is no webhook secret.
package struct WebhookSecretFault: Error, Sendable, CustomStringConvertible {
  package var description: String {
    "a webhook secret is `whsec_` followed by base64 of 24 to 64 bytes; several are separated by spaces"
  }
}
