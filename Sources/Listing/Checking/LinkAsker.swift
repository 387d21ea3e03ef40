package import Foundation
package import Papers
package import Wire

/// Asks whether links lead somewhere: one request at a time, with a pause for each host, and no second one of a host
/// that wants to be left alone.
package struct LinkAsker: Sendable {
  private let wire: Wire
  /// Which of the papers arXiv does not know; nil when it gave no answer.
  private let missing: @Sendable ([PaperID]) async throws -> Set<PaperID>?
  private let now: @Sendable () -> Date
  private let sleep: @Sendable (Duration) async throws -> Void

  package init(
    wire: Wire,
    missing: @escaping @Sendable ([PaperID]) async throws -> Set<PaperID>?,
    now: @escaping @Sendable () -> Date,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.wire = wire
    self.missing = missing
    self.now = now
    self.sleep = sleep
  }

  /// Asks for what is due, and keeps in `memory` what was learned.
  ///
  /// - Parameters:
  ///   - document: the list.
  ///   - memory: of earlier checks; brought up to date after each answer.
  ///   - learned: gets the memory after each answer, to store it: a check that is interrupted goes on later.
  /// - Throws: what the closures throw, such as cancellation.
  package func ask(
    _ document: ListDocument,
    _ memory: inout LinkMemory,
    learned: (LinkMemory) throws -> Void
  ) async throws {
    let targets = LinkTarget.all(in: document)
    memory.tidy(now: now())
    try await askPapers(targets, &memory)
    try learned(memory)
    var last: [String: Date] = [:]
    for target in targets where target.paper == nil {
      guard memory.isDue(target.address, now: now()), !memory.isHeld(target.host, now: now()) else {
        continue
      }
      try await pause(since: last[target.host])
      let answer = try await answer(target, &memory)
      last[target.host] = now()
      memory.note(answer, of: target.address, now: now())
      try learned(memory)
    }
  }

  /// Between the end of an answer and the next request to the same host.
  private static let gap: TimeInterval = 1
  /// Few enough that a paper everybody knows can go with them in one question.
  private static let batch = 50
  /// For a host that does not say how long it wants to be left alone.
  private static let unsaidHold: TimeInterval = 3600

  private func pause(since last: Date?) async throws {
    guard let last else { return }
    let wait = min(last.addingTimeInterval(Self.gap).timeIntervalSince(now()), Self.gap)
    if wait > 0 { try await sleep(.seconds(wait)) }
  }

  private func askPapers(_ targets: [LinkTarget], _ memory: inout LinkMemory) async throws {
    let papers = targets.filter { memory.isDue($0.address, now: now()) }.compactMap(\.paper)
    for start in stride(from: 0, to: papers.count, by: Self.batch) {
      let batch = Array(papers[start..<min(start + Self.batch, papers.count)])
      guard let missing = try await missing(batch) else { return }
      for paper in batch {
        memory.note(missing.contains(paper) ? .gone(nil) : .there, of: paper.abstractURL, now: now())
      }
    }
  }

  /// HEAD first; GET when that is not understood, or says that there is nothing: some servers know GET only.
  private func answer(_ target: LinkTarget, _ memory: inout LinkMemory) async throws -> LinkAnswer {
    for method in ["HEAD", "GET"] {
      if method == "GET" { try await sleep(.seconds(Self.gap)) }
      try Task.checkCancellation()
      let limits = WireLimits(
        firstByte: .seconds(30),
        stall: .seconds(15),
        total: .seconds(60),
        bodyBytes: 8 << 20
      )
      let request = WireRequest(target.address, method: method, limits: limits)
      let response: WireResponse
      do throws(WireError) { response = try await wire.send(request) } catch { return .unknown }
      switch response.status {
      case 200..<300: return .there
      case 404, 410, 405, 501:
        if method == "HEAD" { continue }
        return [404, 410].contains(response.status) ? .gone(response.status) : .unknown
      case 429, 503:
        let wait = response.retryAfter(now: now()).map { Double($0.components.seconds) } ?? Self.unsaidHold
        memory.hold(target.host, until: now().addingTimeInterval(wait))
        return .unknown
      default: return .unknown
      }
    }
    return .unknown
  }
}
