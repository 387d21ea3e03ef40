import ArgumentParser
import Assembly
import Terminal

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in what export or another program wrote.",
    discussion: """
      What is known stays as it is, what is new joins, what differs is reported. A file is taken in whole or not at \
      all; a second time it changes nothing.
      """
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "Files, plain or gzip; - is standard input.")
  var files: [String]

  @Option(help: ArgumentHelp("jsonl, csv, ris or bibtex (default: by the name).", valueName: "format"))
  var format: Format?

  @Flag(help: "Print one JSON array.")
  var json = false

  func run() async throws {
    let installation = try global.open()
    let topic = try installation.configuration.topic(topic.topic)
    let importer = Importer(installation, topic: topic)
    var reports: [ImportReport] = []
    for file in files {
      let report = try await importer.take(file, format: format?.value)
      reports.append(report)
      for warning in report.warnings { Screen.errors.warn(warning) }
      if !json { Screen.output.line(report.summary.printable) }
    }
    if json { Screen.output.line(try JSONText.pretty(reports)) }
  }
}
