internal import Papers

/// Makes an entry of a bullet.
enum EntryParser {
  static func entry(of block: ListBlock) -> Entry? {
    let parts = InlineParser.parse(block.text)
    guard let title = parts.firstIndex(where: \.isLink), case .link(let text, let url) = parts[title],
      let work = WorkID(url)
    else { return nil }
    let head = parts[..<title].compactMap(\.bracketText)
    let label = head.first.flatMap { Month(yymm: $0) }
    let tail = parts[(title + 1)...]
    return Entry(
      work: work,
      label: label,
      name: (label == nil ? head[...] : head.dropFirst()).first,
      title: text.withoutEmoji.collapsed,
      url: url,
      affiliation: tail.compactMap(\.parenthesised).first,
      links: tail.flatMap(\.links),
      section: block.section,
      line: block.line
    )
  }

  /// Whether the bullet begins like a dated entry.
  static func isLabelled(_ block: ListBlock) -> Bool {
    InlineParser.parse(block.text).first?.bracketText.flatMap { Month(yymm: $0) } != nil
  }
}

extension Inline {
  fileprivate var isLink: Bool {
    if case .link = self { true } else { false }
  }

  fileprivate var bracketText: String? {
    if case .brackets(let text, _) = self { text } else { nil }
  }

  fileprivate var parenthesised: String? {
    if case .parentheses(let text) = self { text.collapsed } else { nil }
  }

  fileprivate var links: [Link] {
    switch self {
    case .link(let text, let url): [Link(label: text.withoutEmoji.collapsed, url: url)]
    case .brackets(_, let parts): parts.flatMap(\.links)
    case .parentheses: []
    }
  }
}
