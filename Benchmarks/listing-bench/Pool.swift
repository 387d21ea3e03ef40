import Foundation
import Papers

/// Reads JSON Lines: papers as `gleaner score` takes them, and sections as it gives them.
enum Pool {
  private struct Row: Decodable {
    let id: PaperID
    let title: String
    let abstract: String?
    let authors: [String]?
    let comment: String?
  }

  private struct Score: Decodable {
    let id: PaperID
    let section: String?
  }

  static func papers(_ path: String, wanted: Set<PaperID>) throws -> [PaperID: Paper] {
    var papers: [PaperID: Paper] = [:]
    for row: Row in try rows(path) where wanted.contains(row.id) {
      papers[row.id] = Paper(
        id: row.id,
        title: row.title,
        abstract: row.abstract ?? "",
        authors: (row.authors ?? []).map { Author($0) },
        comment: row.comment
      )
    }
    return papers
  }

  static func sections(_ path: String, wanted: Set<PaperID>) throws -> [PaperID: String] {
    var sections: [PaperID: String] = [:]
    for score: Score in try rows(path) where wanted.contains(score.id) { sections[score.id] = score.section }
    return sections
  }

  private static func rows<Row: Decodable>(_ path: String) throws -> [Row] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let decoder = JSONDecoder()
    return try data.split(separator: 0x0A).map { try decoder.decode(Row.self, from: Data($0)) }
  }
}
