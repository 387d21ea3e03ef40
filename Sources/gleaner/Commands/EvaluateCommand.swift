import ArgumentParser
import Assembly
import Foundation
import Terminal

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure the rules, and what was learned, by what was listed.",
    discussion: """
      LIST is a Markdown list, a table with a column arxiv_id (and section, date_added, in_current, tier), a log of \
      decisions (export --verdicts), or ids, one a line. Without it the topic's own decisions count.
      """
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "What was listed.")
  var list: String?

  @Option(help: ArgumentHelp("Papers as JSON Lines instead of those of the store.", valueName: "file"))
  var papers: [String] = []

  @Option(help: ArgumentHelp("What others listed, in any form that LIST may have.", valueName: "file"))
  var union: [String] = []

  @Option(help: ArgumentHelp("Only papers of these months of ids, 2504,2505.", valueName: "yymm,…"))
  var months: String?

  @Flag(help: "Also rules and a model retrained every week on what had been listed before.")
  var online = false

  @Option(
    help: ArgumentHelp("Also rules and a model trained on the other weeks, in n folds.", valueName: "n")
  )
  var folds: Int?

  @Flag(help: "Also what each group of rules is worth.")
  var ablation = false

  @Option(help: ArgumentHelp("Draw recall against papers read into an SVG file.", valueName: "file.svg"))
  var plot: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard folds.map({ $0 >= 2 }) ?? true else { throw ValidationError("--folds must be at least 2.") }
  }

  func run() async throws {
    let report = try await global.evaluator(for: request, topic: topic.topic).evaluate(request)
    if let plot { try RecallPlotFile.write(report, to: plot) }
    if json { return Screen.output.line(try JSONText.pretty(report)) }
    for line in EvaluationTable.lines(report, for: .output) { Screen.output.line(line) }
  }

  private var request: EvaluationRequest {
    var request = EvaluationRequest()
    request.list = list
    request.papers = papers
    request.union = union
    request.months = months.map { $0.split(separator: ",").map(String.init) } ?? []
    request.online = online
    request.folds = folds
    request.ablation = ablation
    return request
  }
}
