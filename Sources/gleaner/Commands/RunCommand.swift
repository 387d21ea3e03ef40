import ArgumentParser
import Assembly
import Terminal

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "One round: read the lists, harvest arXiv, score, propose, edit the lists, publish, send.",
    discussion: """
      Edits the topics' lists, with commits or pull requests where configured, and sends the digests and deliveries \
      that are due: mail and messages may leave. Exit status: 0 done, 75 arXiv could not be read to the end and the \
      next run goes on there, 78 the configuration must change.
      """
  )

  @OptionGroup var global: GlobalOptions

  @Option(name: .long, help: ArgumentHelp("The longest single wait for arXiv.", valueName: "duration"))
  var patience = Span(.seconds(120))

  func run() async throws {
    let line = ProgressLine()
    defer { line.clear() }
    let installation = try global.open()
    for warning in installation.configuration.warnings { Screen.errors.warn(warning) }
    let say: @Sendable (String) -> Void = { text in
      line.clear()
      Screen.errors.line("gleaner: \(text.printable)")
    }
    let report = try await RoundRunner(installation).run(patience: patience.duration, say: say) {
      line.show($0)
    }
    line.clear()
    try report.tell()
  }
}
