internal import Glibc

/// Gives the terminal back when the program dies: what a signal handler may do, and nothing else.
///
/// A handler sees only global memory and may not take locks or allocate (signal-safety(7)), so what it needs is
/// laid out beforehand and stays until the program ends.
enum TerminalGuard {
  // Written before the handlers are installed and never again but for `isArmed`, one byte.
  nonisolated(unsafe) private static var settings: UnsafeMutablePointer<termios>?
  nonisolated(unsafe) private static var farewell: UnsafeMutablePointer<UInt8>?
  nonisolated(unsafe) private static var farewellLength = 0
  nonisolated(unsafe) private static var isArmed = false

  private static let signals = [SIGHUP, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]

  /// From now on a deadly signal writes `text`, brings back the settings and then does what it would have done.
  static func arm(settings: termios, text: String) {
    if self.settings == nil {
      let bytes = Array(text.utf8)
      let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
      memory.initialize(from: bytes, count: bytes.count)
      farewell = memory
      farewellLength = bytes.count
      let kept = UnsafeMutablePointer<termios>.allocate(capacity: 1)
      kept.initialize(to: settings)
      self.settings = kept
      install()
    }
    isArmed = true
  }

  /// The terminal is already as it was.
  static func disarm() { isArmed = false }

  private static func install() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      TerminalGuard.restore()
      raise(number)
    }
    action.sa_flags = Int32(truncatingIfNeeded: UInt32(SA_RESETHAND))
    for number in signals { sigaction(number, &action, nil) }
  }

  private static func restore() {
    guard isArmed, let settings, let farewell else { return }
    isArmed = false
    _ = write(STDOUT_FILENO, farewell, farewellLength)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, settings)
  }
}
