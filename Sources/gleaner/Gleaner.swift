import ArgumentParser
import Assembly

@main
struct Gleaner: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gleaner",
    abstract: "Watches arXiv for a topic, proposes what belongs to it, and publishes what you take.",
    version: Version.current,
    subcommands: [
      RunCommand.self, BackfillCommand.self, StatusCommand.self, DemoCommand.self, QueueCommand.self,
      ReviewCommand.self,
      AcceptCommand.self, RejectCommand.self,
      DeferCommand.self, UndoCommand.self, LogCommand.self, ExplainCommand.self, ScoreCommand.self,
      EvaluateCommand.self, RulesCommand.self, AuditCommand.self, ListCommand.self, PublishCommand.self,
      DigestCommand.self, OutboxCommand.self, RecipientsCommand.self,
      ExportCommand.self, ImportCommand.self, ConfigCommand.self, KindsCommand.self,
    ]
  )

  static func main() async {
    await Session.run { arguments in
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    }
  }
}
