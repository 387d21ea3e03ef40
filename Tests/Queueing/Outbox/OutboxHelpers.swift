import Foundation
import Papers

@testable import Queueing

extension Store {
  static let daily = DigestSource(
    topic: "reading",
    name: "daily",
    logs: [.proposal, .acceptance],
    changes: true
  )

  /// Fixes what is due on a day for these people, with everything there is to tell.
  @discardableResult
  func fix(
    _ source: DigestSource = daily,
    on dayText: String,
    to addresses: [String] = ["ada@example.org"],
    sendsEmpty: Bool = true
  ) async throws -> Digest? {
    let at = try instant("\(dayText)T18:30:00Z")
    let due = DigestDue(day: try day(dayText), at: at)
    let id = "\(source.topic)/\(source.name)/\(dayText)"
    let addressees = addresses.map { address in
      Addressee(
        channel: "mail",
        address: address,
        fingerprint: Self.print(address),
        key: "\(source.name).\(dayText).\(Self.print(address))"
      )
    }
    return try await fix(source, due: due, addressees: addressees, at: at) { material in
      guard sendsEmpty || !material.news.isEmpty else { return nil }
      let items = material.news.map {
        DigestItem(
          work: $0.publication.work,
          state: $0.state,
          title: $0.publication.title,
          url: $0.publication.work.pageURL
        )
      }
      return Digest(
        id: id,
        topic: source.topic,
        topicTitle: "Reading",
        name: source.name,
        due: at,
        subject: id,
        sections: items.isEmpty ? [] : [DigestSection(name: nil, items: items)],
        changes: material.changes,
        previous: material.previous
      )
    }
  }

  /// Reads a list that holds these.
  func importList(_ ids: String..., at now: String) async throws {
    let listed = try ids.map { id in
      let entry = Entry(work: try work(id), title: "Listed", url: "https://arxiv.org/abs/\(id)", line: 1)
      return ListedEntry(entry: entry, date: try instant("2026-03-01T00:00:00Z"))
    }
    _ = try await importList(listed, topic: "reading", at: try instant(now))
  }

  /// Stands in for the hash that the program makes with the store's salt.
  static func print(_ address: String) -> String {
    String(address.utf8.reduce(UInt64(5381)) { ($0 &* 33) ^ UInt64($1) }, radix: 16)
  }

  static func who(_ address: String) -> RecipientKey {
    RecipientKey(channel: "mail", fingerprint: print(address))
  }

  /// The outbox as `key state`.
  func outbox() async throws -> [String] {
    try await deliveries().map { "\($0.address ?? "?") \($0.state)" }
  }
}

extension Digest {
  var works: [String] { sections.flatMap { $0.items.map(\.work.description) } }
}
