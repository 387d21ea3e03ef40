private import Files
private import Foundation
internal import GRDB

/// The program's memory: one SQLite file, or none for tests.
///
/// Every method is one transaction that keeps the invariants of the schema (`Migrations.swift`). What the database
/// itself cannot do (disk full, file locked or damaged) is thrown as it comes, and `StoreError` reads it.
package struct Store: Sendable {
  let database: any DatabaseWriter

  /// Opens the file, making it and its folder if need be, and brings its schema up to date.
  package init(path: String) throws {
    do {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // Two processes that make the same new file would run its migrations against each other.
      // Who may not write the lock file cannot be the one who makes the database.
      let lock = try? FileLock(waitingFor: path + ".lock")
      defer { lock?.release() }
      try self.init(DatabasePool(path: path, configuration: Self.configuration))
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// A store that lives as long as the value; for tests.
  package static func inMemory() throws -> Store {
    try Store(DatabaseQueue(configuration: configuration))
  }

  init(_ database: any DatabaseWriter) throws {
    self.database = database
    try Migrations.migrator.migrate(database)
  }

  /// The SQL function that makes lower case of all letters, not only of ASCII.
  static let fold = "gleaner_fold"

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { db in
      // A decision or a cursor that was reported as stored must survive a power cut.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      db.add(
        function: DatabaseFunction(fold, argumentCount: 1, pure: true) { values in
          String.fromDatabaseValue(values[0])?.lowercased()
        }
      )
    }
    return configuration
  }
}

/// The store cannot be opened, read or written.
package struct StoreError: Error, Sendable, CustomStringConvertible {
  /// nil when it is open and known to whoever reads this.
  package let path: String?
  package let reason: String
  /// Whether the same may go well a little later: another process holds the file, or the disk is full.
  package let isPassing: Bool

  package var description: String {
    path.map { "cannot open the database \($0): \(reason)" } ?? "the database failed: \(reason)"
  }

  /// Reads what the database threw; nil when the error is none of its own.
  package init?(_ error: any Error) {
    guard error is DatabaseError else { return nil }
    self.init(error, path: nil)
  }

  fileprivate init(_ error: any Error, path: String?) {
    self.path = path
    let database = error as? DatabaseError
    reason = database?.message.map { "\($0) (SQLite \(database?.resultCode.rawValue ?? 0))" } ?? "\(error)"
    let passing: [ResultCode] = [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_IOERR]
    isPassing = database.map { passing.contains($0.resultCode) } ?? false
  }
}
