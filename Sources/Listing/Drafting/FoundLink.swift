/// What a link of an entry leads to.
package enum LinkKind: String, Sendable, CaseIterable, Codable {
  case project, model, dataset, demo, code
}

/// A link that a paper's own words give, and how sure it is that it is the paper's.
package struct FoundLink: Sendable, Equatable {
  package enum Source: String, Sendable {
    case abstract, comment
  }

  package let kind: LinkKind
  /// Canonical: https, no trailing punctuation, no branch or file of a repository but a folder, no query.
  package let url: String
  /// It leads to more than one thing: a collection, or all that someone published.
  package let isMany: Bool
  package let source: Source
  /// The words around it, without control characters.
  package let words: String
  /// From 0 to 1. What is below `FoundLink.enough` is shown to the curator and left out of the line.
  package let confidence: Double

  package static let enough = 0.5
}

/// An address that was recognised: what it is and how sure that is by the address alone.
struct SiteLink: Equatable {
  let kind: LinkKind
  let url: String
  var isMany = false
  var confidence: Double
}
