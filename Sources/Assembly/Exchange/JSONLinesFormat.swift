internal import Foundation
internal import Papers
internal import Queueing

extension ExchangeFormat {
  /// Everything, exactly: the form that restores a store.
  package static let jsonLines = ExchangeFormat(
    name: "jsonl",
    help: "JSON Lines: the only form that restores a store.",
    endings: ["jsonl", "json", "ndjson"],
    header: nil,
    write: { record in
      guard let stored = record.stored else {
        return try JSONText.line(PaperRecord(record.paper ?? Paper(id: try record.id)))
      }
      return try ExchangeJSON.line(CandidateRow(stored), kind: .candidate)
    },
    read: { source in
      try source.lines.compactMap { number, text in
        guard text.contains(where: { !$0.isWhitespace }) else { return nil }
        return PlacedItem(line: number, item: try ExchangeJSON.item(text, number, in: source))
      }
    }
  )
}

extension ExchangeRecord {
  fileprivate var id: PaperID {
    get throws {
      guard let id = work.paper else { throw NoWork(text: work.description) }
      return id
    }
  }
}

/// The rows of an export as JSON.
enum ExchangeJSON {
  enum Kind: String, Codable, Sendable { case paper, candidate, verdict }

  /// One line, keys sorted, with its `kind` among them.
  static func line(_ row: some Encodable, kind: Kind) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .rfc3339
    return String(decoding: try encoder.encode(Tagged(kind: kind, row: row)), as: UTF8.self)
  }

  private struct Tagged<Row: Encodable>: Encodable {
    let kind: Kind
    let row: Row

    func encode(to encoder: any Encoder) throws {
      try row.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(kind, forKey: .kind)
    }

    private enum CodingKeys: String, CodingKey { case kind }
  }

  /// Rows without `kind` are told apart by what they have: `export --papers` and `--verdicts` write none.
  private struct Probe: Decodable {
    let kind: Kind?
    let verdict: String?
    let state: String?

    var found: Kind { kind ?? (verdict != nil ? .verdict : state != nil ? .candidate : .paper) }
  }

  static func item(_ text: Substring, _ line: Int, in source: ExchangeSource) throws -> RestoreItem {
    let data = Data(text.utf8)
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      let container = try decoder.singleValueContainer()
      guard let date = Date(rfc3339: try container.decode(String.self)) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "no RFC 3339 time")
      }
      return date
    }
    do {
      switch try decoder.decode(Probe.self, from: data).found {
      case .paper: return try decoder.decode(PaperRecord.self, from: data).restoreItem
      case .candidate: return .candidate(try decoder.decode(CandidateRow.self, from: data).stored)
      case .verdict: return .verdict(try decoder.decode(VerdictRow.self, from: data).logged)
      }
    } catch let fault as RowFault {
      throw source.fault(line, fault.reason)
    } catch let error as DecodingError {
      throw source.fault(line, RowFault(error).reason)
    }
  }
}

/// What is wrong with a row, as part of a sentence.
struct RowFault: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }

  init(_ error: DecodingError) {
    let (context, key): (DecodingError.Context?, String?) =
      switch error {
      case .keyNotFound(let key, let context): (context, key.stringValue)
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
        (context, nil)
      @unknown default: (nil, nil)
      }
    let path = ((context?.codingPath.map(\.stringValue) ?? []) + (key.map { [$0] } ?? [])).joined(
      separator: "."
    )
    let what = key == nil ? context?.debugDescription ?? "it cannot be read" : "it is missing"
    reason = path.isEmpty ? "no JSON object of an export: \(what)" : "\(path): \(what)"
  }
}

extension PaperRecord {
  fileprivate var restoreItem: RestoreItem {
    get throws {
      guard let paper else { throw RowFault("id: “\(id)” is no arXiv id") }
      if let version, version < 1 { throw RowFault("version: \(version) is none") }
      return .paper(paper, isDamaged: damaged ?? false)
    }
  }
}
