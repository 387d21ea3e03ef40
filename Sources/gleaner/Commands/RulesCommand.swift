import ArgumentParser

struct RulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Work with the rules of a topic.",
    subcommands: [RulesSuggestCommand.self]
  )
}
