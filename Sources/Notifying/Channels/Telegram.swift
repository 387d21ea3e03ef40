internal import Papers

extension ChannelKind {
  /// Chats of Telegram, by the Bot API. A text has at most 4096 units of UTF-16.
  static let telegram = ChannelKind(
    name: "telegram",
    help: "sends to a chat of Telegram as the bot whose token it is given",
    keys: [
      ChannelKey("chat", .text, isRequired: true), ChannelKey("token", .secret, isRequired: true),
      ChannelKey("api", .address), ChannelKey("allow_private", .flag),
    ]
  ) { settings, tools throws(ChannelFault) in
    let chat = try settings.require("chat")
    guard settings.hasSecret("token") else { throw ChannelFault(key: "token", reason: "token is missing") }
    if settings.text("api") != nil { try settings.check(address: "api") }
    // 403 is about the chat, which has thrown the bot out or blocked it; a bad token is 401 or 404.
    let sender = Sender(settings, tools, rules: .object("ok", gone: [403]))
    return Channel(settings, compose: { try TelegramMessage.compose($0, $1, chat: chat) }) { message in
      let api = (try settings.value("api") ?? "https://api.telegram.org").withoutFinalSlash
      let token = try settings.require("token")
      guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"/?#%@\\".utf8.contains($0) }) else {
        throw ChannelFault(key: "token", reason: "this is not the token of a bot")
      }
      return await sender.send(message, to: "\(api)/bot\(token)/sendMessage")
    }
  }
}

private struct TelegramMessage: Encodable {
  struct Preview: Encodable { let is_disabled = true }

  let chat_id: String
  let text: String
  let parse_mode = "HTML"
  let link_preview_options = Preview()

  static func compose(_ digest: Digest, _ envelope: Envelope, chat: String) throws -> [Message] {
    let texts = ChatDigest(digest: digest, dialect: .html).texts
    let parts = Splitter(limits: [4000], frame: [200]).split(texts) { [$0.utf16.count + 2] }
    return try parts.enumerated().map { index, part in
      let title = "<b>\(ChatDigest.title(digest, part: index, of: parts.count, .html))</b>"
      let message = TelegramMessage(chat_id: chat, text: ([title] + part).joined(separator: "\n\n"))
      let id = Message.id(envelope, part: index)
      return Message(id: id, mediaType: "application/json", body: try message.jsonBytes())
    }
  }
}
