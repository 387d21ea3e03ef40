import ArgumentParser
import Assembly
import Terminal

struct OutboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox",
    abstract: "What is on its way to recipients, and what became of it.",
    subcommands: [
      OutboxListCommand.self, OutboxShowCommand.self, OutboxRetryCommand.self, OutboxDropCommand.self,
    ]
  )
}

struct OutboxListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "One line for each digest, channel and recipient."
  )

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp("\(Outbox.states.joined(separator: ", ")) (default: all).", valueName: "state"))
  var state: String?

  @Flag(help: "Print one JSON array.")
  var json = false

  func validate() throws {
    if let state, !Outbox.states.contains(state) {
      throw ValidationError(
        "There is no state “\(state)”; there are \(Outbox.states.joined(separator: ", "))."
      )
    }
  }

  func run() async throws {
    let rows = try await Outbox(try global.open()).list(state)
    if json { return Screen.output.line(try JSONText.pretty(rows)) }
    guard !rows.isEmpty else {
      Screen.errors.line("gleaner: the outbox is empty")
      throw ExitStatus.findings
    }
    for line in DeliveryTable.lines(rows, for: .output) { Screen.output.line(line) }
  }
}

struct OutboxShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "One delivery with all its attempts."
  )

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The key of the delivery.")
  var key: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    guard let row = try await Outbox(try global.open()).show(key) else { throw NoDelivery.say(key) }
    if json { return Screen.output.line(try JSONText.pretty(row)) }
    for line in DeliveryTable.page(row) { Screen.output.line(line.printable) }
  }
}

struct OutboxRetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Let deliveries that wait, were given up or dropped be tried again at once, under the same id."
  )

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The keys of the deliveries.")
  var keys: [String]

  func run() async throws {
    let outbox = Outbox(try global.open())
    try await OutboxChange.carryOut(keys, "to be tried again with the next run or digest send", outbox.retry)
  }
}

struct OutboxDropCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drop",
    abstract: "Give deliveries up that were not sent yet."
  )

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The keys of the deliveries.")
  var keys: [String]

  func run() async throws {
    let outbox = Outbox(try global.open())
    try await OutboxChange.carryOut(keys, "dropped", outbox.drop)
  }
}

enum OutboxChange {
  /// Status 1 when there was nothing to do for any of the keys.
  static func carryOut(_ keys: [String], _ done: String, _ act: (String) async throws -> OutboxRefusal?)
    async throws
  {
    var count = 0
    for key in keys {
      let refusal = try await act(key)
      count += refusal == nil ? 1 : 0
      Screen.output.line("\(key): \(refusal?.rawValue ?? done)".printable)
    }
    guard count > 0 else { throw ExitStatus.findings }
  }
}

enum NoDelivery {
  static func say(_ key: String) -> ExitStatus {
    Screen.errors.line("gleaner: there is no delivery \(key.printable); see gleaner outbox list")
    return .findings
  }
}
