internal import Papers
internal import Queueing
internal import Scoring

/// What is measured: papers, and what was listed of them.
struct EvaluationMaterial: Sendable {
  let topic: Configuration.Topic
  let listed: [ListedPaper]
  let pool: Pool
  /// Papers of the months that were asked for.
  let judged: Set<PaperID>

  /// - Throws: `InputError` for a file that cannot be used; `NothingToMeasure` when no listed paper is in the pool.
  init(_ request: EvaluationRequest, topic: Configuration.Topic, store: Store?) async throws {
    self.topic = topic
    if request.list == nil, let store {
      listed = try await Self.accepted(store, topic: topic.id)
    } else {
      listed = try request.list.map { try ListedFile.read($0) } ?? []
    }
    if request.papers.isEmpty, let store {
      pool = try await Pool.read(store, rulebook: topic.rulebook)
    } else {
      pool = try Pool.read(request.papers, rulebook: topic.rulebook)
    }
    let ids = pool.papers.map(\.paper.id)
    judged = Set(
      ids.filter { id in
        request.months.isEmpty || request.months.contains { id.canonical.hasPrefix($0) }
      }
    )
    guard listed.contains(where: { [judged] in judged.contains($0.id) }) else {
      throw NothingToMeasure(listed: listed.count, papers: judged.count)
    }
  }

  /// The judged papers with what the rules say of them.
  var papers: [AppraisedPaper] { pool.papers.filter { judged.contains($0.paper.id) } }

  private static func accepted(_ store: Store, topic: String) async throws -> [ListedPaper] {
    let added = Dictionary(
      try await store.verdicts(topic: topic).filter { $0.after == .accepted }.map {
        ($0.work, Day(utc: $0.at))
      }
    ) { first, _ in first }
    return try await store.labels(topic: topic).filter(\.isAccepted).map {
      ListedPaper(id: $0.paper, section: $0.section, added: added[.arxiv($0.paper)])
    }
  }
}

/// No listed paper is in the pool.
package struct NothingToMeasure: Error, Sendable, CustomStringConvertible {
  let listed: Int
  let papers: Int
  package var description: String {
    "none of the \(listed) listed papers is among the \(papers) papers of the pool: there is nothing to measure by"
  }
}

/// A list that does not say when its papers joined it.
package struct NoDates: Error, Sendable, CustomStringConvertible {
  package var description: String {
    "--online needs to know when each paper was listed: a table with a column date_added, or a log of decisions"
  }
}
