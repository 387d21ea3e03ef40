private import Foundation
internal import Wire

/// GitHub's REST API for one repository: headers, retries, and what the statuses mean.
struct GitHub: Sendable {
  let settings: GitHubSettings
  let wire: Wire
  let waiting: GitHubWaiting

  /// Statuses that the caller knows how to go on with.
  typealias Expected = Set<Int>

  /// Sends one request, again when it may do later, and gives back a 2xx or an expected status.
  ///
  /// - Parameters:
  ///   - step: what it is for, in the infinitive, for messages.
  ///   - path: below the repository, escaped; empty for the repository itself.
  ///   - method: of HTTP.
  ///   - body: sent as JSON.
  ///   - expected: refusals that are answers.
  /// - Returns: the response.
  /// - Throws: `GitHubFault`; `CancellationError` while waiting.
  func ask(
    to step: String,
    _ path: String,
    method: String = "GET",
    body: [String: String]? = nil,
    expecting expected: Expected = []
  ) async throws -> WireResponse {
    let request = try request(method, path, body: body)
    var attempt = 1
    while true {
      let trouble: Trouble
      switch try await exchange(request, step, expected) {
      case .answer(let response): return response
      case .trouble(let found): trouble = found
      }
      let pause = trouble.pause ?? waiting.backoff(attempt)
      guard attempt < waiting.attempts, pause <= waiting.patience else {
        let date = trouble.pause.map { waiting.now().addingTimeInterval($0 / .seconds(1)) }
        throw GitHubFault.later(step: step, reason: trouble.reason, notBefore: date)
      }
      try await waiting.pause(pause)
      attempt += 1
    }
  }

  /// Reads the JSON of an answer.
  func read<Value: Decodable>(_ response: WireResponse, to step: String) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(response.body))
    } catch {
      throw GitHubFault.unreadable(step: step, reason: "status \(response.status), not the JSON expected")
    }
  }

  /// One part of a path or of a query, escaped.
  static func escaped(_ text: some StringProtocol, keeping: String = "") -> String {
    text.addingPercentEncoding(withAllowedCharacters: unreserved.union(CharacterSet(charactersIn: keeping)))
      ?? ""
  }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
  )

  /// What may pass by itself.
  private struct Trouble {
    let reason: String
    /// As GitHub asks for it.
    var pause: Duration?
  }

  private enum Exchange {
    case answer(WireResponse)
    case trouble(Trouble)
  }

  private func exchange(
    _ request: WireRequest,
    _ step: String,
    _ expected: Expected
  ) async throws -> Exchange {
    let response: WireResponse
    do {
      response = try await wire.send(request)
    } catch {
      return .trouble(try Self.trouble(error, step))
    }
    return try verdict(on: response, step, expected).map(Exchange.trouble) ?? .answer(response)
  }

  private func request(_ method: String, _ path: String, body: [String: String]?) throws -> WireRequest {
    var request = WireRequest(
      "\(settings.api)/repos/\(settings.repository)\(path)",
      method: method,
      headers: [
        ("Accept", "application/vnd.github+json"), ("X-GitHub-Api-Version", "2022-11-28"),
        ("Authorization", "Bearer \(settings.token)"),
      ],
      limits: WireLimits(firstByte: .seconds(30), total: .seconds(120)),
      redirects: .refuse
    )
    guard let body else { return request }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    request.body = Array(try encoder.encode(body))
    request.headers.append(("Content-Type", "application/json"))
    return request
  }

  /// nil for an answer to go on with.
  private func verdict(
    on response: WireResponse,
    _ step: String,
    _ expected: Expected
  ) throws(GitHubFault) -> Trouble? {
    let status = response.status
    if (200..<300).contains(status) || expected.contains(status) { return nil }
    let message = Self.message(response)
    let asked = response.retryAfter(now: waiting.now()) ?? waiting.untilReset(response)
    switch status {
    case 401: throw .badToken
    case 403 where asked == nil && !message.lowercased().contains("rate limit"): throw .forbidden(message)
    case 404: throw .notFound("\(step) in \(settings.repository)")
    case 403, 429, 408, 500...: return Trouble(reason: "status \(status) \(message)", pause: asked)
    default: throw .refused(step: step, status: status, saying: message)
    }
  }

  private static func trouble(_ error: WireError, _ step: String) throws -> Trouble {
    switch error {
    case .redirect: throw GitHubFault.moved("\(error)")
    case .cancelled: throw CancellationError()
    case .invalidURL, .forbidden, .tls, .tooLarge:
      throw GitHubFault.refused(step: step, status: 0, saying: "\(error)")
    case .resolve, .connect, .timedOut, .broken, .closed: return Trouble(reason: "\(error)")
    }
  }

  /// GitHub's own words, kept short.
  static func message(_ response: WireResponse) -> String {
    struct Refusal: Decodable {
      struct Detail: Decodable { let message: String? }
      let message: String?
      let errors: [Detail]?
    }
    guard let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(response.body)) else {
      return "without a reason"
    }
    let words = ([refusal.message] + (refusal.errors ?? []).map(\.message)).compactMap { $0 }
    return words.isEmpty ? "without a reason" : String(words.joined(separator: ": ").prefix(300))
  }
}
