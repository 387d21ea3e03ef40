import ArgumentParser
import Assembly
import Terminal

struct RecipientsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipients",
    abstract: "Who gets digests, and who no longer does.",
    subcommands: [
      RecipientsListCommand.self, RecipientsExportCommand.self, RecipientsSubscribeCommand.self,
      RecipientsUnsubscribeCommand.self,
      RecipientsEraseCommand.self,
    ]
  )
}

struct RecipientsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Everybody a digest was ever meant for, with the state they are in."
  )

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print one JSON array.")
  var json = false

  func run() async throws {
    let rows = try await Recipients(try global.open()).list()
    if json { return Screen.output.line(try JSONText.pretty(rows)) }
    guard !rows.isEmpty else {
      Screen.errors.line("gleaner: no digest was meant for anybody yet")
      throw ExitStatus.findings
    }
    var table = Table([
      .init("CHANNEL"), .init("ADDRESS"), .init("STATE"), .init("SINCE"), .init("LAST DELIVERY"),
      .init("REASON"),
    ])
    for row in rows {
      table.add([
        row.channel, row.address ?? "(erased)", row.state, row.since, row.lastDelivery ?? "–",
        row.reason ?? "–",
      ])
    }
    for line in table.lines(for: .output) { Screen.output.line(line) }
  }
}

struct RecipientsExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "All that is stored about recipients, as JSON Lines."
  )

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Only this address; for a channel without addresses, its id.")
  var address: String?

  func run() async throws {
    let recipients = Recipients(try global.open())
    guard let address else { return try print(try await recipients.list()) }
    let rows = try await recipients.list(of: address)
    try print(rows)
    guard rows.isEmpty else { return }
    Screen.errors.line("gleaner: nothing is stored about \(address.printable)")
    throw ExitStatus.findings
  }

  private func print(_ rows: [RecipientRow]) throws {
    for row in rows { Screen.output.line(try JSONText.line(row)) }
  }
}

struct RecipientsSubscribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subscribe",
    abstract:
      "Let somebody get digests again who was disabled or had left. The configuration still has to name them."
  )

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The mail address; for a channel without addresses, its id.")
  var address: String

  @Option(help: ArgumentHelp("Only of this channel (default: of all).", valueName: "channel"))
  var channel: String?

  func run() async throws {
    let changes = try await Recipients(try global.open()).subscribe(address, channel: channel)
    try changes.tell(of: address, in: channel) { change in
      let already = change.isNew ? "" : " already"
      return change.isNamed
        ? "gets digests through \(change.channel)\(already)"
        : "is free to get digests through \(change.channel)\(already), once the configuration names it"
    }
  }
}

struct RecipientsUnsubscribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unsubscribe",
    abstract: "Let an address get nothing more; what is on its way to it is dropped."
  )

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The mail address; for a channel without addresses, its id.")
  var address: String

  @Option(help: ArgumentHelp("Only of this channel (default: of all).", valueName: "channel"))
  var channel: String?

  func run() async throws {
    let changes = try await Recipients(try global.open()).unsubscribe(address, channel: channel)
    try changes.tell(of: address, in: channel) { change in
      change.isNew
        ? "gets nothing more through \(change.channel)" : "gets nothing through \(change.channel) already"
    }
  }
}

extension [RecipientChange] {
  /// A line for each; status 1 when nothing changed.
  fileprivate func tell(of address: String, in channel: String?, _ words: (RecipientChange) -> String) throws
  {
    for change in self { Screen.output.line("\(address) \(words(change))".printable) }
    if isEmpty {
      let place = channel.map { "the channel \($0) does not have" } ?? "no channel has"
      Screen.errors.line("gleaner: \(place) “\(address)”".printable)
    }
    guard contains(where: \.isNew) else { throw ExitStatus.findings }
  }
}

struct RecipientsEraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract:
      "Forget an address everywhere. It gets nothing again: only a mark that says nothing of it is kept."
  )

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The address.")
  var address: String

  func run() async throws {
    let channels = try await Recipients(try global.open()).erase(address)
    guard !channels.isEmpty else {
      Screen.errors.line("gleaner: the address was not known; it will get nothing all the same")
      throw ExitStatus.findings
    }
    Screen.output.line("erased from \(channels.joined(separator: ", "))".printable)
  }
}
