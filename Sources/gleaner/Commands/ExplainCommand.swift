import ArgumentParser
import Assembly
import Terminal

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Why a stored paper has the score it has, with the words that count lit."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "An arXiv id in any form.")
  var id: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let installation = try global.open()
    let explainer = Explainer(installation, topic: try installation.configuration.topic(topic.topic))
    guard let explanation = try await explainer.explain(id) else {
      Screen.errors.line(
        "gleaner: \(id.printable) is not stored; it was never seen in the watched categories"
      )
      throw ExitStatus.findings
    }
    if json { return Screen.output.line(try JSONText.pretty(explanation)) }
    for line in ExplanationPage.lines(explanation, for: .output) { Screen.output.line(line) }
  }
}
