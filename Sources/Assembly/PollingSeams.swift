internal import Foundation
internal import Papers
internal import Polling
internal import Queueing

/// What Polling needs of the store, made of what the store offers.
extension Store {
  func logbook(watching categories: [Papers.Category], now: @escaping @Sendable () -> Date) -> Logbook {
    let key: @Sendable (Lane) -> LaneKey = { LaneKey(source: $0.source, name: $0.name, watched: categories) }
    return Logbook(
      state: { lane in
        let progress = try await self.progress(key(lane))
        // A position that this version cannot read is dropped: the harvest begins again at its cursor.
        let position = progress.position.flatMap {
          try? JSONDecoder().decode(Position.self, from: Data($0.utf8))
        }
        return LaneState(cursor: progress.cursor, position: position)
      },
      commit: { page in
        try await self.admit(page.papers, lane: key(page.lane), step: page.next.step, at: now())
      }
    )
  }

  var holds: Holds {
    Holds(
      read: { scope in
        try await self.hold(scope: scope).map {
          Hold(until: $0.until, failures: $0.failures, reason: $0.reason)
        }
      },
      write: { scope, hold in
        try await self.setHold(
          hold.map { HostHold(until: $0.until, failures: $0.failures, reason: $0.reason) },
          scope: scope
        )
      }
    )
  }
}

extension Page.Next {
  fileprivate var step: LaneStep {
    get throws {
      switch self {
      case .done(let cursor): return .finished(cursor: cursor)
      case .more(let position):
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return .position(String(decoding: try encoder.encode(position), as: UTF8.self))
      }
    }
  }
}
