internal import GRDB
internal import Papers

enum Works {
  static func insert(_ work: WorkID, db: Database) throws {
    try db.cachedStatement(sql: "INSERT INTO work (id, kind) VALUES (?, ?) ON CONFLICT DO NOTHING")
      .execute(arguments: [work.description, work.paper == nil ? "url" : "arxiv"])
  }
}

extension PaperID {
  var monthNumber: Int { month.year * 100 + month.month }

  /// The GLOB of the ids that are numbered together within a month: in the old scheme each archive's own.
  var sameSeries: String { canonical.firstIndex(of: "/").map { canonical[...$0] + "*" } ?? "*" }
}
