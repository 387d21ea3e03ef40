import Foundation
import Papers
import Polling
import Synchronization
import Testing
import Wire

/// One answer of the fake arXiv.
struct Reply: Sendable {
  var result: Result<WireResponse, WireError>

  static func ok(_ body: String) -> Reply { status(200, body) }
  static func ok(_ body: [UInt8]) -> Reply { Reply(result: .success(response(200, [], body))) }

  static func status(_ status: Int, _ body: String = "", _ headers: [(String, String)] = []) -> Reply {
    Reply(result: .success(response(status, headers, Array(body.utf8))))
  }

  static let broken = Reply(result: .failure(.broken("reset by the test")))

  private static func response(_ status: Int, _ headers: [(String, String)], _ body: [UInt8]) -> WireResponse
  {
    WireResponse(status: status, headers: headers.map { (name: $0, value: $1) }, body: body)
  }
}

/// What a round came to, with everything that was asked and waited for.
struct Round {
  let report: HarvestReport
  let requests: [WireRequest]
  let sleeps: [Duration]
  let progress: [Polling.Progress]

  var urls: [String] { requests.map(\.url) }
  var causes: [PollError.Cause] { report.failures.map(\.cause) }

  /// The value of a parameter of each request, decoded as a server would.
  func values(_ name: String) -> [String?] {
    urls.map { url in
      URLComponents(string: url)?.queryItems?.first { $0.name == name }?.value
    }
  }
}

/// All that outlives a poller: the store, the holds, the time.
final class World: Sendable {
  let clock = TestClock(start: "2025-05-30T06:00:00Z")
  let random: Double
  private let categories: [Papers.Category]
  private let patience: Duration?

  private struct Store {
    var states: [Lane: LaneState] = [:]
    var papers: [PaperID: Paper] = [:]
    var pages: [Page] = []
    var holds: [String: Hold] = [:]
  }

  private let store = Mutex(Store())

  init(categories: String = "cs.CV", patience: Duration? = .seconds(120), random: Double = 1) {
    self.categories = categories.split(separator: " ").compactMap { Category($0) }
    self.patience = patience
    self.random = random
  }

  var papers: [PaperID: Paper] { store.withLock { $0.papers } }
  var ids: [String] { papers.keys.sorted().map(\.canonical) }
  var pages: [Page] { store.withLock { $0.pages } }
  var hold: Hold? { store.withLock { $0.holds.values.first } }

  func state(_ source: String, _ name: String) -> LaneState {
    store.withLock { $0.states[Lane(source: source, name: name)] ?? LaneState() }
  }

  func setCursor(_ source: String, _ name: String, _ day: String) {
    store.withLock { $0.states[Lane(source: source, name: name)] = LaneState(cursor: Day(day)) }
  }

  /// Makes the unfinished harvest of another world this one's.
  func setPosition(of other: World) {
    let states = other.store.withLock { $0.states }
    store.withLock { $0.states = states }
  }

  func setHold(_ host: String, _ hold: Hold) {
    store.withLock { $0.holds[host] = hold }
  }

  func poll(_ replies: [Reply]) async throws -> Round { try await poll(["oai"], replies) }

  func poll(_ answer: @escaping @Sendable (String) -> Reply) async throws -> Round {
    try await poll(["oai"], answer)
  }

  /// One round in which arXiv gives these answers, one after the other.
  func poll(_ sources: [String], _ replies: [Reply]) async throws -> Round {
    let left = Mutex(replies[...])
    let round = try await poll(sources) { _ in
      left.withLock { $0.popFirst() } ?? .status(599, "the test has no more answers")
    }
    #expect(left.withLock { $0.isEmpty }, "arXiv was asked too little")
    return round
  }

  /// One round in which arXiv answers by what it is asked.
  func poll(_ sources: [String], _ answer: @escaping @Sendable (String) -> Reply) async throws -> Round {
    let requests = Mutex<[WireRequest]>([])
    let progress = Mutex<[Polling.Progress]>([])
    let before = clock.sleeps.count
    let poller = try poller(sources) { request in
      requests.withLock { $0.append(request) }
      return answer(request.url)
    } progress: { step in
      progress.withLock { $0.append(step) }
    }
    return Round(
      report: try await poller.harvest(),
      requests: requests.withLock { $0 },
      sleeps: Array(clock.sleeps.dropFirst(before)),
      progress: progress.withLock { $0 }
    )
  }

  func poller(
    _ sources: [String],
    _ answer: @escaping @Sendable (WireRequest) -> Reply,
    progress: @escaping @Sendable (Polling.Progress) -> Void = { _ in }
  ) throws -> Poller {
    let settings = PollSettings(
      oai: "https://oai.test/oai",
      api: "https://api.test/api/query",
      categories: categories,
      lookback: 21,
      calendar: try AnnouncementCalendar(),
      patience: patience
    )
    return Poller(
      sources: sources,
      settings: settings,
      wire: Wire { request async throws(WireError) in try answer(request).result.get() },
      pace: Pace { request in try await request() },
      holds: Holds { [self] host in
        store.withLock { $0.holds[host] }
      } write: { [self] host, hold in
        store.withLock { $0.holds[host] = hold }
      },
      logbook: Logbook { [self] lane in
        store.withLock { $0.states[lane] ?? LaneState() }
      } commit: { [self] page in
        try commit(page)
      },
      clock: clock,
      now: { [clock] in clock.date },
      random: { [random] in random },
      progress: progress
    )
  }

  /// As the store does it: all of a page at once, positions as JSON.
  private func commit(_ page: Page) throws -> Int {
    let position = try position(of: page.next)
    return store.withLock { store in
      let before = store.papers.count
      for paper in page.papers { store.papers[paper.id] = paper }
      store.pages.append(page)
      switch page.next {
      case .more: store.states[page.lane, default: LaneState()].position = position
      case .done(let cursor): store.states[page.lane] = LaneState(cursor: cursor)
      }
      return store.papers.count - before
    }
  }

  private func position(of next: Page.Next) throws -> Position? {
    guard case .more(let position) = next else { return nil }
    return try JSONDecoder().decode(Position.self, from: JSONEncoder().encode(position))
  }
}
