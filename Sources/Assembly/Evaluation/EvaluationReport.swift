internal import Foundation
internal import Papers
internal import Scoring

/// What an evaluation came to.
package struct EvaluationReport: Encodable, Sendable {
  package let topic: String
  /// The rules first.
  package let rankers: [RankerReport]
  /// The rules without the points of one group, each under the group's name.
  package let ablation: [RankerReport]
  /// Papers that were left out because nobody knows when they were announced.
  package let withoutDay: Int

  private enum CodingKeys: String, CodingKey {
    case topic, rankers, ablation
    case withoutDay = "without_day"
  }

  /// What each figure says.
  package static let legend = Figure.all.map { (name: $0.name, help: $0.help) }
}

/// The figures of one ranker.
package struct RankerReport: Encodable, Sendable {
  package let name: String
  package let figures: [FigureRecord]
  /// By the month of the ids, when there is more than one with a listed paper.
  package let months: [MonthReport]
  /// How much of the list is met when so many papers are read.
  let curve: [(read: Int, recall: Double)]

  init(_ name: String, _ ranking: Ranking, _ truth: Truth, byMonth: Bool = true) {
    self.name = name
    figures = Self.figures(ranking, truth)
    curve = ranking.recallCurve(truth)
    let listed = Set(ranking.papers.map(\.id).filter { truth.curated[$0] != nil }.map(\.month))
    months =
      byMonth && listed.count > 1
      ? listed.sorted().map { month in
        MonthReport(month: month.yymm, figures: Self.figures(ranking.filter { $0.id.month == month }, truth))
      } : []
  }

  /// nil when the figure could not be measured.
  package func figure(_ name: String) -> FigureRecord? { figures.first { $0.name == name } }

  private static func figures(_ ranking: Ranking, _ truth: Truth) -> [FigureRecord] {
    Figure.all.compactMap { figure in
      figure.measure(ranking, truth).map {
        FigureRecord(name: figure.name, value: $0, isCount: figure.isCount)
      }
    }
  }

  private enum CodingKeys: String, CodingKey { case name, figures, months }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(figures.byName, forKey: .figures)
    if !months.isEmpty { try container.encode(months, forKey: .months) }
  }
}

/// The figures of one month.
package struct MonthReport: Encodable, Sendable {
  /// `2504`.
  package let month: String
  package let figures: [FigureRecord]

  private enum CodingKeys: String, CodingKey { case month, figures }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(month, forKey: .month)
    try container.encode(figures.byName, forKey: .figures)
  }
}

/// One figure as it is printed.
package struct FigureRecord: Sendable {
  package let name: String
  package let value: Double
  let isCount: Bool

  /// Four decimals; none for a count.
  package var text: String { isCount ? "\(Int(value))" : value.text(decimals: 4) }
}

extension [FigureRecord] {
  fileprivate var byName: [String: Double] {
    Dictionary(map { ($0.name, ($0.value * 1e6).rounded() / 1e6) }) { first, _ in first }
  }
}

extension Double {
  /// With so many decimals, always.
  package func text(decimals: Int) -> String {
    String(format: "%.\(decimals)f", self)
  }
}
