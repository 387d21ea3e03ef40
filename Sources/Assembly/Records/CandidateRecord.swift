internal import Foundation
internal import Papers

/// A candidate as commands show it: the fields of `queue … --json`.
package struct CandidateRecord: Encodable, Sendable {
  /// The canonical arXiv id without version, or an address.
  package let id: String
  package let topic: String
  package let title: String
  package let authors: [String]
  package let score: Double
  package let section: String?
  package let state: String
  package let deferredUntil: String?
  /// The listing's day.
  package let announced: String?
  package let url: String
  /// The current version of the paper is a withdrawal; only then there.
  package let withdrawn: Bool?
  package let note: String?
  /// The line for the list as a person wrote it.
  package let draft: String?

  /// A candidate without a place in the queue has the state `below`.
  init(_ candidate: Candidate, isQueued: Bool = true) {
    id = candidate.work.description
    topic = candidate.topic
    title = candidate.title
    authors = candidate.authors.map(\.name)
    score = candidate.score.rounded
    section = candidate.section
    state = isQueued ? candidate.state.rawValue : "below"
    deferredUntil = candidate.deferredUntil?.description
    announced = candidate.announced?.description
    url = candidate.work.pageURL
    withdrawn = candidate.isWithdrawn ? true : nil
    note = candidate.note
    draft = candidate.draft
  }

  private enum CodingKeys: String, CodingKey {
    case id, topic, title, authors, score, section, state, announced, url, withdrawn, note, draft
    case deferredUntil = "deferred_until"
  }
}

/// A candidate with all that is known about it: `queue show`.
package struct CandidateDetail: Encodable, Sendable {
  package let candidate: CandidateRecord
  package let paper: PaperRecord?
  package let reasons: [ReasonRecord]
  package let verdicts: [VerdictRecord]
  package let history: [ChangeRecord]

  package func encode(to encoder: any Encoder) throws {
    try candidate.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(paper?.abstract, forKey: .abstract)
    try container.encodeIfPresent(paper?.categories, forKey: .categories)
    try container.encodeIfPresent(paper?.comment, forKey: .comment)
    try container.encodeIfPresent(paper?.version, forKey: .version)
    try container.encode(reasons, forKey: .reasons)
    try container.encode(verdicts, forKey: .verdicts)
    try container.encode(history, forKey: .history)
  }

  private enum CodingKeys: String, CodingKey {
    case abstract, categories, comment, version, reasons, verdicts, history
  }
}

/// What a paper was called before it changed.
package struct ChangeRecord: Encodable, Sendable {
  package let replacedAt: String
  package let version: Int?
  package let title: String

  private enum CodingKeys: String, CodingKey {
    case replacedAt = "replaced_at"
    case version, title
  }
}

/// A line of the verdict log.
package struct VerdictRecord: Encodable, Sendable {
  package let id: String
  package let topic: String
  package let verdict: String
  package let who: String
  package let at: String
  package let why: String?
  package let before: String?
  package let after: String?

  init(_ verdict: Verdict) {
    id = verdict.work.description
    topic = verdict.topic
    self.verdict = verdict.kind.rawValue
    who = verdict.who
    at = verdict.at.rfc3339
    why = verdict.why
    before = verdict.before?.rawValue
    after = verdict.after?.rawValue
  }
}

/// One line of an explanation.
package struct ReasonRecord: Encodable, Sendable {
  package let rule: String
  package let points: Double
  package let matches: [MatchRecord]

  init(_ reason: Reason) {
    rule = reason.rule
    points = reason.points
    matches = reason.matches.map(MatchRecord.init)
  }

  /// As `Reason.words`.
  package var words: [String] { Reason.distinct(matches.map(\.text)) }
}

/// Where a term was found: offset and length in UTF-8 bytes of the field's text.
package struct MatchRecord: Encodable, Sendable {
  package let field: String
  package let start: Int
  package let length: Int
  package let text: String

  init(_ match: Match) {
    field = match.field.rawValue
    start = match.start
    length = match.length
    text = match.text
  }
}

extension Double {
  /// Sums of halves and tenths without the dust of binary fractions.
  var rounded: Double { (self * 1e6).rounded() / 1e6 }
}
