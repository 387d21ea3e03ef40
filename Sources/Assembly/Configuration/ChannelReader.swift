/// Reads the channels of the configuration: which keys each kind has, and which of them it needs.
struct ChannelReader {
  let folder: String

  /// - Returns: the ids of the channels, which digests name.
  func read(_ maps: [MapReader], log: ReadingLog, _ performed: Performance) -> [String] {
    var ids: [String] = []
    for map in maps {
      let id = map.require("id", .identifier, fallback: "")
      if ids.contains(id) { map.fault("there is another channel with this id", key: "id") }
      ids.append(id)
      let name = map.require("kind", .choice(ChannelKeys.all.map(\.kind)), fallback: "")
      if let keys = ChannelKeys.all.first(where: { $0.kind == name }) {
        keys.read(map)
        map.finish()
      }
    }
    if !maps.isEmpty { performed.notYet("channels") }
    return ids
  }
}

/// The keys of one kind of channel.
struct ChannelKeys: Sendable {
  let kind: String
  let read: @Sendable (MapReader) -> Void

  static let all: [ChannelKeys] = [
    ChannelKeys(kind: "maildir") { _ = $0.require("path", .text, fallback: "") },
    ChannelKeys(kind: "email", read: email),
    ChannelKeys(kind: "webhook") { map in
      needSecret(map, "url", orText: .web)
      _ = map.secret("secret")
      _ = map.read("allow_private", .flag, default: false)
    },
    ChannelKeys(kind: "cloudevents") { map in
      needSecret(map, "url", orText: .web)
      _ = map.read("allow_private", .flag, default: false)
    },
    ChannelKeys(kind: "slack", read: hook),
    ChannelKeys(kind: "discord", read: hook),
    ChannelKeys(kind: "teams", read: hook),
    ChannelKeys(kind: "mattermost", read: hook),
    ChannelKeys(kind: "matrix") { map in
      _ = map.require("server", .web, fallback: "")
      _ = map.require("room", .text, fallback: "")
      needSecret(map, "token")
    },
    ChannelKeys(kind: "ntfy") { map in
      _ = map.require("server", .web, fallback: "")
      _ = map.require("topic", .text, fallback: "")
      _ = map.secret("token")
    },
    ChannelKeys(kind: "telegram") { map in
      _ = map.require("chat", .text, fallback: "")
      needSecret(map, "token")
    },
  ]

  /// Mail is only handed over encrypted unless `allow_plain` says otherwise.
  @Sendable private static func email(_ map: MapReader) {
    _ = map.require("from", .mailbox, fallback: "")
    if map.hasNone("to") { map.fault("name at least one recipient", key: "to") }
    _ = map.list("to", .mailbox)
    _ = map.require("server", .address(["smtp", "smtps"]), fallback: "")
    _ = map.optional("user", .text)
    _ = map.secret("password")
    _ = map.read("allow_plain", .flag, default: false)
  }

  @Sendable private static func hook(_ map: MapReader) { needSecret(map, "url", orText: .web) }

  private static func needSecret(_ map: MapReader, _ key: String, orText kind: ValueKind<String>? = nil) {
    if !map.has(key) { map.fault("\(key) is missing", key: key) }
    _ = map.secret(key, orText: kind)
  }
}
