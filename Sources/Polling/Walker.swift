import Foundation
import Papers

/// Walks the lanes of one source and keeps what the ledger has to know of it.
struct Walker {
  let source: Source
  let poller: Poller
  /// How papers that turn up were missed before; nil for the daily harvest.
  var repair: String?

  private var isWalked = false
  private var isComplete = true
  private var since: Day?
  private var beganAt: Date?
  private var papers = 0
  private var silent = true
  private var empty: [(lane: Lane, day: Day)] = []
  private var days: Set<Day> = []
  private var confirmations = Int.max
  private var stale: [String] = []
  private var failure: PollError?

  init(source: Source, poller: Poller, repair: String? = nil) {
    self.source = source
    self.poller = poller
    self.repair = repair
  }

  /// Walks the lanes in their order; what arXiv does wrong goes into the report.
  mutating func walk(_ walks: [Walk], _ report: inout HarvestReport) async throws {
    isWalked = true
    for walk in walks {
      do {
        try await harvest(walk, &report)
      } catch let error as PollError {
        try Task.checkCancellation()
        report.failures.append(error)
        if walk.isEssential {
          isComplete = false
          failure = failure ?? error
        }
        // A set that arXiv does not know says nothing about the others; any other fault does.
        let isAlone = source.role == .crossCheck && !error.cause.isOfHost
        guard error.isConfiguration || isAlone else { break }
      }
    }
  }

  /// Whether all that must not be missed was harvested to its end.
  var isDone: Bool { isWalked && isComplete && stale.isEmpty }

  /// Whether the source was asked for papers and has none at all.
  var saysNothing: Bool { silent && beganAt != nil }

  private mutating func harvest(_ walk: Walk, _ report: inout HarvestReport) async throws {
    var state = try await poller.logbook.state(walk.lane)
    state.position = state.position?.inNewRun
    var isResumed = state.position != nil
    while true {
      try Task.checkCancellation()
      let page = try await walk.step(state, poller.asker)
      report.newPapers += try await poller.logbook.commit(page, repair)
      report.pages += 1
      poller.progress(page.progress(isResumed: isResumed))
      if isResumed, page.isOutdated {
        isResumed = false
        state = try await poller.logbook.state(walk.lane)
        continue
      }
      if walk.isEssential { take(page) }
      guard case .more(let position) = page.next else { return }
      state = LaneState(cursor: state.cursor, position: position, memory: state.memory)
    }
  }

  private mutating func take(_ page: Page) {
    papers += page.papers.count
    if case .stale(let reason) = page.next { stale.append(reason) }
    guard case .more = page.next else {
      since = max(since ?? page.from, page.from)
      beganAt = min(beganAt ?? page.beganAt, page.beganAt)
      silent = silent && page.confirmations > 0
      if page.confirmations > 0 { empty.append((page.lane, page.from)) } else { days.insert(page.from) }
      confirmations = min(confirmations, page.confirmations)
      return
    }
  }

  /// Lanes that are empty on a day of which others have papers.
  var emptyBesideOthers: [(lane: Lane, day: Day)] { empty.filter { days.contains($0.day) } }

  /// What the ledger is told; nil when nothing was asked.
  func poll(through: Day? = nil) -> Poll? {
    guard failure != nil || beganAt != nil || !stale.isEmpty else { return nil }
    return Poll(
      source: source.name,
      at: failure == nil ? beganAt ?? poller.now() : max(poller.now(), beganAt ?? .distantPast),
      since: failure == nil ? since : nil,
      through: through,
      outcome: failure != nil ? .refused : stale.isEmpty ? .complete : .stale,
      confirmations: silent && failure == nil ? confirmations : 0,
      detail: detail
    )
  }

  private var detail: String {
    if let failure { return failure.cause.description }
    if !stale.isEmpty { return stale.joined(separator: "; ") }
    let reach = since.map { " since \($0)" } ?? ""
    guard silent else { return "read to its end, \(papers) papers\(reach)" }
    return confirmations > 1 ? "nothing\(reach), said \(confirmations) times" : "nothing\(reach)"
  }
}

extension Page {
  fileprivate func progress(isResumed: Bool) -> Progress {
    Progress(
      source: lane.source,
      lane: lane,
      page: number,
      papersSoFar: papersSoFar,
      resumed: isResumed,
      fraction: fraction
    )
  }
}

extension Position {
  /// A list whose token was refused once may begin anew again in a later run, or it could never be finished; and a
  /// window that had to wait is read again.
  fileprivate var inNewRun: Position {
    var position = self
    switch place {
    case .list(var list):
      list.restarted = false
      position.place = .list(list)
    case .search(let search): position.place = .search(search.inNewRun)
    }
    return position
  }
}
