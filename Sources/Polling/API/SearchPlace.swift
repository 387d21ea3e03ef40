import Papers

/// A span of submission times in minutes since 1970, both ends included.
///
/// The service cuts seconds off, so a submission at 23:59:30 belongs to windows that end at 00:00 or later; windows
/// that follow each other share a minute (arxiv-protocol section 1.4).
struct Window: Codable, Sendable, Equatable {
  let first: Int
  let last: Int

  init(first: Int, last: Int) {
    self.first = first
    self.last = last
  }

  init(from: Day, to: Day) {
    self.init(first: from.number * 1440, last: to.number * 1440)
  }

  /// Both halves; nil when they would be shorter than an hour. No hour has that many papers, so the service must
  /// have lost the date from the query, and halving would go on for days.
  var halves: [Window]? {
    guard last - first >= 120 else { return nil }
    let middle = first + (last - first) / 2
    return [Window(first: first, last: middle), Window(first: middle, last: last)]
  }

  /// `202505010000 TO 202505230000`
  var text: String { "\(Self.stamp(first)) TO \(Self.stamp(last))" }

  private static func stamp(_ minute: Int) -> String {
    let day = Day(number: minute / 1440)
    let rest = minute % 1440
    let digits = [rest / 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    return day.description.replacing("-", with: "") + digits
  }
}

/// Where an unfinished walk through windows stands.
struct SearchPlace: Codable, Sendable, Equatable {
  /// The part of the query that does not change; another one makes the place worthless.
  let subject: String
  /// What is still to be read, beginning with the current window.
  private(set) var windows: [Window]
  /// How many minutes there were to read in all.
  private let span: Int
  /// Where the next page begins. Pages overlap, for what is inserted or removed meanwhile shifts the rest.
  private(set) var start = 0
  private(set) var pageSize = 200
  /// The papers of the current window. Pages may repeat some and leave out others, so entries cannot be counted.
  private(set) var seen: Set<PaperID> = []
  /// The greatest number of hits the service named for the window; it varies (arxiv-protocol F3).
  private(set) var total = 0
  private(set) var reading = Reading.first
  /// Whether any window had a hit.
  private(set) var hasHits = false
  /// Readings of the current window in a row that showed nothing new although papers are missing.
  private var fruitless = 0
  /// What was seen when the present reading began.
  private var seenBefore = 0
  /// Papers of the window are counted but were not shown, in two readings and more: a later run reads it again.
  private(set) var isWaiting = false

  /// A window is read once; then its first page again, to see whether the list has moved meanwhile; and if papers are
  /// missing, the whole of it a second time (arxiv-protocol section 1.5).
  enum Reading: String, Codable, Sendable { case first, firstPageAgain, second }

  /// Windows with more hits are halved: the service fails beyond 10 000 (arxiv-protocol section 1.3).
  static let most = 9000
  private static let overlap = 5
  private static let smallestPage = 25
  /// A count that so many readings do not bear out is not believed any more.
  private static let mostFruitless = 2

  init(subject: String, windows: [Window]) {
    self.subject = subject
    self.windows = windows
    span = max(1, windows.reduce(0) { $0 + $1.last - $1.first })
  }

  var window: Window? { windows.first }

  var missing: Int { max(0, total - seen.count) }

  /// How much is done, 0...1.
  var fraction: Double {
    let left = windows.reduce(0) { $0 + $1.last - $1.first }
    let inside = window.map {
      Double($0.last - $0.first) * (total > 0 ? min(1, Double(start) / Double(total)) : 0)
    }
    return min(1, max(0, 1 - (Double(left) - (inside ?? 0)) / Double(span)))
  }

  /// The same place with pages of half the size; nil when they are small already.
  var withSmallerPages: SearchPlace? {
    guard pageSize > Self.smallestPage else { return nil }
    var place = self
    place.pageSize = max(Self.smallestPage, pageSize / 2)
    return place
  }

  /// Goes on to what is to be asked next after a page of the current window. A page without entries is the end of
  /// the window's list.
  ///
  /// - Returns: How many papers of a window that is now left were named but never shown.
  mutating func advance(received: Int, ids: [PaperID], total: Int) -> Int {
    let known = seen.count
    seen.formUnion(ids)
    self.total = max(self.total, total)
    if received > 0 { hasHits = true }
    if total > Self.most, let halves = window?.halves {
      leaveWindow(for: halves)
      return 0
    }
    guard reading != .firstPageAgain else { return judgeFirstPage(isChanged: seen.count > known) }
    // A service that ignores `start` would otherwise be asked for ever.
    let isAtEnd = received == 0 || (start + received >= self.total && seen.count == known)
    let isSinglePage = start == 0
    start += received
    // A count that the page itself exceeds cannot say that all was seen.
    if missing == 0, total >= start || isAtEnd {
      return isSinglePage || reading == .second ? leaveWindow(for: []) : readFirstPageAgain()
    }
    if isAtEnd { return reading == .second ? giveUpReading() : readAgain() }
    start -= received > Self.overlap && start < self.total ? Self.overlap : 0
    return 0
  }

  /// Papers on the first page that were not there before moved others on, perhaps past the place that was read.
  private mutating func judgeFirstPage(isChanged: Bool) -> Int {
    isChanged || missing > 0 ? readAgain() : leaveWindow(for: [])
  }

  private mutating func readFirstPageAgain() -> Int {
    start = 0
    reading = .firstPageAgain
    return 0
  }

  private mutating func readAgain() -> Int {
    start = 0
    reading = .second
    seenBefore = seen.count
    return 0
  }

  /// What is missing may turn up at another time: the order of equal dates changes with every answer.
  private mutating func giveUpReading() -> Int {
    fruitless = seen.count > seenBefore ? 0 : fruitless + 1
    guard fruitless < Self.mostFruitless else { return leaveWindow(for: []) }
    isWaiting = true
    return readAgain()
  }

  /// The same place in a later run, which does not wait any more.
  var inNewRun: SearchPlace {
    var place = self
    place.isWaiting = false
    return place
  }

  @discardableResult
  private mutating func leaveWindow(for others: [Window]) -> Int {
    let missing = missing
    windows = others + windows.dropFirst()
    start = 0
    seen = []
    total = 0
    reading = .first
    fruitless = 0
    return others.isEmpty ? missing : 0
  }
}
