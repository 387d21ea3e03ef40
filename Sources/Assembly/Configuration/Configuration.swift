package import Listing
package import Notifying
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
  package let channels: [Channel]
  /// What is configured but not performed yet, as key paths.
  package let unperformed: [String]

  /// Of all topics.
  package var digests: [DigestPlan] { topics.flatMap(\.digests) }

  package struct Instance: Sendable {
    /// Sent to arXiv in the User-Agent.
    package let contact: String
    package let baseURL: String
    package let authority: TagAuthority
    /// Where a one-click link to leave leads, and what signs it; nil while nothing answers there.
    package let unsubscribe: Unsubscribe?
    /// Of mails: the shipped ones, and what replaces them.
    package let templates: Templates
  }

  package struct Unsubscribe: Sendable {
    package let address: String
    package let secret: Secret
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
    package let digests: [DigestPlan]
  }

  package struct Learn: Sendable {
    /// Points for a margin of one standard deviation; 0 turns the learned ranker off.
    package let weight: Double
    /// From how many decisions on it joins.
    package let after: Int
  }

  package struct List: Sendable {
    package let file: String
    /// What the house format fixes instead of learning it.
    package let style: HouseStyle.Overrides
    package let way: ListWay
  }

  /// How a line gets into the list.
  package enum ListWay: Sendable {
    /// The file is written.
    case file
    /// The file is written and committed.
    case commit(ListMessages)
    /// A pull request asks for it; the file is left to whoever merges.
    case pullRequest(Proposing, ListMessages)
  }

  /// What commits and pull requests say.
  package struct ListMessages: Sendable {
    package let insertion: CommitMessage
    package let removal: CommitMessage
  }

  package struct Proposing: Sendable {
    /// `owner/name`.
    package let repository: String
    /// nil for the repository's default branch.
    package let base: String?
    package let branch: String
    package let api: String
    /// Of the list inside the repository.
    package let path: String
    package let token: Secret
  }

  package struct Feeds: Sendable {
    package let directory: String
    package let formats: [FeedFormat]
  }

  package struct Channel: Sendable {
    package let id: String
    /// nil for one whose kind is at fault, which no configuration that was loaded has.
    package let kind: ChannelKind?
    package let settings: ChannelSettings

    init(id: String, kind: ChannelKind? = nil, settings: ChannelSettings? = nil) {
      self.id = id
      self.kind = kind
      self.settings = settings ?? ChannelSettings(id: id)
    }
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
