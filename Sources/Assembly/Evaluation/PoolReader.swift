internal import Foundation
internal import Papers
internal import Queueing
internal import Scoring
internal import Synchronization

/// A pool of papers with what the rules say of each.
struct Pool: Sendable {
  private(set) var papers: [AppraisedPaper] = []
  /// Papers without a day of listing have no place among the others of their day.
  private(set) var withoutDay = 0

  static func read(_ paths: [String], rulebook: Rulebook) throws -> Pool {
    Pool(try papers(paths), rulebook: rulebook)
  }

  /// Reads JSON Lines, as `score` does; of papers that come twice the last counts.
  static func papers(_ paths: [String]) throws -> [Paper] {
    var papers: [PaperID: Paper] = [:]
    let decoder = JSONDecoder()
    for path in paths {
      var lines = try Lines(path: path)
      while let line = try lines.next() {
        guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { continue }
        guard let record = try? decoder.decode(PaperRecord.self, from: Data(line)), let paper = record.paper
        else {
          throw InputError(file: path, line: lines.number, reason: "no paper in JSON")
        }
        papers[paper.id] = paper
      }
    }
    return papers.values.sorted { $0.id < $1.id }
  }

  /// Every paper of the store that arXiv has not deleted.
  static func read(_ store: Store, rulebook: Rulebook) async throws -> Pool {
    let collected = Collected()
    try await store.forEachPaper { paper, _ in collected.append(paper) }
    return Pool(collected.papers, rulebook: rulebook)
  }

  private init(_ all: [Paper], rulebook: Rulebook) {
    for paper in all where !paper.isDeleted {
      guard let day = paper.announced else {
        withoutDay += 1
        continue
      }
      papers.append(AppraisedPaper(paper, day: day, rulebook.appraise(paper)))
    }
  }
}

/// Papers that a database hands over one by one.
private final class Collected: Sendable {
  private let list = Mutex<[Paper]>([])

  func append(_ paper: Paper) { list.withLock { $0.append(paper) } }

  var papers: [Paper] { list.withLock { $0 } }
}
