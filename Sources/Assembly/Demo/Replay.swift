internal import Foundation
internal import Papers

/// The bundled stretch of announcements: real papers of five days in May 2025. The abstracts are our own summaries.
struct Replay: Sendable {
  /// In the order of announcement.
  let papers: [Paper]

  /// - Throws: `InputError` when the bundled file is damaged.
  static func bundled() throws -> Replay {
    let decoder = JSONDecoder()
    let lines = PackageResources.replay_jsonl.split(separator: UInt8(ascii: "\n"))
    let papers = try lines.enumerated().map { number, line in
      guard let paper = try decoder.decode(PaperRecord.self, from: Data(line)).paper, paper.announced != nil
      else {
        throw InputError(file: "replay.jsonl", line: number + 1, reason: "no announced paper")
      }
      return paper
    }
    return Replay(papers: papers)
  }

  /// The listings, earliest first.
  var days: [Day] { Set(papers.compactMap(\.announced)).sorted() }

  func papers(from first: Day, through last: Day) -> [Paper] {
    papers.filter { paper in paper.announced.map { $0 >= first && $0 <= last } ?? false }
  }
}
