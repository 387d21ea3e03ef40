import ArgumentParser
import Assembly
import Foundation
import Terminal

struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Go through the queue on the whole terminal, one key a paper."
  )

  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Option(help: ArgumentHelp("date, score or section (default: date).", valueName: "order"))
  var sort = ReviewSort.date.rawValue

  @Option(help: ArgumentHelp("Only titles with these words, #section, >score.", valueName: "text"))
  var filter = ""

  @Option(help: ArgumentHelp("Only sections whose name holds this.", valueName: "name"))
  var section: String?

  @Option(help: ArgumentHelp("Only candidates with this score at least.", valueName: "points"))
  var minScore: Double?

  @Option(help: ArgumentHelp("pending, accepted, rejected or deferred.", valueName: "state"))
  var state = "pending"

  func validate() throws {
    guard ReviewSort(rawValue: sort) != nil else {
      let orders = ReviewSort.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("There is no order “\(sort)”; there are \(orders).")
    }
    guard Queue.states.contains(state) else {
      throw ValidationError(
        "There is no state “\(state)”; there are \(Queue.states.joined(separator: ", "))."
      )
    }
  }

  func run() async throws {
    let installation = try global.open()
    let topic = try installation.configuration.topic(topic.topic)
    guard let terminal = RawTerminal.open() else {
      Screen.errors.complain(
        "review needs a terminal that can do more than print lines, for input and output"
      )
      Screen.errors.line(
        "Without one: gleaner queue list, queue show ID, accept ID, reject ID, defer ID, undo ID"
      )
      throw ExitStatus.usage
    }
    defer { terminal.close() }
    let review = Review(installation, topic: topic, who: ProcessInfo.processInfo.userName)
    let report = try await review.run(request, on: terminal)
    terminal.close()
    for line in report.complaints { Screen.errors.complain(line.printable) }
    if report.status == .interrupted { throw report.status }
    Screen.output.line(report.decisions == 1 ? "1 decision" : "\(report.decisions) decisions")
    if report.status != .done { throw report.status }
  }

  private var request: ReviewRequest {
    var request = ReviewRequest()
    request.state = state
    request.sort = ReviewSort(rawValue: sort) ?? .date
    request.filter = ReviewFilter(filter)
    if let section { request.filter.section = section }
    if let minScore { request.filter.minimum = minScore }
    return request
  }
}
