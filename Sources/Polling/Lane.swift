package import Papers

/// One independently harvested part of a source: the OAI set `cs`, the API query.
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

  package init(cursor: Day? = nil, position: Position? = nil) {
    self.cursor = cursor
    self.position = position
  }
}

/// Where a harvest stands: all that the next page needs, stored with every page.
package struct Position: Codable, Sendable, Equatable {
  /// The first day that is asked for.
  package let from: Day
  /// The server's day when the harvest began. It becomes the cursor, so what changes meanwhile is seen next time.
  package let began: Day
  package internal(set) var pages = 0
  package internal(set) var papers = 0
  var place: Place

  enum Place: Codable, Sendable, Equatable {
    case list(ListPlace)
    case search(SearchPlace)
  }

  init(from: Day, began: Day, place: Place) {
    self.from = from
    self.began = began
    self.place = place
  }
}

/// The papers of one page, and what comes after it.
package struct Page: Sendable, Equatable {
  package enum Next: Sendable, Equatable {
    case more(Position)
    /// The harvest is complete, and this is the lane's cursor from now on.
    case done(cursor: Day)
  }

  package let lane: Lane
  package let papers: [Paper]
  package let next: Next
  /// 1 for the first page of the harvest, whichever run asked for it.
  package let number: Int
  /// Papers of the harvest up to and with this page.
  package let papersSoFar: Int

  package init(lane: Lane, papers: [Paper], next: Next, number: Int, papersSoFar: Int) {
    self.lane = lane
    self.papers = papers
    self.next = next
    self.number = number
    self.papersSoFar = papersSoFar
  }
}
