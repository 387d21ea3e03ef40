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
      return try ExchangeJSON.line(.candidate(stored))
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
  /// One line, keys sorted, with its `kind` among them.
  static func line(_ item: RestoreItem) throws -> String {
    switch item {
    case .paper(let paper, let isDamaged):
      var record = PaperRecord(paper)
      record.damaged = isDamaged ? true : nil
      return try line(record, .paper)
    case .candidate(let stored): return try line(CandidateRow(stored), .candidate)
    case .verdict(let logged): return try line(VerdictRow(logged), .verdict)
    case .event(let event): return try line(event, .event)
    case .digests(let row): return try line(row)
    case .label(let label): throw NoWork(text: label.work.description)
    }
  }

  private static func line(_ row: StoredDigests) throws -> String {
    switch row {
    case .salt(let salt): try line(salt, .salt)
    case .recipient(let recipient): try line(recipient, .recipient)
    case .digest(let digest): try line(digest, .digest)
    case .progress(let progress): try line(progress, .progress)
    case .told(let told): try line(told, .told)
    case .change(let change): try line(change, .change)
    case .delivery(let delivery): try line(delivery, .delivery)
    }
  }

  private static func line(_ row: some Encodable, _ kind: RowKind) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .rfc3339
    return String(decoding: try encoder.encode(Tagged(kind: kind.name, row: row)), as: UTF8.self)
  }

  private struct Tagged<Row: Encodable>: Encodable {
    let kind: String
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
    let kind: String?
    let verdict: String?
    let state: String?

    var found: RowKind {
      get throws {
        guard let kind else { return verdict != nil ? .verdict : state != nil ? .candidate : .paper }
        guard let known = RowKind.named(kind) else {
          let names = RowKind.all.map(\.name).joined(separator: ", ")
          throw RowFault("kind: “\(kind.prefix(40))” is none of \(names)")
        }
        return known
      }
    }
  }

  static func item(_ text: Substring, _ line: Int, in source: ExchangeSource) throws -> RestoreItem {
    let data = Data(text.utf8)
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      let container = try decoder.singleValueContainer()
      let text = try container.decode(String.self)
      guard let date = Date(rfc3339: text) else {
        let fault = "“\(text.prefix(40))” is no time like 2025-05-30T06:00:00Z"
        throw DecodingError.dataCorruptedError(in: container, debugDescription: fault)
      }
      return date
    }
    var kind: RowKind?
    do {
      let found = try decoder.decode(Probe.self, from: data).found
      kind = found
      return try found.read(decoder, data)
    } catch let fault as RowFault {
      throw source.fault(line, fault.reason)
    } catch let error as DecodingError {
      throw source.fault(line, RowFault(error, words: kind?.words ?? [:]).reason)
    }
  }
}
