internal import Publishing
internal import Queueing

/// What follows a decision, whoever took it. What fails here is made up by the next round.
package struct AfterVerdict: Sendable {
  private let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// Reads the topic's list and brings its feeds up to date. Without the list a store that has not seen a round yet
  /// would publish a feed that lacks what is listed.
  ///
  /// - Returns: the paths of the files that changed.
  package func followUp(_ topic: Configuration.Topic) async throws -> [String] {
    if let list = topic.list {
      _ = try await ListImporter(installation).importList(list.file, topic: topic)
    }
    return try await publish(topic)
  }

  /// Brings the feeds of a topic up to date with the store.
  ///
  /// - Returns: the paths of the files that changed.
  package func publish(_ topic: Configuration.Topic) async throws -> [String] {
    guard let feeds = topic.feeds else { return [] }
    let publisher = Publisher(directory: feeds.directory, formats: feeds.formats)
    var changed: [String] = []
    for kind in FeedKind.allCases {
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
