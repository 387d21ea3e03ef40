private import Foundation
private import Glibc

/// Files that a web server may read at any moment: each is whole, before and after.
enum AtomicFile {
  /// Puts `bytes` in place by fsync and rename, unless the file holds just these already.
  ///
  /// - Returns: whether the file changed.
  static func write(_ bytes: [UInt8], to path: String) throws(PublishError) -> Bool {
    if let old = FileManager.default.contents(atPath: path), old.elementsEqual(bytes) { return false }
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw PublishError(
        path: folder,
        reason: "cannot make the folder; is there a file in its place, or is writing not allowed?"
      )
    }
    let temporary = "\(folder)/.\((path as NSString).lastPathComponent).\(getpid())"
    do throws(PublishError) {
      try writeDurably(bytes, to: temporary)
      guard rename(temporary, path) == 0 else { throw PublishError(errno: errno, path: path) }
    } catch {
      unlink(temporary)
      throw error
    }
    try sync(folder: folder)
    return true
  }

  private static func writeDurably(_ bytes: [UInt8], to path: String) throws(PublishError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw PublishError(errno: errno, path: path) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw PublishError(errno: errno, path: path) }
      rest = rest.dropFirst(written)
    }
    guard fsync(file) == 0 else { throw PublishError(errno: errno, path: path) }
  }

  private static func sync(folder: String) throws(PublishError) {
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw PublishError(errno: errno, path: folder) }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw PublishError(errno: errno, path: folder) }
  }
}

/// A file of the feed folder cannot be written.
package struct PublishError: Error, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String
  package var description: String { "cannot publish \(path): \(reason)" }

  init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  init(errno code: Int32, path: String) {
    self.init(path: path, reason: String(cString: strerror(code)))
  }
}
