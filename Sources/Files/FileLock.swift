private import Glibc

/// An advisory lock on a file or a folder (flock), released when the process ends, however it ends.
package struct FileLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of a file, which is made if need be; waits for who has it without holding up a thread.
  ///
  /// - Throws: `LockError`, or `CancellationError`.
  package static func acquire(_ path: String) async throws -> FileLock {
    let lock = try FileLock(opening: path, O_RDWR | O_CREAT)
    while try !lock.take(LOCK_NB, path) {
      do {
        try await Task.sleep(for: .milliseconds(20))
      } catch {
        lock.release()
        throw error
      }
    }
    return lock
  }

  /// The same, but holds up the thread: for what is never held for long.
  package init(waitingFor path: String) throws(LockError) {
    self = try FileLock(opening: path, O_RDWR | O_CREAT)
    while try !take(0, path) {}
  }

  /// The lock of a folder, for files in it that are exchanged for others; holds up the thread.
  package init(waitingForFolder path: String) throws(LockError) {
    self = try FileLock(opening: path, O_RDONLY | O_DIRECTORY)
    while try !take(0, path) {}
  }

  package func release() { close(descriptor) }

  private init(opening path: String, _ flags: Int32) throws(LockError) {
    descriptor = open(path, flags | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw LockError(path: path, reason: String(cString: strerror(errno))) }
  }

  /// False when another has it, or a signal came in between.
  private func take(_ flags: Int32, _ path: String) throws(LockError) -> Bool {
    if flock(descriptor, LOCK_EX | flags) == 0 { return true }
    guard errno == EWOULDBLOCK || errno == EINTR else {
      let reason = String(cString: strerror(errno))
      release()
      throw LockError(path: path, reason: reason)
    }
    return false
  }
}

/// A lock that keeps processes apart cannot be taken.
package struct LockError: Error, CustomStringConvertible {
  package let path: String
  package let reason: String
  package var description: String { "cannot lock \(path): \(reason)" }
}
