import ArgumentParser
import Assembly
import Terminal

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write what the store holds, for other programs or for another store."
  )

  @OptionGroup var global: GlobalOptions

  @Option(
    name: .long,
    help: ArgumentHelp("The topic (default: the first; with --all, every topic).", valueName: "id")
  )
  var topic: String?

  @Flag(help: "Every stored paper, in the order of announcement.")
  var papers = false

  @Flag(help: "The queue of the topic, decided ones included, with all that a restore needs.")
  var candidates = false

  @Flag(help: "Every decision about the topic, oldest first; evaluate reads it.")
  var verdicts = false

  @Flag(
    help:
      "All that another store needs to go on from here, of all topics. It names recipients: keep the file secret."
  )
  var all = false

  @Option(help: ArgumentHelp("jsonl, csv, ris or bibtex.", valueName: "format"))
  var format: Format = Format(.jsonLines)

  func validate() throws {
    guard [papers, candidates, verdicts, all].count(where: { $0 }) == 1 else {
      throw ValidationError("Say what to export: --papers, --candidates, --verdicts or --all.")
    }
    guard !(verdicts || all) || format.value.name == ExchangeFormat.jsonLines.name else {
      throw ValidationError("--verdicts and --all are written as \(ExchangeFormat.jsonLines.name) only.")
    }
  }

  func run() async throws {
    let installation = try global.open()
    let exporter = Exporter(installation)
    let topic = try installation.configuration.topic(topic)
    let write: @Sendable (String) -> Void = { Screen.output.data($0) }
    if all { return try await exporter.everything(of: self.topic == nil ? nil : topic, write: write) }
    if verdicts { return try await exporter.verdicts(of: topic, write: write) }
    if candidates { return try await exporter.candidates(of: topic, as: format.value, write: write) }
    guard format.value.name != ExchangeFormat.jsonLines.name else {
      return try await exporter.papers(write: write)
    }
    try await exporter.papers(of: topic, as: format.value, write: write)
  }
}

/// A format on the command line.
struct Format: ExpressibleByArgument {
  let value: ExchangeFormat

  init?(argument: String) {
    guard let value = ExchangeFormat.named(argument) else { return nil }
    self.value = value
  }

  init(_ value: ExchangeFormat) { self.value = value }

  var defaultValueDescription: String { value.name }

  static var allValueStrings: [String] { ExchangeFormat.all.map(\.name) }
}
