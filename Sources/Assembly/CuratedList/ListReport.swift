/// What became of the edits that a list owed the decisions.
package struct ListReport: Sendable {
  package let file: String
  package internal(set) var changes: [ListChangeRecord] = []
  /// What could not be done.
  package internal(set) var waiting: [WaitingRecord] = []

  /// The report in a line each, for a person.
  package var lines: [String] { changeLines + waitingLines }

  /// What was done, in a line each.
  package var changeLines: [String] {
    changes.map { change in
      let place = change.request.map { "in \($0)" } ?? change.line.map { "line \($0) of \(file)" } ?? file
      return "\(change.id): \(change.action), \(place)" + (change.text.map { ": \($0)" } ?? "")
    }
  }

  /// What could not be done, in a line each.
  package var waitingLines: [String] {
    waiting.map { "\($0.id): \($0.isFinal ? "not listed" : "not listed yet"): \($0.reason)" }
  }
}

/// A line of a list that was put in, moved, taken out or asked for.
package struct ListChangeRecord: Encodable, Sendable {
  package let id: String
  /// `added`, `moved`, `removed` or `proposed`.
  package let action: String
  /// 1-based; nil in a pull request.
  package let line: Int?
  package let text: String?
  /// The address of the pull request.
  package let request: String?
}

/// An edit that could not be made.
package struct WaitingRecord: Encodable, Sendable {
  package let id: String
  package let reason: String
  /// Whether it is given up until somebody decides anew.
  package let isFinal: Bool

  private enum CodingKeys: String, CodingKey {
    case isFinal = "given_up"
    case id, reason
  }
}
