internal import GRDB

extension Store {
  /// A copy of all that is stored now, to try out what would happen; what is done to it is gone with the value. It is
  /// a temporary database of SQLite: in memory as long as there is room, then in a file that nobody sees.
  ///
  /// - Throws: what the database throws.
  package func copy() throws -> Store {
    let copy = try DatabaseQueue(path: "", configuration: Self.configuration)
    try database.backup(to: copy)
    return try Store(copy)
  }
}
