extension ChannelKind {
  /// Workflows of Microsoft Teams, which take Adaptive Cards up to version 1.5. Messages may have 28 kB by the books, and
  /// have been refused above 20.
  static let teams = ChatHook(
    name: "teams",
    help: "posts to a channel of Microsoft Teams through a workflow that takes Adaptive Cards",
    dialect: .teams,
    splitter: Splitter(limits: [20_000], frame: [1500]),
    cost: { [$0.jsonCost + 100] },
    rules: AnswerRules(gone: [404])
  ) { title, texts, _ in
    let heading = TeamsMessage.Block(text: title, weight: "Bolder", size: "Large", separator: nil)
    let blocks = texts.map { TeamsMessage.Block(text: $0, weight: nil, size: nil, separator: true) }
    return try TeamsMessage(attachments: [.init(content: .init(body: [heading] + blocks))]).jsonBytes()
  }.kind
}

private struct TeamsMessage: Encodable {
  struct Block: Encodable {
    let type = "TextBlock"
    let text: String
    let weight: String?
    let size: String?
    let separator: Bool?
    let wrap = true
  }

  struct Card: Encodable {
    enum CodingKeys: String, CodingKey {
      case type, version, body
      case schema = "$schema"
    }

    let schema = "http://adaptivecards.io/schemas/adaptive-card.json"
    let type = "AdaptiveCard"
    let version = "1.4"
    let body: [Block]
  }

  struct Attachment: Encodable {
    let contentType = "application/vnd.microsoft.card.adaptive"
    let content: Card
  }

  let type = "message"
  let attachments: [Attachment]
}
