import ArgumentParser
import Assembly
import Terminal

struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Work with a curated Markdown list.",
    subcommands: [
      ListShowCommand.self, ListRenderCommand.self, ListCheckCommand.self, ListDraftCommand.self,
      ListInsertCommand.self, ListImportCommand.self,
    ]
  )
}

struct ListImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Admit the entries of a curated list as accepted; what is known already stays as it is."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "The Markdown file.")
  var file: String

  func run() async throws {
    let installation = try global.open()
    let topic = try installation.configuration.topic(topic.topic)
    let report = try await ListImporter(installation).importList(file, topic: topic)
    let changed = try await AfterVerdict(installation).followUp(topic).published
    Screen.output.line("\(report.entries) entries, \(report.admitted) newly admitted")
    for line in report.findings + changed.map({ "published: \($0)" }) { Screen.output.line(line.printable) }
  }
}
