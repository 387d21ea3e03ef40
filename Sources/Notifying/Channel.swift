package import Papers

/// A way to reach people or programs, ready to use: one channel of the configuration.
package struct Channel: Sendable {
  /// The channel's id in the configuration.
  package let id: String
  /// One outbox row each: mail addresses; for what has no recipients of its own, the channel's id alone.
  package let recipients: [String]
  /// The messages of a digest for one recipient, in the order in which they have to arrive. The same digest and envelope
  /// always give the same messages, so that what was cut short can go on where it stood.
  package let compose: @Sendable (Digest, Envelope) throws -> [Message]
  /// Hands one message over. Never throws: what went wrong is in the outcome.
  package let send: @Sendable (Message, Envelope) async -> Outcome

  package init(
    id: String,
    recipients: [String],
    compose: @escaping @Sendable (Digest, Envelope) throws -> [Message],
    send: @escaping @Sendable (Message, Envelope) async -> Outcome
  ) {
    self.id = id
    self.recipients = recipients
    self.compose = compose
    self.send = send
  }
}

/// Who gets a digest, and under which name it is known for ever.
package struct Envelope: Hashable, Sendable {
  /// Of the outbox row; never changes over all attempts: the Message-ID and the webhook-id are made of it. Letters,
  /// digits, `.`, `-` and `_` only.
  package let key: String
  package let recipient: String
  /// The key of the row that brought this recipient the digest before; for mail threads.
  package let previousKey: String?

  package init(key: String, recipient: String, previousKey: String? = nil) {
    self.key = key
    self.recipient = recipient
    self.previousKey = previousKey
  }
}

/// One message as it goes out.
package struct Message: Hashable, Sendable {
  /// The envelope's key, with `.2`, `.3` … for what a digest was split into.
  package let id: String
  package let mediaType: String
  package let body: [UInt8]

  package init(id: String, mediaType: String, body: [UInt8]) {
    self.id = id
    self.mediaType = mediaType
    self.body = body
  }

  /// The id of the part with this number, counted from 0.
  package static func id(_ envelope: Envelope, part: Int) -> String {
    part == 0 ? envelope.key : "\(envelope.key).\(part + 1)"
  }
}

/// What became of an attempt to hand a message over. Reasons are for a person and never hold a secret.
package enum Outcome: Hashable, Sendable {
  /// With what the receiver said, for the record.
  case delivered(String)
  /// To be tried again: on the schedule, or when the receiver says.
  case later(String, retryAfter: Duration? = nil)
  /// The receiver will never take this message.
  case refused(String)
  /// The recipient is gone for good and gets nothing more.
  case gone(String)
}

/// A kind of channel: each is one file and one line in `all`.
package struct ChannelKind: Sendable {
  /// As in `kind:` of the configuration.
  package let name: String
  /// What it is for, in one sentence.
  package let help: String
  /// The keys it takes beside `id` and `kind`.
  package let keys: [ChannelKey]
  /// Checks the settings and makes the channel.
  package let prepare: @Sendable (ChannelSettings, ChannelTools) throws(ChannelFault) -> Channel

  package init(
    name: String,
    help: String,
    keys: [ChannelKey],
    prepare: @escaping @Sendable (ChannelSettings, ChannelTools) throws(ChannelFault) -> Channel
  ) {
    self.name = name
    self.help = help
    self.keys = keys
    self.prepare = prepare
  }

  package static func named(_ name: String) -> ChannelKind? { all.first { $0.name == name } }
}

/// A key of a kind of channel.
package struct ChannelKey: Sendable {
  package enum Form: Sendable, Equatable {
    /// Any text that is not empty.
    case text
    /// A path, relative to the configuration's folder.
    case path
    case flag
    /// An http or https address, which may also be kept as a secret.
    case address
    /// `smtp://` or `smtps://`.
    case mailServer
    case mailbox
    case mailboxes
    /// Kept elsewhere, never written down.
    case secret
  }

  package let name: String
  package let form: Form
  package let isRequired: Bool

  package init(_ name: String, _ form: Form, isRequired: Bool = false) {
    self.name = name
    self.form = form
    self.isRequired = isRequired
  }
}

/// What the configuration says about one channel. Secrets are read when they are needed, so that a changed one counts
/// without a restart, and are never part of a description.
package struct ChannelSettings: Sendable {
  package let id: String
  private let texts: [String: String]
  private let lists: [String: [String]]
  private let flags: [String: Bool]
  private let secrets: [String: @Sendable () throws -> String]

  package init(
    id: String,
    texts: [String: String] = [:],
    lists: [String: [String]] = [:],
    flags: [String: Bool] = [:],
    secrets: [String: @Sendable () throws -> String] = [:]
  ) {
    self.id = id
    self.texts = texts
    self.lists = lists
    self.flags = flags
    self.secrets = secrets
  }

  package func text(_ key: String) -> String? { texts[key] }
  package func list(_ key: String) -> [String] { lists[key] ?? [] }
  package func flag(_ key: String) -> Bool { flags[key] ?? false }
  /// Whether there is a value, wherever it is kept.
  package func has(_ key: String) -> Bool {
    texts[key] != nil || lists[key]?.isEmpty == false || flags[key] != nil || secrets[key] != nil
  }
  package func hasSecret(_ key: String) -> Bool { secrets[key] != nil }

  /// nil when the key is not set.
  ///
  /// - Throws: `ChannelFault` when it cannot be read from where it is kept.
  package func secret(_ key: String) throws(ChannelFault) -> String? {
    guard let read = secrets[key] else { return nil }
    do { return try read() } catch let fault as ChannelFault { throw fault } catch {
      throw ChannelFault(key: key, reason: "\(error)")
    }
  }

  /// A value that stands in the configuration or is kept as a secret.
  package func value(_ key: String) throws(ChannelFault) -> String? {
    if let text = texts[key] { return text }
    return try secret(key)
  }
}

/// A channel that cannot be used as it is configured.
package struct ChannelFault: Error, Sendable, CustomStringConvertible {
  /// The key at fault.
  package let key: String
  package let reason: String
  package var description: String { "\(key): \(reason)" }

  package init(key: String, reason: String) {
    self.key = key
    self.reason = reason
  }
}
