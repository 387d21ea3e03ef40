package import Papers
package import Publishing
package import Reviewing
package import Scoring

/// A whole configuration, checked. Paths are absolute or relative to the working directory.
package struct Configuration: Sendable {
  package let instance: Instance
  package let storage: Storage
  package let arxiv: ArXiv
  /// Never empty.
  package let topics: [Topic]
  /// What is configured but not performed yet, as key paths.
  package let unperformed: [String]

  package struct Instance: Sendable {
    /// Sent to arXiv in the User-Agent.
    package let contact: String
    package let baseURL: String
    package let authority: TagAuthority
  }

  package struct Storage: Sendable {
    package let database: String
  }

  package struct ArXiv: Sendable {
    package let oai: String
    package let rss: String
    package let api: String
    /// Names of sources, in the order in which they are tried.
    package let sources: [String]
    package let categories: [Papers.Category]
    package let pace: Duration
    /// In days.
    package let lookback: Int
    /// Evenings without an announcement; they replace the known ones of the years they are in.
    package let holidays: [Day]
  }

  package struct Topic: Sendable {
    package let id: String
    package let title: String
    package let rulebook: Rulebook
    /// nil when nothing is to be learned.
    package let learn: Learn?
    /// What is decided without asking.
    package let orders: StandingOrders
    package let list: List?
    package let feeds: Feeds?
  }

  package struct Learn: Sendable {
    /// Points for a margin of one standard deviation; 0 turns the learned ranker off.
    package let weight: Double
    /// From how many decisions on it joins.
    package let after: Int
  }

  package struct List: Sendable {
    package let file: String
  }

  package struct Feeds: Sendable {
    package let directory: String
    package let formats: [FeedFormat]
  }

  /// The topic with the id, or the first.
  package func topic(_ id: String?) throws(UnknownTopic) -> Topic {
    guard let id else { return topics[0] }
    guard let topic = topics.first(where: { $0.id == id }) else {
      throw UnknownTopic(id: id, known: topics.map(\.id))
    }
    return topic
  }
}

/// A topic that the configuration does not have.
package struct UnknownTopic: Error, Sendable, CustomStringConvertible {
  package let id: String
  package let known: [String]
  package var description: String {
    "there is no topic “\(id)” in the configuration; it has: \(known.joined(separator: ", "))"
  }
}
