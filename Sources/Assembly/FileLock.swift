private import Glibc

/// An advisory lock on a file (flock), released when the process ends, however it ends.
struct FileLock: Sendable {
  private let descriptor: Int32

  static func acquire(_ path: String) async throws -> FileLock {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw LockError(path: path, reason: String(cString: strerror(errno))) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        let reason = String(cString: strerror(errno))
        close(descriptor)
        throw LockError(path: path, reason: reason)
      }
      do {
        try await Task.sleep(for: .milliseconds(20))
      } catch {
        close(descriptor)
        throw error
      }
    }
    return FileLock(descriptor: descriptor)
  }

  func release() { close(descriptor) }
}

/// A lock that keeps processes apart cannot be taken.
struct LockError: Error, CustomStringConvertible {
  let path: String
  let reason: String
  var description: String { "cannot lock \(path): \(reason)" }
}
