package import Papers

/// A curated Markdown list, read: its parts with their exact bytes, and its entries in the order of the file.
///
/// An entry is an item whose first link leads to an arXiv paper or to a web address, or that carries a label. It may
/// carry a label (`[2501]`) and a short name (`[LMM-R1]`) in front, an `(Affiliation)` behind, and further links in
/// single or double brackets. Everything else in the file is prose.
package struct ListDocument: Sendable {
  package let lines: ListLines
  /// In the order of the file; every line is in exactly one.
  package let parts: [ListPart]
  /// Every entry, whether it leads somewhere or not.
  package let items: [ListItem]

  /// Any bytes are a list: what is not UTF-8 is kept as it is, and read with replacement characters.
  package init(bytes: [UInt8]) {
    lines = ListLines(bytes)
    parts = ListParts.read(lines)
    items = EntryParser.items(of: parts, LinkDefinitions(parts, lines))
  }

  package init(markdown: String) { self.init(bytes: Array(markdown.utf8)) }

  /// The file again, byte for byte.
  package var rendered: [UInt8] { parts.flatMap { lines.bytes(of: $0.lines) } }

  /// The entries that lead somewhere.
  package var entries: [Entry] { items.compactMap(\.entry) }

  /// Bullets that carry a label but no usable link.
  package var unreadable: [UnreadableEntry] {
    let lost = Set(items.lazy.filter { $0.work == nil }.map(\.lines.lowerBound))
    return parts.filter { lost.contains($0.lines.lowerBound) }.map { part in
      UnreadableEntry(line: part.lines.lowerBound + 1, text: part.text.collapsed)
    }
  }
}

/// A bullet that looks like an entry and has no usable link.
package struct UnreadableEntry: Sendable, Equatable {
  package let line: Int
  package let text: String
}
