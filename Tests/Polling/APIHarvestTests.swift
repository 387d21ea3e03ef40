import Foundation
import Papers
import Testing

@testable import Polling

struct APIHarvestTests {
  let world = World(categories: "cs.CV cs.CL")

  @Test func `the first harvest asks the server for its day and looks back from there`() async throws {
    let round = try await world.poll(
      ["api"],
      [.ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...2), total: 2))]
    )
    #expect(
      round.values("search_query") == [
        nil, #"(cat:cs.CL OR cat:cs.CV) AND submittedDate:"202505090000 TO 202506010000""#,
      ]
    )
    #expect(round.values("id_list") == ["1605.08386", nil])
    #expect(round.values("max_results") == ["1", "200"])
    #expect(round.values("raw").last == "1")
    #expect(round.values("sortBy").last == "submittedDate")
    #expect(round.values("sortOrder").last == "ascending")
    #expect(!round.urls[1].contains { #" "():"#.contains($0) && $0 != ":" })
    #expect(world.ids.count == 2)
    #expect(world.state("api", "query") == LaneState(cursor: Day("2025-05-30")))
  }

  @Test(arguments: [("2025-05-29", "20250506"), ("2025-05-30", "20250506")])
  func `a later harvest reaches back to the first announcement that nobody has seen`(
    cursor: String,
    from: String
  ) async throws {
    world.settle(except: "2025-05-13")
    world.setCursor("api", "query", cursor)
    let round = try await world.poll(
      ["api"],
      [.ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...1), total: 1))]
    )
    #expect(round.urls[1].contains("\(from)0000%20TO%20202506010000"))
  }

  @Test(arguments: [("2025-05-29", "20250508"), ("2025-05-30", "20250523")])
  func `the first harvest of a day looks three weeks back for what was held up, the next ones a week`(
    cursor: String,
    from: String
  ) async throws {
    world.settle()
    world.setCursor("api", "query", cursor)
    let round = try await world.poll(
      ["api"],
      [.ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...1), total: 1))]
    )
    #expect(round.urls[1].contains("\(from)0000%20TO%20202506010000"))
  }

  @Test func `short pages move on by what was received`() async throws {
    let round = try await world.poll(
      ["api"],
      [
        .ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...60), total: 250)),
        .ok(Atom.feed(Atom.entries(61...200), total: 240)),
        .ok(Atom.feed(Atom.entries(201...250), total: 250)),
        .ok(Atom.feed(Atom.entries(1...200), total: 250)),
      ]
    )
    // Five entries are read again with every page, and the first page once more at the end.
    #expect(round.values("start") == [nil, "0", "55", "190", "0"])
    #expect(world.ids.count == 250)
    #expect(round.report.carriedBy == "api")
  }

  @Test func `an empty page among hits is asked for again`() async throws {
    let round = try await world.poll(
      ["api"],
      [
        .ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...200), total: 201)), .ok(Atom.feed([], total: 201)),
        .ok(Atom.feed(Atom.entries(201...201), total: 201)),
        .ok(Atom.feed(Atom.entries(1...200), total: 201)),
      ]
    )
    #expect(world.ids.count == 201)
    #expect(round.sleeps == [.seconds(10)])
  }

  @Test(arguments: [201, 0])
  func `a page that stays empty fails the harvest and keeps its place`(total: Int) async throws {
    let empty = Array(repeating: Reply.ok(Atom.feed([], total: total)), count: 3)
    let round = try await world.poll(
      ["api"],
      [.ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...200), total: 201))] + empty
    )
    #expect(round.report.carriedBy == nil)
    #expect(round.report.failures.first?.description.contains("no papers although there are 201") == true)
    #expect(world.state("api", "query").cursor == nil)
    let next = try await world.poll(
      ["api"],
      [
        .ok(Atom.feed(Atom.entries(196...201), total: 201)),
        .ok(Atom.feed(Atom.entries(1...200), total: 201)),
      ]
    )
    #expect(next.values("start") == ["195", "0"])
    #expect(world.state("api", "query").cursor == Day("2025-05-30"))
    #expect(world.ids.count == 201)
  }

  @Test func `no hits are believed when they were said three times and the canary sings`() async throws {
    let none = Array(repeating: Reply.ok(Atom.feed([], total: 0)), count: 3)
    let round = try await world.poll(["api"], [.ok(Atom.probe)] + none + [.ok(Atom.probe)])
    #expect(round.report.carriedBy == "api")
    #expect(round.sleeps == [.seconds(60), .seconds(60)])
    #expect(world.state("api", "query").cursor == nil, "nothing at all moves no cursor")
    #expect(round.report.rows.last?.outcome == .quiet)
  }

  @Test func `no hits are not believed of a service that answers nothing else`() async throws {
    let none = Array(repeating: Reply.ok(Atom.feed([], total: 0)), count: 3)
    let round = try await world.poll(["api"], [.ok(Atom.probe)] + none + Array(repeating: .broken, count: 3))
    #expect(round.report.carriedBy == nil)
    #expect(world.polls.map(\.outcome) == [.refused])
  }

  @Test func `without patience three answers in a moment count as one`() async throws {
    let world = World(patience: .zero)
    let none = Array(repeating: Reply.ok(Atom.feed([], total: 0)), count: 3)
    _ = try await world.poll(["api"], [.ok(Atom.probe)] + none + [.ok(Atom.probe)])
    #expect(world.polls.map(\.confirmations) == [1])
  }

  @Test func `no hits are not believed when the next answer has some`() async throws {
    let round = try await world.poll(
      ["api"],
      [.ok(Atom.probe), .ok(Atom.feed([], total: 0)), .ok(Atom.feed(Atom.entries(1...3), total: 3))]
    )
    #expect(round.report.newPapers == 3)
  }

  @Test func `what was left out between pages is found by a second reading`() async throws {
    let round = try await world.poll(
      ["api"],
      [
        .ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...2), total: 4)),
        .ok(Atom.feed(Atom.entries(2...3), total: 4)), .ok(Atom.feed([], total: 4)),
        .ok(Atom.feed([], total: 4)), .ok(Atom.feed(Atom.entries(1...4), total: 4)),
      ]
    )
    #expect(round.values("start") == [nil, "0", "2", "4", "4", "0"])
    #expect(world.ids.count == 4)
    #expect(round.report.carriedBy == "api")
  }

  @Test func `a count that is smaller than the page ends nothing`() async throws {
    let round = try await world.poll(
      ["api"],
      [
        .ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...200), total: 100)),
        .ok(Atom.feed(Atom.entries(201...250), total: 250)),
      ]
    )
    #expect(round.report.newPapers == 250)
  }

  @Test func `a server that ignores the start is not asked for ever`() async throws {
    let answer: @Sendable (String) -> Reply = { url in
      .ok(url.contains("id_list") ? Atom.probe : Atom.feed(Atom.entries(1...2), total: 3))
    }
    let round = try await world.poll(["api"], answer)
    #expect(round.report.failures.first?.description.contains("1 papers submitted") == true)
    #expect(round.requests.count < 10)
    let second = try await world.poll(["api"], answer)
    #expect(second.report.carriedBy == "api", "a count that three readings do not bear out is wrong")
  }

  @Test func `papers that only another order shows are read for until all were seen`() async throws {
    let first = try await world.poll(["api"]) { url in
      .ok(url.contains("id_list") ? Atom.probe : Atom.feed(Atom.entries(1...2), total: 3))
    }
    #expect(first.report.carriedBy == nil)
    let second = try await world.poll(["api"]) { _ in .ok(Atom.feed(Atom.entries(2...3), total: 3)) }
    #expect(second.report.carriedBy == "api")
    #expect(world.ids.count == 3)
  }

  @Test func `entries that stand on a page twice are counted once`() async throws {
    let doubled = Atom.entries(1...150) + Atom.entries(101...150)
    let round = try await world.poll(
      ["api"],
      [
        .ok(Atom.probe), .ok(Atom.feed(doubled, total: 200)),
        .ok(Atom.feed(Atom.entries(146...200), total: 200)),
        .ok(Atom.feed(Atom.entries(1...200), total: 200)),
      ]
    )
    #expect(round.values("start") == [nil, "0", "145", "0"])
    #expect(world.ids.count == 200)
  }

  @Test func `a paper that appears on the first page meanwhile makes the list be read again`() async throws {
    let round = try await world.poll(
      ["api"],
      [
        .ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...200), total: 210)),
        .ok(Atom.feed(Atom.entries(196...210), total: 210)),
        .ok(Atom.feed(Atom.entries(0...199), total: 212)),
        .ok(Atom.feed(Atom.entries(0...199), total: 212)),
        .ok(Atom.feed(Atom.entries(195...211), total: 212)),
      ]
    )
    #expect(round.values("start") == [nil, "0", "195", "0", "0", "195"])
    #expect(world.ids.count == 212)
  }

  @Test func `a page that always fails is asked for in smaller pieces when the canary sings`() async throws {
    let answer: @Sendable (String) -> Reply = { url in
      if url.contains("id_list") { return .ok(Atom.probe) }
      return url.contains("max_results=50") ? .ok(Atom.feed(Atom.entries(1...3), total: 3)) : .status(500)
    }
    let round = try await world.poll(["api"], answer)
    #expect(round.report.carriedBy == "api")
    #expect(
      round.values("max_results").compactMap(\.self) == ["1", "200", "200", "200", "1", "100", "50", "50"]
    )
    #expect(world.ids.count == 3)
  }

  @Test func `a query that always fails while the canary sings is a fault of the configuration`() async throws
  {
    let round = try await world.poll(["api"]) { url in
      url.contains("id_list") ? .ok(Atom.probe) : .status(500)
    }
    #expect(round.report.failures.map(\.isConfiguration) == [true])
    #expect(round.requests.count == 8)
  }

  @Test func `a query that fails along with the canary is only overload`() async throws {
    _ = try await world.poll(
      ["api"],
      [.ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...200), total: 300))]
        + Array(repeating: .broken, count: 3)
    )
    let round = try await world.poll(["api"]) { _ in .status(500) }
    #expect(round.report.failures.map(\.isConfiguration) == [false])
  }

  @Test func `an interface that only fails is left alone for longer and longer`() async throws {
    for _ in 0..<2 { _ = try await world.poll(["api"]) { _ in .broken } }
    #expect(world.hold?.failures == 6)
    #expect(world.hold?.reason.contains("failures in a row") == true)
  }

  @Test(arguments: [
    ("arXiv Query: search_query=cat:cs.CV AND x&id_list=&start=0&max_results=2", "cat:cs.CV AND x"),
    ("ArXiv Query: search_query=all:a&id_list=b&start=0&max_results=2", "all:a"),
    ("arXiv Search Results", nil),
  ])
  func `the title says which query was answered`(title: String, query: String?) throws {
    let feed = Atom.feed([], total: 0).replacing(
      "arXiv Query: search_query=x",
      with: title.replacing("&", with: "&amp;")
    )
    #expect(try APIFeed(parsing: Array(feed.utf8)).query == query)
  }

  @Test func `a window with too many hits is halved until it has few enough`() async throws {
    let round = try await world.poll(["api"]) { url in
      if url.contains("id_list") { return .ok(Atom.probe) }
      // Twelve days and more have too many.
      if url.contains("202505090000%20TO%20202506010000") {
        return .ok(Atom.feed(Atom.entries(1...1), total: 9001))
      }
      let isFirst = url.contains("202505090000%20TO")
      return .ok(Atom.feed(Atom.entries(isFirst ? 1...1 : 2...2), total: 1))
    }
    #expect(
      round.values("search_query").compactMap { $0?.suffix(30) } == [
        #""202505090000 TO 202506010000""#, #""202505090000 TO 202505201200""#,
        #""202505201200 TO 202506010000""#,
      ]
    )
    #expect(world.ids.count == 2)
    #expect(round.report.carriedBy == "api")
  }

  @Test func `an error dressed as an entry is no paper, whatever its status`() async throws {
    let round = try await world.poll(
      ["api"],
      [.ok(Atom.probe), .ok(Atom.failure("oops")), .ok(Atom.feed(Atom.entries(1...1), total: 1))]
    )
    #expect(world.ids == [Atom.id(1)])
    #expect(round.report.carriedBy == "api")
    let failed = try await World().poll(
      ["api"],
      [.ok(Atom.probe)] + Array(repeating: .ok(Atom.failure("oops")), count: 3)
    )
    #expect(failed.causes == [.answer("oops")])
  }

  @Test func `status 400 is ours to correct when the canary sings, and is not asked again`() async throws {
    let round = try await world.poll(
      ["api"],
      [.ok(Atom.probe), .status(400, Atom.failure("Invalid query string")), .ok(Atom.probe)]
    )
    #expect(round.causes == [.rejected("Invalid query string")])
    #expect(round.report.failures.map(\.isConfiguration) == [true])
  }

  @Test func `status 400 is not ours to correct when the canary fails too`() async throws {
    let bad = Reply.status(400, Atom.failure("broken index"))
    let round = try await world.poll(["api"], [.ok(Atom.probe), bad, bad])
    #expect(round.causes == [.answer("broken index")])
    #expect(round.report.failures.map(\.isConfiguration) == [false])
  }

  @Test func `a place in another query is not continued`() async throws {
    let failed = try await world.poll(
      ["api"],
      [.ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...200), total: 300)), .broken, .broken, .broken]
    )
    #expect(failed.report.failures.count == 1)
    let other = World(categories: "cs.RO")
    other.setPosition(of: world)
    let round = try await other.poll(
      ["api"],
      [.ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...1), total: 1))]
    )
    #expect(round.values("start") == [nil, "0"])
  }

  @Test func `a paper is announced on the listing after its submission, within the month of its id`()
    async throws
  {
    _ = try await world.poll(
      ["api"],
      [
        .ok(Atom.probe),
        .ok(
          Atom.feed(
            [
              Atom.entry("2505.00001", published: "2025-05-27T10:00:00Z"),
              // Held up from February; 1 May was a Thursday, announced on Wednesday evening.
              Atom.entry("2505.00002", published: "2025-02-03T10:00:00Z"),
              // Friday after the deadline: announced on Monday evening, which the server has not reached.
              Atom.entry("2505.00003", published: "2025-05-30T05:00:00Z"),
            ],
            total: 3
          )
        ),
      ]
    )
    let announced = world.papers.values.sorted { $0.id < $1.id }.map(\.announced)
    #expect(announced == [Day("2025-05-28"), Day("2025-05-01"), Day("2025-05-30")])
  }

  @Test func `the cursor is the server's day at the beginning, however long the harvest takes`() async throws
  {
    _ = try await world.poll(
      ["api"],
      [
        .ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...1), total: 2, at: "2025-05-31T00:01:00Z")),
        .ok(Atom.feed(Atom.entries(2...2), total: 2, at: "2025-06-01T00:01:00Z")),
        .ok(Atom.feed(Atom.entries(1...1), total: 2, at: "2025-06-01T00:01:00Z")),
      ]
    )
    #expect(world.state("api", "query").cursor == Day("2025-05-30"))
  }
}
