internal import Notifying
internal import Wire

/// Reads the channels of the configuration. Which keys a kind has, the kind itself says.
struct ChannelReader {
  let resolve: (String) -> String

  func read(_ maps: [MapReader]) -> [Configuration.Channel] {
    var ids: [String] = []
    return maps.compactMap { map in
      let id = map.require("id", .identifier, fallback: "")
      if ids.contains(id) { map.fault("there is another channel with this id", key: "id") }
      ids.append(id)
      let name = map.require("kind", .choice(ChannelKind.all.map(\.name)), fallback: "")
      guard let kind = ChannelKind.named(name) else { return Configuration.Channel(id: id) }
      let settings = settings(id, kind, map)
      map.finish()
      check(kind, settings, map)
      return Configuration.Channel(id: id, kind: kind, settings: settings)
    }
  }

  /// What only the kind can tell, such as a sender without a domain. Asks nobody, and reads no secret.
  private func check(_ kind: ChannelKind, _ settings: ChannelSettings, _ map: MapReader) {
    guard kind.keys.allSatisfy({ !$0.isRequired || settings.has($0.name) }) else { return }
    do throws(ChannelFault) {
      _ = try kind.prepare(settings, ChannelTools(wire: .none, baseURL: "http://127.0.0.1:8080/"))
    } catch {
      map.fault(error.reason, key: error.key)
    }
  }

  private func settings(_ id: String, _ kind: ChannelKind, _ map: MapReader) -> ChannelSettings {
    var found = Found()
    for key in kind.keys {
      if key.isRequired, !map.has(key.name) { map.fault("\(key.name) is missing", key: key.name) }
      if key.form == .mailboxes, map.has(key.name), map.hasNone(key.name) {
        map.fault("name at least one recipient", key: key.name)
      }
      read(key, map, into: &found)
    }
    return ChannelSettings(
      id: id,
      texts: found.texts,
      lists: found.lists,
      flags: found.flags,
      secrets: found.secrets
    )
  }

  private struct Found {
    var texts: [String: String] = [:]
    var lists: [String: [String]] = [:]
    var flags: [String: Bool] = [:]
    var secrets: [String: @Sendable () throws -> String] = [:]
  }

  private func read(_ key: ChannelKey, _ map: MapReader, into found: inout Found) {
    let name = key.name
    switch key.form {
    case .text: found.texts[name] = map.optional(name, .text)
    case .path: found.texts[name] = map.optional(name, .text).map(resolve)
    case .mailServer: found.texts[name] = map.optional(name, .address(["smtp", "smtps"]))
    case .mailbox: found.texts[name] = map.optional(name, .mailbox)
    case .mailboxes: found.lists[name] = map.list(name, .mailbox)
    case .flag: found.flags[name] = map.optional(name, .flag)
    case .address: keep(map.secret(name, orText: .web)?.kept(in: resolve), name, in: &found)
    case .secret: keep(map.secret(name)?.kept(in: resolve), name, in: &found)
    }
  }

  private func keep(_ secret: Secret?, _ name: String, in found: inout Found) {
    guard let secret else { return }
    if case .text(let text) = secret { return found.texts[name] = text }
    found.secrets[name] = { try secret.read() }
  }
}

extension Wire {
  /// Where nothing is sent.
  static let none = Wire { _ throws(WireError) in throw .closed }
}
