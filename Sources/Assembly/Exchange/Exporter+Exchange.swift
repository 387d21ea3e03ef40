internal import Papers
internal import Queueing

extension Exporter {
  /// Everything that a restore needs, as JSON Lines with `kind`, all of it as it was at one moment.
  ///
  /// - Parameters:
  ///   - topic: nil for all topics.
  ///   - write: gets one line at a time.
  /// - Throws: what the store throws.
  package func everything(of topic: Configuration.Topic?, write: @escaping @Sendable (String) -> Void)
    async throws
  {
    try await installation.store.forEachItem(topic: topic?.id) { write(try ExchangeJSON.line($0)) }
  }

  /// The candidates of a topic, decided ones included, in the order of their ids.
  package func candidates(
    of topic: Configuration.Topic,
    as format: ExchangeFormat,
    write: @escaping @Sendable (String) -> Void
  ) async throws {
    // Before their papers: each of them has its paper then.
    let candidates = try await installation.store.storedCandidates(topic: topic.id)
    let papers = try await installation.store.queuedPapers(topic: topic.id)
    let byID = Dictionary(papers.map { ($0.id, $0) }) { first, _ in first }
    if let header = format.header { write(header) }
    for stored in candidates {
      let paper = stored.candidate.work.paper.flatMap { byID[$0] }
      write(try format.write(ExchangeRecord(stored, paper: paper)))
    }
  }

  /// Every stored paper but tombstones, with what was decided about it, in a format of other programs.
  package func papers(
    of topic: Configuration.Topic,
    as format: ExchangeFormat,
    write: @escaping @Sendable (String) -> Void
  ) async throws {
    let candidates = try await installation.store.storedCandidates(topic: topic.id)
    let byWork = Dictionary(candidates.map { ($0.candidate.work, $0) }) { first, _ in first }
    if let header = format.header { write(header) }
    try await installation.store.forEachPaper { paper, _ in
      guard !paper.isDeleted else { return }
      write(try format.write(ExchangeRecord(paper, stored: byWork[.arxiv(paper.id)])))
    }
  }
}
