internal import Foundation
internal import Papers
internal import Wire

/// What the answers of a kind of receiver mean. What is said here is not repeated by the kinds: 410 is gone, 400, 413
/// and their like are refused, and all else is tried again, since it can be mended: a server, a credential, a name.
struct AnswerRules: Sendable {
  /// Whether an answer of 2xx says that the message was taken; nil where any does, whatever its body.
  var takes: (@Sendable (WireResponse) -> Bool)?
  /// The statuses, beside 410, with which the receiver says that the address will never work again.
  var gone: Set<Int> = []

  private static let refused: Set<Int> = [400, 405, 411, 413, 414, 415, 422, 431]

  /// Tells no more of the address than the host.
  func outcome(_ response: WireResponse, host: String, now: Date) -> Outcome {
    let said = "\(host) answered \(response.status)"
    switch response.status {
    case 200..<300:
      let isTaken = takes?(response) ?? true
      return isTaken ? .delivered(said) : .later("\(said), but not that it took the message")
    case 410: return .gone(said)
    case let status where gone.contains(status): return .gone(said)
    case let status where Self.refused.contains(status): return .refused(said)
    case 300..<400: return .later("\(said): redirects are not followed")
    default: return .later(said, retryAfter: Self.wait(response, now: now))
    }
  }

  /// The longer of what the header and the body ask for, up to a day.
  private static func wait(_ response: WireResponse, now: Date) -> Duration? {
    let asked = (try? JSONDecoder().decode(Wait.self, from: Data(response.body)))?.seconds
    let inBody = asked.flatMap { $0 > 0 && $0 <= 86_400 ? Duration.seconds($0) : nil }
    return [response.retryAfter(now: now), inBody].compactMap { $0 }.max()
  }
}

/// How Discord, Telegram and Matrix say when to come back.
private struct Wait: Decodable {
  struct Parameters: Decodable { let retry_after: Double? }

  let retry_after: Double?
  let retry_after_ms: Double?
  let parameters: Parameters?

  var seconds: Double? { retry_after ?? parameters?.retry_after ?? retry_after_ms.map { $0 / 1000 } }
}

extension AnswerRules {
  /// Slack and Mattermost say `ok`, and 404 when the hook was taken away.
  static let okHook = AnswerRules(
    takes: { String(decoding: $0.body.prefix(16), as: UTF8.self).singleLine == "ok" },
    gone: [404]
  )

  /// - Returns: rules of a receiver that answers with a JSON object that has this key, and not with false.
  static func object(_ key: String, gone: Set<Int> = []) -> AnswerRules {
    AnswerRules(
      takes: { response in
        let object = try? JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any]
        return object.map { $0[key] != nil && $0[key] as? Bool != false } ?? false
      },
      gone: gone
    )
  }
}
