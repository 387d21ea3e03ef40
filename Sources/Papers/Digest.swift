package import Foundation

/// What is sent to those who asked for it, as it was fixed when it was due. It never changes afterwards, however often
/// it has to be sent.
package struct Digest: Hashable, Sendable, Codable {
  /// Permanent: `TOPIC/NAME/2026-11-25`, the day in the digest's zone.
  package let id: String
  package let topic: String
  package let topicTitle: String
  /// The digest's id in the configuration.
  package let name: String
  /// When it was due.
  package let due: Date
  package let subject: String
  /// Best first within a section; never one without items.
  package let sections: [DigestSection]
  /// What became of papers that are listed.
  package let changes: [DigestChange]
  /// A sentence when arXiv could not be read as far as it announced; nil when all is known.
  package let outage: String?
  /// The last poll that was read to its end.
  package let lastPoll: Date?
  /// The id of the digest before, for mail programs that show threads.
  package let previous: String?

  package init(
    id: String,
    topic: String,
    topicTitle: String,
    name: String,
    due: Date,
    subject: String,
    sections: [DigestSection],
    changes: [DigestChange] = [],
    outage: String? = nil,
    lastPoll: Date? = nil,
    previous: String? = nil
  ) {
    self.id = id
    self.topic = topic
    self.topicTitle = topicTitle
    self.name = name
    self.due = due
    self.subject = subject
    self.sections = sections
    self.changes = changes
    self.outage = outage
    self.lastPoll = lastPoll
    self.previous = previous
  }

  package var itemCount: Int { sections.reduce(0) { $0 + $1.items.count } }
}

/// The items of a digest that belong to one section of the list.
package struct DigestSection: Hashable, Sendable, Codable {
  /// nil for what no section rule holds for.
  package let name: String?
  package let items: [DigestItem]

  package init(name: String?, items: [DigestItem]) {
    self.name = name
    self.items = items
  }
}

/// A work that a digest tells of.
package struct DigestItem: Hashable, Sendable, Codable {
  package let work: WorkID
  /// Where it stood when the digest was fixed: proposed, or accepted.
  package let state: State
  /// Plain text; TeX as the author wrote it.
  package let title: String
  package let authors: [String]
  package let abstract: String
  package let categories: [String]
  /// nil for what came from a list.
  package let score: Double?
  /// The rules that gave points, strongest first, as a person reads them: `rl +4: GRPO, reinforcement learning`.
  package let why: [String]
  package let announced: Day?
  /// Where a person reads it.
  package let url: String
  /// Code, project, model, dataset, demo.
  package let links: [Link]

  package init(
    work: WorkID,
    state: State,
    title: String,
    authors: [String] = [],
    abstract: String = "",
    categories: [String] = [],
    score: Double? = nil,
    why: [String] = [],
    announced: Day? = nil,
    url: String,
    links: [Link] = []
  ) {
    self.work = work
    self.state = state
    self.title = title
    self.authors = authors
    self.abstract = abstract
    self.categories = categories
    self.score = score
    self.why = why
    self.announced = announced
    self.url = url
    self.links = links
  }
}

/// What became of a listed paper.
package struct DigestChange: Hashable, Sendable, Codable {
  package let work: WorkID
  package let title: String
  /// `version`, `withdrawn`, `journal`, `doi`, `code` …
  package let kind: String
  package let detail: String
  package let url: String
  /// Where it is listed; nil when the section is not known.
  package let section: String?

  package init(
    work: WorkID,
    title: String,
    kind: String,
    detail: String,
    url: String,
    section: String? = nil
  ) {
    self.work = work
    self.title = title
    self.kind = kind
    self.detail = detail
    self.url = url
    self.section = section
  }
}
