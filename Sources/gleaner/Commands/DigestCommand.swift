import ArgumentParser
import Assembly
import Terminal

struct DigestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "Look at digests and send them.",
    subcommands: [DigestPreviewCommand.self, DigestSendCommand.self]
  )
}

/// Which of the digests of one name is meant.
struct DigestTopicOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The topic of a digest that is named without one (default: the first topic that has it).",
      valueName: "id"
    )
  )
  var topic: String?
}

struct DigestPreviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "A digest as it was fixed, or as it would be if it were due now. Sends nothing."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: DigestTopicOption

  @Argument(help: "The digest's id in the configuration, or TOPIC/ID/DAY of one that was fixed.")
  var id: String

  @Option(
    help: ArgumentHelp("\(DigestOffice.formats.joined(separator: ", ")).", valueName: "format")
  )
  var format = "text"

  func validate() throws {
    guard DigestOffice.formats.contains(format) else {
      throw ValidationError(
        "There is no format “\(format)”; there are \(DigestOffice.formats.joined(separator: ", "))."
      )
    }
  }

  func run() async throws {
    let office = DigestOffice(try global.open())
    guard let bytes = try await office.preview(id, topic: topic.topic, format: format) else {
      Screen.errors.line("gleaner: nothing to tell: the digest would not be sent")
      throw ExitStatus.findings
    }
    Screen.output.write(bytes: bytes)
    if format == "json" { Screen.output.line() }
  }
}

struct DigestSendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Fix digests and send what is due; asks arXiv for nothing.",
    discussion: """
      With an id of the configuration, that digest is fixed now, and its day is dealt with. With TOPIC/ID/DAY, one that \
      was fixed goes to those who do not have it. Without, the digests that are due are fixed. What the outbox has due \
      is sent in any case. Exit status: 0 all sent, or nothing is due; 1 there is nothing to send of the digest that was \
      named; 69 given up; 75 a next attempt is recorded.
      """
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: DigestTopicOption

  @Argument(help: "The digest's id in the configuration, or TOPIC/ID/DAY of one that was fixed.")
  var id: String?

  @Option(
    help: ArgumentHelp(
      "Now only through this channel, even if the digest does not name it.",
      valueName: "channel"
    )
  )
  var to: String?

  @Flag(help: "Only say what would be sent, and to whom. The exit status is the same.")
  var dryRun = false

  func run() async throws {
    let office = DigestOffice(try global.open())
    let report = try await office.send(id, topic: topic.topic, to: to, isRehearsal: dryRun)
    for line in report.failures { Screen.errors.complain(line) }
    for line in report.summary { Screen.output.line(line.printable) }
    // A timer that calls every few minutes fills no journal.
    if report.isEmpty, id != nil || Screen.errors.isTerminal {
      Screen.errors.line("gleaner: nothing to send")
    }
    guard report.status == .done else { throw report.status }
  }
}
