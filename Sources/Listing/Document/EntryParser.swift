internal import Papers

/// Makes an entry of a bullet.
struct EntryParser {
  private let part: ListPart
  private let inlines: [Inline]
  /// The first inline with a link that can be what the entry is about.
  private let first: Int

  /// The entries among the parts of a document.
  ///
  /// What an entry is about is its first link. One that leads elsewhere, to a repository or a PDF, and has a further
  /// link called `Paper` or `arXiv`, is about that paper, unless the paper has an entry of its own.
  static func items(of parts: [ListPart], _ definitions: LinkDefinitions) -> [ListItem] {
    let items =
      parts.filter { $0.kind == .bullet }.compactMap { part in
        let inlines = InlineParser.parse(part.text, definitions)
        guard let parser = EntryParser(part, inlines) else {
          return (parser: nil, item: unlinked(inlines, part))
        }
        return (parser: parser, item: parser.item())
      } as [(parser: EntryParser?, item: ListItem?)]
    var papers = Set(items.compactMap { $0.item?.work?.paper })
    return items.compactMap { parser, item in
      guard let parser, item?.work?.paper == nil, let link = parser.paperLink,
        let paper = WorkID(link.url)?.paper, papers.insert(paper).inserted
      else { return item }
      return parser.item(about: link)
    }
  }

  /// nil for a bullet that leads nowhere, or first to a place in the document.
  private init?(_ part: ListPart, _ inlines: [Inline]) {
    guard let first = inlines.firstIndex(where: { $0.links.first.flatMap { WorkID($0.url) } != nil }),
      inlines[..<first].allSatisfy(\.links.isEmpty)
    else { return nil }
    self.part = part
    self.inlines = inlines
    self.first = first
  }

  private var paperLink: Link? {
    inlines[first...].lazy.flatMap(\.links).first { link in
      EntryWords.isPaper(link.label) && WorkID(link.url)?.paper != nil
    }
  }

  private func item(about chosen: Link? = nil) -> ListItem? {
    guard let link = inlines[first].links.first else { return nil }
    var head = inlines[..<first].compactMap(\.bracketText)
    let label = head.first.flatMap { Month(yymm: $0) }
    if label != nil { head.removeFirst() }
    var tail = Array(inlines[(inlines[first].isLink ? first + 1 : first)...])
    let title = title(link, &head, &tail)
    let about = chosen ?? link
    let links = (inlines[first].isLink ? [link] : []) + tail.flatMap(\.links)
    // A project's page that has the title before it is a link like the others.
    let isKept =
      chosen == nil && !inlines[first].isLink && title != link.label && !EntryWords.isPaper(link.label)
    return ListItem(
      work: WorkID(about.url),
      label: label,
      name: head.first { EntryWords.isName($0) },
      title: title,
      url: about.url,
      affiliation: tail.compactMap(\.parenthesised).first,
      links: isKept ? links : links.filter { $0 != about },
      notes: Self.notes(tail[...]),
      headings: part.section,
      lines: part.lines
    )
  }

  /// The words of the link, unless they only say what kind of link it is: then the words before it, or behind.
  private func title(_ link: Link, _ head: inout [String], _ tail: inout [Inline]) -> String {
    let isLink = inlines[first].isLink
    let isVague = EntryWords.isPaper(link.label) || inlines[first].isPicture
    guard !isLink || isVague || EntryWords.isKind(link.label) else { return link.label.unmarked }
    let before = EntryWords.title(inlines[..<first].compactMap(\.words))
    if !before.isEmpty { return before }
    // Without an address of its own it stands in brackets, before links that are in brackets too.
    if !isLink || (isVague && head.count > 1), let last = head.popLast() {
      return last.withoutEmoji.collapsed
    }
    guard isVague, case .words(let words) = tail.first else { return link.label }
    let behind = EntryWords.title([words])
    guard !behind.isEmpty else { return link.label }
    tail.removeFirst()
    return behind
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

  fileprivate var isPicture: Bool {
    if case .link(_, _, let isPicture) = self { isPicture } else { false }
  }

  fileprivate var bracketText: String? {
    if case .brackets(let text, _) = self { text } else { nil }
  }

  fileprivate var words: String? {
    if case .words(let text) = self { text.withoutEmoji.collapsed } else { nil }
  }

  /// Those that hold links are no affiliation and no note.
  fileprivate var parenthesised: String? {
    guard case .parentheses(let text, let parts) = self, parts.allSatisfy(\.links.isEmpty) else { return nil }
    return text.collapsed
  }

  fileprivate var links: [Link] {
    switch self {
    case .link(let text, let url, _): [Link(label: text.withoutEmoji.collapsed.unbracketed, url: url)]
    case .brackets(_, let parts), .parentheses(_, let parts): parts.flatMap(\.links)
    case .words: []
    }
  }
}
