private import Foundation
internal import Scoring

/// Recall against papers read, a line for each ranker, as one SVG file that needs nothing else.
package struct RecallPlot: Sendable {
  private let report: EvaluationReport

  private static let (width, height) = (760.0, 460.0)
  private static let (left, right, top, bottom) = (64.0, 20.0, 44.0, 56.0)
  private static let colours = ["#1f6feb", "#d1480f", "#1a7f37", "#8250df"]

  package init(_ report: EvaluationReport) { self.report = report }

  package var svg: String {
    let lines = report.rankers.enumerated().map { line($1, colour: Self.colours[$0 % Self.colours.count]) }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" \
      width="\(Int(Self.width))" height="\(Int(Self.height))" \
      font-family="system-ui, sans-serif" font-size="13" role="img">
      <title>Recall against papers read: \(report.topic.escaped)</title>
      <rect width="100%" height="100%" fill="#ffffff"/>
      <text x="\(n(Self.left))" y="26" font-size="16" fill="#1f2328">\
      \(report.topic.escaped): recall against papers read</text>
      \(grid.joined(separator: "\n"))
      \(lines.joined(separator: "\n"))
      \(legend.joined(separator: "\n"))
      </svg>

      """
  }

  private var most: Int { report.rankers.flatMap(\.curve).map(\.read).max() ?? 1 }

  /// Papers on a logarithmic scale, because most of the list is met in the first hundreds.
  private func x(_ read: Int) -> Double {
    let share = log(Double(max(1, read))) / log(Double(max(2, most)))
    return Self.left + share * (Self.width - Self.left - Self.right)
  }

  private func y(_ recall: Double) -> Double {
    Self.height - Self.bottom - recall * (Self.height - Self.top - Self.bottom)
  }

  private func line(_ ranker: RankerReport, colour: String) -> String {
    var points: [String] = []
    var last = -1.0
    for (index, point) in ranker.curve.enumerated()
    where point.read > 0 && (point.recall != last || index == ranker.curve.count - 1) {
      // A step: nothing is met between two places.
      if last >= 0 { points.append("\(n(x(point.read))),\(n(y(last)))") }
      points.append("\(n(x(point.read))),\(n(y(point.recall)))")
      last = point.recall
    }
    return
      "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\" stroke-linejoin=\"round\" points=\""
      + points.joined(separator: " ") + "\"/>"
  }

  private var grid: [String] {
    let (bottom, right) = (n(y(0)), n(Self.width - Self.right))
    let levels = stride(from: 0.0, through: 1.0, by: 0.2).map { level in
      """
      <line x1="\(n(Self.left))" y1="\(n(y(level)))" x2="\(right)" y2="\(n(y(level)))" stroke="#d8dee4"/>
      <text x="\(n(Self.left - 8))" y="\(n(y(level) + 4))" text-anchor="end" fill="#57606a">\
      \(level.text(decimals: 1))</text>
      """
    }
    let ticks = sequence(first: 1) { $0 * 10 }.prefix { $0 <= most }.map { read in
      """
      <line x1="\(n(x(read)))" y1="\(n(y(1)))" x2="\(n(x(read)))" y2="\(bottom)" stroke="#d8dee4"/>
      <text x="\(n(x(read)))" y="\(n(y(0) + 18))" text-anchor="middle" fill="#57606a">\(read)</text>
      """
    }
    let caption = """
      <text x="\(n((Self.left + Self.width - Self.right) / 2))" y="\(n(Self.height - 14))" text-anchor="middle" \
      fill="#57606a">papers read, best first (logarithmic)</text>
      """
    return levels + ticks + [caption]
  }

  private var legend: [String] {
    report.rankers.enumerated().map { index, ranker in
      let colour = Self.colours[index % Self.colours.count]
      let place = y(1) + 18 + Double(index) * 20
      let precision = ranker.figure("AP").map { " (AP \($0.text))" } ?? ""
      return """
        <line x1="\(n(Self.left + 14))" y1="\(n(place - 4))" x2="\(n(Self.left + 40))" y2="\(n(place - 4))" \
        stroke="\(colour)" stroke-width="3"/>
        <text x="\(n(Self.left + 48))" y="\(n(place))" fill="#1f2328">\(ranker.name.escaped)\(precision)</text>
        """
    }
  }

  /// At most one decimal is enough for a screen.
  private func n(_ value: Double) -> String { value.text(decimals: 1) }
}

extension String {
  /// For text inside XML.
  fileprivate var escaped: String {
    replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
  }
}

/// The plot as a file.
package enum RecallPlotFile {
  /// - Throws: `InputError` when the file cannot be written.
  package static func write(_ report: EvaluationReport, to path: String) throws(InputError) {
    do {
      try Data(RecallPlot(report).svg.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw InputError(file: path, line: nil, reason: "cannot write it: \(error.localizedDescription)")
    }
  }
}
