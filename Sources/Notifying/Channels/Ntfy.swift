internal import Papers

extension ChannelKind {
  /// Topics of ntfy. A message has at most 4096 bytes; what is longer becomes an attachment.
  static let ntfy = ChannelKind(
    name: "ntfy",
    help: "publishes to a topic of ntfy, for notifications on a phone",
    keys: [
      ChannelKey("server", .address, isRequired: true), ChannelKey("topic", .text, isRequired: true),
      ChannelKey("token", .secret), ChannelKey("allow_private", .flag),
    ]
  ) { settings, tools throws(ChannelFault) in
    try settings.check(address: "server")
    let topic = try settings.require("topic")
    let isName = topic.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
        || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    guard isName, topic.utf8.count <= 64 else {
      throw ChannelFault(key: "topic", reason: "a topic has at most 64 of letters, digits, `-` and `_`")
    }
    let sender = Sender(settings, tools, rules: .object("id"))
    return Channel(settings, compose: { try NtfyMessage.compose($0, $1, topic: topic) }) { message in
      let token = settings.hasSecret("token") ? try settings.require("token") : nil
      let headers = token.map { [(name: "Authorization", value: "Bearer \($0)")] } ?? []
      return await sender.send(message, to: try settings.require("server"), headers: headers)
    }
  }
}

private struct NtfyMessage: Encodable {
  let topic: String
  let title: String
  let message: String

  static func compose(_ digest: Digest, _ envelope: Envelope, topic: String) throws -> [Message] {
    let texts = ChatDigest(digest: digest, dialect: .plain).texts
    let parts = Splitter(limits: [4000], frame: [0]).split(texts) { [$0.utf8.count + 2] }
    return try parts.enumerated().map { index, part in
      let title = ChatDigest.title(digest, part: index, of: parts.count, .plain)
      let message = NtfyMessage(topic: topic, title: title, message: part.joined(separator: "\n\n"))
      let id = Message.id(envelope, part: index)
      return Message(id: id, mediaType: "application/json", body: try message.jsonBytes())
    }
  }
}
