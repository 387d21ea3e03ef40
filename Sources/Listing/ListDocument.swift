package import Papers

/// A curated Markdown list, read: its entries in the order of the file.
///
/// An entry is a bullet whose first link leads to an arXiv paper or to a web address. It may carry a label
/// (`[2501]`) and a short name (`[LMM-R1]`) in front, an `(Affiliation)` behind, and further links in single or
/// double brackets. Everything else in the file is prose and is passed over.
package struct ListDocument: Sendable {
  package let entries: [Entry]
  /// Bullets that carry a label but no usable link: line and text.
  package let unreadable: [UnreadableEntry]

  package init(markdown: String) {
    var entries: [Entry] = []
    var unreadable: [UnreadableEntry] = []
    for block in ListBlocks.read(markdown) {
      if let entry = EntryParser.entry(of: block) {
        entries.append(entry)
      } else if EntryParser.isLabelled(block) {
        unreadable.append(UnreadableEntry(line: block.line, text: block.text.collapsed))
      }
    }
    self.entries = entries
    self.unreadable = unreadable
  }
}

/// A bullet that looks like an entry and has no usable link.
package struct UnreadableEntry: Sendable, Equatable {
  package let line: Int
  package let text: String
}
