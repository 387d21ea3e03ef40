package import Foundation
package import Papers

/// A candidate with all that is stored beside it.
package struct StoredCandidate: Sendable, Equatable {
  package var candidate: Candidate
  /// What the candidates feed says; its `updated` is the date there.
  package var proposal: Publication?
  /// The date in the accepted feed, kept when it no longer is accepted.
  package var acceptedAt: Date?
  /// As the curated list had it.
  package var entry: Entry?
  package var edit: StoredListEdit?

  package init(_ candidate: Candidate) { self.candidate = candidate }
}

/// What the list owes or has paid; see `ListDebt`.
package struct StoredListEdit: Sendable, Hashable, Codable {
  package enum State: String, Sendable, Codable { case due, done, refused }

  package let wanted: String
  package let state: State
  package let line: String?
  package let reason: String?
  package let request: String?
}

/// Something for `Store.restore`.
package enum RestoreItem: Sendable {
  case paper(Paper, isDamaged: Bool)
  case candidate(StoredCandidate)
  case verdict(LoggedVerdict)
  case label(PaperLabel)
  case event(StoredEvent)
  case digests(StoredDigests)
}

/// A work out of another program's file, perhaps with a decision.
package struct PaperLabel: Sendable {
  package var work: WorkID
  package var title: String
  /// nil for a work without arXiv id.
  package var paper: Paper?
  package var section: String?
  /// nil for undecided.
  package var isIncluded: Bool?

  package init(
    work: WorkID,
    title: String,
    paper: Paper? = nil,
    section: String? = nil,
    isIncluded: Bool? = nil
  ) {
    self.work = work
    self.title = title
    self.paper = paper
    self.section = section
    self.isIncluded = isIncluded
  }
}

/// What a restore did.
package struct RestoreReport: Sendable, Equatable {
  package var papers = 0
  package var candidates = 0
  package var verdicts = 0
  /// Rows about digests and who gets them, and about what became of papers.
  package var digests = 0
  /// Known before, and just the same.
  package var unchanged = 0
  /// What the file and the store do not agree about; by the place of the item.
  package var conflicts: [RestoreConflict] = []

  package init() {}
}

/// An item that says something else than the store, or than another item.
package struct RestoreConflict: Sendable, Equatable {
  /// The place among the items, from 0.
  package let item: Int
  /// `2501.12599: what differs; what counts`.
  package let reason: String
}
