internal import Foundation

/// What there is to tell since the digest before, for the rules of the digest to choose from.
package struct DigestMaterial: Sendable {
  /// In the order of the logs: what was proposed first, and what was accepted first.
  package let news: [DigestNews]
  package let changes: [DigestChange]
  /// The id of the digest before.
  package let previous: String?

  package init(news: [DigestNews] = [], changes: [DigestChange] = [], previous: String? = nil) {
    self.news = news
    self.changes = changes
    self.previous = previous
  }
}

/// A work that joined the queue or was accepted.
package struct DigestNews: Hashable, Sendable {
  /// The log it stands in.
  package let log: DigestLog
  /// Where it stands now.
  package let state: State
  package let publication: Publication

  package init(log: DigestLog, state: State, publication: Publication) {
    self.log = log
    self.state = state
    self.publication = publication
  }
}

/// What a digest is of.
package enum DigestLog: String, CaseIterable, Sendable, Codable {
  case proposal, acceptance
}
