import ArgumentParser
import Assembly
import Foundation
import Terminal

/// What the four commands that decide have in common.
struct DecisionOptions: ParsableArguments {
  @OptionGroup var global: GlobalOptions
  @OptionGroup var topic: TopicOption

  @Argument(help: "arXiv ids in any form, or addresses; - reads them from standard input, one a line.")
  var ids: [String]

  @Option(help: ArgumentHelp("The reason, for the log.", valueName: "text"))
  var why: String?

  @Flag(help: "Print one JSON array.")
  var json = false

  func carryOut(_ wish: Wish) async throws {
    let installation = try global.open()
    let topic = try installation.configuration.topic(topic.topic)
    let works = works
    guard !works.isEmpty else {
      Screen.errors.complain("there is no id on standard input")
      throw ExitStatus.findings
    }
    let decisions = Decisions(installation, topic: topic, who: ProcessInfo.processInfo.userName)
    let report = try await decisions.carryOut(wish, on: works, why: why)
    if json {
      Screen.output.line(try JSONText.pretty(report.records))
    } else {
      for record in report.records { Screen.output.line(Self.line(record).printable) }
      for line in report.list?.changeLines ?? [] { Screen.output.line(line.printable) }
    }
    for line in report.list?.waitingLines ?? [] { Screen.errors.complain(line.printable) }
    if let failure = report.failure {
      for line in failure.lines { Screen.errors.complain("decided, but not published yet: \(line)") }
      throw failure.status
    }
    guard report.records.contains(where: \.isDecided) else { throw ExitStatus.findings }
    if report.isDue { throw ExitStatus.tryAgain }
  }

  private var works: [String] {
    ids.flatMap { id in
      guard id == "-" else { return [id] }
      return AnyIterator { readLine() }.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
  }

  private static func line(_ record: DecisionRecord) -> String {
    guard let state = record.state else { return "\(record.id): neither in the queue nor a stored paper" }
    let what = record.isDecided ? state : "\(record.outcome), still \(state)"
    return "\(record.id): \(what)  \(record.title ?? "")"
  }
}

struct AcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Take candidates into the list."
  )

  @OptionGroup var decision: DecisionOptions

  @Option(help: ArgumentHelp("The section of the list, if not the proposed one.", valueName: "name"))
  var section: String?

  func run() async throws { try await decision.carryOut(.accept(section: section)) }
}

struct RejectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "reject", abstract: "Turn candidates down.")

  @OptionGroup var decision: DecisionOptions

  func run() async throws { try await decision.carryOut(.reject) }
}

struct DeferCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "defer",
    abstract: "Put candidates off until a day, on which they are pending again."
  )

  @OptionGroup var decision: DecisionOptions

  @Option(help: ArgumentHelp("A day such as 2026-12-01, or a time from now such as 7d.", valueName: "day"))
  var until = "7d"

  func run() async throws { try await decision.carryOut(.defer(until: until)) }
}

struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back the last decision about works; again to go further back."
  )

  @OptionGroup var decision: DecisionOptions

  func run() async throws { try await decision.carryOut(.undo) }
}
