internal import Foundation
internal import Papers
internal import Queueing

/// A kind of row of `export --all`.
struct RowKind: Sendable {
  /// The value of `kind`.
  let name: String
  /// What a field may hold that is one of a few words, by the field's path.
  let words: [String: [String]]
  let fields: [String]
  /// - Throws: `RowFault`, `DecodingError`.
  let read: @Sendable (JSONDecoder, Data) throws -> RestoreItem

  static let all = [
    paper, candidate, verdict, event, salt, recipient, digest, progress, told, change, delivery,
  ]

  static func named(_ name: String) -> RowKind? { all.first { $0.name == name } }

  private static let states = State.allCases.map(\.rawValue)

  static let paper = RowKind(name: "paper", words: [:], fields: []) { decoder, data in
    try decoder.decode(PaperRecord.self, from: data).restoreItem
  }

  static let candidate = RowKind(
    name: "candidate",
    words: ["state": states, "list_edit.state": ["due", "done", "refused"]],
    fields: CandidateRow.fields
  ) { decoder, data in .candidate(try decoder.decode(CandidateRow.self, from: data).stored) }

  static let verdict = RowKind(
    name: "verdict",
    words: ["verdict": Verdict.Kind.allCases.map(\.rawValue), "before": states, "after": states],
    fields: VerdictRow.fields
  ) { decoder, data in .verdict(try decoder.decode(VerdictRow.self, from: data).logged) }

  static let event = RowKind(
    name: "event",
    words: ["event": PaperEvent.Kind.allCases.map(\.rawValue)],
    fields: StoredEvent.CodingKeys.allCases.map(\.rawValue)
  ) { decoder, data in .event(try decoder.decode(StoredEvent.self, from: data)) }
}

/// The rows about digests.
extension RowKind {
  static let salt = RowKind(name: "salt", words: [:], fields: ["value"]) { decoder, data in
    let salt = try decoder.decode(StoredSalt.self, from: data)
    guard salt.value.count == StoredSalt.length else {
      throw RowFault("value: \(StoredSalt.length) bytes in Base64 are expected")
    }
    return .digests(.salt(salt))
  }

  static let recipient = RowKind(
    name: "recipient",
    words: ["state": RecipientRecord.State.allCases.map(\.rawValue)],
    fields: StoredRecipient.CodingKeys.allCases.map(\.rawValue)
  ) { decoder, data in .digests(.recipient(try decoder.decode(StoredRecipient.self, from: data))) }

  static let digest = RowKind(
    name: "digest",
    words: [:],
    fields: StoredDigest.CodingKeys.allCases.map(\.rawValue)
  ) { decoder, data in
    let digest = try decoder.decode(StoredDigest.self, from: data)
    let id = "\(digest.topic)/\(digest.name)/\(digest.day)"
    guard digest.content.id == id else { throw RowFault("content.id: it should be \(id)") }
    return .digests(.digest(digest))
  }

  static let progress = RowKind(
    name: "progress",
    words: [:],
    fields: StoredProgress.CodingKeys.allCases.map(\.rawValue)
  ) { decoder, data in
    let progress = try decoder.decode(StoredProgress.self, from: data)
    guard (progress.lastDay == nil) == (progress.lastDue == nil) else {
      throw RowFault("last_due: it belongs to last_day")
    }
    return .digests(.progress(progress))
  }

  static let told = RowKind(
    name: "told",
    words: ["log": DigestLog.allCases.map(\.rawValue)],
    fields: StoredTold.CodingKeys.allCases.map(\.rawValue)
  ) { decoder, data in .digests(.told(try decoder.decode(StoredTold.self, from: data))) }

  static let change = RowKind(
    name: "told_change",
    words: [:],
    fields: StoredChange.CodingKeys.allCases.map(\.rawValue)
  ) { decoder, data in .digests(.change(try decoder.decode(StoredChange.self, from: data))) }

  static let delivery = RowKind(
    name: "delivery",
    words: ["state": Delivery.State.allCases.map(\.rawValue)],
    fields: StoredDelivery.CodingKeys.allCases.map(\.rawValue)
  ) { decoder, data in
    let delivery = try decoder.decode(StoredDelivery.self, from: data)
    guard delivery.isSound else {
      throw RowFault("key, parts_done, attempts or settled_at: no delivery of an outbox has them so")
    }
    return .digests(.delivery(delivery))
  }
}

extension PaperRecord {
  fileprivate var restoreItem: RestoreItem {
    get throws {
      if let whole = SpoiledID.whole(id) { throw RowFault(SpoiledID.fault("id:", id, whole)) }
      guard let paper else { throw RowFault("id: “\(id)” is no arXiv id") }
      if let version, version < 1 { throw RowFault("version: \(version) is none") }
      if let (field, value) = badDate {
        throw RowFault("\(field): “\(value.prefix(40))” cannot be read: \(Self.dateForm)")
      }
      let isDamaged = damaged ?? false
      guard !paper.title.isEmpty || paper.isDeleted || isDamaged else {
        throw RowFault("title: a paper needs one, unless it is deleted or damaged")
      }
      return .paper(paper, isDamaged: isDamaged)
    }
  }
}
