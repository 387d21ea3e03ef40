import ArgumentParser

struct RulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Look after the rules of a topic.",
    subcommands: [RulesCheckCommand.self, RulesSuggestCommand.self]
  )
}
