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
    help: ArgumentHelp("Start the command's clock at this time (RFC 3339).", valueName: "time"),
    transform: Clock.read
  )
  var now: Date?

  var options: Options {
    let fromEnvironment = ProcessInfo.processInfo.environment["GLEANER_CONFIG"]
    return Options(
      configuration: config ?? fromEnvironment ?? "config.yml",
      overrides: set,
      start: now
    )
  }

  func open() throws -> Installation { try Installation.open(options) }
}

/// Which topic a command is about.
struct TopicOption: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The topic (default: the first).", valueName: "id"))
  var topic: String?
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
