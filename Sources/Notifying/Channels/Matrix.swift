internal import Papers

extension ChannelKind {
  /// Rooms of Matrix, by the client-server API. An event has to stay under 65,536 bytes, in which every text stands
  /// twice.
  static let matrix = ChannelKind(
    name: "matrix",
    help: "posts to a room of Matrix as the user whose access token it is given",
    keys: [
      ChannelKey("server", .address, isRequired: true), ChannelKey("room", .text, isRequired: true),
      ChannelKey("token", .secret, isRequired: true), ChannelKey("allow_private", .flag),
    ]
  ) { settings, tools throws(ChannelFault) in
    try settings.check(address: "server")
    let room = try settings.require("room")
    guard room.hasPrefix("!") else {
      throw ChannelFault(key: "room", reason: "write the room's id, which begins with `!`, not its alias")
    }
    guard settings.hasSecret("token") else { throw ChannelFault(key: "token", reason: "token is missing") }
    let sender = Sender(settings, tools, rules: .object("event_id"))
    return Channel(settings, compose: MatrixMessage.compose) { message in
      let server = try settings.require("server").withoutFinalSlash
      let path =
        "_matrix/client/v3/rooms/\(room.percentEncoded)/send/m.room.message/\(message.id.percentEncoded)"
      let token = try settings.require("token")
      return await sender.send(
        message,
        to: "\(server)/\(path)",
        method: "PUT",
        headers: [("Authorization", "Bearer \(token)")]
      )
    }
  }
}

private struct MatrixMessage: Encodable {
  let msgtype = "m.notice"
  let format = "org.matrix.custom.html"
  let body: String
  let formatted_body: String

  @Sendable static func compose(_ digest: Digest, _ envelope: Envelope) throws -> [Message] {
    var html = Dialect.html
    html.lineBreak = "<br>"
    let texts = zip(
      ChatDigest(digest: digest, dialect: .plain).texts,
      ChatDigest(digest: digest, dialect: html).texts
    )
    let splitter = Splitter(limits: [55_000], frame: [1000])
    let parts = splitter.split(Array(texts)) { [$0.jsonCost + $1.jsonCost + 20] }
    return try parts.enumerated().map { index, part in
      let plain = ChatDigest.title(digest, part: index, of: parts.count, .plain)
      let title = "<b>\(ChatDigest.title(digest, part: index, of: parts.count, html))</b>"
      let message = MatrixMessage(
        body: ([plain] + part.map(\.0)).joined(separator: "\n\n"),
        formatted_body: ([title] + part.map(\.1)).map { "<p>\($0)</p>" }.joined()
      )
      let id = Message.id(envelope, part: index)
      return Message(id: id, mediaType: "application/json", body: try message.jsonBytes())
    }
  }
}

extension String {
  var withoutFinalSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
