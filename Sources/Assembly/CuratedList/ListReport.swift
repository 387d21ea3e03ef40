internal import Papers
internal import Queueing

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

  /// What could not be done, in a line for each reason, with the works it holds for.
  package var waitingLines: [String] { waiting.lines }
}

extension [WaitingRecord] {
  /// One line for each reason, the latest decision first. It names the works that somebody has decided about last, for
  /// a list that cannot be written holds up every line it owes.
  package var lines: [String] {
    var said: Set<String> = []
    return reversed().compactMap { row in
      guard said.insert(row.sentence).inserted else { return nil }
      let ids = filter { $0.sentence == row.sentence }.map(\.id)
      let more = ids.count > Self.named ? " and \(ids.count - Self.named) more" : ""
      return ids.suffix(Self.named).reversed().joined(separator: ", ") + more + ": " + row.sentence
    }
  }

  private static let named = 3
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
  /// `in` for a line that is to be in the list, `out` for one that is not.
  package let wanted: String
  package let reason: String
  /// Whether it is given up until somebody decides anew.
  package let isFinal: Bool

  init(_ debt: ListDebt, reason: String, isFinal: Bool) {
    id = debt.work.description
    wanted = debt.wanted.rawValue
    self.reason = reason
    self.isFinal = isFinal
  }

  /// As a person reads it behind the id.
  fileprivate var sentence: String {
    let what = wanted == ListDebt.Wanted.in.rawValue ? "not listed" : "still listed"
    let until = wanted == ListDebt.Wanted.in.rawValue ? " yet" : " for now"
    return "\(what)\(isFinal ? "" : until): \(reason)"
  }

  private enum CodingKeys: String, CodingKey {
    case isFinal = "given_up"
    case id, wanted, reason
  }
}
