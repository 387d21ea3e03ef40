import Foundation
import GRDB
import Papers
import Testing

@testable import Queueing

/// A folder of its own for each test, gone when the test is.
private final class Folder {
  let path = NSTemporaryDirectory() + "gleaner-store-\(UUID().uuidString)"

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct `A store on disk` {
  private let folder = Folder()
  private var path: String { folder.path + "/var/lib/gleaner.sqlite" }

  @Test func `makes its folder and remembers`() async throws {
    try await Store(path: path).admit(try paper("2603.00001"))
    let again = try Store(path: path)
    #expect(try await again.paper(try #require(PaperID("2603.00001"))) == paper("2603.00001"))
    #expect(try await again.progress(lane()).position == "{}")
  }

  @Test func `lets readers read while it writes, and survives a power cut`() async throws {
    let store = try Store(path: path)
    #expect(try await store.text("PRAGMA journal_mode") == "wal")
    #expect(try await store.text("PRAGMA synchronous") == "2")
    #expect(try await store.text("PRAGMA foreign_keys") == "1")
  }

  @Test func `is brought up to date once`() async throws {
    let schema = "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master ORDER BY name)"
    let first = try Store(path: path)
    let before = try await first.text(schema)
    let count = "SELECT count(*) FROM grdb_migrations"
    let applied = try await first.text(count)
    let again = try Store(path: path)
    #expect(try await again.text(schema) == before)
    #expect(try await again.text(count) == applied)
    try Migrations.migrator.migrate(again.database)
    #expect(try await again.text(schema) == before)
  }

  @Test func `serves two that have it open`() async throws {
    let one = try Store(path: path)
    let other = try Store(path: path)
    try await one.admit(try paper("2603.00001"))
    #expect(try await other.admit(try paper("2603.00001"), try paper("2603.00002")) == 1)
    #expect(try await one.paperCount() == 2)
  }

  @Test func `says which file it cannot open`() throws {
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    let text = folder.path + "/notes.txt"
    try Data(repeating: UInt8(ascii: "x"), count: 4096).write(to: URL(fileURLWithPath: text))
    for path in [text, text + "/gleaner.sqlite"] {
      let error = #expect(throws: StoreError.self) { _ = try Store(path: path) }
      #expect(error?.description.hasPrefix("cannot open the database \(path): ") == true)
    }
  }

  @Test func `says which column is damaged`() async throws {
    let store = try Store(path: path)
    try await store.admit(try paper("2603.00001"))
    try await store.execute("UPDATE paper SET updated = 'yesterday'")
    let error = await #expect(throws: DamagedRow.self) {
      try await store.paper(try #require(PaperID("2603.00001")))
    }
    #expect(error?.description == "the database holds an unreadable updated: yesterday")
  }
}
