import Assembly
import Terminal

/// An evaluation as tables: rankers side by side, then month by month, then the groups of rules.
enum EvaluationTable {
  static func lines(_ report: EvaluationReport, for screen: Screen) -> [String] {
    var lines = figures(report).lines(for: screen)
    if report.rankers.contains(where: { !$0.months.isEmpty }) {
      lines += [""] + months(report).lines(for: screen)
    }
    if !report.ablation.isEmpty { lines += [""] + ablation(report).lines(for: screen) }
    if report.withoutDay > 0 {
      lines += ["", "\(report.withoutDay) papers without a day of announcement were left out"]
    }
    return lines
  }

  private static func figures(_ report: EvaluationReport) -> Table {
    var table = Table(
      [.init("FIGURE")] + report.rankers.map { .init($0.name.uppercased(), .right) } + [.init("WHAT IT SAYS")]
    )
    for (name, help) in EvaluationReport.legend {
      let values = report.rankers.map { $0.figure(name)?.text }
      guard values.contains(where: { $0 != nil }) else { continue }
      table.add([name] + values.map { $0 ?? "–" } + [help])
    }
    return table
  }

  private static let brief = [
    "curated", "recall", "per_day", "AP", "AP_union", "R@10 all", "R@20 all", "WSS@95",
  ]

  private static func months(_ report: EvaluationReport) -> Table {
    let names = shown(report)
    var table = Table([.init("MONTH")] + names.map { .init($0.uppercased(), .right) } + [.init("RANKER")])
    for month in report.rankers.first?.months.map(\.month) ?? [] {
      for ranker in report.rankers {
        let figures = ranker.months.first { $0.month == month }?.figures ?? []
        let values = names.map { name in figures.first { $0.name == name }?.text ?? "–" }
        table.add([month] + values + [ranker.name])
      }
    }
    return table
  }

  /// What is lost without the points of a group: positive is bad, for candidates per day it is fewer of them.
  private static func ablation(_ report: EvaluationReport) -> Table {
    let names = shown(report).filter { $0 != "curated" }
    var table = Table([.init("WITHOUT GROUP")] + names.map { .init("-\($0)".uppercased(), .right) })
    for group in report.ablation {
      let losses = names.map { name in
        guard let whole = report.rankers.first?.figure(name), let rest = group.figure(name) else {
          return "–"
        }
        return (whole.value - rest.value).signed(decimals: 4)
      }
      table.add([group.name] + losses)
    }
    return table
  }

  private static func shown(_ report: EvaluationReport) -> [String] {
    brief.filter { name in report.rankers.contains { $0.figure(name) != nil } }
  }
}
