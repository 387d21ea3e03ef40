internal import Crypto
internal import Foundation

extension ChannelSettings {
  /// The headers of Standard Webhooks and, when asked for, of GitHub's manner of signing.
  func signatures(_ message: Message, now: Date) throws -> [(name: String, value: String)] {
    let timestamp = Int(now.timeIntervalSince1970)
    let body = Data(message.body)
    var headers = [(name: "webhook-id", value: message.id), ("webhook-timestamp", "\(timestamp)")]
    if hasSecret("secret") {
      let text = try require("secret")
      do {
        let value = try WebhookSecrets(text).signature(id: message.id, timestamp: timestamp, body: body)
        headers.append(("webhook-signature", value))
      } catch { throw ChannelFault(key: "secret", reason: "\(error)") }
    }
    if hasSecret("hub_secret") {
      let key = SymmetricKey(data: Data(try require("hub_secret").utf8))
      let code = HMAC<SHA256>.authenticationCode(for: body, using: key)
      headers.append(
        ("X-Hub-Signature-256", "sha256=" + code.map { String(format: "%02x", Int($0)) }.joined())
      )
    }
    return headers
  }
}
