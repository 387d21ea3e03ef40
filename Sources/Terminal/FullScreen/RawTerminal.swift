@preconcurrency private import Dispatch
private import Foundation
internal import Glibc
private import Synchronization

/// The whole terminal for one program: every key as it is pressed, every cell of the screen.
///
/// Whoever takes it gives it back with `close`; when the program is killed or crashes, `TerminalGuard` does.
package final class RawTerminal: Sendable {
  /// What can happen while a person looks on.
  package enum Event: Equatable, Sendable {
    case keys([Key])
    /// The size changed, or the program was stopped and goes on: everything has to be drawn again.
    case resized
    /// `wake` was called.
    case woken
    /// The task was cancelled.
    case cancelled
    /// There is no terminal any more.
    case ended
  }

  private struct State {
    var decoder = KeyDecoder()
    var shown: Frame?
    var isOpen = false
  }

  private let state = Mutex(State())
  private let original: termios
  private let alarm: Alarm
  private let signals: [any DispatchSourceSignal]
  private let queue = DispatchQueue(label: "terminal")
  package let hasColor: Bool

  // The alternate screen, no wrapping at the margin, pastes marked as such, the cursor hidden.
  private static let enter = "\u{1B}[?1049h\u{1B}[?7l\u{1B}[?2004h\u{1B}[?25l"
  private static let leave = "\u{1B}[0m\u{1B}[?25h\u{1B}[?2004l\u{1B}[?7h\u{1B}[?1049l"
  /// Milliseconds in which the rest of an escape sequence follows its ESC, also over a slow line.
  private static let escapeDelay: Int32 = 60

  /// Takes the terminal.
  ///
  /// - Returns: nil when standard input or output is none, or one that can do nothing (`TERM=dumb`).
  package static func open() -> RawTerminal? {
    var settings = termios()
    guard Screen.output.isTerminal, Screen.term != "dumb", Screen.term != "",
      tcgetattr(STDIN_FILENO, &settings) == 0, let alarm = Alarm()
    else { return nil }
    let terminal = RawTerminal(settings, alarm)
    terminal.take()
    return terminal
  }

  private init(_ original: termios, _ alarm: Alarm) {
    self.original = original
    self.alarm = alarm
    hasColor = Screen.output.hasColor
    signals = [SIGWINCH, SIGCONT].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { alarm.ring(.resized) }
      source.resume()
      return source
    }
  }

  package var size: Size {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return Size(columns: 80, rows: 24)
    }
    return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  /// Shows a picture; only what changed since the last one is sent.
  package func show(_ frame: Frame) {
    let drawing = state.withLock { state in
      defer { state.shown = frame }
      return state.shown == frame ? nil : frame.drawing(over: state.shown, color: hasColor)
    }
    if let drawing { Screen.output.write(drawing) }
  }

  /// The next picture is drawn whole.
  package func forget() { state.withLock { $0.shown = nil } }

  /// Waits for what happens next. Nothing is read from the terminal while nobody waits.
  package func next() async -> Event {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { continuation.resume(returning: self.wait()) }
      }
    } onCancel: {
      alarm.ring(.cancelled)
    }
  }

  /// Ends a wait with `.woken`. Any thread.
  package func wake() { alarm.ring(.woken) }

  /// Gives the terminal back for good.
  package func close() {
    release()
    signals.forEach { $0.cancel() }
  }

  /// Gives the terminal back while another program has it, such as an editor. The kernel sends ^C and ^\ to both
  /// programs; they are meant for the other one.
  package func lend<Result>(_ work: () async -> Result) async -> Result {
    Self.lent.store(true, ordering: .sequentiallyConsistent)
    var quit = sigaction()
    var ignored = sigaction()
    ignored.__sigaction_handler.sa_handler = SIG_IGN
    sigaction(SIGQUIT, &ignored, &quit)
    release()
    let result = await work()
    take()
    sigaction(SIGQUIT, &quit, nil)
    Self.lent.store(false, ordering: .sequentiallyConsistent)
    return result
  }

  /// Whether another program has the terminal, and what is typed is meant for that.
  package static var isLent: Bool { lent.load(ordering: .sequentiallyConsistent) }
  private static let lent = Atomic(false)

  /// Forgets what was typed and not read yet.
  package func discard() {
    tcflush(STDIN_FILENO, TCIFLUSH)
    state.withLock { $0.decoder = KeyDecoder() }
  }

  /// Gives the terminal back and stops, as ^Z does; returns when the program is told to go on.
  package func suspend() async {
    release()
    _ = kill(0, SIGTSTP)
    take()
  }

  private func take() {
    var raw = original
    cfmakeraw(&raw)
    TerminalGuard.arm(settings: original, text: Self.leave)
    // A program that was stopped may come back in the background, where this would stop it again.
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
    Screen.output.write(Self.enter)
    state.withLock { $0 = State(isOpen: true) }
  }

  private func release() {
    let wasOpen = state.withLock { state in
      defer { state.isOpen = false }
      return state.isOpen
    }
    guard wasOpen else { return }
    Screen.output.write(Self.leave)
    var settings = original
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    TerminalGuard.disarm()
  }

  private func wait() -> Event {
    while true {
      let isHalf = state.withLock { $0.decoder.isWaiting }
      var places = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: alarm.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&places, 2, isHalf ? Self.escapeDelay : -1)
      if ready < 0, errno == EINTR { continue }
      guard ready >= 0 else { return .ended }
      if let event = alarm.heard() { return event }
      let keys = ready == 0 ? state.withLock { $0.decoder.flush() } : read()
      guard let keys else { return .ended }
      if !keys.isEmpty { return .keys(keys) }
    }
  }

  /// nil at the end of the input.
  private func read() -> [Key]? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    guard count > 0 else { return nil }
    return state.withLock { $0.decoder.feed(bytes.prefix(count)) }
  }
}
