import Foundation
import Papers
import Publishing
import Testing

@Suite struct `An Atom feed` {
  @Test(arguments: FeedKind.allCases)
  func `has the same bytes for the same feed`(kind: FeedKind) throws {
    #expect(FeedFormat.atom.render(try sample(kind)) == FeedFormat.atom.render(try sample(kind)))
  }

  @Test func `says who it is and where it is`() throws {
    let document = atom(try feed(.candidates, [publication()]))
    #expect(document.between("<id>", "</id>") == "tag:example.org,2026:reading-machines/candidates")
    #expect(document.between("<title>", "</title>") == "Machines that read &amp; write: candidates")
    #expect(document.contains(#"href="https://feeds.example.org/gleaner/reading-machines/candidates.atom""#))
    #expect(document.hasPrefix(#"<?xml version="1.0" encoding="UTF-8"?>"#))
  }

  @Test func `shows its entries in their order, under the latest date`() throws {
    let entries = try [
      publication("2603.00002", updated: "2026-03-03T02:00:00Z"),
      publication("2603.00003", updated: "2026-03-03T03:00:00Z"),
      publication("2603.00001", updated: "2026-03-03T01:00:00Z"),
    ]
    let document = atom(try feed(.accepted, entries))
    #expect(
      document.all("<updated>", "</updated>") == [
        "2026-03-03T03:00:00Z", "2026-03-03T02:00:00Z", "2026-03-03T03:00:00Z", "2026-03-03T01:00:00Z",
      ]
    )
  }

  @Test(arguments: [("example.org,2026", "2026-01-01"), ("example.org,2025-05-30", "2025-05-30")])
  func `that is empty has the day of its authority`(authority: String, day: String) throws {
    let empty = Feed(
      kind: .accepted,
      topic: "reading",
      title: "Reading",
      authority: try #require(TagAuthority(authority)),
      baseURL: "https://feeds.example.org/",
      entries: []
    )
    let document = atom(empty)
    #expect(document.all("<updated>", "</updated>") == ["\(day)T00:00:00Z"])
    #expect(document.contains("<id>tag:\(authority):reading/accepted</id>"))
    #expect(!document.contains("<entry>"))
  }

  @Test(arguments: [
    ("2603.00011", "2603.00011"), ("https://arxiv.org/abs/2603.00011v4", "2603.00011"),
    ("hep-th/9901001", "hep-th/9901001"),
    ("https://github.com/TideDra/lmm-r1", "url/github.com/TideDra/lmm-r1"),
    ("http://www.Example.org/a/?b#c", "url/example.org/a?b"), ("https://example.org", "url/example.org"),
  ])
  func `gives every work a permanent id`(id: String, path: String) throws {
    for kind in FeedKind.allCases {
      let ids = atom(try feed(kind, [publication(id)])).all("<id>", "</id>")
      #expect(ids.last == "tag:example.org,2026:reading-machines/\(kind.rawValue)/\(path)")
    }
  }

  @Test func `keeps an entry's id whatever else is known of it`() throws {
    var entry = try publication()
    let before = atom(try feed(.accepted, [entry])).all("<id>", "</id>")
    entry.title = "Another"
    entry.section = "Elsewhere"
    entry.updated += 1
    #expect(atom(try feed(.accepted, [entry])).all("<id>", "</id>") == before)
  }

  @Test func `links a paper's page and PDF, and only the page of an address`() throws {
    let paper = atom(try feed(.accepted, [publication("2603.00011")]))
    #expect(
      paper.all("href=\"", "\"").suffix(2) == [
        "https://arxiv.org/abs/2603.00011", "https://arxiv.org/pdf/2603.00011",
      ]
    )
    let address = atom(try feed(.accepted, [publication("http://www.example.org/a.git")]))
    #expect(address.all("href=\"", "\"").dropFirst() == ["https://example.org/a"])
  }

  @Test(arguments: [
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,<script>", "ftp://example.org/a", "#code",
    "code.html", "", "https://example.org/a b", "https://example.org/\u{1}",
    "https://example.org/\"onclick=x",
    "https://example.org/<b>", "https://example.org/\\a", "https://example.org/`a`",
    "https://example.org/a\n",
    "//example.org/a", "https://", "http://",
  ])
  func `leaves out a link with an unusable address`(url: String) throws {
    var entry = try publication()
    let without = atom(try feed(.accepted, [entry]))
    entry.links = [Link(label: "Code", url: url)]
    #expect(atom(try feed(.accepted, [entry])) == without)
  }

  @Test(arguments: [
    "https://example.org/a?b=c&d=e#f", "http://example.org/(a)", "https://example.org/漢字",
    "https://example.org",
  ])
  func `keeps a link with a usable address, beside the entry and in its text`(url: String) throws {
    var entry = try publication()
    entry.links = [Link(label: "Code & more", url: url)]
    let document = atom(try feed(.accepted, [entry]))
    let written = url.replacingOccurrences(of: "&", with: "&amp;")
    #expect(document.contains(#"<link rel="related" title="Code &amp; more" href="\#(written)"/>"#))
    let twice = written.replacingOccurrences(of: "&", with: "&amp;")
    #expect(document.contains("href=&quot;\(twice)&quot;&gt;Code &amp;amp; more&lt;/a"))
  }
}
