package import Foundation
internal import Papers

/// Delivers what is due. All channels go at once, each with a few deliveries at a time, so that a slow receiver delays
/// nobody else. Safe to kill at any moment: what was not recorded is sent again under the same id.
package struct Courier: Sendable {
  private let outbox: OutboxSeam
  private let channels: [Channel]
  /// By channel, the recipients as the configuration spells them; mail addresses that differ in capitals alone are the
  /// same.
  private let spellings: [String: [String: String]]
  private let now: @Sendable () -> Date
  private let atOnce: Int
  private let heartbeat: Duration
  private let grace: Duration

  /// - Parameters:
  ///   - outbox: where the parcels are.
  ///   - channels: the ways out; parcels for others wait.
  ///   - now: the command's clock.
  ///   - atOnce: how many deliveries of one channel are on their way at the same time.
  ///   - heartbeat: how often a parcel that takes long is kept; well below the time for which it is claimed.
  ///   - grace: how long an interrupt waits for what is under way. Who breaks off a message does not learn whether it
  ///     arrived, and has to send it again.
  package init(
    outbox: OutboxSeam,
    channels: [Channel],
    now: @escaping @Sendable () -> Date,
    atOnce: Int = 4,
    heartbeat: Duration = .seconds(10),
    grace: Duration = .seconds(10)
  ) {
    self.outbox = outbox
    self.channels = channels
    spellings = Dictionary(channels.map { ($0.id, $0.spellings) }) { first, _ in first }
    self.now = now
    self.atOnce = atOnce
    self.heartbeat = heartbeat
    self.grace = grace
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
      let end = try await deliver(parcel, through: channel)
      report.count(end, parcel: parcel, channel: channel)
    }
  }

  private func deliver(_ parcel: Parcel, through channel: Channel) async throws -> ParcelEnd {
    guard let recipient = parcel.recipient.flatMap({ spellings[channel.id]?[$0.lowercased()] }) else {
      try await outbox.drop(parcel.key, "the configuration names the recipient no more")
      return .dropped
    }
    let envelope = Envelope(key: parcel.key, recipient: recipient, previousKey: parcel.previousKey)
    let messages: [Message]
    do { messages = try channel.compose(parcel.digest, envelope) } catch {
      let outcome = Outcome.later("the message could not be made: \(error)")
      return try await record(outcome, part: parcel.partsDone, of: parcel)
    }
    guard parcel.partsDone < messages.count else {
      let outcome = Outcome.delivered("all parts had arrived")
      return try await record(outcome, part: max(0, messages.count - 1), of: parcel)
    }
    return try await keeping(parcel.key) {
      try await handOver(messages, of: parcel, under: envelope, through: channel)
    }
  }

  /// Hands over the messages that are still missing, one after the other, as long as each arrives and the parcel is
  /// ours.
  private func handOver(
    _ messages: [Message],
    of parcel: Parcel,
    under envelope: Envelope,
    through channel: Channel
  ) async throws -> ParcelEnd {
    var (part, pauses) = (parcel.partsDone, 0)
    while part < messages.count {
      guard !Task.isCancelled else { try await giveBack(parcel) }
      guard try await isOurs(parcel) else { return .lost }
      let message = messages[part]
      let outcome = await finishing { await channel.send(message, envelope) }
      if Task.isCancelled, !outcome.hasArrived { try await giveBack(parcel) }
      // Chats take a message a second, which is no failure. Who puts off the first one is busy in another way.
      if part > parcel.partsDone, pauses < Self.pausesInARow, let pause = outcome.shortPause {
        guard (try? await Task.sleep(for: pause)) != nil else { try await giveBack(parcel) }
        pauses += 1
        continue
      }
      let end = try await record(outcome, part: part, of: parcel, isLast: part == messages.count - 1)
      guard case .tried(_, .part) = end else { return end }
      (part, pauses) = (part + 1, 0)
    }
    return .lost
  }

  private static let pausesInARow = 3

  private func record(_ outcome: Outcome, part: Int, of parcel: Parcel, isLast: Bool = true) async throws
    -> ParcelEnd
  {
    let moment = now()
    let failures = part > parcel.partsDone ? 1 : parcel.failures + 1
    let step: DeliveryStep =
      switch outcome {
      case .delivered: isLast ? .sent : .part
      case .later(_, let wish):
        RetrySchedule.next(after: failures, key: parcel.key, wish: wish, now: moment)
          .map { .retry(at: $0) } ?? .dead
      case .refused: .dead
      case .gone: .gone
      }
    let attempt = DeliveryAttempt(part: part, at: moment, outcome: outcome.kind, answer: outcome.answer)
    // What was delivered is recorded although an interrupt comes: else it would be sent again.
    try await Task { try await outbox.record(parcel.key, attempt, step) }.value
    return .tried(attempt, step)
  }

  private func isOurs(_ parcel: Parcel) async throws -> Bool {
    try await Task { try await outbox.keep(parcel.key) }.value
  }

  /// For who is interrupted: counts no attempt.
  private func giveBack(_ parcel: Parcel) async throws -> Never {
    try await Task { try await outbox.release(parcel.key) }.value
    throw CancellationError()
  }

  /// Lets `send` end although an interrupt comes, within the time of grace.
  private func finishing(_ send: @escaping @Sendable () async -> Outcome) async -> Outcome {
    let sending = Task { await send() }
    return await withTaskCancellationHandler {
      await sending.value
    } onCancel: {
      Task {
        try await Task.sleep(for: grace)
        sending.cancel()
      }
    }
  }

  /// Keeps a parcel ours as long as `work` takes.
  private func keeping(_ key: String, _ work: () async throws -> ParcelEnd) async throws -> ParcelEnd {
    let beat = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: heartbeat)
        // A beat that fails is made up by the next.
        guard (try? await outbox.keep(key)) != false else { return }
      }
    }
    defer { beat.cancel() }
    return try await work()
  }
}

/// What became of a parcel that was claimed.
enum ParcelEnd {
  case tried(DeliveryAttempt, DeliveryStep)
  /// Nobody wants it any more.
  case dropped
  /// It was dropped while it was under way, or another process has it; who did that says what became of it.
  case lost
}

extension Outcome {
  /// What a receiver asked for that is busy for a moment.
  fileprivate var shortPause: Duration? {
    guard case .later(_, let wish?) = self, wish <= .seconds(60) else { return nil }
    return wish
  }
}

extension Channel {
  fileprivate var spellings: [String: String] {
    Dictionary(recipients.map { ($0.lowercased(), $0) }) { first, _ in first }
  }
}
