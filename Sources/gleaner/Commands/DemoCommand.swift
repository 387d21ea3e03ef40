import ArgumentParser
import Assembly
import Foundation
import Terminal

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Walk the whole road without network, on five replayed announcement days."
  )

  @Option(name: .long, help: ArgumentHelp("The folder to work in; made anew.", valueName: "folder"))
  var directory = "var/demo"

  func run() async throws {
    let screen = Screen.output
    screen.line("Replaying five announcement days of May 2025 …")
    let report = try await Demo(directory: directory).run { screen.line("  \($0)") }
    let me = CommandLine.arguments.first ?? "gleaner"
    screen.line()
    screen.line("The queue, the configuration and the feeds are in \(directory):")
    for feed in report.feeds { screen.line("  \(feed)") }
    screen.line("The digests of these days are mails in \(report.mail): any mail program reads them, or")
    screen.line("  \(me) digest preview \(report.digest) --config \(report.configuration)")
    screen.line("Look at the queue, then decide:")
    screen.line("  \(me) queue list --config \(report.configuration)")
    screen.line("  \(me) explain \(report.best) --config \(report.configuration)")
    screen.line("  \(me) review --config \(report.configuration)")
    screen.line("  \(me) accept \(report.best) --config \(report.configuration)")
  }
}
