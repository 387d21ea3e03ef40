import Assembly
import Terminal

/// Deliveries as a table.
enum DeliveryTable {
  static func lines(_ rows: [DeliveryRecord], for screen: Screen) -> [String] {
    var table = Table([
      .init("KEY"), .init("DIGEST"), .init("CHANNEL"), .init("RECIPIENT"), .init("STATE"),
      .init("TRIES", .right),
      .init("NEXT"), .init("LAST ANSWER"),
    ])
    for row in rows {
      table.add([
        row.key, row.digest, row.channel, row.recipient ?? "(erased)", row.state, "\(row.attempts)",
        row.nextAttempt ?? "–", row.lastAnswer ?? "–",
      ])
    }
    return table.lines(for: screen)
  }

  /// One with its log.
  static func page(_ row: DeliveryRecord) -> [String] {
    let facts = [
      ("digest", row.digest), ("channel", row.channel), ("recipient", row.recipient ?? "(erased)"),
      ("state", row.state), ("next attempt", row.nextAttempt ?? "none"),
    ]
    let log = (row.log ?? []).map { "\($0.at)  part \($0.part + 1)  \($0.outcome)  \($0.answer)" }
    return [row.key] + facts.map { "\($0.0): \($0.1)" } + (log.isEmpty ? [] : [""] + log)
  }
}
