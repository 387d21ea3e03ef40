internal import Foundation
internal import Notifying
internal import Papers
internal import Queueing

/// Who gets digests, as commands look at them.
package struct Recipients: Sendable {
  private let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// Everybody a digest was ever meant for, and who left or was erased.
  package func list() async throws -> [RecipientRow] {
    try await installation.store.recipients().map(RecipientRow.init)
  }

  /// All that is stored about somebody, also after the address was erased; who is named as with `unsubscribe`.
  ///
  /// - Throws: `NoRecipient`; what the store throws.
  package func list(of text: String) async throws -> [RecipientRow] {
    try await places(text, nil).places.compactMap { $0.known.map(RecipientRow.init) }
  }

  /// Lets somebody get nothing more.
  ///
  /// - Parameters:
  ///   - text: a mail address, with or without a name; for what has no addresses, the channel's id.
  ///   - channel: only through this one; nil for all that know the address or could.
  /// - Returns: what became of it in each of those channels.
  /// - Throws: `NoRecipient`; `NoChannel`; what the store throws.
  package func unsubscribe(_ text: String, channel: String?) async throws -> [RecipientChange] {
    let (address, places) = try await places(text, channel)
    var changes: [RecipientChange] = []
    for place in places {
      let isNew = place.known?.state != .unsubscribed
      if isNew {
        let reason = "unsubscribed by hand"
        try await installation.store.unsubscribe(
          place.who,
          address: address,
          reason: reason,
          at: installation.now()
        )
      }
      changes.append(RecipientChange(place, isNew: isNew))
    }
    return changes
  }

  /// Lets somebody get digests again who was disabled or had left; who is named as with `unsubscribe`.
  ///
  /// - Returns: what became of it in the channels that name the address or named it once.
  /// - Throws: as `unsubscribe`.
  package func subscribe(_ text: String, channel: String?) async throws -> [RecipientChange] {
    let (address, places) = try await places(text, channel)
    var changes: [RecipientChange] = []
    for place in places where place.isNamed || place.known != nil {
      let isNew = place.known.map { $0.state != .active } ?? false
      if isNew {
        try await installation.store.subscribe(place.who, address: address, at: installation.now())
      }
      changes.append(RecipientChange(place, isNew: isNew))
    }
    return changes
  }

  /// Forgets an address everywhere; it gets nothing again.
  ///
  /// - Parameter text: as with `unsubscribe`.
  /// - Returns: the channels in which it was known.
  /// - Throws: as `unsubscribe`.
  package func erase(_ text: String) async throws -> [String] {
    let (address, places) = try await places(text, nil)
    var done: [String] = []
    for place in places {
      let wasKnown = try await installation.store.erase(place.who, address: address, at: installation.now())
      if wasKnown { done.append(place.who.channel) }
    }
    return done
  }

  /// An address in one channel.
  fileprivate struct Place {
    let who: RecipientKey
    /// nil when nothing is stored about it.
    let known: RecipientRecord?
    /// Whether the configuration names it.
    let isNamed: Bool
  }

  /// The channels that know an address or could, in the order of their names.
  private func places(_ text: String, _ channel: String?) async throws -> (address: String, places: [Place]) {
    try NoChannel.check(channel, in: installation.configuration)
    let known = try await installation.store.recipients()
    let channels = installation.configuration.channels
    let isChannel =
      channels.contains { $0.id == text && !$0.hasAddresses }
      || known.contains { $0.channel == text && $0.address == text }
    guard let address = isChannel ? text : Mailbox(text)?.address else {
      throw NoRecipient(text: text)
    }
    let keys = Keys(salt: try await installation.store.salt())
    let names = Set(channels.map(\.id) + known.map(\.channel)).sorted()
    let places = names.filter { channel == nil || $0 == channel }.compactMap { name -> Place? in
      let print = keys.fingerprint(channel: name, address: address)
      let record = known.first { $0.channel == name && $0.fingerprint == print }
      let configured = channels.first { $0.id == name }
      guard record != nil || (isChannel ? name == text : configured?.hasAddresses == true) else { return nil }
      let named = configured?.addresses.map { keys.fingerprint(channel: name, address: $0) } ?? []
      return Place(
        who: RecipientKey(channel: name, fingerprint: print),
        known: record,
        isNamed: named.contains(print)
      )
    }
    return (address, places)
  }
}

extension Configuration.Channel {
  fileprivate var hasAddresses: Bool { kind?.name == "email" }

  /// Those it names; of one without addresses, its id.
  fileprivate var addresses: [String] {
    hasAddresses ? settings.list("to").compactMap { Mailbox($0)?.address } : [id]
  }
}

/// What became of an address in one channel.
package struct RecipientChange: Sendable, Equatable {
  package let channel: String
  /// Whether it was not so before.
  package let isNew: Bool
  /// Whether the configuration names the address.
  package let isNamed: Bool

  fileprivate init(_ place: Recipients.Place, isNew: Bool) {
    channel = place.who.channel
    self.isNew = isNew
    isNamed = place.isNamed
  }
}

/// A text that names no recipient.
package struct NoRecipient: Error, Sendable, CustomStringConvertible {
  package let text: String
  package var description: String {
    "“\(text)” is neither a mail address nor a channel without addresses; see gleaner recipients list"
  }
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
