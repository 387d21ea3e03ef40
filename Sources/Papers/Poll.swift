package import Foundation

/// What a source came to when it was asked: the evidence from which the ledger is worked out.
package struct Poll: Sendable, Equatable {
  package enum Outcome: String, Sendable {
    /// It was read to its end.
    case complete
    /// It shows what it showed before, or less than there is.
    case stale
    /// It failed, throttled, or answered with something that is no answer.
    case refused
  }

  package let source: String
  /// The server's time when the harvest began; ours when it did not answer.
  package let at: Date
  /// The first day that was asked for, and the last; nil is open.
  package let since: Day?
  package let through: Day?
  package let outcome: Outcome
  /// How often the source said that there is nothing; 0 when there was something.
  package let confirmations: Int
  package let detail: String

  package init(
    source: String,
    at: Date,
    since: Day?,
    through: Day? = nil,
    outcome: Outcome,
    confirmations: Int = 0,
    detail: String
  ) {
    self.source = source
    self.at = at
    self.since = since
    self.through = through
    self.outcome = outcome
    self.confirmations = confirmations
    self.detail = detail
  }
}
