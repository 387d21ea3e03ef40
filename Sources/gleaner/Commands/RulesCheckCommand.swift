import ArgumentParser
import Assembly
import Terminal

struct RulesCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Terms that another makes needless, or that find nothing or everything.",
    discussion: """
      Compares the terms of a topic with each other and, when there are files, counts what each finds in the papers \
      of them: JSON Lines as for score, plain or gzip, - for standard input. Ends with 1 when there is a finding.
      """
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "Files with papers; - is standard input.")
  var files: [String] = []

  @Flag(help: "Print one JSON array.")
  var json = false

  func run() async throws {
    let configuration = try global.options.file.load()
    let findings = try RuleChecker(topic: try configuration.topic(topic.topic)).check(files)
    if json {
      Screen.output.line(try JSONText.pretty(findings))
    } else if findings.isEmpty {
      Screen.output.line("nothing to say against the terms")
    } else {
      var table = Table([.init("RULE"), .init("TERM"), .init("FINDING"), .init("WHY")])
      for found in findings { table.add([found.rule, found.term, found.finding, found.says]) }
      for line in table.lines(for: .output) { Screen.output.line(line) }
    }
    if !findings.isEmpty { throw ExitStatus.findings }
  }
}
