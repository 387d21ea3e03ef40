package import Foundation

/// Where a candidate stands in the queue of a topic.
package enum State: String, CaseIterable, Sendable, Codable {
  case pending, accepted, rejected, deferred
}

/// A work in the queue of a topic.
package struct Candidate: Hashable, Sendable {
  package let topic: String
  package let work: WorkID
  package var state: State
  /// Only while deferred: the day on which it is due again.
  package var deferredUntil: Day?
  package var title: String
  package var authors: [Author]
  package var score: Double
  package var section: String?
  package var announced: Day?
  package var appraisal: Appraisal?
  /// What a person wrote to it, for the log of the decision to come.
  package var note: String?
  /// The line for the list as a person wrote it; nil for the one that is drafted.
  package var draft: String?
  /// The current version of the paper is a withdrawal.
  package var isWithdrawn = false
  /// Whether a person chose the section.
  package var isSectionChosen = false

  package init(
    topic: String,
    work: WorkID,
    state: State,
    deferredUntil: Day? = nil,
    title: String,
    authors: [Author] = [],
    score: Double = 0,
    section: String? = nil,
    announced: Day? = nil,
    appraisal: Appraisal? = nil
  ) {
    self.topic = topic
    self.work = work
    self.state = state
    self.deferredUntil = deferredUntil
    self.title = title
    self.authors = authors
    self.score = score
    self.section = section
    self.announced = announced
    self.appraisal = appraisal
  }
}

/// What was decided about a candidate, by whom: one line of the append-only log.
package struct Verdict: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable, Codable {
    case accept, reject, `defer`, undo
    /// Found in the curated list.
    case `import`
    /// No longer qualifies under the rules, or waited longer than the standing orders let it.
    case expire
  }

  /// Who signs what no person decided: the curated list, the rules, the standing orders, and a file of decisions.
  package static let programs = ["list", "rules", "orders", "import"]

  package let topic: String
  package let work: WorkID
  package let kind: Kind
  /// A person's login name, or one of `programs` for what the program concluded.
  package let who: String
  package let at: Date
  package let why: String?
  package let before: State?
  package let after: State?

  package init(
    topic: String,
    work: WorkID,
    kind: Kind,
    who: String,
    at: Date,
    why: String? = nil,
    before: State? = nil,
    after: State? = nil
  ) {
    self.topic = topic
    self.work = work
    self.kind = kind
    self.who = who
    self.at = at
    self.why = why
    self.before = before
    self.after = after
  }
}
