import Foundation
import Papers
import Testing

@testable import Polling

struct DocumentTests {
  @Test func `both Atom formats give the same papers`() throws {
    let now = try APIFeed(parsing: Fixture.bytes("atom-2026.xml"))
    let before = try APIFeed(parsing: Fixture.bytes("atom-legacy.xml"))
    #expect(now.papers == before.papers)
    #expect(now.total == 214_881 && before.total == 214_881)
    #expect(now.updated == before.updated)
    #expect(now.isAnswer && before.isAnswer)
    #expect(now.failure == nil && before.failure == nil)
  }

  @Test func `an Atom entry gives all that it says`() throws {
    let papers = try APIFeed(parsing: Fixture.bytes("atom-2026.xml")).papers
    let paper = try #require(papers.first)
    #expect(
      paper
        == Paper(
          id: try #require(PaperID("2501.12599")),
          version: 2,
          title: "Reasoning & Seeing: R1 for Images",
          abstract:
            "We show that $a < b$ and more of the same until the line is long enough to break it in two. "
            + "A second paragraph.",
          authors: [
            Author("Zoë A. Author", affiliations: ["First Institute", "Second Institute"]),
            Author("The Collaboration"),
          ],
          categories: ["cs.CV", "cs.IT"].compactMap { Category($0) },
          comment: "12 pages, 3 figures",
          journalReference: "Some Journal 1 (2025)",
          dois: ["10.1000/x", "10.1000/y"],
          published: Date(rfc3339: "2025-01-22T03:04:05Z"),
          updated: Date(rfc3339: "2025-02-01T10:00:00Z")
        )
    )
    #expect(papers.last?.id.canonical == "hep-ex/0307015")
    #expect(papers.last?.title == "0")
    #expect(papers.last?.categories.map(\.name) == ["hep-ex"])
  }

  @Test func `an arXiv record gives all that it says`() throws {
    let page = try OAIPage(parsing: Fixture.bytes("oai-arXiv.xml"))
    #expect(page.token == "verb%3DListRecords%26skip%3D2")
    #expect(page.records.map(\.datestamp) == [Day("2025-02-03"), Day("2025-02-04")])
    #expect(
      page.records.first?.paper
        == Paper(
          id: try #require(PaperID("2501.12599")),
          title: "Reasoning & Seeing: R1 for Images",
          abstract: "We show that $a < b$.",
          authors: [
            Author("Jan van der Berg Jr", affiliations: ["First Institute"]), Author("The Collaboration"),
          ],
          categories: ["cs.CV", "cs.IT", "math.NA"].compactMap { Category($0) },
          comment: "12 pages, 3 figures",
          journalReference: "Some Journal 1 (2025)",
          dois: ["10.1000/x", "10.1000/y"],
          announced: Day("2025-02-03"),
          updated: Date(rfc3339: "2025-02-01T00:00:00Z")
        )
    )
    #expect(page.records.last?.paper.isDeleted == true)
    #expect(page.records.last?.paper.id.canonical == "math/0309136")
  }

  @Test func `an arXivRaw record tells version, first submission and withdrawal`() throws {
    let page = try OAIPage(parsing: Fixture.bytes("oai-arXivRaw.xml"))
    let record = try #require(page.records.first)
    #expect(record.paper.version == 2)
    #expect(record.paper.published == Date(rfc3339: "2025-01-22T03:04:05Z"))
    #expect(record.paper.updated == Date(rfc3339: "2025-02-01T10:00:00Z"))
    #expect(record.paper.isWithdrawn)
    #expect(
      record.paper.authors == [
        Author("A. Author", affiliations: ["First Institute, Second Town"]), Author("B. Author"),
        Author(#"\'Edgar Rold\'an"#),
      ]
    )
  }

  @Test func `a bare Dublin Core record is read, but is no answer`() throws {
    let page = try OAIPage(parsing: Fixture.bytes("oai-dc-record.xml"))
    let paper = try #require(page.records.first?.paper)
    #expect(!page.isAnswer)
    #expect(paper.authors == [Author("Jan van der Berg"), Author("The Collaboration")])
    #expect(paper.abstract == "Text of it.")
    #expect(paper.comment == "13 pages")
    #expect(paper.categories.map(\.name) == ["cs.CV", "hep-th"])
    #expect(paper.dois == ["10.1000/x"])
    #expect(paper.published == Date(rfc3339: "2025-01-22T00:00:00Z"))
    #expect(paper.updated == Date(rfc3339: "2025-02-01T00:00:00Z"))
  }

  @Test func `windows share their edges, in whole minutes`() throws {
    let window = Window(from: try #require(Day("2025-05-30")), to: try #require(Day("2025-05-31")))
    #expect(window.text == "202505300000 TO 202505310000")
    #expect(window.halves?.map(\.text) == ["202505300000 TO 202505301200", "202505301200 TO 202505310000"])
    #expect(Window(first: 0, last: 119).halves == nil)
  }

  @Test func `a place survives being stored`() throws {
    let day = try #require(Day("2025-05-30"))
    var place = SearchPlace(subject: "(cat:cs.CV)", windows: [Window(from: day, to: day + 1)])
    _ = place.advance(
      received: 2,
      ids: ["2505.00001", "hep-th/9901001"].compactMap { PaperID($0) },
      total: 5
    )
    for place in [Position.Place.search(place), .list(ListPlace(token: "a%3D", latest: day))] {
      let position = Position(from: day, beganAt: day.startUTC, place: place)
      let stored = try JSONDecoder().decode(Position.self, from: JSONEncoder().encode(position))
      #expect(stored == position)
    }
  }
}
