package import Papers

/// What the review session holds of every candidate: enough to sort, filter and count.
package struct ReviewRow: Equatable, Sendable {
  /// `WorkID.description`.
  package let id: String
  package let title: String
  package let score: Double
  package let section: String?
  package let announced: Day?
  package let state: State
  /// The current version of the paper is a withdrawal.
  package let isWithdrawn: Bool

  package init(
    id: String,
    title: String,
    score: Double,
    section: String? = nil,
    announced: Day? = nil,
    state: State = .pending,
    isWithdrawn: Bool = false
  ) {
    self.id = id
    self.title = title
    self.score = score
    self.section = section
    self.announced = announced
    self.state = state
    self.isWithdrawn = isWithdrawn
  }
}

/// What is shown of the one candidate a person looks at.
package struct ReviewDetail: Equatable, Sendable {
  package var authors: [String] = []
  package var abstract = ""
  package var comment: String?
  package var categories: [String] = []
  package var url: String
  package var reasons: [Reason] = []
  package var links: [Link] = []
  /// The finished line of the list; nil when there is none.
  package var draft: String?
  package var draftWhy: [String] = []
  /// Where in the list the line would go; nil when there is no place.
  package var draftSection: String?
  package var note: String?
  /// The state when it was read; somebody else may have decided since the session began.
  package var state: State?
  package var isWithdrawn = false
  /// How many verdicts there were about it when it was read.
  package var verdicts: Int?

  package init(url: String) { self.url = url }
}

/// What the review session needs of the rest of the program.
package struct ReviewSeams: Sendable {
  /// The candidates in the queue's order: latest announcement first, the best of a day on top.
  package var rows: @Sendable () async throws -> [ReviewRow]
  package var detail: @Sendable (_ id: String) async throws -> ReviewDetail
  /// Has stored the decision when it returns; decides nothing when there are other verdicts than those seen.
  package var decide: Decide
  package var setNote: @Sendable (_ id: String, _ note: String?) async throws -> Void
  /// Refuses a line that is no entry of the list, and says why.
  package var setDraft: @Sendable (_ id: String, _ line: String) async throws -> Void
  package var setSection: @Sendable (_ id: String, _ name: String) async throws -> Void
  package var sections: [String]
  /// What follows decisions: the list, the feeds.
  package var followUp: @Sendable () async -> FollowUpNews

  package typealias Decide =
    @Sendable (_ wish: Wish, _ id: String, _ why: String?, _ seen: Int?) async throws -> DecisionRecord

  package init(
    rows: @escaping @Sendable () async throws -> [ReviewRow],
    detail: @escaping @Sendable (String) async throws -> ReviewDetail,
    decide: @escaping Decide,
    setNote: @escaping @Sendable (String, String?) async throws -> Void,
    setDraft: @escaping @Sendable (String, String) async throws -> Void,
    setSection: @escaping @Sendable (String, String) async throws -> Void,
    sections: [String],
    followUp: @escaping @Sendable () async -> FollowUpNews
  ) {
    self.rows = rows
    self.detail = detail
    self.decide = decide
    self.setNote = setNote
    self.setDraft = setDraft
    self.setSection = setSection
    self.sections = sections
    self.followUp = followUp
  }
}
