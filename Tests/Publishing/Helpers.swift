import Foundation
import Papers
import Publishing
import Testing

func day(_ text: String) throws -> Day { try #require(Day(text)) }
func instant(_ text: String) throws -> Date { try #require(Date(rfc3339: text)) }
func work(_ text: String) throws -> WorkID { try #require(WorkID(text)) }

func feed(_ kind: FeedKind = .accepted, _ entries: [Publication] = []) throws -> Feed {
  Feed(
    kind: kind,
    topic: "reading-machines",
    title: "Machines that read & write",
    authority: try #require(TagAuthority("example.org,2026")),
    baseURL: "https://feeds.example.org/gleaner",
    entries: entries
  )
}

/// A publication of which a test says what it is about.
func publication(
  _ id: String = "2603.00011",
  title: String = "Leaf: A Machine That Turns Pages",
  updated: String = "2026-03-03T01:00:00Z"
) throws -> Publication {
  Publication(work: try work(id), title: title, updated: try instant(updated))
}

/// The document as text.
func atom(_ feed: Feed) -> String { String(decoding: FeedFormat.atom.render(feed), as: UTF8.self) }

extension String {
  /// What stands between the first `open` and the next `close`.
  func between(_ open: String, _ close: String) -> String? {
    guard let start = range(of: open), let end = range(of: close, range: start.upperBound..<endIndex) else {
      return nil
    }
    return String(self[start.upperBound..<end.lowerBound])
  }

  /// What stands between every `open` and the next `close`.
  func all(_ open: String, _ close: String) -> [String] {
    components(separatedBy: open).dropFirst().compactMap { $0.components(separatedBy: close).first }
  }
}
