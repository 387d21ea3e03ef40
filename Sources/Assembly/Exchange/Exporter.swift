internal import Papers
internal import Queueing

/// Hands out what the store holds, as JSON Lines.
package struct Exporter: Sendable {
  let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// Every stored paper in the order of announcement, tombstones included.
  package func papers(write: @escaping @Sendable (String) -> Void) async throws {
    try await installation.store.forEachPaper { paper, isDamaged in
      var record = PaperRecord(paper)
      record.damaged = isDamaged ? true : nil
      write(try JSONText.line(record))
    }
  }

  /// Every decision about a topic, oldest first: a log that `evaluate` reads.
  package func verdicts(of topic: Configuration.Topic, write: (String) -> Void) async throws {
    let store = installation.store
    let accepted = try await store.candidates(
      topic: topic.id,
      filter: CandidateFilter(states: [.accepted]),
      today: installation.today
    )
    let sections = Dictionary(accepted.map { ($0.work, $0.section) }) { first, _ in first }
    for verdict in try await store.verdicts(topic: topic.id) {
      let section = verdict.after == .accepted ? sections[verdict.work] ?? nil : nil
      write(try JSONText.line(ExportedVerdict(verdict: VerdictRecord(verdict), section: section)))
    }
  }
}

/// A line of the verdict log with the section in which the work stands now.
private struct ExportedVerdict: Encodable {
  let verdict: VerdictRecord
  let section: String?

  func encode(to encoder: any Encoder) throws {
    try verdict.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(section, forKey: .section)
  }

  private enum CodingKeys: String, CodingKey { case section }
}
