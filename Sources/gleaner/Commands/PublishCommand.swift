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
      changed += try await AfterVerdict(installation).followUp(topic).published
    }
    for path in changed { Screen.output.line("published: \(path)") }
    if changed.isEmpty { Screen.output.line("the feeds are up to date") }
  }
}
