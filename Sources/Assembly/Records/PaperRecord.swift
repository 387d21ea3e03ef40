internal import Foundation
internal import Papers

/// A paper as JSON Lines carry it: what `score` reads and `export --papers` writes. Only `id` has to be there.
package struct PaperRecord: Codable, Sendable {
  package var id: String
  package var title: String?
  package var abstract: String?
  /// Read as names, or as objects with `name` and `affiliations`; written as names.
  package var authors: [AuthorRecord]?
  /// For each author in turn, when any is known.
  package var affiliations: [[String]]?
  /// Primary first.
  package var categories: [String]?
  package var comment: String?
  package var journalReference: String?
  package var doi: String?
  package var version: Int?
  /// The listing's day.
  package var announced: String?
  package var published: String?
  package var updated: String?
  /// Only on tombstones.
  package var deleted: Bool?
  /// Only on papers whose current version is a withdrawal.
  package var withdrawn: Bool?
  /// Only on papers that came damaged and could not be fetched whole since.
  package var damaged: Bool?

  private enum CodingKeys: String, CodingKey {
    case id, title, abstract, authors, affiliations, categories, comment, doi, version, announced,
      published, updated, deleted, withdrawn, damaged
    case journalReference = "journal_ref"
  }

  init(id: String) { self.id = id }

  init(_ paper: Paper) {
    id = paper.id.canonical
    title = paper.title
    abstract = paper.abstract
    authors = paper.authors.map { AuthorRecord(name: $0.name, affiliations: []) }
    let known = paper.authors.map(\.affiliations)
    affiliations = known.allSatisfy(\.isEmpty) ? nil : known
    categories = paper.categories.map(\.name)
    comment = paper.comment
    journalReference = paper.journalReference
    doi = paper.dois.isEmpty ? nil : paper.dois.joined(separator: " ")
    version = paper.version
    announced = paper.announced?.description
    published = paper.published?.rfc3339
    updated = paper.updated?.rfc3339
    deleted = paper.isDeleted ? true : nil
    withdrawn = paper.isWithdrawn ? true : nil
  }

  static let dateForm = "days are written 2025-05-30, and times 2025-05-30T06:00:00Z"

  /// A date that cannot be read, with its field; nil when all can.
  var badDate: (field: String, value: String)? {
    if let announced, Day(announced.prefix(10)) == nil { return ("announced", announced) }
    if let published, Date(rfc3339: published) == nil { return ("published", published) }
    if let updated, Date(rfc3339: updated) == nil { return ("updated", updated) }
    return nil
  }

  /// nil when the id is none.
  var paper: Paper? {
    guard let reference = PaperReference(id) else { return nil }
    return Paper(
      id: reference.id,
      version: version ?? reference.version,
      title: (title ?? "").collapsed,
      abstract: (abstract ?? "").collapsed,
      authors: (authors ?? []).enumerated().map { place, author in
        let beside = affiliations.flatMap { $0.indices.contains(place) ? $0[place] : nil }
        return Author(author.name, affiliations: beside ?? author.affiliations)
      },
      categories: (categories ?? []).compactMap { Category($0) },
      comment: comment?.collapsed,
      journalReference: journalReference,
      dois: (doi ?? "").split(separator: " ").map(String.init),
      announced: announced.flatMap { Day($0.prefix(10)) },
      published: published.flatMap { Date(rfc3339: $0) },
      updated: updated.flatMap { Date(rfc3339: $0) },
      isDeleted: deleted ?? false,
      isWithdrawn: withdrawn ?? false
    )
  }
}

/// An author: a name, or a name with affiliations.
package struct AuthorRecord: Codable, Sendable {
  package let name: String
  package let affiliations: [String]

  init(name: String, affiliations: [String]) {
    self.name = name
    self.affiliations = affiliations
  }

  package init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(name: name, affiliations: [])
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name),
      affiliations: try container.decodeIfPresent([String].self, forKey: .affiliations) ?? []
    )
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }

  private enum CodingKeys: String, CodingKey { case name, affiliations }
}
