package import Foundation
package import Papers
package import Wire

/// What Polling needs of the store.
package struct Logbook: Sendable {
  package var state: @Sendable (Lane) async throws -> LaneState
  /// Admits the papers of a page and stores its position, or the cursor (and no position) when it is the last, in
  /// one transaction; trouble of the lane is over. `repair` says how papers that turn up here were missed before.
  /// Returns how many of the papers were news.
  package var commit: @Sendable (Page, _ repair: String?) async throws -> Int
  /// Stores what stands in the way of a lane's next page.
  package var setTrouble: @Sendable (Lane, Trouble?) async throws -> Void
  /// Forgets lanes that have served their purpose.
  package var forget: @Sendable ([Lane]) async throws -> Void
  /// The listing of each paper that is known and has one.
  package var announcements: @Sendable ([PaperID]) async throws -> [PaperID: Day]

  package init(
    state: @escaping @Sendable (Lane) async throws -> LaneState,
    commit: @escaping @Sendable (Page, _ repair: String?) async throws -> Int,
    setTrouble: @escaping @Sendable (Lane, Trouble?) async throws -> Void,
    forget: @escaping @Sendable ([Lane]) async throws -> Void,
    announcements: @escaping @Sendable ([PaperID]) async throws -> [PaperID: Day]
  ) {
    self.state = state
    self.commit = commit
    self.setTrouble = setTrouble
    self.forget = forget
    self.announcements = announcements
  }
}

/// The evidence of the ledger of announcements.
package struct LedgerBook: Sendable {
  package var record: @Sendable (Poll) async throws -> Void
  /// The polls since a moment, oldest first.
  package var polls: @Sendable (_ since: Date) async throws -> [Poll]
  /// How many watched papers each listing since a day had.
  package var counts: @Sendable (_ since: Day) async throws -> [Day: Int]

  package init(
    record: @escaping @Sendable (Poll) async throws -> Void,
    polls: @escaping @Sendable (_ since: Date) async throws -> [Poll],
    counts: @escaping @Sendable (_ since: Day) async throws -> [Day: Int]
  ) {
    self.record = record
    self.polls = polls
    self.counts = counts
  }
}

/// Papers that have to be asked for by id.
package struct RepairBook: Sendable {
  /// Papers that ever came damaged, fetched whole since or not.
  package var everDamaged: @Sendable () async throws -> Set<PaperID>
  /// Damaged papers that are due.
  package var damaged: @Sendable (_ limit: Int) async throws -> [PaperID]
  /// Numbers that were skipped among the ids of these months; found anew, and given when they are due.
  package var holes: @Sendable (_ months: [Month], _ limit: Int) async throws -> [PaperID]
  /// Stores what was found, and what was not.
  package var settle: @Sendable (Repair) async throws -> Int

  package init(
    everDamaged: @escaping @Sendable () async throws -> Set<PaperID>,
    damaged: @escaping @Sendable (_ limit: Int) async throws -> [PaperID],
    holes: @escaping @Sendable (_ months: [Month], _ limit: Int) async throws -> [PaperID],
    settle: @escaping @Sendable (Repair) async throws -> Int
  ) {
    self.everDamaged = everDamaged
    self.damaged = damaged
    self.holes = holes
    self.settle = settle
  }
}

/// What came of asking for papers by id.
package struct Repair: Sendable, Equatable {
  package enum Kind: String, Sendable { case damaged, hole }

  package let kind: Kind
  package let found: [Paper]
  package let missing: [PaperID]
  /// As `Page.isEstimated`.
  package let isEstimated: Bool

  package init(kind: Kind, found: [Paper], missing: [PaperID], isEstimated: Bool) {
    self.kind = kind
    self.found = found
    self.missing = missing
    self.isEstimated = isEstimated
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
  package typealias Request = @Sendable () async throws -> WireResponse
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
  /// How much of the lane's harvest is done, 0...1; nil when that cannot be told.
  package let fraction: Double?

  package init(
    source: String,
    lane: Lane,
    page: Int,
    papersSoFar: Int,
    resumed: Bool,
    fraction: Double? = nil
  ) {
    self.source = source
    self.lane = lane
    self.page = page
    self.papersSoFar = papersSoFar
    self.resumed = resumed
    self.fraction = fraction
  }
}
