package import Papers

/// An entry of the list with all that stands in it, whether it leads somewhere or not.
package struct ListItem: Sendable, Equatable {
  /// What it is about; nil without a usable link.
  package let work: WorkID?
  /// The `YYMM` in brackets in front.
  package let label: Month?
  /// The short name in brackets.
  package let name: String?
  package let title: String
  /// As it stands in the list.
  package let url: String?
  package let affiliation: String?
  package let links: [Link]
  /// What else stands behind the title, such as `(CVPR 2026)` after the affiliation, or words.
  package let notes: String?
  /// The headings above, outermost first, without the document's title.
  package let headings: [String]
  /// The lines it stands in, from 0.
  package let lines: Range<Int>

  /// 1-based line on which it begins.
  package var line: Int { lines.lowerBound + 1 }
  package var section: String? { headings.last }

  /// As the importer takes it; nil without a usable link.
  package var entry: Entry? {
    guard let work, let url else { return nil }
    return Entry(
      work: work,
      label: label,
      name: name,
      title: title,
      url: url,
      affiliation: affiliation,
      links: links,
      section: headings,
      line: line
    )
  }
}
