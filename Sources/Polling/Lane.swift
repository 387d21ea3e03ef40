package import Foundation
package import Papers

/// One independently harvested part of a source: the OAI set `cs`, the API query, the RSS feed of a category.
package struct Lane: Hashable, Sendable, Codable, CustomStringConvertible {
  package let source: String
  package let name: String

  package init(source: String, name: String) {
    self.source = source
    self.name = name
  }

  package var description: String { "\(source) \(name)" }
}

/// What the store knows of a lane.
package struct LaneState: Sendable, Equatable {
  /// The server's day at the beginning of the last complete harvest; nil before the first.
  package var cursor: Day?
  /// Where an unfinished harvest stands; nil when there is none.
  package var position: Position?
  package var memory: Batch?
  package var trouble: Trouble?

  package init(
    cursor: Day? = nil,
    position: Position? = nil,
    memory: Batch? = nil,
    trouble: Trouble? = nil
  ) {
    self.cursor = cursor
    self.position = position
    self.memory = memory
    self.trouble = trouble
  }
}

/// Where a harvest stands: all that the next page needs, stored with every page.
package struct Position: Codable, Sendable, Equatable {
  /// The first day that is asked for.
  package let from: Day
  /// The server's day when the harvest began. It becomes the cursor, so what changes meanwhile is seen next time.
  package let began: Day
  /// The server's time then, by which the ledger knows what the harvest can have seen.
  package let beganAt: Date
  package internal(set) var pages = 0
  package internal(set) var papers = 0
  var place: Place

  enum Place: Codable, Sendable, Equatable {
    case list(ListPlace)
    case search(SearchPlace)
  }

  init(from: Day, beganAt: Date, place: Place) {
    self.from = from
    self.beganAt = beganAt
    began = Day(utc: beganAt)
    self.place = place
  }
}

/// What a feed showed the last time: how a batch that is served again is recognised, whatever date it bears
/// (arxiv-protocol F23).
package struct Batch: Codable, Sendable, Equatable {
  package let day: Day
  package let guids: Set<String>

  package init(day: Day, guids: Set<String>) {
    self.day = day
    self.guids = guids
  }
}

/// What stands in the way of a lane's next page, over all runs.
package struct Trouble: Codable, Sendable, Equatable {
  package let url: String
  /// Failures in a row of the lane's next page, whatever its address: that of a window changes with the day.
  package let failures: Int
  /// Where strict reading stopped the last time, in bytes; nil when it did not come to that.
  package let byte: Int?

  package init(url: String, failures: Int, byte: Int?) {
    self.url = url
    self.failures = failures
    self.byte = byte
  }

  /// The same before another question: a byte means something in one document only.
  func facing(_ url: String) -> Trouble {
    Trouble(url: url, failures: failures, byte: url == self.url ? byte : nil)
  }
}

/// The papers of one page, and what comes after it.
package struct Page: Sendable, Equatable {
  package enum Next: Sendable, Equatable {
    case more(Position)
    /// The harvest is complete, and this is the lane's cursor from now on; nil leaves it where it is.
    case done(cursor: Day?, memory: Batch? = nil)
    /// The source shows what it showed before, or less than there is; the sentence part says what.
    case stale(String)
  }

  package let lane: Lane
  package let papers: [Paper]
  package let next: Next
  /// 1 for the first page of the harvest, whichever run asked for it.
  package let number: Int
  /// Papers of the harvest up to and with this page.
  package let papersSoFar: Int
  /// The first day that the harvest asks for.
  package var from = Day(number: 0)
  /// The server's time when the harvest began.
  package var beganAt = Date.distantPast
  /// The server's time when it served this page.
  package var served: Date?
  /// For a source that does not tell when a paper was announced: what was not there at the last harvest was announced
  /// after it.
  package var late: LateListing?
  /// Whether the listings of the papers are worked out from their submission: they appeared then or later. Else they
  /// are dated by what the source shows, and appeared then or earlier.
  package var isEstimated = false
  /// Whether the text of a version that is known stays as it is: see `PageAdmission.keepsText`.
  package var keepsText = false
  /// Whether the papers only complete what is known: see `Store.admit`.
  package var isSupplement = false
  package var damaged: [DamagedPaper] = []
  /// How often the source said that there is nothing; 0 when there is something.
  package var confirmations = 0
  /// Whether the harvest is complete, but of a day gone by: another has to follow.
  package var isOutdated = false
  /// How much of the harvest is done, 0...1; nil when that cannot be told.
  package var fraction: Double?

  package init(lane: Lane, papers: [Paper], next: Next, number: Int, papersSoFar: Int) {
    self.lane = lane
    self.papers = papers
    self.next = next
    self.number = number
    self.papersSoFar = papersSoFar
  }
}

/// Papers that were not known before belong to a listing no earlier than this.
package struct LateListing: Sendable, Equatable {
  /// The day of the last complete harvest: a paper that is dated before it cannot have been announced then.
  package let after: Day
  /// The listing that it is dated to instead.
  package let listing: Day
  /// The last listing of which any paper was seen. Papers of later ones are late because the source is.
  package let heard: Day

  package init(after: Day, listing: Day, heard: Day) {
    self.after = after
    self.listing = listing
    self.heard = heard
  }

  /// The listing of a paper that was not known before, by the day that it was told with.
  package func day(of told: Day) -> Day {
    told < after && told <= heard ? max(listing, told) : told
  }
}

/// An entry that could not be read as it came.
package struct DamagedPaper: Sendable, Equatable {
  /// What could be read; nil when not even the id could.
  package let paper: Paper?
  package let reason: String
  /// As it came.
  package let raw: [UInt8]

  package init(paper: Paper?, reason: String, raw: [UInt8]) {
    self.paper = paper
    self.reason = reason
    self.raw = raw
  }

  func with(_ change: (Paper) -> Paper) -> DamagedPaper {
    DamagedPaper(paper: paper.map(change), reason: reason, raw: raw)
  }
}
