internal import Foundation
internal import Papers
internal import Polling
internal import Queueing

/// What Polling needs of the store, made of what the store offers.
struct PollingSeams {
  let store: Store
  let watched: [Papers.Category]
  let now: @Sendable () -> Date
  /// Told of every page that was admitted.
  var admitted: @Sendable (Page) -> Void = { _ in }

  var logbook: Logbook {
    Logbook(
      state: { lane in try await store.progress(key(lane)).state },
      commit: { page, repair in
        let news = try await store.admit(
          page.admission(repair: repair),
          lane: key(page.lane),
          step: try page.next.step(notBeyond: Day(utc: now()) + 2),
          at: now()
        )
        admitted(page)
        return news
      },
      setTrouble: { lane, trouble in
        try await store.setTrouble(try trouble.map { try Stored.text($0) }, lane: key(lane))
      },
      forget: { lanes in try await store.forgetLanes(lanes.map(key)) },
      announcements: { try await store.announcements(of: $0) }
    )
  }

  var ledgerBook: LedgerBook {
    LedgerBook(
      record: { try await store.record($0) },
      polls: { try await store.polls(since: $0) },
      counts: { try await store.paperCounts(since: $0) }
    )
  }

  var repairBook: RepairBook {
    RepairBook(
      everDamaged: { try await store.everDamaged() },
      damaged: { try await store.damagedDue(at: now(), limit: $0) },
      holes: { months, limit in
        for month in months { try await store.findHoles(in: month, at: now()) }
        // A number is not a hole before its paper had two days to turn up.
        return try await store.holesDue(seenBefore: now() - 48 * 3600, limit: limit)
      },
      settle: { try await settle($0) }
    )
  }

  private func settle(_ repair: Repair) async throws -> Int {
    var admission = PageAdmission(papers: repair.found)
    admission.isEstimated = repair.isEstimated
    // A hole among papers that were announced long ago is no news.
    admission.newsSince = Day(utc: now()) - 31
    if repair.kind == .hole { admission.repair = "its number was missing" }
    let news = try await store.admit(admission, at: now())
    switch repair.kind {
    case .damaged: try await store.putOffDamaged(repair.missing, at: now())
    case .hole: try await store.probed(repair.missing, at: now())
    }
    return news
  }

  private func key(_ lane: Lane) -> LaneKey {
    LaneKey(source: lane.source, name: lane.name, watched: watched)
  }
}

extension Store {
  var pollingHolds: Holds {
    Holds(
      read: { scope in try await hold(scope: scope) },
      write: { scope, hold in try await setHold(hold, scope: scope) }
    )
  }
}

/// How Polling's values stand in the store: as JSON, which this version writes and reads again.
private enum Stored {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// nil for what another version wrote: the harvest then begins again at its cursor.
  static func value<Value: Decodable>(_ text: String?) -> Value? {
    text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
  }
}

extension LaneProgress {
  fileprivate var state: LaneState {
    LaneState(
      cursor: cursor,
      position: Stored.value(position),
      memory: Stored.value(memory),
      trouble: Stored.value(trouble)
    )
  }
}

extension Page {
  fileprivate func admission(repair: String?) -> PageAdmission {
    var admission = PageAdmission(papers: papers)
    admission.isSupplement = isSupplement
    admission.served = served
    admission.repair = repair
    admission.isEstimated = isEstimated
    admission.keepsText = keepsText
    if let late { admission.dating = { late.day(of: $0) } }
    // A record that was merely changed, in bulk or not, is no news although it is seen for the first time.
    admission.newsSince = from - 1
    admission.damaged = damaged.map {
      DamagedEntry(paper: $0.paper, source: lane.description, reason: $0.reason, raw: $0.raw)
    }
    return admission
  }
}

extension Page.Next {
  fileprivate func step(notBeyond latest: Day) throws -> LaneStep {
    switch self {
    case .done(let cursor, let memory):
      // A server with a clock far ahead of ours must not carry the lane away for ever.
      return .finished(cursor: cursor.map { min($0, latest) }, memory: try memory.map { try Stored.text($0) })
    case .more(let position): return .position(try Stored.text(position))
    case .stale: return .finished(cursor: nil)
    }
  }
}
