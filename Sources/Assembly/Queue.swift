internal import Papers
internal import Queueing

/// The queue of a topic, as commands look at it.
package struct Queue: Sendable {
  private let installation: Installation
  private let topic: Configuration.Topic

  package init(_ installation: Installation, topic: Configuration.Topic) {
    self.installation = installation
    self.topic = topic
  }

  /// The candidates as they stand today, in the order asked for.
  ///
  /// - Parameter wish: which of them, and how many at most.
  /// - Returns: the candidates, and how many there are without the limit.
  /// - Throws: `NoDay` for a text that is no day; what the store throws.
  package func list(_ wish: QueueWish = QueueWish()) async throws -> QueuePage {
    let filter = try wish.filter()
    let store = installation.store
    let today = installation.today
    let records = try await candidates(wish).map { CandidateRecord($0) }
    guard let limit = filter.limit, records.count == limit else {
      return QueuePage(records: records, total: records.count)
    }
    let total = try await store.candidateCount(topic: topic.id, filter: filter, today: today)
    return QueuePage(records: records, total: total)
  }

  /// The candidates of `list` as the store has them.
  func candidates(_ wish: QueueWish) async throws -> [Candidate] {
    try await installation.store.candidates(
      topic: topic.id,
      filter: try wish.filter(),
      today: installation.today,
      hasAuthors: wish.hasAuthors
    )
  }

  /// What the rules passed over, best first.
  package func below(limit: Int) async throws -> [CandidateRecord] {
    try await installation.store.below(topic: topic.id, limit: limit).map {
      CandidateRecord($0, isQueued: false)
    }
  }

  /// What arXiv changed about papers in the queue, oldest first; of many the latest. Then how the lines of listed papers
  /// should change.
  package func changes(limit: Int) async throws -> [PaperEventRecord] {
    let events = try await installation.store.events(topic: topic.id, limit: limit).map(PaperEventRecord.init)
    return events + (try await LineEdits(installation, topic: topic).all(events))
  }

  /// nil when the work is not in the queue.
  ///
  /// - Throws: `NoWork` when the text names no work.
  package func show(_ text: String) async throws -> CandidateDetail? {
    let work = try NoWork.read(text)
    let store = installation.store
    // Before the state: who decides by this page is to know no more verdicts than it shows.
    let verdicts = try await store.verdicts(topic: topic.id, work: work)
    guard let candidate = try await store.candidate(topic: topic.id, work: work, today: installation.today)
    else { return nil }
    var paper: Paper?
    var history: [PaperChange] = []
    if let id = work.paper {
      paper = try await store.paper(id)
      history = try await store.history(of: id)
    }
    return CandidateDetail(
      candidate: CandidateRecord(candidate),
      paper: paper.map(PaperRecord.init),
      reasons: candidate.appraisal?.reasons.map(ReasonRecord.init) ?? [],
      verdicts: verdicts.map(VerdictRecord.init),
      history: history.map {
        ChangeRecord(replacedAt: $0.replacedAt.rfc3339, version: $0.version, title: $0.title)
      }
    )
  }

  /// The verdict log, oldest first.
  package func log() async throws -> [VerdictRecord] {
    try await installation.store.verdicts(topic: topic.id).map(VerdictRecord.init)
  }

  package static let states = State.allCases.map(\.rawValue)
}

/// A text that names no work.
package struct NoWork: Error, Sendable, CustomStringConvertible {
  package let text: String
  package var description: String { "“\(text)” is neither an arXiv id nor an address" }

  static func read(_ text: String) throws(NoWork) -> WorkID {
    guard let work = WorkID(text) else { throw NoWork(text: text) }
    return work
  }
}
