internal import Notifying
internal import Papers
internal import Queueing

/// Takes files back in that `export` or another program wrote.
package struct Importer: Sendable {
  private let installation: Installation
  private let topic: Configuration.Topic

  package init(_ installation: Installation, topic: Configuration.Topic) {
    self.installation = installation
    self.topic = topic
  }

  /// Reads a file to its end, and stores all of it or nothing.
  ///
  /// - Parameters:
  ///   - path: `-` for standard input.
  ///   - format: nil for the one that the file's name has.
  /// - Returns: what was new, and what differs from the store.
  /// - Throws: `InputError` with the line that cannot be used.
  package func take(_ path: String, format: ExchangeFormat?) async throws -> ImportReport {
    let source = try ExchangeSource(path: path)
    let items = try (format ?? ExchangeFormat.of(path: path)).read(source)
    let report = try await installation.store.restore(
      items.map(\.item),
      topic: topic.id,
      at: installation.now(),
      fingerprint: { Keys(salt: $0).fingerprint(channel: $1, address: $2) }
    )
    var told = ImportReport(report, items: items, source: source)
    let known = Set(installation.configuration.topics.map(\.id))
    let unknown = Set(items.compactMap(\.item.topic)).subtracting(known).sorted()
    told.unknownTopics = unknown.isEmpty ? nil : unknown
    return told
  }
}

/// What became of a file.
package struct ImportReport: Encodable, Sendable {
  package let file: String
  package let papers: Int
  package let candidates: Int
  package let verdicts: Int
  /// Rows about digests and who gets them, and about what became of papers.
  package let digests: Int
  package let unchanged: Int
  /// `FILE:LINE: what differs`.
  package let conflicts: [String]
  /// Topics of rows that the configuration does not have.
  package internal(set) var unknownTopics: [String]?

  private enum CodingKeys: String, CodingKey {
    case file, papers, candidates, verdicts, digests, unchanged, conflicts
    case unknownTopics = "unknown_topics"
  }

  init(_ report: RestoreReport, items: [PlacedItem], source: ExchangeSource) {
    file = source.name
    papers = report.papers
    candidates = report.candidates
    verdicts = report.verdicts
    digests = report.digests
    unchanged = report.unchanged
    conflicts = report.conflicts.map { conflict in
      let line = items.indices.contains(conflict.item) ? items[conflict.item].line : 0
      return "\(source.name):\(line): \(conflict.reason)"
    }
  }

  package var summary: String {
    "\(file): new: \(papers) papers, \(candidates) candidates, \(verdicts) decisions"
      + (digests == 0 ? "" : ", \(digests) rows about digests and changes")
      + "; known: \(unchanged)"
      + (conflicts.isEmpty ? "" : "; differing: \(conflicts.count)")
  }

  /// For the person who imports.
  package var warnings: [String] {
    guard let unknownTopics else { return conflicts }
    let names = unknownTopics.joined(separator: ", ")
    return conflicts + [
      "\(file): the configuration has no topic \(names): what the file says of it is stored, and no command shows it"
        + " until `topics` has it"
    ]
  }
}

extension RestoreItem {
  /// nil for what belongs to none, or to the topic of the command.
  fileprivate var topic: String? {
    switch self {
    case .candidate(let stored): stored.candidate.topic
    case .verdict(let logged): logged.verdict.topic
    case .digests(.digest(let digest)): digest.topic
    case .digests(.progress(let progress)): progress.topic
    case .digests(.told(let told)): told.topic
    case .digests(.change(let change)): change.topic
    case .paper, .label, .event, .digests: nil
    }
  }
}
