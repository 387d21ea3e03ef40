internal import Papers
internal import Words

extension ListEditor {
  /// The list without a line that was inserted, and without the blank line it brought: the bytes that were there
  /// before.
  ///
  /// - Parameters:
  ///   - text: the line, without what ends it.
  ///   - near: the 1-based line where it was written. Of several such lines the nearest is meant.
  ///   - blankLines: as the draft had it.
  /// - Returns: the bytes, the line and the difference.
  /// - Throws: `ListRefusal.lineChanged` when the list has no such line any more.
  package func removing(
    _ text: String,
    near: Int,
    blankLines: Bool? = nil
  ) throws(ListRefusal) -> ListEdit {
    let index = try self.index(of: text, near: near)
    let whole = [(index - 1)..<(index + 1), index..<(index + 2), index..<(index + 1)].filter {
      isRemovable($0, index)
    }
    // What inserting the line again would make this list of, is what it was made of.
    let draft = outline.items.first { $0.lines.lowerBound == index }.flatMap { item in
      item.entry.map { entry in
        Draft(
          line: text,
          work: entry.work,
          title: entry.title,
          label: entry.label,
          section: outline.sections[item.section].path,
          blankLines: blankLines
        )
      }
    }
    let exact = draft.flatMap { draft in
      whole.lazy.map { without($0, index) }
        .first { (try? ListEditor(bytes: $0.bytes).placed(draft).bytes) == bytes }
    }
    return exact ?? fallback(index, blankLines)
  }

  /// The list with another line in the place of one.
  ///
  /// - Parameters:
  ///   - old: the line as it is thought to be, without what ends it.
  ///   - near: the 1-based line where it is thought to be.
  ///   - new: the line that takes its place.
  /// - Returns: the bytes, the line and the difference.
  /// - Throws: `ListRefusal.lineChanged` when the list has no such line, `.severalLines` when `new` is not one.
  package func replacing(_ old: String, near: Int, with new: String) throws(ListRefusal) -> ListEdit {
    guard !new.contains(where: \.isNewline) else { throw .severalLines(new.singleLine) }
    let index = try self.index(of: old, near: near)
    let line = Array(new.utf8) + outline.lines[index].terminator
    return ListEdit(outline, replacing: index..<(index + 1), with: [line], at: index + 1)
  }

  private func index(of text: String, near: Int) throws(ListRefusal) -> Int {
    let wanted = Array(text.utf8)
    // The same words in a comment or in a block of code are somebody's, and no entry.
    let places = outline.bullets.filter { index in
      let line = outline.lines[index]
      return line.dropLast(line.terminator.count).elementsEqual(wanted)
    }
    guard let index = places.min(by: { (abs($0 + 1 - near), $0) < (abs($1 + 1 - near), $1) }) else {
      throw .lineChanged(line: near, text: text)
    }
    return index
  }

  private func isRemovable(_ range: Range<Int>, _ index: Int) -> Bool {
    range.lowerBound >= 0 && range.upperBound <= outline.lines.count
      && range.allSatisfy { $0 == index || Array(outline.lines[$0]) == outline.newline }
  }

  /// At the end of a file without a final newline, the line before loses its own again.
  private func without(_ range: Range<Int>, _ index: Int) -> ListEdit {
    let last = range.lowerBound - 1
    guard range.upperBound == outline.lines.count, outline.lines[index].terminator.isEmpty, last >= 0 else {
      return ListEdit(outline, replacing: range, with: [], at: index + 1)
    }
    let open = Array(outline.lines[last].dropLast(outline.lines[last].terminator.count))
    return ListEdit(outline, replacing: last..<range.upperBound, with: [open], at: index + 1)
  }

  /// Around the line the list has changed. Where entries have blank lines between them it brought one, and which of
  /// its two makes no difference; at an edge there is only one.
  private func fallback(_ index: Int, _ blankLines: Bool?) -> ListEdit {
    let section = outline.items.first { $0.lines.lowerBound == index }?.section
    let broughtOne = blankLines ?? hasBlankLines(section, apartFrom: index)
    let places = broughtOne ? [index..<(index + 2), (index - 1)..<(index + 1)] : []
    return without(places.first { isRemovable($0, index) } ?? index..<(index + 1), index)
  }
}
