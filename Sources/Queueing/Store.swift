private import Foundation
internal import GRDB

/// The program's memory: one SQLite file, or none for tests.
///
/// Every method is one transaction that keeps the invariants of the schema (`Migrations.swift`). What the database
/// itself refuses or cannot do (disk full, file locked or damaged) is thrown as `StoreError`.
package struct Store: Sendable {
  let database: any DatabaseWriter

  /// Opens the file, making it and its folder if need be, and brings its schema up to date.
  package init(path: String) throws {
    do {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try self.init(DatabasePool(path: path, configuration: Self.configuration))
    } catch {
      throw StoreError(path: path, reason: "\(error)")
    }
  }

  /// A store that lives as long as the value; for tests.
  package static func inMemory() throws -> Store {
    try Store(DatabaseQueue(configuration: configuration))
  }

  private init(_ database: any DatabaseWriter) throws {
    self.database = database
    try Migrations.migrator.migrate(database)
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { db in
      // A decision or a cursor that was reported as stored must survive a power cut.
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    return configuration
  }
}

/// The store cannot be opened.
package struct StoreError: Error, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String
  package var description: String { "cannot open the database \(path): \(reason)" }
}
