package import Papers
internal import Words

/// What a listed paper's present state asks of its line.
package enum ProposedEdit: Sendable, Equatable {
  /// Another text for the line, and why; `ListEditor.replacing` puts it in place.
  case line(number: Int, old: String, new: String, why: [String])
  /// Something to know that no line says.
  case note(number: Int, text: String, why: String)
}

extension ListEditor {
  /// The edits that bring a paper's line up to date: its title, a code link that appeared; and what to know about it:
  /// a withdrawal, a journal reference. Empty when the list does not have it or there is nothing to do.
  package func proposals(for paper: Paper, _ overrides: HouseStyle.Overrides = .init()) -> [ProposedEdit] {
    guard let item = outline.items.first(where: { $0.id == paper.id }) else { return [] }
    let number = item.lines.lowerBound + 1
    var proposals: [ProposedEdit] = []
    if paper.isWithdrawn || paper.isDeleted {
      proposals.append(.note(number: number, text: item.text, why: "\(paper.id) was withdrawn."))
      return proposals
    }
    if let edit = edit(of: item, paper, overrides) { proposals.append(edit) }
    if let journal = paper.journalReference?.singleLine, !journal.isEmpty {
      proposals.append(.note(number: number, text: item.text, why: "\(paper.id) was published: \(journal)."))
    }
    return proposals
  }

  private func edit(
    of item: OutlinedItem,
    _ paper: Paper,
    _ overrides: HouseStyle.Overrides
  ) -> ProposedEdit? {
    let index = item.lines.lowerBound
    let old = text(index)
    let isOneLine = outline.listed.contains { $0.lines == index..<(index + 1) }
    var new = old
    var why: [String] = []
    if Self.isRetitled(item, paper), let titled = isOneLine ? Self.retitled(new, item, paper) : old {
      new = titled
      why.append("The paper is now called: \(EntryTitle.plain(paper.title)).")
    }
    if let code = missingCode(item, paper) {
      new = linked(new, code, style(of: item.section).with(overrides))
      why.append("The \(code.source.rawValue) now names its code: \(code.url).")
    }
    guard !why.isEmpty else { return nil }
    if isOneLine, Self.isEntry(new, like: item) {
      return .line(number: index + 1, old: old, new: new, why: why)
    }
    why.append(
      isOneLine
        ? "The changed line would not be read as the entry: change it by hand."
        : "The entry stands on several lines: change it by hand."
    )
    return .note(number: index + 1, text: item.text, why: why.joined(separator: " "))
  }

  private static func isEntry(_ line: String, like item: OutlinedItem) -> Bool {
    let items = ListDocument(markdown: line).items
    return items.count == 1 && items.first?.work == item.entry?.work
  }

  private static func isRetitled(_ item: OutlinedItem, _ paper: Paper) -> Bool {
    guard let entry = item.entry else { return false }
    let title = EntryTitle.plain(paper.title)
    return !title.isEmpty && entry.title.bare != title.bare
  }

  /// The line's exact text; a byte that is no UTF-8 makes it unequal to the file, and replacing it is refused.
  private func text(_ line: Int) -> String { outline.text(line) }

  /// The line with the paper's title; nil when the title is no link's words.
  private static func retitled(_ line: String, _ item: OutlinedItem, _ paper: Paper) -> String? {
    guard let entry = item.entry else { return nil }
    let characters = Array(line)
    guard let link = WrittenLink.all(in: characters).first(where: { $0.url == entry.url }), !link.isDouble,
      link.text.bare == entry.title.bare
    else { return nil }
    let head = characters[...link.range.lowerBound]
    return String(head) + EntryTitle.markdown(paper.title) + String(characters[link.close...])
  }

  private func missingCode(_ item: OutlinedItem, _ paper: Paper) -> FoundLink? {
    let known = Set(Self.repositories(in: item.text))
    let hasCode = item.entry?.links.contains { $0.label.lowercased().contains("code") } == true
    guard known.isEmpty, !hasCode else { return nil }
    return LinkFinder.links(of: paper).first {
      $0.kind == .code && !$0.isMany && $0.confidence >= FoundLink.enough
    }
  }

  /// The line with one more link behind the last, before the spaces at its end.
  private func linked(_ line: String, _ code: FoundLink, _ style: HouseStyle) -> String {
    let characters = Array(line)
    let links = WrittenLink.all(in: characters)
    let words = "[\(style.label(of: code))](\(code.url))"
    let link =
      (links.count > 1 ? style.gap : style.firstGap) + (style.brackets == .double ? "[\(words)]" : words)
    let end = links.last?.range.upperBound ?? characters.count
    return String(characters[..<end]) + link + String(characters[end...])
  }
}
