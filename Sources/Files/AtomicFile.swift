private import Foundation
private import Glibc

/// Files that others may read at any moment: each is whole, before and after, also when the power fails.
package enum AtomicFile {
  /// Puts `bytes` in place by fsync and rename, unless the file holds just these already. Makes the folder if need be.
  ///
  /// - Parameters:
  ///   - bytes: what the file holds afterwards.
  ///   - path: where; a symbolic link is replaced by a file, so who means its target resolves it first.
  ///   - mode: the permissions of the file.
  /// - Returns: whether the file changed.
  /// - Throws: `FileError`, with the path that stood in the way; the file is then as it was.
  package static func write(
    _ bytes: [UInt8],
    to path: String,
    mode: UInt32 = 0o644
  ) throws(FileError) -> Bool {
    if let old = FileManager.default.contents(atPath: path), old.elementsEqual(bytes) { return false }
    let folder = folder(of: path)
    try makeFolder(folder)
    let temporary = "\(folder)/.\((path as NSString).lastPathComponent).\(getpid())"
    do throws(FileError) {
      try create(temporary, bytes, mode: mode, owner: nil, flags: O_TRUNC | O_NOFOLLOW)
      guard rename(temporary, path) == 0 else { throw FileError(errno: errno, path: path) }
    } catch {
      unlink(temporary)
      throw error
    }
    try sync(folder: folder)
    return true
  }

  /// Writes a file that must not be there yet, through to the disk. Its folder has to be synced by the caller, who
  /// will most likely rename the file first.
  package static func createNew(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws(FileError) {
    try create(path, bytes, mode: mode, owner: nil, flags: O_EXCL)
  }

  package static func makeFolder(_ path: String) throws(FileError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileError(
        path: path,
        reason: "cannot make the folder; is there a file in its place, or is writing not allowed?"
      )
    }
  }

  /// Makes sure that what was created, renamed or removed in the folder stays so after a power cut.
  package static func sync(folder: String) throws(FileError) {
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw FileError(errno: errno, path: folder) }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw FileError(errno: errno, path: folder) }
  }

  static func folder(of path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  /// `owner`: who has the file afterwards, with just this mode, whatever the umask. Only root may give files away;
  /// anybody else keeps the group at least where that is one of theirs.
  static func create(
    _ path: String,
    _ bytes: [UInt8],
    mode: UInt32,
    owner: FileOwner?,
    flags: Int32
  ) throws(FileError) {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode)
    guard file >= 0 else { throw FileError(errno: errno, path: path) }
    defer { close(file) }
    if let owner {
      if fchown(file, owner.user, owner.group) != 0 { _ = fchown(file, uid_t.max, owner.group) }
      guard fchmod(file, mode) == 0 else { throw FileError(errno: errno, path: path) }
    }
    try write(bytes[...], to: file, path)
  }

  /// Through to the disk; `path` is for the error.
  static func write(_ bytes: ArraySlice<UInt8>, to file: Int32, _ path: String) throws(FileError) {
    var rest = bytes
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw FileError(errno: errno, path: path) }
      rest = rest.dropFirst(written)
    }
    guard fsync(file) == 0 else { throw FileError(errno: errno, path: path) }
  }
}

/// Whose a file is, by the numbers of the system.
package struct FileOwner: Sendable, Equatable {
  package let user: UInt32
  package let group: UInt32

  package init(user: UInt32, group: UInt32) {
    self.user = user
    self.group = group
  }
}

/// A file or folder that cannot be read or written, and why.
package struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  package let path: String
  package let reason: String
  package var description: String { "\(path): \(reason)" }

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  package init(errno code: Int32, path: String) {
    self.init(path: path, reason: String(cString: strerror(code)))
  }
}
