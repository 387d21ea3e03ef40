import ArgumentParser
import Assembly
import Terminal

struct ListCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "What a person should look at in a list: duplicates, labels, links, order, encoding.",
    discussion:
      "Nothing is reformatted. Exit status: 0 nothing found, 1 findings, 65 the file cannot be read."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "The Markdown file; - for standard input (default: the topic's list).")
  var file: String?

  @Flag(help: "Put mis-decoded text right where that can be done exactly, and change nothing else.")
  var fixEncoding = false

  @Flag(help: "Also ask politely where links lead; a dead one is found when it stays dead for three days.")
  var links = false

  @Flag(help: "Print one JSON array.")
  var json = false

  func validate() throws {
    if fixEncoding, file == "-" { throw ValidationError("--fix-encoding needs a file that can be written.") }
  }

  func run() async throws {
    let path = try path()
    let checker = ListChecker(path)
    if fixEncoding {
      for line in try checker.fixEncoding() { Screen.errors.line("gleaner: line \(line): put right") }
    }
    let findings = try await links ? linkFindings(path) : checker.findings()
    if json {
      Screen.output.line(try JSONText.pretty(findings))
    } else {
      for finding in findings {
        Screen.output.line("\(finding.line): \(finding.kind): \(finding.reason)".printable)
      }
    }
    guard findings.isEmpty else { throw ExitStatus.findings }
  }

  private func linkFindings(_ path: String) async throws -> [ListFindingRecord] {
    try await LinkCheckRunner(global.open()).findings(path, patience: .seconds(120)) { line in
      Screen.errors.line("gleaner: \(line.printable)")
    }
  }

  private func path() throws -> String {
    if let file { return file }
    let configuration = try global.options.file.load()
    let topic = try configuration.topic(topic.topic)
    guard let list = topic.list else { throw NoList(topic: topic.id) }
    return list.file
  }
}
