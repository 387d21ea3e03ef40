import ArgumentParser
import Assembly
import Terminal

struct PublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Bring the feed files up to date with the queue."
  )

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let installation = try global.open()
    var changed: [String] = []
    for topic in installation.configuration.topics {
      let report = try await AfterVerdict(installation).followUp(topic)
      for line in report.list?.lines ?? [] { Screen.output.line(line.printable) }
      changed += report.published
    }
    for path in changed { Screen.output.line("published: \(path)") }
    if changed.isEmpty { Screen.output.line("the feeds are up to date") }
  }
}
