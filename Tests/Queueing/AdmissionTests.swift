import Foundation
import Papers
import Queueing
import Testing

@Suite struct `Admission` {
  let store: Store
  let known: Paper
  let id: PaperID

  init() async throws {
    store = try .inMemory()
    known = try paper("2603.00001")
    id = known.id
    try await store.admit(known)
  }

  /// The history of the known paper as `version title at`.
  private func history() async throws -> [String] {
    try await store.history(of: id).map { change in
      "\(change.version.map(String.init) ?? "?") \(change.title) \(change.replacedAt.rfc3339)"
    }
  }

  @Test func `counts what was not known before, once`() async throws {
    let other = try paper("2603.00002")
    #expect(try await store.admit(known, other, other) == 1)
    #expect(try await store.admit(known, other) == 0)
    #expect(try await store.paperCount() == 2)
  }

  @Test func `keeps a paper as it was told`() async throws {
    var whole = try paper("hep-th/9901001", "A “title” with $\\alpha$ and 漢字")
    whole.version = 3
    whole.authors = [Author("Ada Reader", affiliations: ["One", "Two, three"]), Author("B")]
    whole.categories = ["hep-th", "math-ph", "cond-mat.mes-hall"].compactMap { Papers.Category($0) }
    whole.comment = "12 pages, \"figures\""
    whole.journalReference = "J. Read. 1 (1999) 1"
    whole.dois = ["10.1000/one", "10.1000/two"]
    whole.announced = try day("1999-01-04")
    whole.published = try instant("1999-01-02T03:04:05Z")
    whole.updated = try instant("1999-03-02T03:04:05Z")
    try await store.admit(whole)
    #expect(try await store.paper(whole.id) == whole)
  }

  @Test func `hands the papers over in the order of announcement`() async throws {
    try await store.admit(
      try paper("2603.00010"),
      try paper("2603.00002"),
      try paper("hep-th/9901001"),
      try paper("2512.99999")
    )
    let ids = try await store.allPapers().map(\.id.canonical)
    #expect(ids == ["hep-th/9901001", "2512.99999", "2603.00001", "2603.00002", "2603.00010"])
  }

  @Test func `keeps what a paper said before it changed`() async throws {
    var second = known
    second.version = 2
    second.title = "On reading aloud"
    try await store.admit(second, at: "2026-03-05T02:00:00Z")
    var third = second
    third.abstract = "We read aloud."
    try await store.admit(third, at: "2026-03-06T02:00:00Z")
    #expect(try await store.paper(id) == third)
    #expect(
      try await history() == [
        "1 On reading 2026-03-05T02:00:00Z", "2 On reading aloud 2026-03-06T02:00:00Z",
      ]
    )
  }

  @Test(arguments: ["same", "announced", "published", "updated", "all dates"])
  func `keeps no history of a date that is known better`(what: String) async throws {
    var told = known
    if ["announced", "all dates"].contains(what) { told.announced = try day("2026-03-10") }
    if ["published", "all dates"].contains(what) { told.published = try instant("2026-03-01T00:00:00Z") }
    if ["updated", "all dates"].contains(what) { told.updated = try instant("2026-03-09T00:00:00Z") }
    try await store.admit(told)
    #expect(try await history().isEmpty)
  }

  @Test(arguments: [
    "version", "title", "abstract", "authors", "categories", "comment", "journal", "doi", "gone",
  ])
  func `keeps history of whatever a reader would call a change`(what: String) async throws {
    var told = known
    switch what {
    case "version": told.version = 2
    case "title": told.title = "On writing"
    case "abstract": told.abstract = "We write."
    case "authors": told.authors.append(Author("Cleo"))
    case "categories": told.categories.reverse()
    case "comment": told.comment = "withdrawn"
    case "journal": told.journalReference = "J. Read. 2"
    case "doi": told.dois = ["10.1000/three"]
    default: told.isDeleted = true
    }
    try await store.admit(told)
    #expect(try await store.paper(id) == told)
    #expect(try await history().count == 1)
    try await store.admit(told)
    #expect(try await history().count == 1)
  }

  @Test func `takes no older version for news`() async throws {
    var second = known
    second.version = 2
    second.title = "On reading aloud"
    try await store.admit(second)
    try await store.admit(known)
    #expect(try await store.paper(id) == second)
    #expect(try await history().count == 1)
  }

  @Test func `takes a paper whose version was not told for the version that is known`() async throws {
    var told = known
    told.version = nil
    told.title = "On reading aloud"
    try await store.admit(told)
    #expect(try await store.paper(id)?.version == 1)
    #expect(try await store.paper(id)?.title == "On reading aloud")
  }

  @Test func `erases nothing that a source leaves out`() async throws {
    var whole = known
    whole.version = 2
    whole.comment = "12 pages"
    whole.journalReference = "J. Read. 1"
    whole.dois = ["10.1000/one"]
    whole.published = try instant("2026-03-01T10:00:00Z")
    try await store.admit(whole)
    let bare = Paper(id: id, title: whole.title)
    try await store.admit(bare)
    #expect(try await store.paper(id) == whole)
    try await store.admit(Paper(id: id))
    #expect(try await store.paper(id) == whole)
    #expect(try await history().count == 1)
  }

  @Test func `keeps affiliations while the authors are the same`() async throws {
    var affiliated = known
    affiliated.authors[0].affiliations = ["Library"]
    try await store.admit(affiliated)
    try await store.admit(known)
    #expect(try await store.paper(id)?.authors == affiliated.authors)
    var moved = known
    moved.authors[1].affiliations = ["Archive"]
    try await store.admit(moved)
    #expect(try await store.paper(id)?.authors == moved.authors)
    var others = known
    others.authors = [Author("Ada Reader"), Author("Cleo")]
    try await store.admit(others)
    #expect(try await store.paper(id)?.authors == others.authors)
  }

  @Test(arguments: [
    // known, told, known afterwards
    ("2026-03-02T10:30:00Z", "2026-03-02T00:00:00Z", "2026-03-02T10:30:00Z"),
    ("2026-03-02T00:00:00Z", "2026-03-02T10:30:00Z", "2026-03-02T10:30:00Z"),
    ("2026-03-02T10:30:00Z", "2026-03-02T16:00:00Z", "2026-03-02T16:00:00Z"),
    ("2026-03-02T10:30:00Z", "2026-03-04T00:00:00Z", "2026-03-04T00:00:00Z"),
    ("2026-03-02T10:30:00Z", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z"),
  ])
  func `keeps the instant when a source tells its day only`(known: String, told: String, kept: String)
    async throws
  {
    // A paper of its own: the known one has a date already.
    let id = try #require(PaperID("2603.00002"))
    for told in [known, told] {
      var dated = try paper("2603.00002")
      dated.updated = try instant(told)
      dated.published = try instant(told)
      try await store.admit(dated)
    }
    #expect(try await store.paper(id)?.updated?.rfc3339 == kept)
    #expect(try await store.paper(id)?.published?.rfc3339 == kept)
    #expect(try await store.history(of: id).isEmpty)
  }

  @Test func `keeps the text of a paper that is gone, and takes it back`() async throws {
    let tombstone = Paper(id: id, announced: try day("2026-03-09"), isDeleted: true)
    try await store.admit(tombstone)
    var gone = known
    gone.isDeleted = true
    #expect(try await store.paper(id) == gone)
    try await store.admit(known)
    #expect(try await store.paper(id) == known)
    #expect(try await history().count == 2)
  }

  @Test func `knows a tombstone of a paper it never saw`() async throws {
    let tombstone = Paper(id: try #require(PaperID("2603.00007")), isDeleted: true)
    #expect(try await store.admit(tombstone) == 1)
    #expect(try await store.paper(tombstone.id) == tombstone)
  }
}
