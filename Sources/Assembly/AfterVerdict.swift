internal import Publishing
internal import Queueing

/// What follows a decision, whoever took it. What fails here is made up by the next round.
package struct AfterVerdict: Sendable {
  private let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// Edits the topic's list, reads it, and brings the feeds up to date. Without reading the list a store that has not
  /// seen a round yet would publish a feed that lacks what is listed.
  ///
  /// - Throws: `ListFileError` when there is no list to read; what the store and the feed folder cannot do.
  package func followUp(_ topic: Configuration.Topic) async throws -> FollowUp {
    try await followUp(topic, feeds: FeedKind.allCases)
  }

  /// As `followUp`, but for the log of proposals, which no decision changes: it is long, and a curator waits.
  package func followUpDecisions(_ topic: Configuration.Topic) async throws -> FollowUp {
    try await followUp(topic, feeds: [.accepted])
  }

  private func followUp(_ topic: Configuration.Topic, feeds: [FeedKind]) async throws -> FollowUp {
    var report = FollowUp()
    if let list = topic.list {
      report.list = try await ListKeeper(installation, topic: topic)?.keep()
      _ = try await ListImporter(installation).importList(list.file, topic: topic)
    }
    report.published = try await publish(topic, feeds)
    return report
  }

  /// Brings the feeds of a topic up to date with the store.
  ///
  /// - Returns: the paths of the files that changed.
  package func publish(_ topic: Configuration.Topic) async throws -> [String] {
    try await publish(topic, FeedKind.allCases)
  }

  private func publish(_ topic: Configuration.Topic, _ kinds: [FeedKind]) async throws -> [String] {
    guard let feeds = topic.feeds else { return [] }
    let publisher = Publisher(directory: feeds.directory, formats: feeds.formats)
    var changed: [String] = []
    for kind in kinds {
      changed += try publisher.publish(try await feed(kind, of: topic))
    }
    return changed
  }

  private func feed(_ kind: FeedKind, of topic: Configuration.Topic) async throws -> Feed {
    let store = installation.store
    let entries =
      switch kind {
      case .accepted: try await store.acceptances(topic: topic.id)
      case .candidates: try await store.proposals(topic: topic.id)
      }
    return Feed(
      kind: kind,
      topic: topic.id,
      title: topic.title,
      authority: installation.configuration.instance.authority,
      baseURL: installation.configuration.instance.baseURL,
      entries: entries
    )
  }
}

/// What followed from decisions.
package struct FollowUp: Sendable {
  /// nil without a list.
  package internal(set) var list: ListReport?
  /// The paths of the feed files that changed.
  package internal(set) var published: [String] = []
}
