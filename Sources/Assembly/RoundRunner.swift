internal import Listing
internal import Logging
package import Notifying
internal import Papers
internal import Polling
internal import Queueing
internal import Wire

/// Runs one round with the real network.
package struct RoundRunner: Sendable {
  private let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// - Parameters:
  ///   - patience: the longest single wait for arXiv.
  ///   - say: gets what is worth knowing on the way, such as a wait or a page that is asked for again.
  ///   - progress: gets a line of text after every page.
  /// - Returns: what the round came to.
  /// - Throws: as `Round.run`.
  package func run(
    patience: Duration,
    say: @escaping @Sendable (String) -> Void,
    progress: @escaping @Sendable (String) -> Void
  ) async throws
    -> RoundReport
  {
    let loop = installation.curlLoop()
    defer { loop.close() }
    let log = Logger(label: "gleaner", factory: { _ in SayingLog(say: say) })
    let round = Round(installation, wire: loop.wire, patience: patience, log: log) { step in
      let resumed = step.resumed ? ", resumed" : ""
      progress("\(step.lane), page \(step.page): \(step.papersSoFar) papers\(resumed)")
    }
    return try await round.run()
  }
}

extension RoundReport {
  /// The round in a few lines, for a person.
  package var summary: [String] {
    let source = carriedBy.map { "from \($0)" } ?? "no source read to the end"
    var lines = ["harvest: \(newPapers) new papers in \(pages) pages, \(source)"]
    for topic in topics {
      let new = topic.proposed.map { "\($0) new candidates" } ?? "candidates wait for the rest of the harvest"
      lines.append("\(topic.id): \(new), \(topic.pending) pending")
      lines += topic.orderSummary.map { "\(topic.id): \($0)" }
      lines += topic.learning?.summary.map { ["\(topic.id): \($0)"] } ?? []
      lines += topic.list?.lines.map { "\(topic.id): \($0)" } ?? []
      lines += topic.imported?.summary.map { "\(topic.id): \($0)" } ?? []
    }
    lines += published.map { "published: \($0)" }
    lines += digests.map { "digest \($0.id): \($0.subject)" }
    return lines + (deliveries.summary.map { [$0] } ?? [])
  }
}

extension TopicReport {
  /// What was decided without asking; none when nothing was.
  fileprivate var orderSummary: [String] {
    let parts = [(ordered.accepted, "accepted"), (ordered.expired, "expired")].filter { $0.0 > 0 }
    guard !parts.isEmpty else { return [] }
    return ["by standing orders: " + parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")]
  }
}

extension ListImportReport {
  package var entries: Int { result.entries }
  package var admitted: Int { result.admitted }

  /// What a person should look at.
  package var findings: [String] {
    let contradicted = result.contradicted.joined(separator: ", ")
    let other = contradicted.isEmpty ? [] : ["in the list, but decided otherwise here: \(contradicted)"]
    return other + unreadable.map { "list line \($0.line) has no usable link: \($0.text)" }
  }

  /// The import in a few lines; none when there is nothing to say.
  var summary: [String] {
    (admitted > 0 ? ["\(admitted) of \(entries) list entries are new"] : []) + findings
  }
}

extension CourierReport {
  /// What was delivered, in a sentence; nil when there was nothing to do.
  package var summary: String? {
    let parts = [(sent, "sent"), (waiting, "to be tried again"), (dead, "given up"), (dropped, "dropped")]
      .filter { $0.0 > 0 }
    guard !parts.isEmpty else { return nil }
    return "deliveries: " + parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}
