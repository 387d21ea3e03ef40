internal import Foundation
internal import Papers
internal import Queueing
internal import Scoring
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
    let store = installation.store
    let drafts = try? Drafts(installation, topic: topic)
    return ReviewSeams(
      rows: {
        var wish = QueueWish(states: [state])
        wish.hasAuthors = false
        return try await queue.candidates(wish).map(ReviewRow.init)
      },
      detail: { id in
        guard let detail = try await queue.show(id) else { throw NoWork(text: id) }
        return ReviewDetail(detail, draft: try? await drafts?.draft(id))
      },
      decide: { try await decisions.decide($0, on: $1, why: $2) },
      setNote: { [topic] id, note in
        _ = try await store.setNote(note, topic: topic.id, work: try NoWork.read(id))
      },
      setDraft: { id, line in
        guard let drafts else { throw NoList(topic: topic.id) }
        try await drafts.keep(line, of: id)
      },
      setSection: { [topic] id, name in
        let isSet = try await store.setSection(name, topic: topic.id, work: try NoWork.read(id))
        guard isSet else { throw SectionIsDecided(id: id, section: name) }
      },
      sections: sections(drafts),
      followUp: { [installation, topic] in
        do {
          return try await AfterVerdict(installation).followUpDecisions(topic).summary
        } catch {
          return "decided, but not published yet: \(Failure(error)?.lines.first ?? "\(error)")"
        }
      }
    )
  }

  private func sections(_ drafts: Drafts?) -> [String] {
    Self.sections(listed: (try? drafts?.sections()) ?? [], ruled: topic.rulebook.rules.sections.map(\.name))
  }

  /// Those of the list: a paper whose section a person chose waits until the list has that. Those of the rules when
  /// there is no list.
  static func sections(listed: [String], ruled: [String]) -> [String] { listed.isEmpty ? ruled : listed }
}

/// A paper that somebody else has accepted since it was shown.
struct SectionIsDecided: Error, CustomStringConvertible {
  let id: String
  let section: String
  var description: String {
    "\(id) is accepted by now; `gleaner accept \(id) --section '\(section)'` moves it"
  }
}

extension FollowUp {
  /// What a person who goes on deciding wants to know of it.
  fileprivate var summary: String {
    if let waiting = list?.waiting.first { return "\(waiting.id) is not in the list yet: \(waiting.reason)" }
    let edits = list?.changes.map { "\($0.action) \($0.id)" } ?? []
    let said = edits + (published.isEmpty ? [] : ["feeds published"])
    return said.isEmpty ? "list and feeds are up to date" : said.joined(separator: ", ")
  }
}

extension ReviewRow {
  fileprivate init(_ candidate: Candidate) {
    self.init(
      id: candidate.work.description,
      title: candidate.title,
      score: candidate.score.rounded,
      section: candidate.section,
      announced: candidate.announced,
      state: candidate.state
    )
  }
}

extension ReviewDetail {
  fileprivate init(_ detail: CandidateDetail, draft: DraftRecord?) {
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
    note = detail.candidate.note
    self.draft = draft?.text ?? detail.candidate.draft
    draftSection = draft?.section?.last
    draftWhy = (draft?.why ?? []) + (draft?.refusal.map { ["It would be refused: \($0)."] } ?? [])
    links = draft?.links.map { Link(label: $0.kind, url: $0.url) } ?? []
  }
}
