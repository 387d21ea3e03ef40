internal import Files
private import Foundation
private import Glibc

/// A list in a file that people and other programs edit too.
package struct ListFile: Sendable {
  /// As it was named; may be a symbolic link.
  package let path: String

  package init(_ path: String) { self.path = path }

  /// The bytes as they are now.
  ///
  /// - Throws: `ListFileError`, which says what stands in the way.
  package func read() throws(ListFileError) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ListFileError(path: path, reason: "cannot read the file: there is none")
    }
    guard !isFolder.boolValue else {
      throw ListFileError(path: path, reason: "cannot read the file: it is a folder")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ListFileError(path: path, reason: "cannot read the file: that is not allowed")
    }
    return Array(data)
  }

  /// Reads the list, lets `change` make new bytes of it and puts them in its place, whole and through to the disk. Two
  /// programs of this kind take turns; what somebody else writes in between is noticed and kept, and the change is made
  /// anew on that. The permissions stay, the owner where the system allows it, and a symbolic link stays one.
  ///
  /// - Parameter change: gets the list, and answers with all its bytes, or nil to leave it.
  /// - Returns: whether the file changed.
  /// - Throws: `ListFileError` when the file cannot be read or written, or somebody else does not stop writing it.
  package func update(_ change: (ListDocument) -> [UInt8]?) throws(ListFileError) -> Bool {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let lock = try lock(besides: target)
    defer { lock.release() }
    for _ in 0..<Self.attempts {
      let before = try read()
      guard let after = change(ListDocument(bytes: before)), after != before else { return false }
      guard access(target, W_OK) == 0 else {
        throw ListFileError(path: path, reason: "cannot write the file: \(String(cString: strerror(errno)))")
      }
      if try replace(target, before, with: after) { return true }
    }
    throw ListFileError(
      path: path,
      reason: "somebody else keeps writing the file; try again when they are done"
    )
  }

  private static let attempts = 5

  private func replace(_ target: String, _ before: [UInt8], with after: [UInt8]) throws(ListFileError) -> Bool
  {
    var status = stat()
    let isThere = stat(target, &status) == 0
    let name = target as NSString
    do throws(FileError) {
      return try AtomicFile.exchange(
        after,
        for: before,
        at: target,
        mode: isThere ? status.st_mode & 0o7777 : 0o644,
        owner: isThere ? FileOwner(user: status.st_uid, group: status.st_gid) : nil,
        through: "\(name.deletingLastPathComponent)/.\(name.lastPathComponent).gleaner"
      )
    } catch {
      throw ListFileError(path: path, reason: "cannot write the file: \(error.reason)")
    }
  }

  /// Of the folder: the file itself is another one after each change.
  private func lock(besides target: String) throws(ListFileError) -> FileLock {
    do throws(LockError) {
      return try FileLock(waitingForFolder: (target as NSString).deletingLastPathComponent)
    } catch {
      throw ListFileError(path: path, reason: "cannot lock its folder: \(error.reason)")
    }
  }
}

/// A list that cannot be read or written as a file.
package struct ListFileError: Error, Sendable, Equatable, CustomStringConvertible {
  package let path: String
  package let reason: String
  package var description: String { "list \(path): \(reason)" }

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}
