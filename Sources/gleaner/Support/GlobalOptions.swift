import ArgumentParser
import Assembly
import Foundation
import Terminal

/// What every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(name: .long, help: "The configuration file (default: $GLEANER_CONFIG, else config.yml).")
  var config: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Override one key of the configuration.", valueName: "key.path=value")
  )
  var set: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("Start the command's clock at this time (RFC 3339).", valueName: "time")
  )
  var now: Moment?

  var options: Options {
    let fromEnvironment = ProcessInfo.processInfo.environment["GLEANER_CONFIG"]
    return Options(
      configuration: config ?? fromEnvironment ?? "config.yml",
      overrides: set,
      start: now?.date
    )
  }

  func open() throws -> Installation { try Installation.open(options) }
}

/// Which topic a command is about.
struct TopicOption: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The topic (default: the first).", valueName: "id"))
  var topic: String?
}

/// A time on the command line.
struct Moment: ExpressibleByArgument {
  let date: Date

  init?(argument: String) {
    guard let date = Clock.read(argument) else { return nil }
    self.date = date
  }
}

/// A duration on the command line: `3.5s`, `2m`, `12h`, `21d`.
struct Span: ExpressibleByArgument {
  let duration: Duration

  init?(argument: String) {
    guard let duration = Clock.readDuration(argument) else { return nil }
    self.duration = duration
  }

  init(_ duration: Duration) { self.duration = duration }

  var defaultValueDescription: String { "2m" }
}

extension Screen {
  func complain(_ text: String) { line(styled("gleaner:", .red) + " \(text.printable)") }

  func warn(_ text: String) { line(styled("gleaner: warning:", .yellow) + " \(text.printable)") }
}
