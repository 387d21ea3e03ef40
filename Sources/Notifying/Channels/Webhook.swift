internal import Papers

extension ChannelKind {
  /// Programs of one's own, by Standard Webhooks 1.0. A digest is always one message.
  static let webhook = signed(
    name: "webhook",
    help: "posts the digest as JSON to an address, signed by Standard Webhooks",
    mediaType: "application/json"
  ) { digest, _, _, limit in
    try DigestDocument(digest, abstractLimit: limit).jsonBytes()
  }

  /// The same data in the envelope of CloudEvents 1.0, structured mode.
  static let cloudevents = signed(
    name: "cloudevents",
    help: "posts the digest as a CloudEvent to an address",
    mediaType: "application/cloudevents+json"
  ) { digest, envelope, tools, limit in
    let source = "\(tools.baseURL.withoutFinalSlash)/\(digest.topic.percentEncoded)"
    return try CloudEvent(digest, id: envelope.key, source: source, abstractLimit: limit).jsonBytes()
  }

  private static func signed(
    name: String,
    help: String,
    mediaType: String,
    body: @escaping @Sendable (Digest, Envelope, ChannelTools, _ abstractLimit: Int) throws -> [UInt8]
  ) -> ChannelKind {
    let keys = [
      ChannelKey("url", .address, isRequired: true), ChannelKey("secret", .secret),
      ChannelKey("hub_secret", .secret), ChannelKey("allow_private", .flag),
    ]
    return ChannelKind(name: name, help: help, keys: keys) { settings, tools throws(ChannelFault) in
      try settings.check(address: "url")
      let sender = Sender(settings, tools, rules: AnswerRules())
      let compose: @Sendable (Digest, Envelope) throws -> [Message] = { digest, envelope in
        let body = try DigestDocument.largest { try body(digest, envelope, tools, $0) }
        return [Message(id: envelope.key, mediaType: mediaType, body: body)]
      }
      return Channel(settings, compose: compose) { message in
        let headers = try settings.signatures(message, now: tools.realNow())
        return await sender.send(message, to: try settings.require("url"), headers: headers)
      }
    }
  }
}
