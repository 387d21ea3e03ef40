import Foundation
import GRDB
import Papers
import Synchronization
import Testing

@testable import Queueing

@Suite struct `An export` {
  @Test func `is of one moment, whatever is decided meanwhile`() async throws {
    let folder = NSTemporaryDirectory() + "gleaner-export-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try Store(path: folder + "/gleaner.sqlite")
    let other = try Store(path: folder + "/gleaner.sqlite")
    try await store.admit(try paper("2603.00001"))
    try await store.appraise(["2603.00001": 9])
    try await store.propose()
    let (now, id) = (try instant("2026-03-03T09:00:00Z"), try work("2603.00001"))
    let items = Mutex<[RestoreItem]>([])
    try await store.forEachItem(topic: nil) { item in
      if case .candidate(let stored) = item {
        try other.database.write { db in
          let move = Move(kind: .reject, after: .rejected)
          try Store.carryOut(move, on: stored.candidate, who: "ada", at: now, db: db)
        }
      }
      items.withLock { $0.append(item) }
    }
    #expect(try await store.candidate(topic: "reading", work: id, today: day(tuesday))?.state == .rejected)
    let copy = try Store.inMemory()
    let report = try await copy.restore(items.withLock(\.self), topic: "reading", at: now) { _, _, _ in "" }
    #expect(report.conflicts.isEmpty && report.candidates == 1)
    #expect(try await copy.queue() == ["2603.00001 pending"])
    #expect(try await copy.verdictLog().isEmpty)
  }
}
