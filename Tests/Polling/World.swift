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

/// Addresses in the order in which they were asked for.
final class Recorder: Sendable {
  private let urls = Mutex<[String]>([])

  func add(_ url: String) { urls.withLock { $0.append(url) } }

  /// The value of a parameter of each address that has it.
  func values(_ name: String) -> [String?] {
    urls.withLock { $0 }.compactMap { url in
      URLComponents(string: url)?.queryItems?.first { $0.name == name }.map(\.value)
    }
  }
}

/// All that outlives a poller: the store, the holds, the time.
final class World: Sendable {
  let clock = TestClock(start: "2025-05-30T06:00:00Z")
  let random: Double
  private let categories: [Papers.Category]
  private let patience: Duration?
  private let versions: Bool
  private let lookback: Int

  private struct Store {
    var states: [Lane: LaneState] = [:]
    var papers: [PaperID: Paper] = [:]
    var pages: [Page] = []
    var holds: [String: Hold] = [:]
    var polls: [Poll] = []
    /// What was there before the test.
    var earlier: [Poll] = []
    var settled: [Day: Int] = [:]
    /// Damaged papers that are due, and what was told about papers asked for by id.
    var damaged: [PaperID] = []
    var holes: [PaperID] = []
    var repairs: [Repair] = []
    /// How papers were missed, by paper.
    var missed: [PaperID: String] = [:]
  }

  private let store = Mutex(Store())

  init(
    categories: String = "cs.CV",
    patience: Duration? = .seconds(120),
    random: Double = 1,
    versions: Bool = false,
    lookback: Int = 21
  ) {
    self.lookback = lookback
    self.versions = versions
    self.categories = categories.split(separator: " ").compactMap { Category($0) }
    self.patience = patience
    self.random = random
  }

  var papers: [PaperID: Paper] { store.withLock { $0.papers } }
  var ids: [String] { papers.keys.sorted().map(\.canonical) }
  /// Without those that only move a lane on.
  var pages: [Page] { store.withLock { $0.pages.filter { $0.number > 0 } } }
  /// One in force.
  var hold: Hold? { store.withLock { $0.holds.values.first { [clock] in $0.until > clock.date } } }
  var polls: [Poll] { store.withLock { $0.polls } }
  var repairs: [Repair] { store.withLock { $0.repairs } }
  var missed: [PaperID: String] { store.withLock { $0.missed } }

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

  /// Every announcement of the ledger has a paper and a source that was read to its end, but for one that was refused.
  func settle(except missed: String? = nil) {
    guard let calendar = try? AnnouncementCalendar() else { return }
    for announcement in calendar.announcements(through: clock.date, count: 14) {
      let isMissed = announcement.day == missed.flatMap { Day($0) }
      let poll = Poll(
        source: "oai",
        at: announcement.at + 43_200,
        since: announcement.day,
        outcome: isMissed ? .refused : .complete,
        detail: ""
      )
      store.withLock { store in
        store.earlier.append(poll)
        store.settled[announcement.day] = isMissed ? nil : 1
      }
    }
  }

  func know(_ paper: Paper) { store.withLock { $0.papers[paper.id] = paper } }

  func setDamaged(_ ids: [String]) { store.withLock { $0.damaged = ids.compactMap { PaperID($0) } } }

  func setHoles(_ ids: [String]) { store.withLock { $0.holes = ids.compactMap { PaperID($0) } } }

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

  func settings() throws -> PollSettings {
    PollSettings(
      oai: "https://oai.test/oai",
      rss: "https://rss.test",
      api: "https://api.test/api/query",
      categories: categories,
      lookback: lookback,
      calendar: try AnnouncementCalendar(),
      patience: patience,
      versions: versions
    )
  }

  func poller(
    _ sources: [String],
    _ answer: @escaping @Sendable (WireRequest) -> Reply,
    turn: @escaping @Sendable (@escaping Pace.Request) async throws -> WireResponse = { try await $0() },
    progress: @escaping @Sendable (Polling.Progress) -> Void = { _ in }
  ) throws -> Poller {
    Poller(
      sources: sources,
      settings: try settings(),
      wire: Wire { request async throws(WireError) in try answer(request).result.get() },
      pace: Pace(turn: turn),
      holds: Holds { [self] host in
        store.withLock { $0.holds[host] }
      } write: { [self] host, hold in
        store.withLock { $0.holds[host] = hold }
      },
      logbook: logbook,
      ledgerBook: LedgerBook(
        record: { [self] poll in store.withLock { $0.polls.append(poll) } },
        polls: { [self] since in store.withLock { $0.earlier + $0.polls }.filter { $0.at >= since } },
        counts: { [self] since in
          let days = papers.values.compactMap(\.announced).filter { $0 >= since }
          let counts = Dictionary(grouping: days, by: { $0 }).mapValues(\.count)
          return counts.merging(store.withLock { $0.settled }, uniquingKeysWith: +)
        }
      ),
      repairBook: RepairBook(
        everDamaged: { [self] in Set(store.withLock { $0.damaged }) },
        damaged: { [self] _ in store.withLock { $0.damaged } },
        holes: { [self] _, _ in store.withLock { $0.holes } },
        settle: { [self] repair in
          store.withLock { store in
            store.repairs.append(repair)
            for paper in repair.found { store.papers[paper.id] = paper }
            return repair.found.count
          }
        }
      ),
      clock: clock,
      now: { [clock] in clock.date },
      random: { [random] in random },
      progress: progress
    )
  }

  private var logbook: Logbook {
    Logbook(
      state: { [self] lane in store.withLock { $0.states[lane] ?? LaneState() } },
      commit: { [self] page, repair in try commit(page, repair) },
      setTrouble: { [self] lane, trouble in
        store.withLock { $0.states[lane, default: LaneState()].trouble = trouble }
      },
      forget: { [self] lanes in store.withLock { store in for lane in lanes { store.states[lane] = nil } } },
      announcements: { [self] ids in
        store.withLock { store in
          Dictionary(
            uniqueKeysWithValues: ids.compactMap { id in store.papers[id]?.announced.map { (id, $0) } }
          )
        }
      }
    )
  }

  /// As the store does it: all of a page at once, positions as JSON.
  private func commit(_ page: Page, _ repair: String?) throws -> Int {
    let position = try position(of: page.next)
    return store.withLock { store in
      let before = store.papers.count
      for paper in page.papers + page.damaged.compactMap(\.paper) {
        if store.papers[paper.id] == nil, let repair { store.missed[paper.id] = repair }
        if !page.isSupplement || store.papers[paper.id] == nil { store.papers[paper.id] = paper }
        if page.isSupplement { store.papers[paper.id]?.version = paper.version }
      }
      store.pages.append(page)
      var state = store.states[page.lane] ?? LaneState()
      (state.position, state.trouble) = (position, nil)
      if case .done(let cursor, let memory) = page.next {
        state.cursor = [state.cursor, cursor].compactMap(\.self).max()
        state.memory = memory ?? state.memory
      }
      store.states[page.lane] = state
      return store.papers.count - before
    }
  }

  private func position(of next: Page.Next) throws -> Position? {
    guard case .more(let position) = next else { return nil }
    return try JSONDecoder().decode(Position.self, from: JSONEncoder().encode(position))
  }
}
