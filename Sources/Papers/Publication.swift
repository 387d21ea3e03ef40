package import Foundation

/// What a feed says about a work: the content of one entry, apart from the form.
package struct Publication: Hashable, Sendable, Codable {
  package let work: WorkID
  package var title: String
  package var authors: [Author]
  package var abstract: String
  package var categories: [Category]
  package var comment: String?
  package var section: String?
  package var links: [Link]
  /// Why it was proposed; nil for what came from a list.
  package var appraisal: Appraisal?
  /// The day of the listing, when known.
  package var announced: Day?
  /// Moves only on a change worth reading; no two entries of a feed have the same.
  package var updated: Date

  package init(
    work: WorkID,
    title: String,
    authors: [Author] = [],
    abstract: String = "",
    categories: [Category] = [],
    comment: String? = nil,
    section: String? = nil,
    links: [Link] = [],
    appraisal: Appraisal? = nil,
    announced: Day? = nil,
    updated: Date
  ) {
    self.work = work
    self.title = title
    self.authors = authors
    self.abstract = abstract
    self.categories = categories
    self.comment = comment
    self.section = section
    self.links = links
    self.appraisal = appraisal
    self.announced = announced
    self.updated = updated
  }
}

extension WorkID: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let work = WorkID(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "neither an arXiv id nor an address: \(text)")
      )
    }
    self = work
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Category: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let category = Category(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not an arXiv category: \(text)")
      )
    }
    self = category
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
