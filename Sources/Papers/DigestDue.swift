package import Foundation

/// A moment at which a digest is due.
package struct DigestDue: Hashable, Sendable, Codable {
  /// The day in the digest's zone, or that of the listing: there is one digest of a name a day.
  package let day: Day
  package let at: Date

  package init(day: Day, at: Date) {
    self.day = day
    self.at = at
  }
}

/// Where a digest of the configuration stands.
package struct DigestProgress: Hashable, Sendable {
  /// When it was first heard of: nothing was due before.
  package let since: Date
  /// What was due last and was dealt with, whether or not there was something to send.
  package let last: DigestDue?

  package init(since: Date, last: DigestDue? = nil) {
    self.since = since
    self.last = last
  }

  /// Without what lies more than two days ahead: it was written by a clock that was wrong, and would silence the digest
  /// until then.
  package func trusted(at now: Date) -> DigestProgress {
    let limit = now + 2 * 86_400
    return DigestProgress(
      since: since > limit ? now - 86_400 : since,
      last: last.flatMap { $0.at > limit ? nil : $0 }
    )
  }
}
