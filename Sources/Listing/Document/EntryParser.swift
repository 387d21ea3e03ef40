internal import Papers

/// Makes an entry of a bullet.
enum EntryParser {
  /// nil for another part, and for a bullet that is no entry.
  static func item(of part: ListPart) -> ListItem? {
    guard part.kind == .bullet else { return nil }
    let inlines = InlineParser.parse(part.text)
    guard let first = inlines.firstIndex(where: { $0.links.first.flatMap { WorkID($0.url) } != nil }),
      inlines[..<first].allSatisfy(\.links.isEmpty), let link = inlines[first].links.first
    else { return unlinked(inlines, part) }
    var head = inlines[..<first].compactMap(\.bracketText)
    let label = head.first.flatMap { Month(yymm: $0) }
    if label != nil { head.removeFirst() }
    // A title without an address of its own stands in brackets, before links that are in brackets too.
    let title = inlines[first].isLink ? nil : head.popLast()
    let tail = inlines[(title == nil ? first + 1 : first)...]
    return ListItem(
      work: WorkID(link.url),
      label: label,
      name: head.first,
      title: title.map { $0.withoutEmoji.collapsed } ?? link.label,
      url: link.url,
      affiliation: tail.compactMap(\.parenthesised).first,
      links: tail.flatMap(\.links),
      notes: notes(tail),
      headings: part.section,
      lines: part.lines
    )
  }

  /// A labelled bullet that leads nowhere: `[2505] [Name] Title`, or `[2505] [Name] [Title]`.
  private static func unlinked(_ inlines: [Inline], _ part: ListPart) -> ListItem? {
    guard let label = inlines.first?.bracketText.flatMap({ Month(yymm: $0) }) else { return nil }
    let brackets = inlines.dropFirst().compactMap(\.bracketText)
    let words = inlines.compactMap(\.words).joined(separator: " ").collapsed
    return ListItem(
      work: nil,
      label: label,
      name: brackets.count > 1 || !words.isEmpty ? brackets.first : nil,
      title: (brackets.count > 1 ? brackets[1] : words.isEmpty ? brackets.first ?? "" : words).withoutEmoji
        .collapsed,
      url: nil,
      affiliation: inlines.compactMap(\.parenthesised).first,
      links: inlines.flatMap(\.links),
      notes: nil,
      headings: part.section,
      lines: part.lines
    )
  }

  /// Words behind the title, and parentheses after the affiliation.
  private static func notes(_ tail: ArraySlice<Inline>) -> String? {
    var hasAffiliation = false
    let pieces = tail.compactMap { inline -> String? in
      if let words = inline.words { return words }
      guard let text = inline.parenthesised else { return nil }
      defer { hasAffiliation = true }
      return hasAffiliation ? "(\(text))" : nil
    }
    let notes = pieces.joined(separator: " ").collapsed
    return notes.contains { $0.isLetter || $0.isNumber } ? notes : nil
  }
}

extension Inline {
  fileprivate var isLink: Bool {
    if case .link = self { true } else { false }
  }

  fileprivate var bracketText: String? {
    if case .brackets(let text, _) = self { text } else { nil }
  }

  fileprivate var words: String? {
    if case .words(let text) = self { text.withoutEmoji.collapsed } else { nil }
  }

  fileprivate var parenthesised: String? {
    if case .parentheses(let text) = self { text.collapsed } else { nil }
  }

  fileprivate var links: [Link] {
    switch self {
    case .link(let text, let url): [Link(label: text.withoutEmoji.collapsed, url: url)]
    case .brackets(_, let parts): parts.flatMap(\.links)
    case .parentheses, .words: []
    }
  }
}
