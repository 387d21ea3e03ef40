internal import Foundation
internal import Papers
internal import Scoring
internal import Synchronization
package import Terminal

/// What a person asks a review session to begin with.
package struct ReviewRequest: Sendable {
  package var state = State.pending.rawValue
  package var sort = ReviewSort.date
  package var filter = ReviewFilter()

  package init() {}
}

/// The review session on an installation.
package struct Review: Sendable {
  private let installation: Installation
  private let topic: Configuration.Topic
  private let who: String

  /// `who` is the person's login name, for the log.
  package init(_ installation: Installation, topic: Configuration.Topic, who: String) {
    self.installation = installation
    self.topic = topic
    self.who = who
  }

  /// Until the person quits; the terminal is given back by whoever opened it.
  ///
  /// - Returns: how many decisions were made.
  /// - Throws: `CancellationError` when it was told to end at once; what the store throws.
  package func run(_ request: ReviewRequest, on terminal: RawTerminal) async throws -> Int {
    let seams = seams(state: request.state)
    let session = ReviewSession(
      topic: topic.title,
      rows: try await seams.rows(),
      sections: seams.sections,
      sort: request.sort,
      filter: request.filter
    )
    var loop = ReviewLoop(session, seams, on: terminal)
    return try await loop.run()
  }

  private func seams(state: String) -> ReviewSeams {
    let queue = Queue(installation, topic: topic)
    let decisions = Decisions(installation, topic: topic, who: who)
    let notes = Kept()
    return ReviewSeams(
      rows: { try await queue.list(states: [state]).map(ReviewRow.init) },
      detail: { id in
        guard let detail = try await queue.show(id) else { throw NoWork(text: id) }
        return ReviewDetail(detail, note: notes.note(of: id), draft: notes.draft(of: id))
      },
      decide: { try await decisions.decide($0, on: $1, why: $2) },
      setNote: { notes.keep(note: $1, of: $0) },
      setDraft: { notes.keep(draft: $1, of: $0) },
      setSection: { _, _ in },
      sections: topic.rulebook.rules.sections.map(\.name),
      followUp: { [installation, topic] in
        do {
          let changed = try await AfterVerdict(installation).followUp(topic)
          return changed.isEmpty
            ? "the feeds are up to date" : "published: \(changed.joined(separator: ", "))"
        } catch {
          return "decided, but not published yet: \(Failure(error)?.lines.first ?? "\(error)")"
        }
      }
    )
  }
}

/// Notes and drafts of a session.
private final class Kept: Sendable {
  private let notes = Mutex<[String: String]>([:])
  private let drafts = Mutex<[String: String]>([:])

  func note(of id: String) -> String? { notes.withLock { $0[id] } }
  func draft(of id: String) -> String? { drafts.withLock { $0[id] } }
  func keep(note: String?, of id: String) { notes.withLock { $0[id] = note } }
  func keep(draft: String, of id: String) { drafts.withLock { $0[id] = draft } }
}

extension ReviewRow {
  fileprivate init(_ record: CandidateRecord) {
    self.init(
      id: record.id,
      title: record.title,
      score: record.score,
      section: record.section,
      announced: record.announced.flatMap { Day($0) },
      state: State(rawValue: record.state) ?? .pending
    )
  }
}

extension ReviewDetail {
  fileprivate init(_ detail: CandidateDetail, note: String?, draft: String?) {
    self.init(url: detail.candidate.url)
    authors = detail.candidate.authors
    abstract = detail.paper?.abstract ?? ""
    comment = detail.paper?.comment
    categories = detail.paper?.categories ?? []
    reasons = detail.reasons.map { reason in
      Reason(
        rule: reason.rule,
        points: reason.points,
        matches: reason.matches.compactMap { match in
          Field(rawValue: match.field).map {
            Match(field: $0, start: match.start, length: match.length, text: match.text)
          }
        }
      )
    }
    self.note = note
    self.draft = draft
  }
}
