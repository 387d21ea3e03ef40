import ArgumentParser
import Assembly
import Terminal

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "For each paper of a list: was it seen, how did it score, which rule failed.",
    discussion: """
      LIST is what `gleaner evaluate` takes. Exit status: 0 all were seen and are candidates, 1 some were not, 65 the \
      list cannot be read.
      """
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "The list.")
  var list: String

  @Option(help: ArgumentHelp("Papers as JSON Lines instead of those of the store.", valueName: "file"))
  var papers: [String] = []

  @Flag(help: "Print one JSON array.")
  var json = false

  func run() async throws {
    let records = try await auditor().audit(list, papers: papers)
    if json {
      Screen.output.line(try JSONText.pretty(records))
    } else {
      for line in AuditTable.lines(records, for: .output) { Screen.output.line(line) }
    }
    guard records.allSatisfy(\.candidate) else { throw ExitStatus.findings }
  }

  private func auditor() throws -> Auditor {
    guard papers.isEmpty else { return Auditor(topic: try global.options.file.load().topic(topic.topic)) }
    let installation = try global.open()
    return Auditor(installation, topic: try installation.configuration.topic(topic.topic))
  }
}

/// An audit as a table with a sum at its end.
enum AuditTable {
  static func lines(_ records: [AuditRecord], for screen: Screen) -> [String] {
    var table = Table([.init("ID"), .init("SCORE", .right), .init("OUTCOME"), .init("TITLE")])
    for record in records {
      table.add([record.id, record.score?.pointsText ?? "–", outcome(record), record.title ?? "–"])
    }
    let candidates = records.count(where: \.candidate)
    let unseen = records.count { !$0.seen }
    let rest = records.count - candidates - unseen
    return table.lines(for: screen) + [
      "\(records.count) listed: \(candidates) candidates, \(rest) that the rules turn down, \(unseen) never seen"
    ]
  }

  private static func outcome(_ record: AuditRecord) -> String {
    guard record.seen else { return "never seen" }
    return record.refusal.map { "no candidate: \($0)" } ?? "candidate"
  }
}
