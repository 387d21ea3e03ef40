import Papers
import Scoring
import Testing

/// A hand-made ranking with shared places, sections, and papers that others list, over two months.
enum Sample {
  typealias Row = (
    id: String, day: String, score: Double, candidate: Bool, section: String, curated: String, others: Bool
  )

  static let rows: [Row] = [
    ("2504.00001", "2025-04-01", 9.5, true, "Video", "Papers / Video", false),
    ("2504.00002", "2025-04-01", 7, true, "Image", "Papers / Image", false),
    ("2504.00003", "2025-04-01", 7, true, "Image", "", true),
    ("2504.00004", "2025-04-01", 7, false, "", "", false),
    ("2504.00005", "2025-04-01", 2, false, "", "Papers / Image", false),
    ("2504.00006", "2025-04-02", 6.25, true, "Video", "Benchmarks and Datasets", false),
    ("2504.00007", "2025-04-02", 6.25, true, "Video", "", false),
    ("2504.00008", "2025-04-02", 5, true, "Image", "", true),
    ("2504.00009", "2025-04-02", -1, false, "", "", false),
    ("2504.00010", "2025-04-02", -1, false, "", "", true),
    ("2505.00001", "2025-05-01", 8, true, "Vision (Image)", "Papers (Sort by Time) / Vision (Image)", true),
    ("2505.00002", "2025-05-01", 8, true, "Image", "", false),
    ("2505.00003", "2025-05-01", 6.5, true, "Image", "Papers / Video", false),
    ("2505.00004", "2025-05-01", 6.5, true, "Image", "", false),
    ("2505.00005", "2025-05-01", 6.5, true, "Image", "", false),
    ("2505.00006", "2025-05-01", 6.5, true, "Image", "Papers / Image", false),
    ("2505.00007", "2025-05-01", 6.5, true, "Image", "", true),
    ("2505.00008", "2025-05-01", 6.5, true, "Image", "", false),
    ("2505.00009", "2025-05-01", 4, false, "Image", "Papers / Image", false),
    ("2505.00010", "2025-05-01", 3, false, "Image", "", false),
    ("2505.00011", "2025-05-01", 0, false, "Image", "", false),
    ("2505.00012", "2025-05-02", 0, false, "Image", "", false),
  ]

  static func papers(_ rows: [Row] = rows) throws -> [RankedPaper] {
    try rows.map { row in
      RankedPaper(
        id: try id(row.id),
        day: try #require(Day(row.day)),
        score: row.score,
        isCandidate: row.candidate,
        section: row.section.isEmpty ? nil : row.section
      )
    }
  }

  static func truth() throws -> Truth {
    let curated = try rows.filter { !$0.curated.isEmpty }.map { (try id($0.id), $0.curated as String?) }
    return Truth(
      curated: Dictionary(uniqueKeysWithValues: curated),
      others: Set(try rows.filter(\.others).map { try id($0.id) })
    )
  }

  static func id(_ text: String) throws -> PaperID { try #require(PaperID(text)) }
}
