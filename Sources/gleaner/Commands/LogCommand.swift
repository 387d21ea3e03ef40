import ArgumentParser
import Assembly
import Terminal

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Who decided what, oldest first."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Flag(help: "Print one JSON array.")
  var json = false

  func run() async throws {
    let installation = try global.open()
    let log = try await Queue(installation, topic: try installation.configuration.topic(topic.topic)).log()
    if json { return Screen.output.line(try JSONText.pretty(log)) }
    for verdict in log { Screen.output.line("\(verdict.id)  ".printable + VerdictLine.text(verdict)) }
  }
}
