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
  /// Entries of the current window received so far: where the next page begins.
  private(set) var start = 0
  /// The papers of the current window. Pages may repeat some and leave out others, so entries cannot be counted.
  private(set) var seen: Set<PaperID> = []
  /// The greatest number of hits the service named for the window; it varies (arxiv-protocol F3).
  private(set) var total = 0
  /// Whether the window is read a second time for what was left out.
  private(set) var isSecondReading = false

  /// Windows with more hits are halved: the service fails beyond 10 000 (arxiv-protocol section 1.3).
  static let most = 9000

  init(subject: String, windows: [Window]) {
    self.subject = subject
    self.windows = windows
  }

  var window: Window? { windows.first }

  var missing: Int { max(0, total - seen.count) }

  /// Goes on to what is to be asked next after a page of the current window. A page without entries is the end of
  /// the window's list.
  ///
  /// - Returns: How many papers of a window that is now left were named but never shown.
  mutating func advance(received: Int, ids: [PaperID], total: Int) -> Int {
    let known = seen.count
    seen.formUnion(ids)
    self.total = max(self.total, total)
    if total > Self.most, let halves = window?.halves {
      leaveWindow(for: halves)
      return 0
    }
    start += received
    // A service that ignores `start` would otherwise be asked for ever.
    let isAtEnd = received == 0 || (start >= self.total && seen.count == known)
    // A count that the page itself exceeds cannot say that all was seen.
    if missing == 0, total >= start {
      leaveWindow(for: [])
    } else if isAtEnd, isSecondReading || seen.count >= total {
      let missing = seen.count >= total ? 0 : missing
      leaveWindow(for: [])
      return missing
    } else if isAtEnd {
      start = 0
      isSecondReading = true
    }
    return 0
  }

  private mutating func leaveWindow(for others: [Window]) {
    windows = others + windows.dropFirst()
    start = 0
    seen = []
    total = 0
    isSecondReading = false
  }
}
