internal import Files
internal import Listing
internal import Papers
internal import Queueing
internal import Wire

/// Brings a curated list up to date with the decisions: each that put a paper among the accepted ones gets its line, each
/// that took one out loses the line it brought. What cannot be done now stays due, with the reason.
///
/// Safe to kill at any point: what a killed run had written is found in the list by the next one.
struct ListKeeper: Sendable {
  private let installation: Installation
  private let topic: Configuration.Topic
  private let list: Configuration.List
  private let desk: DraftDesk
  private let writer: ListWriter

  /// nil for a topic without a list.
  init?(_ installation: Installation, topic: Configuration.Topic, wire: Wire? = nil) {
    guard let list = topic.list else { return nil }
    self.installation = installation
    self.topic = topic
    self.list = list
    desk = DraftDesk(store: installation.store, topic: topic, list: list)
    writer = ListWriter(installation, list: list, wire: wire)
  }

  /// Makes the edits that are due, in the order of the decisions.
  ///
  /// - Throws: what the store throws; what the list or its repository refuses is in the report.
  func keep() async throws -> ListReport {
    // One at a time: what another is putting in just now must be known to who takes it out.
    let lock = try await installation.lockLists()
    defer { lock.release() }
    var report = ListReport(file: list.file)
    let debts = try await installation.store.dueListDebts(topic: topic.id)
    for (place, debt) in debts.enumerated() {
      do {
        try await settle(debt, &report)
      } catch let refusal as ListRefusal {
        try await postpone(debt, "\(refusal)", forGood: refusal.isFinal, &report)
      } catch let fault as WaitingFault {
        // The next ones would meet the same.
        for held in debts[place...] { try await postpone(held, fault.reason, forGood: false, &report) }
        return report
      }
    }
    return report
  }

  private func settle(_ debt: ListDebt, _ report: inout ListReport) async throws {
    let material = try await desk.material(debt.work, today: installation.today)
    let change = ListChange(debt: debt, material: material, desk: desk)
    let done = try await writer.write(change)
    try await installation.store.settle(debt, topic: topic.id, line: done.line, request: done.request)
    if let row = done.record(debt) { report.changes.append(row) }
  }

  private func postpone(
    _ debt: ListDebt,
    _ reason: String,
    forGood: Bool,
    _ report: inout ListReport
  ) async throws {
    if forGood || debt.reason != reason {
      try await installation.store.postpone(debt, topic: topic.id, reason: reason, forGood: forGood)
    }
    report.waiting.append(WaitingRecord(debt, reason: reason, isFinal: forGood))
  }
}

extension ListRefusal {
  /// Whether the list as it is settles the matter; a section can be added, a line cannot come back by itself.
  fileprivate var isFinal: Bool {
    switch self {
    case .noSection, .notRead, .notUTF8: false
    default: true
    }
  }
}

extension Installation {
  /// Keeps the processes apart that change lists and write down what they did.
  func lockLists() async throws -> FileLock {
    try await FileLock.acquire(configuration.storage.database + ".lists")
  }
}

/// The list or its repository cannot be changed now. Of a decision the next round tries again.
package struct WaitingFault: Error, Sendable, CustomStringConvertible {
  package let reason: String
  /// Whether trying again is of no use before the configuration was changed.
  package let isConfiguration: Bool
  package var description: String { reason }

  init(reason: String, isConfiguration: Bool = false) {
    self.reason = reason
    self.isConfiguration = isConfiguration
  }
}
