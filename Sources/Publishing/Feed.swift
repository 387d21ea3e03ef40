internal import Foundation
package import Papers

/// One of the two feeds of a topic.
package enum FeedKind: String, CaseIterable, Sendable {
  /// What the curator took into the list.
  case accepted
  /// What the rules proposed, on the day of announcement.
  case candidates
}

/// A feed apart from its format: everything that its bytes depend on.
package struct Feed: Sendable {
  package let kind: FeedKind
  /// The topic's id in the configuration.
  package let topic: String
  /// The topic's title.
  package let title: String
  /// Authority of the permanent ids (RFC 4151), `example.org,2026`.
  package let authority: TagAuthority
  /// Where the feed folder is served, ending in `/`.
  package let baseURL: String
  /// Latest first.
  package let entries: [Publication]

  package init(
    kind: FeedKind,
    topic: String,
    title: String,
    authority: TagAuthority,
    baseURL: String,
    entries: [Publication]
  ) {
    self.kind = kind
    self.topic = topic
    self.title = title
    self.authority = authority
    self.baseURL = baseURL.hasSuffix("/") ? baseURL : baseURL + "/"
    self.entries = entries
  }

  /// The permanent id of the feed.
  var id: String { "tag:\(authority.text):\(topic)/\(kind.rawValue)" }

  /// The permanent id of an entry: it says where the work was published, never what became of it.
  func id(of work: WorkID) -> String { "\(id)/\(work.tagPath)" }

  /// The feed's own date: that of its latest entry, else the day of its authority.
  var updated: Date { entries.map(\.updated).max() ?? authority.day.startUTC }
}

/// The authority of tag URIs (RFC 4151 section 2.1): a domain or address, and a day on which its owner held it.
package struct TagAuthority: Sendable, Equatable {
  package let text: String
  package let day: Day

  /// Reads `name,YYYY`, `name,YYYY-MM` or `name,YYYY-MM-DD`.
  package init?(_ text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, Self.isName(parts[0]) else { return nil }
    let whole = parts[1] + String("YYYY-01-01".dropFirst(parts[1].count))
    guard [4, 7, 10].contains(parts[1].count), let day = Day(whole) else { return nil }
    self.text = text
    self.day = day
  }

  /// `DNSname`, or an e-mail address that ends in one.
  private static func isName(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count <= 2, let host = parts.last, let user = parts.first else { return false }
    guard !user.isEmpty, user.allSatisfy({ isAlphanumeric($0) || "-._".utf8.contains($0) }) else {
      return false
    }
    return host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
      component in
      guard let first = component.first, let last = component.last else { return false }
      return isAlphanumeric(first) && isAlphanumeric(last)
        && component.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
  }
}
