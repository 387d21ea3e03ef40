package import Foundation

/// What arXiv says about a paper: its descriptive metadata as of one version.
///
/// Text is plain Unicode with white space collapsed; TeX is left as the author wrote it.
package struct Paper: Hashable, Sendable {
  package let id: PaperID
  /// nil when the source did not say.
  package var version: Int?
  package var title: String
  package var abstract: String
  package var authors: [Author]
  /// Primary first.
  package var categories: [Category]
  package var comment: String?
  package var journalReference: String?
  package var dois: [String]
  /// The day of the listing in which the paper first appeared. arXiv announces at 20:00 in New York, so this
  /// is the next day there, and the same UTC day.
  package var announced: Day?
  /// Submission of version 1.
  package var published: Date?
  /// Submission of this version.
  package var updated: Date?
  /// A tombstone: arXiv says the record is gone.
  package var isDeleted: Bool
  /// The current version is a withdrawal: the authors or arXiv took the paper back, its text may be gone.
  package var isWithdrawn: Bool

  package init(
    id: PaperID,
    version: Int? = nil,
    title: String = "",
    abstract: String = "",
    authors: [Author] = [],
    categories: [Category] = [],
    comment: String? = nil,
    journalReference: String? = nil,
    dois: [String] = [],
    announced: Day? = nil,
    published: Date? = nil,
    updated: Date? = nil,
    isDeleted: Bool = false,
    isWithdrawn: Bool = false
  ) {
    self.id = id
    self.version = version
    self.title = title
    self.abstract = abstract
    self.authors = authors
    self.categories = categories
    self.comment = comment
    self.journalReference = journalReference
    self.dois = dois
    self.announced = announced
    self.published = published
    self.updated = updated
    self.isDeleted = isDeleted
    self.isWithdrawn = isWithdrawn
  }
}

extension Paper {
  /// Whether the authors' comment says so. arXiv's other interfaces know of a withdrawal from nothing else
  /// (arxiv-protocol F30).
  package static func isWithdrawal(comment: String?) -> Bool {
    guard let words = comment?.lowercased() else { return false }
    if words.hasPrefix("withdrawn"), !words.hasPrefix("withdrawn from") { return true }
    let phrases = [
      "been withdrawn", "withdrawn by", "is withdrawn", "paper withdrawn", "article withdrawn",
      "been retracted",
    ]
    return phrases.contains { words.contains($0) && !words.contains("\($0) from") }
  }
}

/// An author as the paper names them, in the paper's order.
package struct Author: Hashable, Sendable, Codable {
  /// Given names, then family name.
  package var name: String
  package var affiliations: [String]

  package init(_ name: String, affiliations: [String] = []) {
    self.name = name
    self.affiliations = affiliations
  }
}
