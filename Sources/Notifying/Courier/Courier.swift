package import Foundation
internal import Papers

/// Delivers what is due. All channels go at once, each with a few deliveries at a time, so that a slow receiver delays
/// nobody else. Safe to kill at any moment: what was not recorded is sent again under the same id.
package struct Courier: Sendable {
  private let outbox: OutboxSeam
  private let channels: [Channel]
  private let now: @Sendable () -> Date
  private let atOnce: Int
  private let heartbeat: Duration

  /// - Parameters:
  ///   - outbox: where the parcels are.
  ///   - channels: the ways out; parcels for others wait.
  ///   - now: the command's clock.
  ///   - atOnce: how many deliveries of one channel are on their way at the same time.
  ///   - heartbeat: how often a parcel that takes long is kept; well below the time for which it is claimed.
  package init(
    outbox: OutboxSeam,
    channels: [Channel],
    now: @escaping @Sendable () -> Date,
    atOnce: Int = 4,
    heartbeat: Duration = .seconds(10)
  ) {
    self.outbox = outbox
    self.channels = channels
    self.now = now
    self.atOnce = atOnce
    self.heartbeat = heartbeat
  }

  /// Sends what is due now; what becomes due meanwhile by a retry is left for the next time.
  ///
  /// - Throws: what the outbox cannot do, and `CancellationError`; then nothing that arrived is forgotten.
  package func deliverDue() async throws -> CourierReport {
    let start = now()
    return try await withThrowingTaskGroup(of: CourierReport.self) { group in
      for channel in channels {
        for _ in 0..<max(1, atOnce) { group.addTask { try await work(through: channel, dueBy: start) } }
      }
      return try await group.reduce(into: CourierReport()) { $0.add($1) }
    }
  }

  private func work(through channel: Channel, dueBy start: Date) async throws -> CourierReport {
    var report = CourierReport()
    while true {
      try Task.checkCancellation()
      guard let parcel = try await outbox.claim(channel.id, start) else { return report }
      report.count(try await deliver(parcel, through: channel), parcel: parcel, channel: channel)
    }
  }

  /// Hands over the messages that are still missing, one after the other, as long as each arrives.
  private func deliver(_ parcel: Parcel, through channel: Channel) async throws -> Handover? {
    guard let recipient = parcel.recipient, channel.recipients.contains(recipient) else {
      try await outbox.drop(parcel.key, "the configuration names the recipient no more")
      return nil
    }
    let envelope = Envelope(key: parcel.key, recipient: recipient, previousKey: parcel.previousKey)
    let messages: [Message]
    do { messages = try channel.compose(parcel.digest, envelope) } catch {
      return try await record(
        .later("the message could not be made: \(error)"),
        part: parcel.partsDone,
        of: parcel
      )
    }
    guard parcel.partsDone < messages.count else {
      return try await record(
        .delivered("all parts had arrived"),
        part: max(0, messages.count - 1),
        of: parcel
      )
    }
    for part in parcel.partsDone..<messages.count {
      let outcome = await keeping(parcel.key) { await channel.send(messages[part], envelope) }
      if Task.isCancelled, !outcome.hasArrived {
        try await release(parcel.key)
        throw CancellationError()
      }
      let handover = try await record(outcome, part: part, of: parcel, isLast: part == messages.count - 1)
      guard handover.next == .part else { return handover }
    }
    return nil
  }

  private func record(_ outcome: Outcome, part: Int, of parcel: Parcel, isLast: Bool = true) async throws
    -> Handover
  {
    let moment = now()
    let next: Handover.Next =
      switch outcome {
      case .delivered: isLast ? .sent : .part
      case .later(_, let wish):
        RetrySchedule.next(after: parcel.failures + 1, key: parcel.key, wish: wish, now: moment)
          .map { .retry(at: $0) } ?? .dead
      case .refused: .dead
      case .gone: .gone
      }
    let handover = Handover(part: part, at: moment, outcome: outcome, next: next)
    // What was delivered is recorded although an interrupt comes: else it would be sent again.
    try await Task { try await outbox.record(parcel.key, handover) }.value
    return handover
  }

  private func release(_ key: String) async throws {
    try await Task { try await outbox.release(key) }.value
  }

  /// Keeps a parcel ours as long as `send` takes.
  private func keeping(_ key: String, _ send: @escaping @Sendable () async -> Outcome) async -> Outcome {
    let beat = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: heartbeat)
        guard try await outbox.keep(key) else { return }
      }
    }
    defer { beat.cancel() }
    return await send()
  }
}
