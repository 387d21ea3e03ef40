extension ChannelKind {
  /// Webhooks of Discord. A message has at most 10 embeds of 4096 characters, and 6000 in all of them.
  static let discord = ChatHook(
    name: "discord",
    help: "posts to a channel of Discord through a webhook",
    dialect: .discord,
    splitter: Splitter(limits: [10, 6000], frame: [0, 0]),
    cost: { [1, $0.utf16.count] },
    rules: AnswerRules(gone: [404])
  ) { title, texts, _ in
    try DiscordMessage(content: "**\(title)**", embeds: texts.map { .init(description: $0) }).jsonBytes()
  }.kind
}

private struct DiscordMessage: Encodable {
  struct Embed: Encodable { let description: String }
  struct Mentions: Encodable { let parse: [String] = [] }

  let content: String
  let embeds: [Embed]
  /// Nobody is called, whatever a title says.
  let allowed_mentions = Mentions()
}
