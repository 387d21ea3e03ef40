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

  package init(
    id: String,
    title: String,
    score: Double,
    section: String? = nil,
    announced: Day? = nil,
    state: State = .pending
  ) {
    self.id = id
    self.title = title
    self.score = score
    self.section = section
    self.announced = announced
    self.state = state
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

  package init(url: String) { self.url = url }
}

/// What the review session needs of the rest of the program.
package struct ReviewSeams: Sendable {
  /// The candidates in the queue's order: latest announcement first, the best of a day on top.
  package var rows: @Sendable () async throws -> [ReviewRow]
  package var detail: @Sendable (_ id: String) async throws -> ReviewDetail
  /// Has stored the decision when it returns.
  package var decide: @Sendable (_ wish: Wish, _ id: String, _ why: String?) async throws -> DecisionRecord
  package var setNote: @Sendable (_ id: String, _ note: String?) async throws -> Void
  /// Refuses a line that is no entry of the list, and says why.
  package var setDraft: @Sendable (_ id: String, _ line: String) async throws -> Void
  package var setSection: @Sendable (_ id: String, _ name: String) async throws -> Void
  package var sections: [String]
  /// What follows decisions: the list, the feeds. Returns what there is to say about it.
  package var followUp: @Sendable () async -> String

  package init(
    rows: @escaping @Sendable () async throws -> [ReviewRow],
    detail: @escaping @Sendable (String) async throws -> ReviewDetail,
    decide: @escaping @Sendable (Wish, String, String?) async throws -> DecisionRecord,
    setNote: @escaping @Sendable (String, String?) async throws -> Void,
    setDraft: @escaping @Sendable (String, String) async throws -> Void,
    setSection: @escaping @Sendable (String, String) async throws -> Void,
    sections: [String],
    followUp: @escaping @Sendable () async -> String
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
