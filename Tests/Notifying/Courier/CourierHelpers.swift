import Foundation
import Papers
import Synchronization

@testable import Notifying

/// An outbox in memory that keeps what the courier tells it, and a clock that is told the time.
final class FakeOutbox: Sendable {
  private struct Row {
    var parcel: Parcel
    var due: Date
    var isHeld = false
    var isOver = false
  }

  private let rows = Mutex<[String: [Row]]>([:])
  private let told = Mutex<[(key: String, attempt: DeliveryAttempt, step: DeliveryStep)]>([])
  private let dropped = Mutex<[String]>([])
  private let lost = Mutex<Set<String>>([])
  private let kept = Mutex(0)
  private let clock: Mutex<Date>
  let start = Date(timeIntervalSince1970: 1_795_000_000)

  init() { clock = Mutex(start) }

  var now: Date {
    get { clock.withLock { $0 } }
    set { clock.withLock { $0 = newValue } }
  }
  var handovers: [(key: String, attempt: DeliveryAttempt, step: DeliveryStep)] { told.withLock { $0 } }
  var drops: [String] { dropped.withLock { $0 } }
  var held: Int { rows.withLock { $0.values.joined().count(where: \.isHeld) } }

  /// How often somebody asked to hold a parcel longer.
  var keeps: Int { kept.withLock { $0 } }

  /// What happens when a parcel is dropped by hand, or another process has it.
  func lose(_ key: String) { lost.withLock { _ = $0.insert(key) } }

  func post(_ key: String, channel: String, to recipient: String?, partsDone: Int = 0) {
    let digest = Digest(
      id: "reading/daily/2026-11-25",
      topic: "reading",
      topicTitle: "Reading",
      name: "daily",
      due: start,
      subject: "Reading",
      sections: []
    )
    let parcel = Parcel(digest: digest, recipient: recipient, key: key, partsDone: partsDone)
    rows.withLock { $0[channel, default: []].append(Row(parcel: parcel, due: start)) }
  }

  var seam: OutboxSeam {
    OutboxSeam(
      claim: { channel, due in self.claim(channel, due) },
      keep: { key in
        // As the store does: who is interrupted cannot ask.
        try Task.checkCancellation()
        self.kept.withLock { $0 += 1 }
        return self.lost.withLock { !$0.contains(key) }
      },
      release: { key in self.change(key) { $0.isHeld = false } },
      record: { key, attempt, step in self.record(key, attempt, step) },
      drop: { key, _ in
        self.dropped.withLock { $0.append(key) }
        self.change(key) { $0.isOver = true }
      }
    )
  }

  private func claim(_ channel: String, _ due: Date) -> Parcel? {
    rows.withLock { rows in
      let index = rows[channel]?.firstIndex { !$0.isHeld && !$0.isOver && $0.due <= due }
      guard let index else { return nil }
      rows[channel]?[index].isHeld = true
      return rows[channel]?[index].parcel
    }
  }

  private func record(_ key: String, _ attempt: DeliveryAttempt, _ step: DeliveryStep) {
    told.withLock { $0.append((key, attempt, step)) }
    change(key) { row in
      let arrived = attempt.outcome == .delivered ? attempt.part + 1 : row.parcel.partsDone
      var failures = row.parcel.failures
      if case .retry(let at) = step {
        failures += 1
        row.due = at
        row.isHeld = false
      } else if step != .part {
        row.isOver = true
        row.isHeld = false
      }
      row.parcel = Parcel(
        digest: row.parcel.digest,
        recipient: row.parcel.recipient,
        key: key,
        partsDone: arrived,
        failures: failures
      )
    }
  }

  private func change(_ key: String, _ change: (inout Row) -> Void) {
    rows.withLock { rows in
      for channel in rows.keys {
        guard let index = rows[channel]?.firstIndex(where: { $0.parcel.key == key }),
          var row = rows[channel]?[index]
        else { continue }
        change(&row)
        rows[channel]?[index] = row
      }
    }
  }
}

/// A channel whose receiver is a closure.
func channel(
  _ id: String,
  to recipients: [String],
  parts: Int = 1,
  send: @escaping @Sendable (Message, Envelope) async -> Outcome
) -> Channel {
  Channel(
    id: id,
    recipients: recipients,
    compose: { _, envelope in
      (0..<parts).map { Message(id: Message.id(envelope, part: $0), mediaType: "text/plain", body: []) }
    },
    send: send
  )
}
