/// Why the rules rank alone.
package enum LearningNotice: Error, Sendable, Equatable, CustomStringConvertible {
  /// `learn` is not configured, or its weight is 0.
  case off
  case fewDecisions(Int, needed: Int)
  case fewAccepted(Int, needed: Int)
  case fewTurnedDown(Int, needed: Int)

  package var description: String {
    switch self {
    case .off: "the learned ranker is off (learn.weight is 0 or learn is not configured)"
    case .fewDecisions(let count, let needed):
      "the rules rank alone: \(count) of the \(needed) decisions (learn.after) about stored papers so far"
    case .fewAccepted(let count, let needed):
      "the rules rank alone: \(count) stored papers are accepted, at least \(needed) are needed to learn from"
    case .fewTurnedDown(let count, let needed):
      "the rules rank alone: only \(count) papers to tell the accepted ones from, at least \(needed) are needed: "
        + "reject some, or wait until papers have been passed over for \(LearnedRanker.undecidedDays) days"
    }
  }
}
