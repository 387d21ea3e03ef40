import ArgumentParser
import Assembly
import Dispatch
import Foundation
import Terminal

/// One run of the program: from the arguments to the exit status.
enum Session {
  /// Runs the command as a task that SIGINT and SIGTERM cancel, says what went wrong, and exits.
  static func run(_ command: @escaping @Sendable ([String]) async throws -> Void) async -> Never {
    // A reader that goes away is noticed at the write; see Screen.
    signal(SIGPIPE, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    let task = Task { try await command(arguments) }
    let sources = [SIGINT, SIGTERM].map { number in cancel(task, on: number) }
    let result = await task.result
    // A source that nobody needs any more is let go, so it has to be needed until here.
    sources.forEach { $0.cancel() }
    switch result {
    case .success: exit(ExitStatus.done.rawValue)
    case .failure(let error): finish(error)
    }
  }

  private static func cancel(_ task: Task<Void, any Error>, on number: Int32) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      // ^C in an editor that has the terminal is the editor's.
      if number != SIGINT || !RawTerminal.isLent { task.cancel() }
    }
    source.resume()
    return source
  }

  private static func finish(_ error: any Error) -> Never {
    switch error {
    case let status as ExitStatus: exit(status.rawValue)
    case is CancellationError: exit(ExitStatus.interrupted.rawValue)
    default: break
    }
    guard let failure = Failure(error) else { Gleaner.exit(withError: error) }
    for line in failure.lines { Screen.errors.complain(line) }
    exit(failure.status.rawValue)
  }
}
