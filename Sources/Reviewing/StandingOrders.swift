package import Foundation
internal import Papers
package import Queueing

/// What is decided without asking, as the configuration has it. A person's verdict always wins: a candidate about which
/// a person has ever decided is left alone.
package struct StandingOrders: Sendable, Equatable {
  /// Accept from this score on; nil for never.
  package var accept: Double?
  /// Let pending candidates expire so many days after their announcement; nil for never.
  package var expire: Int?

  package init(accept: Double? = nil, expire: Int? = nil) {
    self.accept = accept
    self.expire = expire
  }

  /// Carries the orders out, each in its own transaction with its log line.
  ///
  /// - Returns: how many were accepted and how many expired.
  package func carryOut(topic: String, in store: Store, at now: Date) async throws -> (
    accepted: Int, expired: Int
  ) {
    var counts = (accepted: 0, expired: 0)
    if let accept {
      let move = Move(kind: .accept, after: .accepted, why: "scores at least \(accept.short)")
      for work in try await store.undecided(topic: topic, score: accept, announcedBefore: nil) {
        if try await Self.decide(move, on: work, topic, store, now) { counts.accepted += 1 }
      }
    }
    if let expire {
      let move = Move(kind: .expire, after: .rejected, why: "undecided for \(expire) days")
      let day = Day(utc: now) - expire
      for work in try await store.undecided(topic: topic, score: nil, announcedBefore: day) {
        if try await Self.decide(move, on: work, topic, store, now) { counts.expired += 1 }
      }
    }
    return counts
  }

  /// Looks once more, in the transaction: a person may have been quicker.
  private static func decide(
    _ move: Move,
    on work: WorkID,
    _ topic: String,
    _ store: Store,
    _ now: Date
  ) async throws -> Bool {
    do {
      let decided = try await store.decide(topic: topic, work: work, who: "orders", at: now) {
        candidate,
        log in
        let isFree = log.allSatisfy { Verdict.programs.contains($0.verdict.who) }
        guard candidate.state == .pending, isFree else { throw Overtaken() }
        return move
      }
      return decided != nil
    } catch is Overtaken {
      return false
    }
  }

  private struct Overtaken: Error {}
}
