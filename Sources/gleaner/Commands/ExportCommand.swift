import ArgumentParser
import Assembly
import Terminal

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write what the store holds as JSON Lines."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Flag(help: "Every stored paper, in the order of announcement.")
  var papers = false

  @Flag(help: "Every decision about the topic, oldest first; evaluate reads it.")
  var verdicts = false

  func validate() throws {
    guard papers != verdicts else { throw ValidationError("Say what to export: --papers or --verdicts.") }
  }

  func run() async throws {
    let installation = try global.open()
    let exporter = Exporter(installation)
    guard verdicts else { return try await exporter.papers { Screen.output.line($0) } }
    let topic = try installation.configuration.topic(topic.topic)
    try await exporter.verdicts(of: topic) { Screen.output.line($0) }
  }
}
