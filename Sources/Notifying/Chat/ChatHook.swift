internal import Papers
internal import Wire

/// A chat that is reached by posting JSON to a secret address.
struct ChatHook: Sendable {
  let name: String
  let help: String
  let dialect: Dialect
  let splitter: Splitter
  /// What a text takes of each limit.
  let cost: @Sendable (String) -> [Int]
  let rules: AnswerRules
  /// The body that carries these texts under a title that is written in the dialect already.
  let body: @Sendable (_ title: String, _ texts: [String], _ digest: Digest) throws -> [UInt8]

  var kind: ChannelKind {
    let keys = [
      ChannelKey("url", .address, isRequired: true), ChannelKey("allow_private", .flag),
    ]
    return ChannelKind(name: name, help: help, keys: keys) { settings, tools throws(ChannelFault) in
      try settings.check(address: "url")
      let sender = Sender(settings, tools, rules: rules)
      return Channel(settings, compose: compose) { message in
        await sender.send(message, to: try settings.require("url"))
      }
    }
  }

  @Sendable func compose(_ digest: Digest, _ envelope: Envelope) throws -> [Message] {
    let parts = splitter.split(ChatDigest(digest: digest, dialect: dialect).texts, cost: cost)
    return try parts.enumerated().map { index, texts in
      let title = ChatDigest.title(digest, part: index, of: parts.count, dialect)
      let body = try body(title, texts, digest)
      return Message(id: Message.id(envelope, part: index), mediaType: "application/json", body: body)
    }
  }
}
