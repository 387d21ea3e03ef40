import ArgumentParser
import Assembly
import Terminal

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Work with the configuration.",
    subcommands: [ConfigCheckCommand.self]
  )
}

struct ConfigCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say everything that is wrong with the configuration, with line and column."
  )

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let configuration = try global.options.file.load()
    for warning in configuration.warnings { Screen.errors.warn(warning) }
    let topics = configuration.topics.map(\.id).joined(separator: ", ")
    Screen.output.line("\(global.options.file.path) is in order; topics: \(topics)")
  }
}
