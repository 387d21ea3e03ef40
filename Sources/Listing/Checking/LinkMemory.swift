package import Foundation

/// What earlier checks of links came to, so that a dead link is reported only when it stays dead.
package struct LinkMemory: Sendable, Equatable, Codable {
  /// By address; what is no arXiv paper as it stands in the list, a paper as arXiv's own address.
  package private(set) var links: [String: Record] = [:]
  /// Hosts that want to be left alone, until when.
  package private(set) var holds: [String: Date] = [:]

  package struct Record: Sendable, Equatable, Codable {
    /// When there was last an answer that says something.
    package var asked: Date
    /// Since when every such answer was that there is nothing; nil while the address leads somewhere.
    package var goneSince: Date?
    /// 404 or 410, with `goneSince`; nil for a paper that arXiv does not know.
    package var status: Int?
  }

  package init() {}

  /// Between the two failures that make a finding.
  private static let doubt: TimeInterval = 3 * 86_400
  /// An answer is good for so long.
  private static let freshness: TimeInterval = 7 * 86_400

  private static let memory: TimeInterval = 90 * 86_400

  /// Whether it is time to ask. A stamp from the future comes from a clock that was wrong, and counts for nothing.
  func isDue(_ address: String, now: Date) -> Bool {
    guard let record = links[address], record.asked <= now else { return true }
    if let since = record.goneSince, !isDead(address) { return now.timeIntervalSince(since) >= Self.doubt }
    return now.timeIntervalSince(record.asked) >= Self.freshness
  }

  /// Whether the address led nowhere twice, days apart, and not once somewhere in between.
  func isDead(_ address: String) -> Bool {
    guard let record = links[address], let since = record.goneSince else { return false }
    return record.asked.timeIntervalSince(since) >= Self.doubt
  }

  func isHeld(_ host: String, now: Date) -> Bool {
    guard let until = holds[host] else { return false }
    return now < until && until.timeIntervalSince(now) <= 86_400
  }

  /// Stores an answer. One that says nothing leaves what was known as it was.
  mutating func note(_ answer: LinkAnswer, of address: String, now: Date) {
    switch answer {
    case .there: links[address] = Record(asked: now)
    case .gone(let status):
      let since = links[address]?.goneSince.map { min($0, now) }
      links[address] = Record(asked: now, goneSince: since ?? now, status: status)
    case .unknown: return
    }
  }

  mutating func hold(_ host: String, until: Date) { holds[host] = until }

  /// Forgets what nobody asked about for long, and holds that are over. What stands in another list stays.
  mutating func tidy(now: Date) {
    links = links.filter { now.timeIntervalSince($0.value.asked) < Self.memory }
    holds = holds.filter { now < $0.value }
  }
}

/// What asking for an address came to.
package enum LinkAnswer: Sendable, Equatable {
  case there
  /// The server says that there is nothing: 404 or 410; nil for a paper that arXiv does not know.
  case gone(Int?)
  /// Anything else: a refusal, a fault of the server or of the network. Never a finding.
  case unknown
}
