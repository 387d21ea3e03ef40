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

  @OptionGroup var selection: QueueSelection

  @Flag(help: "Show what the rules passed over, best first, instead of the queue.")
  var below = false

  @Flag(
    help: """
      Show what arXiv changed about papers in the queue, and how the line of a listed one should change: versions, \
      withdrawals, journals, cross-lists, code.
      """
  )
  var changes = false

  @Option(
    help: ArgumentHelp(
      "At most so many lines; 0 for all (default: 100 in a table, 50 with --below and --changes, else all).",
      valueName: "n"
    )
  )
  var limit: Int?

  @Flag(help: "Print one JSON array.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Print a line for each in these words, such as '{id}\\t{title}' (see docs/commands.md).",
      valueName: "line"
    )
  )
  var format: String?

  func validate() throws {
    guard !below || selection.isEmpty else {
      throw ValidationError("--below shows what is not in the queue; it takes no filter and no --sort.")
    }
    guard !changes || (!below && selection.isEmpty && format == nil) else {
      throw ValidationError("--changes shows events; it takes no filter, no --sort, --below or --format.")
    }
    guard !json || format == nil else { throw ValidationError("Choose one of --json and --format.") }
    if let limit, limit < 0 { throw ValidationError("--limit must be at least 0.") }
  }

  func run() async throws {
    let format = try format.map { try LineFormat($0) }
    let installation = try global.open()
    let queue = Queue(installation, topic: try installation.configuration.topic(topic.topic))
    let few = limit.map { $0 == 0 ? Int.max : $0 } ?? 50
    if changes { return try show(try await queue.changes(limit: few)) }
    if below { return try show(try await queue.below(limit: few), format) }
    var wish = selection.wish
    wish.limit = limit.map { $0 == 0 ? nil : $0 } ?? (json || format != nil ? nil : Self.screenful)
    wish.hasAuthors = json || format != nil
    let page = try await queue.list(wish)
    try show(page.records, format)
    if page.total > page.records.count, limit == nil {
      Screen.errors.line("gleaner: \(page.records.count) of \(page.total) shown; --limit 0 shows all")
    }
  }

  private static let screenful = 100

  private func show(_ records: [CandidateRecord], _ format: LineFormat?) throws {
    if json { return Screen.output.line(try JSONText.pretty(records)) }
    if records.isEmpty {
      Screen.errors.line("gleaner: nothing here (\(below ? "below" : selection.state ?? "pending"))")
      throw ExitStatus.findings
    }
    let lines = format.map { records.map($0.line) } ?? CandidateTable.lines(records, for: .output)
    var output = BufferedOutput()
    for line in lines { output.line(line) }
    output.flush()
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
