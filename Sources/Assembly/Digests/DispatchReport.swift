internal import Notifying
internal import Papers
internal import Queueing

/// What was fixed and delivered, or would be.
package struct DispatchReport: Sendable {
  /// Whether one digest was asked for, and not whatever is due.
  let isNamed: Bool
  package internal(set) var fixed: [DigestRecord] = []
  var deliveries = CourierReport()
  /// Of a rehearsal: what would become of each delivery, a line each; nil when it was none.
  var rehearsed: [String]?

  package var summary: [String] {
    fixed.map { "\($0.id): \($0.subject)" } + (rehearsed ?? deliveries.summary.map { [$0] } ?? [])
  }

  package var failures: [String] { deliveries.failures }

  package var status: ExitStatus {
    if deliveries.waiting > 0 { return .tryAgain }
    if deliveries.dead > 0 { return .unavailable }
    // Who asks for whatever is due asks every few minutes.
    return isNamed && isEmpty ? .findings : .done
  }

  package var isEmpty: Bool { fixed.isEmpty && deliveries == CourierReport() }
}

/// A digest in short.
package struct DigestRecord: Encodable, Sendable {
  package let id: String
  package let subject: String
  package let due: String
  package let items: Int

  init(_ digest: Digest) {
    id = digest.id
    subject = digest.subject
    due = digest.due.rfc3339
    items = digest.itemCount
  }
}

extension Delivery {
  /// Who gets it, as a line of a rehearsal names them.
  private var target: String {
    guard let address, address != channel else { return channel }
    return "\(channel): \(address)"
  }

  /// What a rehearsal did to it, in words; nil when it left it alone.
  func rehearsed(_ before: Delivery?) -> String? {
    guard state != before?.state else { return nil }
    switch state {
    case .sent: return "\(digest) would go to \(target)"
    case .dropped: return "\(digest) to \(target) would be dropped"
    case .pending, .dead: return nil
    }
  }
}
