import ArgumentParser
import Assembly
import Terminal

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write what the store holds as JSON Lines."
  )

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Every stored paper, in the order of announcement.")
  var papers = false

  func validate() throws {
    guard papers else { throw ValidationError("Say what to export: --papers.") }
  }

  func run() async throws {
    try await Exporter(try global.open()).papers { Screen.output.line($0) }
  }
}
