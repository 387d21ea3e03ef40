internal import Papers
internal import Queueing

/// Which candidates a command line asks for.
package struct QueueWish: Sendable {
  /// Names of states; nil for all.
  package var states: [String]?
  package var section: String?
  package var minScore: Double?
  /// First and last day of the listing, such as 2026-11-25.
  package var since: String?
  package var until: String?
  /// Words of the title or of an author's name.
  package var text: String?
  /// One of `orders`.
  package var order: String?
  package var limit: Int?
  /// Whether the authors are wanted, which take longer to read than all the rest.
  package var hasAuthors = true

  package init(states: [String]? = nil, limit: Int? = nil) {
    self.states = states
    self.limit = limit
  }

  package static let orders = CandidateFilter.Order.allCases.map(\.rawValue)

  func filter() throws(NoDay) -> CandidateFilter {
    CandidateFilter(
      states: states?.compactMap { State(rawValue: $0) },
      section: section,
      minScore: minScore,
      since: try since.map(Clock.day),
      until: try until.map(Clock.day),
      text: text,
      order: order.flatMap { CandidateFilter.Order(rawValue: $0) } ?? .announced,
      limit: limit
    )
  }
}

/// A part of the queue.
package struct QueuePage: Sendable {
  package let records: [CandidateRecord]
  /// How many there are without the limit.
  package let total: Int
}
