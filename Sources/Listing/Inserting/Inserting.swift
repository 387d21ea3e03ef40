internal import Papers

extension ListEditor {
  /// The list with the draft in it: in its section, at the place that keeps the section's order, with the blank line
  /// that its neighbours have.
  ///
  /// - Parameters:
  ///   - draft: the line and where it goes.
  ///   - allowed: likenesses that are no reason to refuse, such as a repository that holds two papers' code.
  /// - Returns: the bytes, the line and the difference.
  /// - Throws: `ListRefusal` when it has no title, or the list has it already, has no such section, or would not read it
  ///   as an entry.
  package func inserting(
    _ draft: Draft,
    allowing allowed: Set<ListRefusal.Likeness> = []
  ) throws(ListRefusal) -> ListEdit {
    guard !draft.title.allSatisfy(\.isWhitespace) else { throw .noTitle(draft.work) }
    if let duplicate = duplicate(of: draft, allowing: allowed) { throw duplicate }
    let edit = try placed(draft)
    let now = ListOutline(bytes: edit.bytes)
    guard now.items.count == outline.items.count + 1,
      now.items.contains(where: { $0.lines == (edit.line - 1)..<edit.line && $0.entry?.work == draft.work })
    else { throw .notRead(line: edit.line) }
    return edit
  }

  func placed(_ draft: Draft) throws(ListRefusal) -> ListEdit {
    let section = try section(of: draft)
    let (items, place) = place(of: draft, in: section)
    let hasBlank = draft.blankLines ?? hasBlankLines(section)
    let line = Array(draft.line.utf8) + outline.newline
    let blank = hasBlank ? [outline.newline] : []
    if items.indices.contains(place) {
      let start = items[place].lines.lowerBound
      return ListEdit(outline, replacing: start..<start, with: [line] + blank, at: start + 1)
    }
    guard let last = items.last else { return first(line, in: section) }
    return behind(last.lines.upperBound - 1, blank, line)
  }

  /// The entries of a section, and before which of them the draft goes.
  private func place(of draft: Draft, in section: Int) -> (items: [OutlinedItem], place: Int) {
    let items = outline.items(of: section)
    let order = EntryOrder.learned(
      section: items,
      list: outline.sections.indices.map { outline.items(of: $0) }
    )
    let key = OrderKey(
      month: draft.label ?? draft.work.paper?.month,
      id: draft.work.paper,
      title: draft.title
    )
    return (items, order.place(of: key, among: items))
  }

  /// The draft with the number that its place asks for, where the list is numbered: that of the entry it pushes down,
  /// which may be the one that the page begins to count from, or the one behind the last.
  func numbered(_ draft: Draft) -> Draft {
    let head = draft.line.prefix { $0 == " " || $0 == "\t" }
    guard ListMarker(draft.line.dropFirst(head.count))?.number != nil,
      let section = try? section(of: draft)
    else { return draft }
    let (items, place) = place(of: draft, in: section)
    let last = items.suffix(2).compactMap(\.number)
    let behind = last.last.map { last.count == 2 && last[0] == last[1] ? $0 : $0 + 1 }
    guard let number = items.indices.contains(place) ? items[place].number : behind, number < 1_000 else {
      return draft
    }
    return draft.with(line: head + String(number) + draft.line.dropFirst(head.count + 1))
  }

  private func section(of draft: Draft) throws(ListRefusal) -> Int {
    guard let path = draft.section else { return outline.section(named: nil).index ?? 0 }
    if path.isEmpty { return 0 }
    if let exact = outline.sections.firstIndex(where: { $0.path == path }), path.count > 1 { return exact }
    let name = path.joined(separator: " / ")
    guard let index = outline.section(named: name).index else {
      throw .noSection(name, existing: outline.namesOfSections)
    }
    return index
  }

  /// The first entry of a section: below its heading and its prose.
  private func first(_ line: [UInt8], in section: Int) -> ListEdit {
    let lines = outline.sections[section].lines
    guard let last = lines.last(where: { !outline.isBlank($0) }) else {
      return ListEdit(
        outline,
        replacing: lines.lowerBound..<lines.lowerBound,
        with: [line],
        at: lines.lowerBound + 1
      )
    }
    let isHeading = last < lines.lowerBound + outline.sections[section].headingLines
    let next = last + 1
    guard isHeading, next < outline.lines.count, !outline.isBlank(next) else {
      return behind(last, [outline.newline], line)
    }
    return ListEdit(outline, replacing: next..<next, with: [line, outline.newline], at: next + 1)
  }

  /// A line behind another. At the end of a file without a final newline, the file still has none.
  private func behind(_ last: Int, _ blank: [[UInt8]], _ line: [UInt8]) -> ListEdit {
    let next = last + 1
    guard outline.lines[last].terminator.isEmpty else {
      return ListEdit(outline, replacing: next..<next, with: blank + [line], at: next + blank.count + 1)
    }
    let ended = Array(outline.lines[last]) + outline.newline
    let open = Array(line.dropLast(outline.newline.count))
    return ListEdit(
      outline,
      replacing: last..<next,
      with: [ended] + blank + [open],
      at: next + blank.count + 1
    )
  }

  /// The entry that the draft would repeat.
  private func duplicate(of draft: Draft, allowing allowed: Set<ListRefusal.Likeness>) -> ListRefusal? {
    let title = draft.title.bare
    // What is nested in another entry is listed too.
    for item in outline.listed where item.work != nil {
      let isSame = item.work == draft.work
      guard isSame || (title.count > 3 && item.title.bare == title) else { continue }
      let likeness: ListRefusal.Likeness = isSame ? .id : .title
      guard !allowed.contains(likeness) else { continue }
      return .duplicate(likeness, of: draft.work, line: item.line, text: outline.text(item.lines))
    }
    let isMentionAllowed = allowed.contains(.mention) || allowed.contains(.id)
    if !isMentionAllowed, let paper = draft.work.paper, let line = outline.mention(of: paper) {
      return .duplicate(.mention, of: draft.work, line: line + 1, text: outline.text(line))
    }
    return allowed.contains(.code) ? nil : sameCode(as: draft)
  }

  private func sameCode(as draft: Draft) -> ListRefusal? {
    let code = Set(Self.repositories(in: draft.line))
    guard !code.isEmpty else { return nil }
    return outline.items.first { !code.isDisjoint(with: Self.repositories(in: $0.text)) }.map { item in
      .duplicate(.code, of: draft.work, line: item.lines.lowerBound + 1, text: item.text)
    }
  }

  /// The repositories that a text links to, comparably.
  static func repositories(in text: String) -> [String] {
    WrittenLink.all(in: Array(text)).compactMap { LinkFinder.repository(of: $0.url) }
  }
}
