import Foundation
import Markup
import Papers

/// One answer of the query API (arxiv-protocol section 2), of the service since November 2025 or of the one before.
struct APIFeed: Sendable {
  static let namespace = "http://www.w3.org/2005/Atom"

  /// Whether the root is Atom's `feed`.
  fileprivate(set) var isAnswer = false
  fileprivate(set) var title = ""
  fileprivate(set) var updated: Date?
  /// Hits of the whole query.
  fileprivate(set) var total: Int?
  fileprivate(set) var papers: [Paper] = []
  /// Entries as they were counted by the service, usable or not.
  fileprivate(set) var received = 0
  /// Entries without a usable id, by their place in the feed, as far as they can be named.
  fileprivate(set) var unusable: [(place: Int, name: String)] = []
  var damaged: [DamagedPaper] = []
  /// What the service says instead of an answer; comes with any status.
  fileprivate(set) var failure: String?

  /// Reads a whole document, strictly to its end.
  init(parsing bytes: [UInt8]) throws(MarkupError) {
    var reader = APIReader()
    let parser = XMLPushParser(
      onStart: { reader.start($0) },
      onEnd: { namespace, name, text in reader.end(namespace, name, text) }
    )
    try parser.feed(bytes)
    try parser.finish()
    self = reader.feed
  }

  fileprivate init() {}
}

extension APIFeed: SalvageablePage {
  static let root = "feed"
  static let element = "entry"

  mutating func remove(_ ids: Set<PaperID>) { papers.removeAll { ids.contains($0.id) } }

  mutating func count(unreadable: Int) { received += unreadable }
}

/// Builds a feed from the events of the parser.
private struct APIReader {
  var feed = APIFeed()
  private var depth = 0
  private var entry: APIEntry?

  private enum Namespace {
    static let search = "http://a9.com/-/spec/opensearch/1.1/"
    static let arXiv = "http://arxiv.org/schemas/atom"
  }

  mutating func start(_ element: XMLElement) {
    defer { depth += 1 }
    if depth == 0 { feed.isAnswer = element.name == "feed" && element.namespace == APIFeed.namespace }
    switch (element.namespace, element.name) {
    case (APIFeed.namespace, "entry"): entry = APIEntry()
    case (APIFeed.namespace, "author"): entry?.authors.append(Author(""))
    case (APIFeed.namespace, "category"): entry?.categories.append(element["term"] ?? "")
    case (Namespace.arXiv, "primary_category"): entry?.primary = element["term"]
    default: break
    }
  }

  mutating func end(_ namespace: String, _ name: String, _ text: String) {
    depth -= 1
    switch (namespace, name) {
    case (APIFeed.namespace, "entry"): finishEntry()
    case (APIFeed.namespace, _) where entry == nil: endOfFeed(name, text)
    case (APIFeed.namespace, _): endOfEntry(name, text)
    case (Namespace.search, "totalResults"): feed.total = Int(text.collapsed).flatMap { $0 < 0 ? nil : $0 }
    case (Namespace.arXiv, _): endOfExtension(name, text)
    default: break
    }
  }

  private mutating func endOfFeed(_ name: String, _ text: String) {
    switch name {
    case "title": feed.title = text.collapsed
    case "updated": feed.updated = Date(rfc3339: text.collapsed)
    default: break
    }
  }

  private mutating func endOfEntry(_ name: String, _ text: String) {
    switch name {
    case "id": entry?.id = text.collapsed
    case "title": entry?.title = text.collapsed
    case "summary": entry?.summary = text.collapsed
    case "published": entry?.published = Date(rfc3339: text.collapsed)
    case "updated": entry?.updated = Date(rfc3339: text.collapsed)
    case "name": entry?.changeLastAuthor { $0.name = text.collapsed }
    default: break
    }
  }

  private mutating func endOfExtension(_ name: String, _ text: String) {
    switch name {
    case "comment": entry?.comment = text.collapsed.nonEmpty
    case "journal_ref": entry?.journalReference = text.collapsed.nonEmpty
    case "doi": entry?.dois += text.split { $0.isWhitespace || $0.isNewline }.map(String.init)
    case "affiliation":
      guard let affiliation = text.collapsed.nonEmpty else { return }
      entry?.changeLastAuthor { $0.affiliations.append(affiliation) }
    default: break
    }
  }

  private mutating func finishEntry() {
    guard let entry else { return }
    self.entry = nil
    feed.received += 1
    if entry.isFailure {
      feed.failure = (entry.summary.nonEmpty ?? entry.id).harmless
    } else if let paper = entry.paper {
      feed.papers.append(paper)
    } else {
      let name = entry.id.isEmpty ? "an entry without id" : entry.id.harmless
      feed.unusable.append((feed.received - 1, name))
    }
  }
}

/// An entry while it is read.
private struct APIEntry {
  var id = ""
  var title = ""
  var summary = ""
  var published: Date?
  var updated: Date?
  var authors: [Author] = []
  var categories: [String] = []
  var primary: String?
  var comment: String?
  var journalReference: String?
  var dois: [String] = []

  /// An error dressed as an entry (arxiv-protocol section 2.3).
  var isFailure: Bool {
    if title == "Error", published == nil { return true }
    guard let address = URLComponents(string: id), let host = address.host else { return false }
    return (host == "arxiv.org" || host.hasSuffix(".arxiv.org")) && !address.path.hasPrefix("/abs/")
  }

  /// nil without a usable id. ACM and MSC classes, which the former service mixed in, are no categories.
  var paper: Paper? {
    guard let reference = PaperReference(id) else { return nil }
    let terms = ([primary].compactMap { $0 } + categories).compactMap { Papers.Category($0) }
    return Paper(
      id: reference.id,
      version: reference.version,
      title: title,
      abstract: summary,
      authors: authors.filter { !$0.name.isEmpty },
      categories: terms.withoutRepetition,
      comment: comment,
      journalReference: journalReference,
      dois: dois.withoutRepetition,
      published: published,
      updated: updated,
      isWithdrawn: Paper.isWithdrawal(comment: comment)
    )
  }

  mutating func changeLastAuthor(_ change: (inout Author) -> Void) {
    guard !authors.isEmpty else { return }
    change(&authors[authors.count - 1])
  }
}
