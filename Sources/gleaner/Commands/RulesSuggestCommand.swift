import ArgumentParser
import Assembly
import Terminal

struct RulesSuggestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Name terms that would have caught what was missed, and terms that only cost.",
    discussion: "LIST is what `gleaner evaluate` takes; without it the topic's own decisions count."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "What was listed.")
  var list: String?

  @Option(help: ArgumentHelp("Papers as JSON Lines instead of those of the store.", valueName: "file"))
  var papers: [String] = []

  @Option(help: ArgumentHelp("Only papers of these months of ids, 2504,2505.", valueName: "yymm,…"))
  var months: String?

  @Option(help: ArgumentHelp("At most so many suggestions.", valueName: "n"))
  var limit = 20

  @Flag(help: "Print one JSON array.")
  var json = false

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit must be at least 1.") }
  }

  func run() async throws {
    var request = EvaluationRequest()
    request.list = list
    request.papers = papers
    request.months = months.map { $0.split(separator: ",").map(String.init) } ?? []
    let suggestions = try await global.evaluator(for: request, topic: topic.topic).suggest(
      request,
      limit: limit
    )
    if json { return Screen.output.line(try JSONText.pretty(suggestions)) }
    guard !suggestions.isEmpty else {
      return Screen.output.line("nothing to suggest: no change of one term pays")
    }
    for line in SuggestionTable.lines(suggestions, for: .output) { Screen.output.line(line) }
  }
}

extension GlobalOptions {
  /// Opens the store only when the request needs it.
  func evaluator(for request: EvaluationRequest, topic: String?) throws -> Evaluator {
    guard request.needsStore else { return Evaluator(topic: try options.file.load().topic(topic)) }
    let installation = try open()
    return Evaluator(installation, topic: try installation.configuration.topic(topic))
  }
}

/// Suggestions with what following one of them alone would change.
enum SuggestionTable {
  static func lines(_ suggestions: [SuggestionRecord], for screen: Screen) -> [String] {
    var table = Table([
      .init("DO"), .init("TERM"), .init("GROUP"), .init("RECALL", .right), .init("PER_DAY", .right),
      .init("AP", .right), .init("WHY"),
    ])
    for suggestion in suggestions {
      table.add([
        suggestion.action, suggestion.term, suggestion.group, suggestion.recall.signed(decimals: 3),
        suggestion.perDay.signed(decimals: 2), suggestion.averagePrecision.signed(decimals: 4),
        suggestion.why,
      ])
    }
    return table.lines(for: screen)
  }
}

extension Double {
  /// With its sign, none for zero.
  func signed(decimals: Int) -> String {
    let plain = abs(self).text(decimals: decimals)
    guard plain.contains(where: { ("1"..."9").contains($0) }) else { return plain }
    return (self > 0 ? "+" : "-") + plain
  }
}
