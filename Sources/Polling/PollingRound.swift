import Foundation
import Logging
import Papers

/// The errands of one round, in their order.
struct PollingRound {
  private let poller: Poller
  var settings: PollSettings
  private var asked: Set<String> = []

  private static let week = 7
  private static let batch = 100
  /// Feeds are made one after the other from midnight in New York on, four hours after the announcement.
  private static let feedsAreMade = 6.0 * 3600

  init(_ poller: Poller) {
    self.poller = poller
    settings = poller.settings
  }

  /// The first harvest that can be read to its end carries the round. What arXiv calls a fault of ours is not mended by
  /// asking another interface, but the papers are had.
  mutating func harvest(_ report: inout HarvestReport) async throws {
    var silent: String?
    for name in poller.sources where report.carriedBy == nil {
      guard let source = Source.named(name) else {
        let known = Source.all.map(\.name).joined(separator: ", ")
        let cause = PollError.Cause.settings("there is no such source; there are \(known)")
        report.failures.append(PollError(source: name, cause: cause))
        continue
      }
      guard source.role == .harvest else { continue }
      let walker = try await ask(source, &report)
      guard walker.isDone else { continue }
      // A source that has nothing at all may have lost its records.
      if walker.saysNothing { silent = silent ?? name } else { report.carriedBy = name }
    }
    report.carriedBy = report.carriedBy ?? silent
  }

  /// Compares the announcement of the day with what was harvested, once it can be seen; what was missed is admitted.
  func crossCheck(_ report: inout HarvestReport) async throws {
    let isCarried = report.carriedBy != nil
    for source in sources(.crossCheck) {
      var walks: [Walk] = []
      for walk in prepare(source, .daily, &report) {
        let cursor = try await poller.logbook.state(walk.lane).cursor
        if isDue(source, after: cursor, isCarried: isCarried) { walks.append(walk) }
      }
      guard !walks.isEmpty else { continue }
      let repair = isCarried ? "in the feed of the day, not in the harvest" : nil
      var walker = Walker(source: source, poller: poller, repair: repair)
      try await walker.walk(walks, &report)
      if let poll = walker.poll() { try await poller.ledgerBook.record(poll) }
      guard walker.isDone else { continue }
      report.carriedBy = report.carriedBy ?? source.name
      // Where other categories have papers of the day for hours, an empty one has none.
      for (lane, day) in walker.emptyBesideOthers {
        let isLate = settings.calendar.announcement(ofListing: day) + Self.feedsAreMade <= poller.now()
        if isLate { try await mark(lane, day) }
      }
    }
  }

  /// When the harvest shows nothing of an announcement that is due, the other harvests are asked as well: one source
  /// alone is not believed.
  mutating func carryOn(_ report: inout HarvestReport) async throws {
    guard report.carriedBy != nil, try await isSilent() else { return }
    for source in sources(.harvest) where !asked.contains(source.name) {
      _ = try await ask(source, &report)
    }
  }

  /// Once a week the last days are read again: papers turn up in an interface hours or days late
  /// (arxiv-protocol F22).
  func reconcile(_ report: inout HarvestReport) async throws {
    for source in sources(.harvest) where source.name == report.carriedBy || !asked.contains(source.name) {
      let main = try await mainCursor(source)
      for walk in prepare(source, .reconcile, &report) {
        guard let today = main ?? today(report) else { continue }
        let state = try await poller.logbook.state(walk.lane)
        guard let last = state.cursor else {
          // The first harvest of all looks back further than a reconcile.
          try await mark(walk.lane, today)
          continue
        }
        guard today - last >= Self.week || state.position != nil else { continue }
        var walker = Walker(source: source, poller: poller, repair: "in the weekly reconcile")
        try await walker.walk([walk], &report)
      }
    }
  }

  /// Asks by id for what came damaged and for numbers that were skipped.
  func repair(_ report: inout HarvestReport) async throws {
    let damaged = try await poller.repairBook.damaged(Self.batch)
    try await fetch(damaged, .damaged, &report)
    guard settings.watchesEverything, report.carriedBy == "oai" else { return }
    let month = Month(of: Day(utc: poller.now()))
    let previous = Month(of: month.first - 1)
    try await fetch(try await poller.repairBook.holes([previous, month], Self.batch), .hole, &report)
  }

  // MARK: parts

  private func sources(_ role: Source.Role) -> [Source] {
    poller.sources.compactMap { Source.named($0) }.filter { $0.role == role }
  }

  private func prepare(_ source: Source, _ errand: Errand, _ report: inout HarvestReport) -> [Walk] {
    do throws(PollError) {
      return try source.prepare(settings, errand)
    } catch {
      report.failures.append(error)
      return []
    }
  }

  private mutating func ask(_ source: Source, _ report: inout HarvestReport) async throws -> Walker {
    asked.insert(source.name)
    var walker = Walker(source: source, poller: poller)
    let walks = prepare(source, .daily, &report)
    guard !walks.isEmpty else { return walker }
    try await walker.walk(try await unfinishedFirst(walks), &report)
    if let poll = walker.poll() { try await poller.ledgerBook.record(poll) }
    return walker
  }

  /// Lanes that an earlier run left unfinished have their turn first, and those that were drained since the last
  /// announcement, with papers of it, are passed over meanwhile: else a source that often fails would never come to its
  /// end.
  private func unfinishedFirst(_ walks: [Walk]) async throws -> [Walk] {
    var open: [Walk] = []
    var isUnfinished = false
    let last = settings.calendar.announcements(through: poller.now(), count: 1).last?.day
    for walk in walks {
      let state = try await poller.logbook.state(walk.lane)
      let isBegun = state.position != nil || state.trouble != nil
      isUnfinished = isUnfinished || isBegun
      let isDrained = state.cursor.map { cursor in last.map { cursor >= $0 } ?? false } ?? false
      if isBegun || !isDrained { open.append(walk) }
    }
    let isHeard = settings.heard.map { heard in last.map { heard >= $0 } ?? false } ?? false
    return isUnfinished && isHeard ? open : walks
  }

  /// A feed shows one day only, from midnight in New York to the next. Without any other source it is asked all the
  /// same.
  private func isDue(_ source: Source, after cursor: Day?, isCarried: Bool) -> Bool {
    let now = poller.now()
    let today = settings.calendar.newYorkDay(of: now)
    // Our clock may be a day behind; without another source that must lose nothing.
    guard isCarried else { return true }
    if let cursor, cursor >= today { return false }
    return settings.calendar.isAnnounced(onEveningOf: today - 1)
  }

  private func isSilent() async throws -> Bool {
    let rows = try await poller.ledger().rows(at: poller.now())
    guard let last = rows.last(where: { $0.announcement.at + 3 * 3600 <= poller.now() }) else { return false }
    return last.news == 0 && last.outcome != .quiet
  }

  private func mainCursor(_ source: Source) async throws -> Day? {
    var report = HarvestReport()
    for walk in prepare(source, .daily, &report) where walk.isEssential {
      if let cursor = try await poller.logbook.state(walk.lane).cursor { return cursor }
    }
    return nil
  }

  private func today(_ report: HarvestReport) -> Day? {
    report.carriedBy == nil ? nil : Day(utc: poller.now())
  }

  /// Moves a lane on without asking.
  private func mark(_ lane: Lane, _ day: Day) async throws {
    let page = Page(lane: lane, papers: [], next: .done(cursor: day), number: 0, papersSoFar: 0)
    _ = try await poller.logbook.commit(page, nil)
  }

  private func fetch(_ ids: [PaperID], _ kind: Repair.Kind, _ report: inout HarvestReport) async throws {
    guard !ids.isEmpty else { return }
    var result: (found: [Paper], missing: [PaperID])
    do {
      result = try await fetch(ids)
      // Nothing at all is not believed at once.
      if result.found.isEmpty { result = try await fetch(ids) }
    } catch let error as PollError {
      try Task.checkCancellation()
      poller.log.notice("\(error)")
      guard kind == .damaged else { return }
      result = ([], ids)
    }
    let isEstimated = poller.sources.contains("api")
    let repair = Repair(kind: kind, found: result.found, missing: result.missing, isEstimated: isEstimated)
    report.newPapers += try await poller.repairBook.settle(repair)
  }

  private func fetch(_ ids: [PaperID]) async throws -> (found: [Paper], missing: [PaperID]) {
    if poller.sources.contains("api") {
      return try await APIDetails(settings: settings).fetch(ids, poller.asker)
    }
    guard poller.sources.contains("oai") else { return ([], ids) }
    return try await OAIDetails(settings: settings).fetch(ids, poller.asker)
  }
}
