extension ChannelKind {
  /// Incoming webhooks of Mattermost, whose posts have at most 16,383 characters.
  static let mattermost = ChatHook(
    name: "mattermost",
    help: "posts to a channel of Mattermost through an incoming webhook",
    dialect: .mattermost,
    splitter: Splitter(limits: [16_000], frame: [300]),
    cost: { [$0.unicodeScalars.count + 2] },
    rules: .okHook
  ) { title, texts, _ in
    let text = (["**\(title)**"] + texts).joined(separator: "\n\n")
    return try MattermostMessage(text: text).jsonBytes()
  }.kind
}

private struct MattermostMessage: Encodable { let text: String }
