package import Foundation

/// One entry of a curated list.
package struct Entry: Hashable, Sendable {
  package let work: WorkID
  /// The `YYMM` in brackets in front, if the entry has one.
  package var label: Month?
  /// The short name in brackets, if the entry has one.
  package var name: String?
  package var title: String
  /// As it stands in the list.
  package var url: String
  package var affiliation: String?
  package var links: [Link]
  /// The headings above the entry, outermost first, without the document's title.
  package var section: [String]
  /// 1-based line on which the entry begins.
  package var line: Int

  package init(
    work: WorkID,
    label: Month? = nil,
    name: String? = nil,
    title: String,
    url: String,
    affiliation: String? = nil,
    links: [Link] = [],
    section: [String] = [],
    line: Int
  ) {
    self.work = work
    self.label = label
    self.name = name
    self.title = title
    self.url = url
    self.affiliation = affiliation
    self.links = links
    self.section = section
    self.line = line
  }
}

/// A labelled address: code, project, model, dataset, demo.
package struct Link: Hashable, Sendable, Codable {
  /// The words of the label, without emoji: `Code`, `Cold-Start Datasets`.
  package let label: String
  package let url: String

  package init(label: String, url: String) {
    self.label = label
    self.url = url
  }
}

/// An entry of a curated list with the date under which the accepted feed shows it.
package struct ListedEntry: Sendable {
  package let entry: Entry
  package let date: Date

  package init(entry: Entry, date: Date) {
    self.entry = entry
    self.date = date
  }
}
