import ArgumentParser
import Assembly
import Terminal

struct QueueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "Look at the queue of a topic.",
    subcommands: [QueueListCommand.self, QueueShowCommand.self]
  )
}

struct QueueListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The candidates, latest announcement first, the best of a day on top."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Option(
    help: ArgumentHelp("pending, accepted, rejected, deferred or all (default: pending).", valueName: "state")
  )
  var state: String?

  @Option(help: ArgumentHelp("Only candidates of this section.", valueName: "name"))
  var section: String?

  @Flag(help: "Show what the rules passed over, best first, instead of the queue.")
  var below = false

  @Flag(
    help: "Show what arXiv changed about papers in the queue: versions, withdrawals, journals, cross-lists."
  )
  var changes = false

  @Option(help: ArgumentHelp("At most so many lines with --below or --changes.", valueName: "n"))
  var limit = 50

  @Flag(help: "Print one JSON array.")
  var json = false

  func validate() throws {
    if let state, !(Queue.states + ["all"]).contains(state) {
      throw ValidationError(
        "There is no state “\(state)”; there are \(Queue.states.joined(separator: ", ")) and all."
      )
    }
    guard !below || (state == nil && section == nil) else {
      throw ValidationError("--below shows what is not in the queue; it takes neither --state nor --section.")
    }
    guard !changes || (!below && state == nil && section == nil) else {
      throw ValidationError("--changes shows events; it takes none of --below, --state and --section.")
    }
    guard limit > 0 else { throw ValidationError("--limit must be at least 1.") }
  }

  func run() async throws {
    let installation = try global.open()
    let queue = Queue(installation, topic: try installation.configuration.topic(topic.topic))
    if changes { return try show(try await queue.changes(limit: limit)) }
    let records =
      below
      ? try await queue.below(limit: limit)
      : try await queue.list(states: state == "all" ? nil : [state ?? "pending"], section: section)
    if json { return Screen.output.line(try JSONText.pretty(records)) }
    if records.isEmpty {
      Screen.errors.line("gleaner: nothing here (\(below ? "below" : state ?? "pending"))")
      throw ExitStatus.findings
    }
    for line in CandidateTable.lines(records, for: .output) { Screen.output.line(line) }
  }

  private func show(_ events: [PaperEventRecord]) throws {
    if json { return Screen.output.line(try JSONText.pretty(events)) }
    if events.isEmpty {
      Screen.errors.line("gleaner: nothing changed about papers in the queue")
      throw ExitStatus.findings
    }
    for line in EventTable.lines(events, for: .output) { Screen.output.line(line) }
  }
}

struct QueueShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Everything about one candidate: abstract, reasons, decisions."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "An arXiv id in any form, or an address.")
  var id: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let installation = try global.open()
    let queue = Queue(installation, topic: try installation.configuration.topic(topic.topic))
    guard let detail = try await queue.show(id) else {
      Screen.errors.line("gleaner: \(id.printable) is not in the queue")
      throw ExitStatus.findings
    }
    if json { return Screen.output.line(try JSONText.pretty(detail)) }
    for line in CandidatePage.lines(detail, for: .output) { Screen.output.line(line) }
  }
}
