import Foundation
import Synchronization
import Testing

@testable import Files

@Suite struct FileLockTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("gleaner-lock-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  @Test(.timeLimit(.minutes(1))) func `Who comes second waits until the first is done`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let isReleased = Mutex(false)
    let path = "\(folder)/lock"
    let first = try await FileLock.acquire(path)
    let second = Task {
      let lock = try await FileLock.acquire(path)
      defer { lock.release() }
      return isReleased.withLock { $0 }
    }
    for _ in 0..<1000 { await Task.yield() }
    isReleased.withLock { $0 = true }
    first.release()
    #expect(try await second.value)
    try FileLock(waitingFor: path).release()
  }

  @Test func `Who is interrupted waits no longer`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/lock"
    let first = try await FileLock.acquire(path)
    let second = Task { try await FileLock.acquire(path) }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    first.release()
    try FileLock(waitingFor: path).release()
  }

  @Test func `A folder has a lock, and what is not there has none`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileLock(waitingForFolder: folder).release()
    let error = #expect(throws: LockError.self) { try FileLock(waitingForFolder: "\(folder)/none") }
    #expect(error?.reason == "No such file or directory")
    #expect(throws: LockError.self) { try FileLock(waitingFor: "\(folder)/none/lock") }
  }
}
