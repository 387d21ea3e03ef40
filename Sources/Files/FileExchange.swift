private import CFiles
private import Foundation
private import Glibc

extension AtomicFile {
  /// Puts `bytes` in the place of a file that other programs write too, and loses nothing that they write meanwhile: also
  /// not what comes between the last look and the rename, nor through a file that was opened before. Two names are
  /// exchanged in one step (renameat2), and the old file is looked at once nobody can write it any more.
  ///
  /// - Parameters:
  ///   - bytes: what the file holds afterwards.
  ///   - before: what it has to hold until then.
  ///   - path: where; no symbolic link.
  ///   - mode: the permissions of the file.
  ///   - owner: who has the file afterwards; see `write`.
  ///   - temporary: a name in the same folder that is only used by who holds the lock of the file.
  /// - Returns: false when somebody else wrote it; the file then holds what they wrote, and no byte of ours.
  /// - Throws: `FileError`; the file is then as it was, or the error names where the bytes of somebody else are.
  package static func exchange(
    _ bytes: [UInt8],
    for before: [UInt8],
    at path: String,
    mode: UInt32,
    owner: FileOwner?,
    through temporary: String
  ) throws(FileError) -> Bool {
    unlink(temporary)
    do throws(FileError) {
      try create(temporary, bytes, mode: mode, owner: owner, flags: O_EXCL | O_NOFOLLOW)
    } catch {
      unlink(temporary)
      throw error
    }
    guard contents(path) == before else {
      unlink(temporary)
      return false
    }
    guard try swap(temporary, path) else { return true }
    defer { try? sync(folder: folder(of: path)) }
    waitForWriters(of: temporary)
    guard contents(temporary) != before else {
      unlink(temporary)
      return true
    }
    _ = try swap(temporary, path)
    try rescue(writtenInto: bytes, at: temporary, for: path)
    return false
  }

  /// What somebody added to our bytes in the moment in which they were in place is added to theirs.
  private static func rescue(
    writtenInto bytes: [UInt8],
    at temporary: String,
    for path: String
  ) throws(FileError) {
    waitForWriters(of: temporary)
    guard let found = contents(temporary), found != bytes else {
      unlink(temporary)
      return
    }
    guard found.starts(with: bytes) else {
      throw FileError(
        path: path,
        reason:
          "somebody else rewrote it in the same moment; what they wrote is in \(temporary): merge it by hand"
      )
    }
    try append(found.dropFirst(bytes.count), to: path)
    unlink(temporary)
  }

  /// - Returns: false where the file system cannot exchange: then the new file is simply in the place of the old.
  private static func swap(_ new: String, _ old: String) throws(FileError) -> Bool {
    if files_exchange(new, old) == 0 { return true }
    guard errno == ENOSYS || errno == EINVAL, rename(new, old) == 0 else {
      throw FileError(errno: errno, path: old)
    }
    return false
  }

  /// Until nobody has the file open for writing, which a read lease tells (fcntl(2), F_SETLEASE); for two seconds at most,
  /// and not at all where leases are not allowed.
  private static func waitForWriters(of path: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    for _ in 0..<200 {
      if files_take_read_lease(file) == 0 {
        _ = files_give_up_lease(file)
        return
      }
      guard errno == EAGAIN else { return }
      usleep(10_000)
    }
  }

  private static func contents(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { Array($0) }
  }

  private static func append(_ bytes: ArraySlice<UInt8>, to path: String) throws(FileError) {
    let file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard file >= 0 else { throw FileError(errno: errno, path: path) }
    defer { close(file) }
    try write(bytes, to: file, path)
  }
}
