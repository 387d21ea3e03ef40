package import Foundation

/// What an attempt to deliver one message of a digest came to.
package struct DeliveryAttempt: Hashable, Sendable {
  package enum Outcome: String, Sendable, Codable { case delivered, later, refused, gone }

  /// Which message of the digest, counted from 0.
  package let part: Int
  package let at: Date
  package let outcome: Outcome
  /// What the receiver said, as a sentence part.
  package let answer: String

  package init(part: Int, at: Date, outcome: Outcome, answer: String) {
    self.part = part
    self.at = at
    self.outcome = outcome
    self.answer = answer
  }
}

/// Where an attempt leaves a delivery.
package enum DeliveryStep: Hashable, Sendable {
  /// A message arrived and others follow.
  case part
  case sent
  case retry(at: Date)
  case dead
  /// The recipient is gone and gets nothing more.
  case gone
}
