import Foundation
import Papers
import Testing

@testable import Queueing

@Suite struct `A copy of the store` {
  private func addresses(_ store: Store) async throws -> [String?] {
    try await store.recipients().map(\.address)
  }

  private func leave(_ store: Store, _ address: String) async throws {
    let at = try #require(Date(rfc3339: "2026-03-03T08:00:00Z"))
    let who = RecipientKey(channel: "mail", fingerprint: address)
    try await store.unsubscribe(who, address: address, reason: "left", at: at)
  }

  @Test(arguments: [true, false])
  func `holds what there is, and neither sees what the other does`(isInFile: Bool) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/gleaner-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = isInFile ? try Store(path: folder + "/gleaner.sqlite") : try Store.inMemory()
    try await leave(store, "ada")
    let copy = try store.copy()
    try await leave(copy, "ben")
    try await leave(store, "eve")
    #expect(try await addresses(copy) == ["ada", "ben"])
    #expect(try await addresses(store) == ["ada", "eve"])
    #expect(try await copy.salt() == store.salt())
  }
}
