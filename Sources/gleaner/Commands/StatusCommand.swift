import ArgumentParser
import Assembly
import Terminal

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "What became of the last announcements, and what polling has to say.",
    discussion: """
      Asks nobody. Exit status: 0, or 75 when the last announcement was made and no source would show it.
      """
  )

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let report = try await StatusReport.read(try global.open())
    if json {
      Screen.output.line(try JSONText.pretty(report))
    } else {
      for line in StatusPage.lines(report, for: .output) { Screen.output.line(line) }
    }
    guard report.status == .done else { throw report.status }
  }
}
