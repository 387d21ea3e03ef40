package import Foundation
package import Wire

/// What Polling needs of the store.
package struct Logbook: Sendable {
  package var state: @Sendable (Lane) async throws -> LaneState
  /// Admits the papers of a page and stores its position, or the cursor (and no position) when it is the last, in
  /// one transaction. Returns how many of the papers were new.
  package var commit: @Sendable (Page) async throws -> Int

  package init(
    state: @escaping @Sendable (Lane) async throws -> LaneState,
    commit: @escaping @Sendable (Page) async throws -> Int
  ) {
    self.state = state
    self.commit = commit
  }
}

/// arXiv asks to be left alone until a moment.
package struct Hold: Sendable, Equatable, Codable {
  package let until: Date
  /// How often in a row it has throttled.
  package let failures: Int
  /// What it answered, as a sentence part.
  package let reason: String

  package init(until: Date, failures: Int, reason: String) {
    self.until = until
    self.failures = failures
    self.reason = reason
  }
}

/// The holds, kept for all processes and later runs. Each has a scope: one interface, or `everything`.
package struct Holds: Sendable {
  /// The scope of a hold that stops all requests, whatever the interface.
  package static let everything = "everything"

  package var read: @Sendable (_ scope: String) async throws -> Hold?
  package var write: @Sendable (_ scope: String, Hold?) async throws -> Void

  package init(
    read: @escaping @Sendable (_ scope: String) async throws -> Hold?,
    write: @escaping @Sendable (_ scope: String, Hold?) async throws -> Void
  ) {
    self.read = read
    self.write = write
  }
}

/// Gives one request its turn: alone on this machine, not before the next allowed moment, whatever the host
/// (arxiv-protocol section 5). Errors of the request pass unchanged.
package struct Pace: Sendable {
  package typealias Request = @Sendable () async throws(WireError) -> WireResponse
  package var turn: @Sendable (@escaping Request) async throws -> WireResponse

  package init(turn: @escaping @Sendable (@escaping Request) async throws -> WireResponse) {
    self.turn = turn
  }
}

/// What a person may see while a harvest goes on: said after every admitted page.
package struct Progress: Sendable, Equatable {
  package let source: String
  package let lane: Lane
  package let page: Int
  package let papersSoFar: Int
  /// Whether the harvest was begun by an earlier run.
  package let resumed: Bool

  package init(source: String, lane: Lane, page: Int, papersSoFar: Int, resumed: Bool) {
    self.source = source
    self.lane = lane
    self.page = page
    self.papersSoFar = papersSoFar
    self.resumed = resumed
  }
}
