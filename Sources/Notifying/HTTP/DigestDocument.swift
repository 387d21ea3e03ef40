internal import Foundation
internal import Papers

/// A digest for programs: `docs/schemas/digest.schema.json` says what each field is.
struct DigestDocument: Encodable {
  let type = "digest"
  let version = 1
  /// When the digest was due.
  let timestamp: String
  let data: DigestData

  init(_ digest: Digest, abstractLimit: Int) {
    timestamp = digest.due.formatted(.iso8601)
    data = DigestData(digest, abstractLimit: abstractLimit)
  }

  /// The body with as much of each abstract as keeps it under the 20 kB that Standard Webhooks recommends. Items are never
  /// left out, so one with very many is longer.
  static func largest(_ encode: (_ abstractLimit: Int) throws -> [UInt8]) throws -> [UInt8] {
    for limit in [10_000, 1200, 800, 500, 300, 150] {
      let body = try encode(limit)
      if body.count <= 20_000 { return body }
    }
    return try encode(0)
  }
}

/// The envelope of CloudEvents 1.0.
struct CloudEvent: Encodable {
  let specversion = "1.0"
  /// The last part is the version of the data.
  let type = "org.gleaner.digest.v1"
  let datacontenttype = "application/json"
  let id: String
  let source: String
  let subject: String
  let time: String
  let data: DigestData

  init(_ digest: Digest, id: String, source: String, abstractLimit: Int) {
    self.id = id
    self.source = source
    subject = digest.id
    time = digest.due.formatted(.iso8601)
    data = DigestData(digest, abstractLimit: abstractLimit)
  }
}

/// What both envelopes carry. Texts are on one line and without control characters.
struct DigestData: Encodable {
  struct Topic: Encodable { let id, title: String }
  struct Address: Encodable { let label, url: String }

  struct Section: Encodable {
    let name: String?
    let items: [Item]
  }

  struct Item: Encodable {
    let id, state, title, abstract, url: String
    let authors, categories, why: [String]
    /// Of all, also where `authors` has the first 50 only.
    let author_count: Int
    let score: Double?
    let announced: String?
    let links: [Address]
  }

  struct Change: Encodable { let id, title, kind, detail, url: String }

  let id, name, subject: String
  let topic: Topic
  let items: Int
  let sections: [Section]
  let changes: [Change]
  let outage, last_poll: String?

  init(_ digest: Digest, abstractLimit: Int) {
    id = digest.id
    name = digest.name
    subject = digest.subject.singleLine
    topic = Topic(id: digest.topic, title: digest.topicTitle.singleLine)
    items = digest.itemCount
    sections = digest.sections.map { section in
      Section(
        name: section.name?.singleLine,
        items: section.items.map { Item($0, abstractLimit: abstractLimit) }
      )
    }
    changes = digest.changes.map {
      Change(
        id: $0.work.description,
        title: $0.title.singleLine,
        kind: $0.kind,
        detail: $0.detail.singleLine,
        url: $0.url
      )
    }
    outage = digest.outage?.singleLine
    last_poll = digest.lastPoll?.formatted(.iso8601)
  }
}

extension DigestData.Item {
  init(_ item: DigestItem, abstractLimit: Int) {
    id = item.work.description
    state = item.state.rawValue
    title = Self.cut(item.title, 1000)
    abstract = abstractLimit == 0 ? "" : Self.cut(item.abstract, abstractLimit)
    url = item.url
    authors = item.authors.prefix(50).map { Self.cut($0, 200) }
    author_count = item.authors.count
    categories = item.categories
    why = item.why.prefix(20).map { Self.cut($0, 300) }
    // JSON has no word for what is no number.
    score = item.score.flatMap { $0.isFinite ? $0 : nil }
    announced = item.announced?.description
    links = item.links.prefix(20).map { .init(label: Self.cut($0.label, 100), url: $0.url) }
  }

  private static func cut(_ text: String, _ limit: Int) -> String {
    text.singleLine.shortened(to: limit) { $0.unicodeScalars.count }
  }
}
