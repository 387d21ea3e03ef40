package import Foundation

/// arXiv, or one of its interfaces, asks to be left alone until a moment.
package struct Hold: Sendable, Hashable {
  package let until: Date
  /// How often in a row it has failed or throttled.
  package let failures: Int
  /// What it answered, as a sentence part.
  package let reason: String

  package init(until: Date, failures: Int, reason: String) {
    self.until = until
    self.failures = failures
    self.reason = reason
  }
}
