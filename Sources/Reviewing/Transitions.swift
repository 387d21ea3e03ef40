internal import Papers
internal import Queueing

/// Who may move a candidate where: a person anywhere, as often as they like; the log keeps it all.
enum Transitions {
  enum Refusal: Error {
    case unchanged(Candidate)
    case nothingToUndo(Candidate)
    case overtaken(Candidate, by: Verdict)
  }

  static func move(
    _ decision: Decision,
    on candidate: Candidate,
    log: [LoggedVerdict],
    why: String?
  ) throws(Refusal) -> Move {
    // What a person noted about a candidate is why they decide, unless they say otherwise.
    let note = why ?? candidate.note
    switch decision {
    case .accept(let section):
      let same = candidate.state == .accepted && (section == nil || section == candidate.section)
      guard !same else { throw .unchanged(candidate) }
      return Move(kind: .accept, after: .accepted, section: section, why: note)
    case .reject:
      guard candidate.state != .rejected else { throw .unchanged(candidate) }
      return Move(kind: .reject, after: .rejected, why: note)
    case .defer(let day):
      guard candidate.deferredUntil != day else { throw .unchanged(candidate) }
      return Move(kind: .defer, after: .deferred, deferredUntil: day, why: note)
    case .undo:
      return try undo(candidate, log: log, why: why)
    }
  }

  /// Undo takes back the latest verdict that no undo has answered yet, so that several undos walk back step by step.
  private static func undo(
    _ candidate: Candidate,
    log: [LoggedVerdict],
    why: String?
  ) throws(Refusal) -> Move {
    var standing: [LoggedVerdict] = []
    for entry in log {
      if entry.verdict.kind == .undo, !Verdict.programs.contains(entry.verdict.who) {
        _ = standing.popLast()
      } else {
        standing.append(entry)
      }
    }
    guard let last = standing.last else { throw .nothingToUndo(candidate) }
    let after = last.verdict.before ?? .pending
    var move = Move(kind: .undo, after: after, formerSection: last.formerSection, why: why)
    guard after == .deferred else { return move }
    move.deferredUntil = standing.dropLast().last { $0.verdict.after == .deferred }?.deferredUntil
    // The day may have come since: then it is simply pending again.
    if move.deferredUntil == nil { move.after = .pending }
    return move
  }
}
