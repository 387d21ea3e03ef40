internal import Foundation
internal import GRDB
internal import Papers

/// How values of `Papers` stand in columns. A column that cannot be read means a damaged file, and says which.
struct DamagedRow: Error, CustomStringConvertible {
  let column: String
  let value: String
  var description: String { "the database holds an unreadable \(column): \(value)" }
}

extension Row {
  func read<Value>(_ column: String, _ convert: (String) -> Value?) throws -> Value {
    let text: String = self[column]
    guard let value = convert(text) else { throw DamagedRow(column: column, value: text) }
    return value
  }

  func readIfPresent<Value>(_ column: String, _ convert: (String) -> Value?) throws -> Value? {
    guard let text: String = self[column] else { return nil }
    guard let value = convert(text) else { throw DamagedRow(column: column, value: text) }
    return value
  }

  func decode<Value: Decodable>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
    let text: String = self[column]
    return try JSON.decode(text)
  }

  func decodeIfPresent<Value: Decodable>(_ column: String, as type: Value.Type = Value.self) throws -> Value?
  {
    guard let text: String = self[column] else { return nil }
    return try JSON.decode(text) as Value
  }

  var paper: Paper {
    get throws {
      let categories: String = self["categories"]
      let dois: String = self["dois"]
      return Paper(
        id: try read("id") { PaperID($0) },
        version: self["version"],
        title: self["title"],
        abstract: self["abstract"],
        authors: try decode("authors"),
        categories: categories.split(separator: " ").compactMap { Category($0) },
        comment: self["comment"],
        journalReference: self["journalReference"],
        dois: dois.split(separator: " ").map(String.init),
        announced: try readIfPresent("announced") { Day($0) },
        published: try readIfPresent("published") { Date(rfc3339: $0) },
        updated: try readIfPresent("updated") { Date(rfc3339: $0) },
        isDeleted: self["deleted"],
        isWithdrawn: self["withdrawn"]
      )
    }
  }

  var candidate: Candidate {
    get throws {
      var candidate = Candidate(
        topic: self["topic"],
        work: try read("work") { WorkID($0) },
        state: try read("state") { State(rawValue: $0) },
        deferredUntil: try readIfPresent("deferredUntil") { Day($0) },
        title: self["title"],
        authors: try decode("authors"),
        score: self["score"],
        section: self["section"],
        announced: try readIfPresent("announced") { Day($0) },
        appraisal: try decodeIfPresent("appraisal")
      )
      candidate.note = self["note"]
      candidate.draft = self["draft"]
      candidate.isWithdrawn = self["withdrawn"] ?? false
      candidate.isSectionChosen = self["sectionIsChosen"] ?? false
      return candidate
    }
  }

  var verdict: Verdict {
    get throws {
      Verdict(
        topic: self["topic"],
        work: try read("work") { WorkID($0) },
        kind: try read("kind") { Verdict.Kind(rawValue: $0) },
        who: self["who"],
        at: try read("at") { Date(rfc3339: $0) },
        why: self["why"],
        before: try readIfPresent("before") { State(rawValue: $0) },
        after: try readIfPresent("after") { State(rawValue: $0) }
      )
    }
  }
}

extension Row {
  var loggedVerdict: LoggedVerdict {
    get throws {
      LoggedVerdict(
        try verdict,
        deferredUntil: try readIfPresent("deferredUntil") { Day($0) },
        formerSection: try decodeIfPresent("formerSection")
      )
    }
  }
}

/// JSON in columns: compact, keys sorted, so that equal values are equal text.
enum JSON {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .rfc3339
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_ text: String) throws -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      let text = try decoder.singleValueContainer().decode(String.self)
      guard let date = Date(rfc3339: text) else { throw DamagedRow(column: "date", value: text) }
      return date
    }
    return try decoder.decode(Value.self, from: Data(text.utf8))
  }
}
