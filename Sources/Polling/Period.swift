package import Papers

/// Days of announcement, both included.
package struct Period: Sendable, Equatable, Codable, CustomStringConvertible {
  package let from: Day
  package let to: Day

  /// nil when it ends before it begins.
  package init?(from: Day, to: Day) {
    guard from <= to else { return nil }
    self.from = from
    self.to = to
  }

  package var description: String { "\(from)..\(to)" }
}
