internal import Papers
internal import Queueing

/// What one record of an export tells of a work.
struct ExchangeRecord: Sendable {
  let work: WorkID
  /// nil for a work that is no stored paper.
  let paper: Paper?
  /// nil for a paper outside the queue.
  let stored: StoredCandidate?

  init(_ stored: StoredCandidate, paper: Paper?) {
    work = stored.candidate.work
    self.paper = paper
    self.stored = stored
  }

  init(_ paper: Paper, stored: StoredCandidate?) {
    work = .arxiv(paper.id)
    self.paper = paper
    self.stored = stored
  }

  var title: String { paper?.title ?? stored?.candidate.title ?? "" }
  var abstract: String { paper?.abstract ?? "" }
  var authors: [String] { (paper?.authors ?? stored?.candidate.authors ?? []).map(\.name) }
  var url: String { work.pageURL }
  var doi: String { paper?.dois.first ?? "" }
  var categories: [String] { (paper?.categories ?? []).map(\.name) }
  var section: String? { stored?.candidate.section }
  var state: State? { stored?.candidate.state }
  var announced: Day? { paper?.announced ?? stored?.candidate.announced }

  /// nil for undecided.
  var isIncluded: Bool? {
    switch state {
    case .accepted: true
    case .rejected: false
    case .pending, .deferred, nil: nil
    }
  }

  /// Of the first version, else of the listing, else of the id.
  var year: Int? {
    if let published = paper?.published { return Int(published.rfc3339.prefix(4)) }
    return announced.flatMap { Int("\($0)".prefix(4)) } ?? work.paper?.month.year
  }
}
