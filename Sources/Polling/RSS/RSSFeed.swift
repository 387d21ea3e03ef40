import Foundation
import Markup
import Papers

/// A feed of the day (arxiv-protocol section 7).
struct RSSFeed: Sendable {
  struct Item: Sendable {
    enum Kind: String, Sendable {
      case new, cross, replace
      case replaceCross = "replace-cross"
    }

    var guid = ""
    var title = ""
    var summary = ""
    var categories: [String] = []
    var kind: Kind?
    var creators = ""
    var dois: [String] = []
    var journalReference: String?
  }

  /// Whether the root is `rss`.
  fileprivate(set) var isAnswer = false
  fileprivate(set) var title = ""
  fileprivate(set) var summary = ""
  /// Midnight in New York of the day that the feed is of.
  fileprivate(set) var published: Date?
  /// When the feed was made; says nothing about how fresh its content is.
  fileprivate(set) var built: Date?
  /// The server's time when it answered.
  var served: Date?
  fileprivate(set) var items: [Item] = []

  /// Reads a whole document, strictly to its end.
  init(parsing bytes: [UInt8]) throws(MarkupError) {
    var reader = RSSReader()
    let parser = XMLPushParser(
      onStart: { reader.start($0) },
      onEnd: { _, name, text in reader.end(name, text) }
    )
    try parser.feed(bytes)
    try parser.finish()
    self = reader.feed
  }

  fileprivate init() {}

  func newYorkDay(_ calendar: AnnouncementCalendar) -> Day {
    calendar.newYorkDay(of: served ?? built ?? .distantPast)
  }
}

extension RSSFeed.Item {
  /// The guid is `oai:arXiv.org:2501.12599v1`; the link does for one that is odd (arxiv-protocol F27).
  var reference: PaperReference? { PaperReference(guid) }

  /// What the item tells of its paper; only what is new in the listing was announced with it.
  func paper(listed day: Day) -> Paper? {
    guard let reference else { return nil }
    return Paper(
      id: reference.id,
      version: reference.version,
      title: title,
      abstract: abstract,
      authors: FreeAuthors.split(creators),
      categories: categories.compactMap { Papers.Category($0) }.withoutRepetition,
      journalReference: journalReference,
      dois: dois.withoutRepetition,
      // A paper that is merely replaced was announced some time ago.
      announced: kind == .replace || kind == .replaceCross ? nil : day
    )
  }

  /// What follows `arXiv:2501.12599v1 Announce Type: new` and `Abstract:`.
  private var abstract: String {
    guard let mark = summary.range(of: "Abstract:"), summary.hasPrefix("arXiv:") else {
      return summary.collapsed
    }
    return String(summary[mark.upperBound...]).collapsed
  }
}

/// Builds a feed from the events of the parser.
private struct RSSReader {
  var feed = RSSFeed()
  private var depth = 0
  private var item: RSSFeed.Item?
  private var link = ""

  mutating func start(_ element: XMLElement) {
    defer { depth += 1 }
    if depth == 0 { feed.isAnswer = element.name == "rss" }
    if element.name == "item" { (item, link) = (RSSFeed.Item(), "") }
  }

  mutating func end(_ name: String, _ text: String) {
    depth -= 1
    guard item != nil else { return endOfChannel(name, text) }
    switch name {
    case "guid": item?.guid = text.collapsed
    case "link": link = text.collapsed
    case "title": item?.title = text.collapsed
    case "description": item?.summary = text
    case "category": item?.categories.append(text.collapsed)
    case "announce_type": item?.kind = RSSFeed.Item.Kind(rawValue: text.collapsed)
    case "creator": item?.creators = text
    case "DOI", "doi": item?.dois += text.split { $0.isWhitespace || $0.isNewline }.map(String.init)
    case "journal_reference", "journal_ref": item?.journalReference = text.collapsed.nonEmpty
    case "item": finishItem()
    default: break
    }
  }

  private mutating func endOfChannel(_ name: String, _ text: String) {
    guard depth == 2 else { return }
    switch name {
    case "title": feed.title = text.collapsed
    case "description": feed.summary = text.collapsed
    case "pubDate": feed.published = MailDate.parse(text.collapsed)
    case "lastBuildDate": feed.built = MailDate.parse(text.collapsed)
    default: break
    }
  }

  private mutating func finishItem() {
    guard var item else { return }
    if PaperReference(item.guid) == nil { item.guid = link }
    feed.items.append(item)
    self.item = nil
  }
}
