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

  /// Until the person quits or it is told to end at once; the terminal is given back by whoever opened it.
  ///
  /// - Returns: what there is to say once the terminal is as it was.
  /// - Throws: what the store throws.
  package func run(_ request: ReviewRequest, on terminal: RawTerminal) async throws -> ReviewReport {
    let seams = seams(state: request.state)
    let session = ReviewSession(
      topic: topic.title,
      rows: try await seams.rows(),
      sections: seams.sections,
      sort: request.sort,
      filter: request.filter
    )
    var loop = ReviewLoop(session, seams, on: terminal)
    let end = await loop.run()
    let drafts = end.session.refusedDrafts.sorted { $0.key < $1.key }.map { id, draft in
      "\(id): the draft you wrote was not taken: \(draft.reason); it is in \(draft.file.path)"
    }
    guard !end.isInterrupted else {
      return ReviewReport(decisions: end.session.decisions, complaints: drafts, status: .interrupted)
    }
    let owed = try await Decisions(installation, topic: topic, who: who).owed(end.session.touched)
    let failures = end.failure?.lines.map { "decided, but not published yet: \($0)" } ?? []
    let isDue = owed.contains { !$0.isFinal }
    return ReviewReport(
      decisions: end.session.decisions,
      complaints: owed.lines + failures + drafts,
      status: end.failure?.status ?? (isDue ? .tryAgain : .done)
    )
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
      decide: { try await decisions.decide($0, on: $1, why: $2, seen: $3) },
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
          return try await AfterVerdict(installation).followUpDecisions(topic).news
        } catch {
          let failure = Failure(error) ?? Failure("\(error)", .tryAgain)
          return FollowUpNews(
            "decided, but not published yet: \(failure.lines.first ?? "")",
            failure: failure
          )
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

/// What a review came to.
package struct ReviewReport: Sendable {
  package let decisions: Int
  /// What is not done, a line each: lines the list still owes, feeds that could not be written, drafts that were
  /// refused.
  package let complaints: [String]
  package let status: ExitStatus
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
  fileprivate var news: FollowUpNews {
    if let waiting = list?.waitingLines.first { return FollowUpNews(waiting, isBad: true) }
    let edits = list?.changes.map { "\($0.action) \($0.id)" } ?? []
    let said = edits + (published.isEmpty ? [] : ["feeds published"])
    return FollowUpNews(said.isEmpty ? "list and feeds are up to date" : said.joined(separator: ", "))
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
      state: candidate.state,
      isWithdrawn: candidate.isWithdrawn
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
    state = State(rawValue: detail.candidate.state)
    isWithdrawn = detail.candidate.withdrawn == true
    verdicts = detail.verdicts.count
    self.draft = draft?.text ?? detail.candidate.draft
    draftSection = draft?.section?.last
    draftWhy = (draft?.why ?? []) + (draft?.refusal.map { ["It would be refused: \($0)."] } ?? [])
    links = draft?.links.map { Link(label: $0.kind, url: $0.url) } ?? []
  }
}
