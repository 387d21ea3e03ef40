internal import Papers

extension ChannelKind {
  /// Incoming webhooks of Slack. Block Kit allows 50 blocks of 3000 characters, and about 13,200 in a message.
  static let slack = ChatHook(
    name: "slack",
    help: "posts to a channel of Slack through an incoming webhook",
    dialect: .slack,
    splitter: Splitter(limits: [50, 12_000], frame: [1, 400]),
    cost: { [1, $0.unicodeScalars.count] },
    rules: .okHook
  ) { title, texts, digest in
    let plain = Dialect.plain.text(digest.subject, limit: 140)
    let sections = texts.map { SlackMessage.Block(type: "section", text: .init(type: "mrkdwn", text: $0)) }
    let heading = SlackMessage.Block(type: "section", text: .init(type: "mrkdwn", text: "*\(title)*"))
    return try SlackMessage(text: Dialect.slack.escape(plain), blocks: [heading] + sections).jsonBytes()
  }.kind
}

private struct SlackMessage: Encodable {
  struct Text: Encodable {
    let type: String
    let text: String
  }

  struct Block: Encodable {
    let type: String
    let text: Text
  }

  /// What notifications show.
  let text: String
  let blocks: [Block]
  let unfurl_links = false
  let unfurl_media = false
}
