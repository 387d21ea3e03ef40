import Papers

extension Poller {
  /// Harvests all that was announced in a period of the past. Goes on where an earlier attempt at the same period
  /// stood; what is known already is recognised.
  ///
  /// The query API is preferred, for it can be asked by submission; OAI-PMH knows a paper by its last change only, so
  /// it is read from the first day of the period to the present.
  /// - Throws: as `harvest`. What arXiv does wrong is in the report.
  package func backfill(_ period: Period) async throws -> HarvestReport {
    var report = HarvestReport()
    let able = [Source.api, .oai].filter { sources.contains($0.name) }
    if able.isEmpty {
      let cause = PollError.Cause.settings(
        "a past period can be had from oai or api only: add one to arxiv.sources"
      )
      report.failures.append(PollError(source: sources.joined(separator: ", "), cause: cause))
    }
    let poller = try await knowingDamage()
    for source in able where report.carriedBy == nil {
      // A fault that passes is waited for; only a source that cannot be asked gives way to the other.
      guard report.failures.allSatisfy(\.isConfiguration) else { break }
      if try await poller.backfill(period, from: source, &report) { report.carriedBy = source.name }
    }
    return report
  }

  private func backfill(_ period: Period, from source: Source, _ report: inout HarvestReport) async throws
    -> Bool
  {
    let walks: [Walk]
    do throws(PollError) {
      walks = try source.prepare(settings, .period(period))
    } catch {
      report.failures.append(error)
      return false
    }
    var open: [Walk] = []
    for walk in walks where try await logbook.state(walk.lane).cursor == nil { open.append(walk) }
    var walker = Walker(source: source, poller: self)
    let failures = report.failures.count
    try await walker.walk(open, &report)
    guard walker.isDone, report.failures.count == failures else { return false }
    // An archive may have nothing, all of them together may not.
    if source.name == Source.oai.name, walker.saysNothing, open.count == walks.count {
      let cause = PollError.Cause.answer("nothing since \(period.from), which cannot be")
      report.failures.append(PollError(source: source.name, cause: cause))
      return false
    }
    if let poll = walker.poll(through: period.to) { try await ledgerBook.record(poll) }
    // The period is done: whoever asks for it again wants another look.
    try await logbook.forget(walks.map(\.lane))
    return true
  }
}
