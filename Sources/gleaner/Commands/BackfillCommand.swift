import ArgumentParser
import Assembly
import Terminal

struct BackfillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill",
    abstract: "Harvest a period of the past and propose what it held.",
    discussion: """
      Can be interrupted at any moment: the same command goes on where it stood. Exit status: 0 done, \
      75 arXiv could not be read to the end, 78 the configuration must change, 130 interrupted.
      """
  )

  @OptionGroup var global: GlobalOptions

  @Option(name: .long, help: ArgumentHelp("Propose for this topic only (default: for all).", valueName: "id"))
  var topic: String?

  @Option(name: .long, help: ArgumentHelp("The first listing, such as 2025-02-01.", valueName: "day"))
  var from: String

  @Option(name: .long, help: ArgumentHelp("The last listing.", valueName: "day"))
  var to: String

  @Option(name: .long, help: ArgumentHelp("The longest single wait for arXiv.", valueName: "duration"))
  var patience = Span(.seconds(120))

  func run() async throws {
    let installation = try global.open()
    for warning in installation.configuration.warnings { Screen.errors.warn(warning) }
    let backfill = try Backfill(installation, from: from, to: to, topic: topic)
    let bar = ProgressBar(title: "backfill \(from)..\(to)")
    let say: @Sendable (String) -> Void = { text in
      bar.clear()
      Screen.errors.line("gleaner: \(text.printable)")
    }
    let report: RoundReport
    do {
      report = try await backfill.run(patience: patience.duration, say: say) { step in
        bar.show(step.fraction, step.text)
      }
    } catch let error as CancellationError {
      say("interrupted; the same command goes on where it stood")
      throw error
    }
    bar.clear()
    try report.tell()
  }
}

extension BackfillProgress {
  fileprivate var text: String {
    let counts = "\(papers) papers, \(pages) pages, \(candidates) candidates"
    guard let secondsLeft else { return counts }
    let minutes = Int((secondsLeft / 60).rounded(.up))
    let left =
      secondsLeft < 90
      ? "\(Int(secondsLeft.rounded(.up))) s"
      : minutes < 120
        ? "\(minutes) min"
        : "\(minutes / 60) h \(minutes % 60) min"
    return "\(counts), \(left) left"
  }
}
