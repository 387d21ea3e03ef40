internal import Foundation
internal import Notifying
internal import Papers
internal import Queueing

/// Who gets digests, as commands look at them.
package struct Recipients: Sendable {
  private let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// Those that the configuration names and those that the store knows.
  package func list() async throws -> [RecipientRow] {
    try await installation.store.recipients().map(RecipientRow.init)
  }

  /// Lets somebody get nothing more.
  ///
  /// - Parameters:
  ///   - text: a mail address, with or without a name; for what has no addresses, the channel's id.
  ///   - channel: only through this one; nil for all that know the address or could.
  /// - Returns: the channels.
  /// - Throws: `NoRecipient`; what the store throws.
  package func unsubscribe(_ text: String, channel: String?) async throws -> [String] {
    try await forEach(text, channel) { store, who, address, now in
      try await store.unsubscribe(who, address: address, reason: "unsubscribed by hand", at: now)
      return true
    }
  }

  /// Lets somebody get digests again who was disabled or had left; who is named as with `unsubscribe`.
  package func subscribe(_ text: String, channel: String?) async throws -> [String] {
    try await forEach(text, channel) { store, who, address, now in
      try await store.subscribe(who, address: address, at: now)
      return true
    }
  }

  /// Forgets an address everywhere; it gets nothing again.
  ///
  /// - Parameter text: as with `unsubscribe`.
  /// - Returns: the channels in which it was known.
  /// - Throws: as `unsubscribe`.
  package func erase(_ text: String) async throws -> [String] {
    try await forEach(text, nil) { store, who, address, now in
      try await store.erase(who, address: address, at: now)
    }
  }

  private func forEach(
    _ text: String,
    _ channel: String?,
    _ act: (Store, RecipientKey, String, Date) async throws -> Bool
  ) async throws -> [String] {
    let configured = installation.configuration.channels
    if let channel, !configured.contains(where: { $0.id == channel }) {
      throw NoRecipient(text: text, reason: "there is no channel “\(channel)”")
    }
    let isChannel = configured.contains { $0.id == text && $0.kind?.name != "email" }
    guard let address = isChannel ? text : Mailbox(text)?.address else {
      throw NoRecipient(text: text, reason: "it is neither a mail address nor a channel without addresses")
    }
    let store = installation.store
    let keys = Keys(salt: try await store.salt())
    let known = try await store.recipients()
    var done: [String] = []
    for name in Set(configured.map(\.id) + known.map(\.channel)).sorted()
    where channel == nil || name == channel {
      let who = RecipientKey(channel: name, fingerprint: keys.fingerprint(channel: name, address: address))
      let isMail = configured.contains { $0.id == name && $0.kind?.name == "email" }
      let isKnown = known.contains { $0.channel == name && $0.fingerprint == who.fingerprint }
      guard isKnown || (isChannel ? name == text : isMail) else { continue }
      if try await act(store, who, address, installation.now()) { done.append(name) }
    }
    return done
  }
}

/// A text that names no recipient.
package struct NoRecipient: Error, Sendable, CustomStringConvertible {
  package let text: String
  package let reason: String
  package var description: String { "“\(text)”: \(reason); see gleaner recipients list" }
}

/// Somebody who gets digests, as `recipients --json` prints them.
package struct RecipientRow: Encodable, Sendable {
  package let channel: String
  /// nil when it was erased.
  package let address: String?
  /// `active`, `disabled` or `unsubscribed`.
  package let state: String
  package let reason: String?
  package let since: String
  package let lastDelivery: String?

  init(_ recipient: RecipientRecord) {
    channel = recipient.channel
    address = recipient.address
    state = recipient.state.rawValue
    reason = recipient.reason
    since = recipient.since.rfc3339
    lastDelivery = recipient.lastDelivery?.rfc3339
  }

  private enum CodingKeys: String, CodingKey {
    case channel, address, state, reason, since
    case lastDelivery = "last_delivery"
  }
}
