internal import Papers

/// Makes an entry of a bullet.
enum EntryParser {
  static func entry(of block: ListBlock) -> Entry? {
    let parts = InlineParser.parse(block.text)
    guard let first = parts.firstIndex(where: { !$0.links.isEmpty }), let link = parts[first].links.first,
      let work = WorkID(link.url)
    else { return nil }
    var head = parts[..<first].compactMap(\.bracketText)
    let label = head.first.flatMap { Month(yymm: $0) }
    if label != nil { head.removeFirst() }
    // A title without an address of its own stands in brackets, before links that are in brackets too.
    let title = parts[first].isLink ? nil : head.popLast()
    let tail = parts[(title == nil ? first + 1 : first)...]
    return Entry(
      work: work,
      label: label,
      name: head.first,
      title: title.map { $0.withoutEmoji.collapsed } ?? link.label,
      url: link.url,
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
