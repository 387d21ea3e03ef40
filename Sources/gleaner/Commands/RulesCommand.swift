import ArgumentParser

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Look after the rules of a topic.",
    subcommands: [RulesCheckCommand.self]
  )
}
