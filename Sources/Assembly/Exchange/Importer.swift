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
      at: installation.now()
    )
    return ImportReport(report, items: items, source: source)
  }
}

/// What became of a file.
package struct ImportReport: Encodable, Sendable {
  package let file: String
  package let papers: Int
  package let candidates: Int
  package let verdicts: Int
  package let unchanged: Int
  /// `FILE:LINE: what differs`.
  package let conflicts: [String]

  init(_ report: RestoreReport, items: [PlacedItem], source: ExchangeSource) {
    file = source.name
    papers = report.papers
    candidates = report.candidates
    verdicts = report.verdicts
    unchanged = report.unchanged
    conflicts = report.conflicts.map { conflict in
      let line = items.indices.contains(conflict.item) ? items[conflict.item].line : 0
      return "\(source.name):\(line): \(conflict.reason)"
    }
  }

  package var summary: String {
    "\(file): new: \(papers) papers, \(candidates) candidates, \(verdicts) decisions; known: \(unchanged)"
      + (conflicts.isEmpty ? "" : "; differing: \(conflicts.count)")
  }
}
