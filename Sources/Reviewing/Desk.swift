package import Foundation
package import Papers
package import Queueing

/// What a person can do with a candidate.
package enum Decision: Sendable, Equatable {
  case accept(section: String?)
  case reject
  /// Until the day, on which it is pending again.
  case `defer`(until: Day)
  /// Takes back the last decision that has not been taken back.
  case undo
}

/// What became of a decision about one work.
package enum Outcome: Sendable, Equatable {
  case decided(Candidate)
  /// It was so already; nothing was written.
  case unchanged(Candidate)
  /// Nothing to undo.
  case nothingToUndo(Candidate)
  /// Somebody has decided since whoever decides looked; nothing was written.
  case overtaken(Candidate, by: Verdict)
  /// Neither in the queue nor a stored paper.
  case unknown(WorkID)
}

/// Where a person decides about the queue of a topic. Every decision is stored with its log line before the call
/// returns.
package struct Desk: Sendable {
  private let store: Store
  private let topic: String
  private let who: String

  package init(store: Store, topic: String, who: String) {
    self.store = store
    self.topic = topic
    self.who = who
  }

  /// Decides, unless somebody else has meanwhile.
  ///
  /// - Parameters:
  ///   - decision: what to do.
  ///   - work: about which work.
  ///   - why: the reason, for the log; nil for the note.
  ///   - seen: how many verdicts about it whoever decides knows of; nil to decide whatever there is.
  ///   - now: the stamp of the verdict.
  /// - Returns: what became of it.
  /// - Throws: what the store throws.
  package func decide(
    _ decision: Decision,
    on work: WorkID,
    why: String?,
    seen: Int? = nil,
    at now: Date
  ) async throws -> Outcome {
    do {
      let candidate = try await store.decide(topic: topic, work: work, who: who, at: now) { candidate, log in
        if let seen, seen != log.count, let last = log.last {
          throw Transitions.Refusal.overtaken(candidate, by: last.verdict)
        }
        return try Transitions.move(decision, on: candidate, log: log, why: why)
      }
      return candidate.map(Outcome.decided) ?? .unknown(work)
    } catch let refusal as Transitions.Refusal {
      switch refusal {
      case .unchanged(let candidate): return .unchanged(candidate)
      case .nothingToUndo(let candidate): return .nothingToUndo(candidate)
      case .overtaken(let candidate, let verdict): return .overtaken(candidate, by: verdict)
      }
    }
  }
}
