internal import Foundation
internal import Papers
internal import Wire

/// Hands messages over by HTTP. Addresses come from people and may hold secrets: they are never told beyond the host.
struct Sender: Sendable {
  let tools: ChannelTools
  let allowPrivate: Bool
  let rules: AnswerRules

  init(_ settings: ChannelSettings, _ tools: ChannelTools, rules: AnswerRules) {
    self.tools = tools
    self.rules = rules
    allowPrivate = settings.flag("allow_private")
  }

  func send(
    _ message: Message,
    to url: String,
    method: String = "POST",
    headers: [(name: String, value: String)] = []
  ) async -> Outcome {
    guard let host = Self.host(url) else { return .later("the address is not one of http or https") }
    let request = WireRequest(
      url,
      method: method,
      headers: [("Content-Type", message.mediaType)] + headers,
      body: message.body,
      limits: Self.limits,
      redirects: .refuse,
      destinations: allowPrivate ? .any : .publicOnly,
      isSettledByStatus: rules.takes == nil
    )
    do throws(WireError) {
      return rules.outcome(try await tools.wire.send(request), host: host, now: tools.realNow())
    } catch {
      return .later(Self.reason(error, host: host))
    }
  }

  /// What went wrong on the way. `WireError` never holds an address, only the host.
  private static func reason(_ error: WireError, host: String) -> String {
    switch error {
    case .redirect: "\(host) sends elsewhere: redirects are not followed"
    case .forbidden: "\(host): \(error); `allow_private: true` in the channel allows it"
    default: "\(host): \(error)"
    }
  }

  /// The host alone, without name, password and port; nil when the address is not of the web.
  static func host(_ url: String) -> String? {
    guard let parts = URLComponents(string: url),
      ["http", "https"].contains(parts.scheme?.lowercased() ?? "")
    else {
      return nil
    }
    return parts.host.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static let limits = WireLimits(
    connect: .seconds(15),
    firstByte: .seconds(30),
    stall: .seconds(30),
    total: .seconds(30),
    bodyBytes: 1 << 20
  )
}

extension Channel {
  /// A channel without recipients of its own, whose address and secrets are read anew for each message.
  init(
    _ settings: ChannelSettings,
    compose: @escaping @Sendable (Digest, Envelope) throws -> [Message],
    send: @escaping @Sendable (Message) async throws -> Outcome
  ) {
    self.init(id: settings.id, recipients: [settings.id], compose: compose) { message, _ in
      do {
        return try await send(message)
      } catch {
        // A secret that cannot be read now may be there at the next attempt. Errors of ours name the key only.
        return .later("\(error)")
      }
    }
  }
}

extension ChannelSettings {
  /// A value without which the kind cannot do.
  ///
  /// - Throws: `ChannelFault` when it is not set.
  func require(_ key: String) throws(ChannelFault) -> String {
    guard let text = try value(key)?.trimmed, !text.isEmpty else {
      throw ChannelFault(key: key, reason: "\(key) is missing")
    }
    return text
  }

  /// Checks what can be checked without reading secrets.
  func check(address key: String) throws(ChannelFault) {
    guard let text = text(key) else {
      guard hasSecret(key) else { throw ChannelFault(key: key, reason: "\(key) is missing") }
      return
    }
    guard Sender.host(text) != nil else {
      throw ChannelFault(key: key, reason: "write an address that begins with https:// or http://")
    }
    do throws(WireError) { try WireRequest.check(text) } catch {
      throw ChannelFault(key: key, reason: "\(error)")
    }
  }
}

extension String {
  /// Secrets are kept in files, which end in a line break.
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
