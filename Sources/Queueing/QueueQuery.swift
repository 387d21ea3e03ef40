internal import GRDB
internal import Papers

/// The SQL behind a list of the queue: an arm for each state, so that each is walked in the order of its index and a
/// limit is reached without reading the rest.
struct QueueQuery {
  let arguments: StatementArguments
  private let arms: [String]
  private let order: String
  private let limit: Int?

  init(topic: String, filter: CandidateFilter, today: Day) {
    var values: [String: (any DatabaseValueConvertible)?] = ["topic": topic, "today": today.description]
    let conditions = Self.conditions(filter, &values)
    let places = Self.places.filter { filter.states?.contains($0.state) ?? true }
    let arms = places.map { place in
      let filters = ([place.condition] + conditions).map { " AND \($0)" }.joined()
      return "SELECT \(place.columns), \(Self.columns) FROM candidate WHERE topic = :topic\(filters)"
    }
    self.arms = arms
    arguments = StatementArguments(values.filter { name, _ in arms.contains { $0.contains(":\(name)") } })
    order = Self.orders[filter.order] ?? ""
    limit = filter.limit
  }

  /// The candidates without their authors.
  var rows: String {
    guard !arms.isEmpty else { return Self.nothing }
    let limit = limit.map { " LIMIT \($0)" } ?? ""
    return "\(union) ORDER BY \(order)\(limit)"
  }

  /// The authors are looked up for the rows that are wanted, not for all that had to be ordered.
  var rowsWithNames: String {
    guard !arms.isEmpty else { return Self.nothing }
    return """
      SELECT queue.*, (SELECT group_concat(value ->> '$.name', char(10)) FROM candidate, json_each(authors)
        WHERE candidate.topic = queue.topic AND candidate.work = queue.work) AS names
      FROM (\(rows)) AS queue ORDER BY \(order)
      """
  }

  var count: String {
    guard !arms.isEmpty else { return Self.nothing }
    return "SELECT " + arms.map { "(SELECT count(*) FROM (\($0)))" }.joined(separator: " + ")
  }

  private var union: String { arms.joined(separator: " UNION ALL ") }

  private static let nothing = "SELECT 0 WHERE 0"

  /// How a stored state is seen today.
  private static let places: [(state: State, condition: String, columns: String)] = [
    (.pending, "state = 'pending'", "'pending' AS state, NULL AS deferredUntil"),
    (.pending, "state = 'deferred' AND deferredUntil <= :today", "'pending' AS state, NULL AS deferredUntil"),
    (.deferred, "state = 'deferred' AND deferredUntil > :today", "'deferred' AS state, deferredUntil"),
    (.accepted, "state = 'accepted'", "'accepted' AS state, NULL AS deferredUntil"),
    (.rejected, "state = 'rejected'", "'rejected' AS state, NULL AS deferredUntil"),
  ]

  /// After the two of the place; `listedCandidate` reads them by number, for finding a name takes longer than reading.
  private static let columns = "work, title, score, section, announced, withdrawn, topic"

  private static let orders: [CandidateFilter.Order: String] = [
    .announced: "withdrawn, announced DESC, score DESC, work",
    .score: "withdrawn, score DESC, announced DESC, work",
    .title: "withdrawn, title COLLATE NOCASE, work",
  ]

  private static func conditions(
    _ filter: CandidateFilter,
    _ values: inout [String: (any DatabaseValueConvertible)?]
  ) -> [String] {
    var conditions: [String] = []
    func add(_ name: String, _ value: (any DatabaseValueConvertible)?, _ condition: String) {
      guard let value else { return }
      values[name] = value
      conditions.append(condition)
    }
    add("section", filter.section, "section = :section")
    add("score", filter.minScore, "score >= :score")
    add("since", filter.since?.description, "announced >= :since")
    add("until", filter.until?.description, "announced <= :until")
    for (index, word) in (filter.text ?? "").split(whereSeparator: \.isWhitespace).enumerated() {
      let name = "word\(index)x"
      add(name, word.lowercased(), contains(String(word), name))
    }
    return conditions
  }

  /// SQLite's own `lower` knows only ASCII, and is much faster.
  private static func contains(_ word: String, _ name: String) -> String {
    let isPlain = word.utf8.allSatisfy { $0 < 0x80 }
    let fold = isPlain ? "lower" : Store.fold
    // JSON writes letters and digits as they are: most rows need not be taken apart.
    let isInText = word.utf8.allSatisfy { $0 < 0x80 && Character(Unicode.Scalar($0)).isLetterOrDigit }
    let hint = isInText ? "instr(lower(authors), :\(name)) AND " : ""
    return """
      (instr(\(fold)(title), :\(name)) OR (\(hint)EXISTS (
        SELECT 1 FROM json_each(candidate.authors) WHERE instr(\(fold)(value ->> '$.name'), :\(name)))))
      """
  }
}

extension Character {
  fileprivate var isLetterOrDigit: Bool { isLetter || isNumber }
}

extension Row {
  private func read<Value>(_ column: Int, _ name: String, _ convert: (String) -> Value?) throws -> Value {
    let text: String = self[column]
    guard let value = convert(text) else { throw DamagedRow(column: name, value: text) }
    return value
  }

  /// A candidate as a list shows it.
  var listedCandidate: Candidate {
    get throws {
      let names: String? = count > 9 ? self[9] : nil
      var candidate = Candidate(
        topic: self[8],
        work: try read(2, "work") { WorkID($0) },
        state: try read(0, "state") { State(rawValue: $0) },
        deferredUntil: hasNull(atIndex: 1) ? nil : try read(1, "deferredUntil") { Day($0) },
        title: self[3],
        authors: (names ?? "").split(separator: "\n").map { Author(String($0)) },
        score: self[4],
        section: self[5],
        announced: hasNull(atIndex: 6) ? nil : try read(6, "announced") { Day($0) }
      )
      candidate.isWithdrawn = self[7]
      return candidate
    }
  }
}
